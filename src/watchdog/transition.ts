import type { PhiStrategy } from './phi.js';

/** Where a watchdog is in its life. */
export type WatchdogState = 'disarmed' | 'armed' | 'pretimeout' | 'expired';

/**
 * Why a watchdog expired: nobody petted it, somebody triggered it, its source found by more than silence that what it
 * watches is lost, or a booting guest never petted it.
 */
export type ExpiryCause = 'silence' | 'trigger' | 'failed' | 'boot-grace';

/** What happened to a watchdog. Times are on the clock's `now()` scale, durations milliseconds. */
export type WatchdogTransition =
  | { readonly type: 'armed'; readonly at: number }
  | { readonly type: 'disarmed'; readonly at: number }
  /** The last warning: no pet for all of the timeout but its last `pretimeout` milliseconds. */
  | {
      readonly type: 'pretimeout';
      readonly at: number;
      readonly silentFor: number;
      readonly timeLeft: number;
    }
  | {
      readonly type: 'expired';
      readonly at: number;
      readonly silentFor: number;
      readonly cause: ExpiryCause;
      /** What its source said, where that is the cause. */
      readonly reason?: string;
    }
  /** The first pet after an expiry. */
  | { readonly type: 'recovered'; readonly at: number; readonly after: number }
  | { readonly type: 'paused'; readonly at: number; readonly reason: string }
  | { readonly type: 'resumed'; readonly at: number; readonly by: 'call' | 'limit' }
  /** The channel of the pets is gone: silence is unknown from here on. */
  | { readonly type: 'unknown'; readonly at: number; readonly reason: string }
  | { readonly type: 'known'; readonly at: number }
  /** This process stood still for `stalled` of the milliseconds since the last pet: they do not count as silence. */
  | { readonly type: 'late'; readonly at: number; readonly stalled: number }
  /** A reset or boot: silence is excused until the first pet, for at most `grace` milliseconds. */
  | { readonly type: 'grace'; readonly at: number; readonly grace: number };

/** Half of the timeout has passed without a pet. Times are on the clock's `now()` scale, durations milliseconds. */
export interface Quiet {
  readonly at: number;
  readonly silentFor: number;
}

/** The timings and choices of a watchdog, checked. */
export interface WatchdogSettings {
  readonly timeout: number;
  readonly pretimeout: number;
  readonly armOn: 'start' | 'first-pet' | 'call';
  readonly onExpiry: 'latch' | 'rearm';
  /** Undefined: the timeout is what was said. */
  readonly phi: PhiStrategy | undefined;
}

/**
 * The moment of an input: the clock's reading, how long this process has stood still in all up to it, and by how much
 * timeouts are stretched because it is not healthy.
 */
export interface Moment {
  readonly now: number;
  readonly stalled: number;
  readonly stretch: number;
}
