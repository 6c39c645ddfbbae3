import type { Clock, ListenerErrorHandler } from '../core/index.js';
import type { Quiet, WatchdogState, WatchdogTransition } from './machine.js';
import type { PetSource } from './pet-source.js';

/** Options of a `Watchdog`. All times are milliseconds. */
export interface WatchdogOptions {
  /** Names it in policies, records and messages. */
  readonly id: string;
  /** It expires when it was not petted for this long. At least three times the interval of the pets. */
  readonly timeout: number;
  /** How long *before* expiry it warns, as in Linux; less than `timeout`. Default 0: no warning. */
  readonly pretimeout?: number | undefined;
  /** Where pets come from; without it, call `pet`. */
  readonly pets?: PetSource | undefined;
  /** Armed by `start` (default), so that a guest that never pets is noticed, or only by the first pet. */
  readonly armOn?: 'start' | 'first-pet' | undefined;
  /** After expiry: `latch` (default), it acts once and the next pet re-arms it; `rearm`, it starts anew at once. */
  readonly onExpiry?: 'latch' | 'rearm' | undefined;
  /** Told of an error that a listener threw. Default: a process warning. */
  readonly onListenerError?: ListenerErrorHandler | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** What a watchdog tells, by name. */
export type WatchdogEvents = {
  readonly [T in WatchdogTransition['type']]: Extract<WatchdogTransition, { type: T }>;
} & {
  /** Every one of the above. */
  readonly transition: WatchdogTransition;
  /** Half of the timeout has passed without a pet: time to ask others about it, and too early to say anything. */
  readonly quiet: Quiet;
};

/** A watchdog at one moment. Durations are milliseconds. */
export interface WatchdogSnapshot {
  readonly id: string;
  readonly state: WatchdogState;
  readonly silentFor: number;
  /** Until it expires if nothing happens; absent when it would not. */
  readonly timeLeft?: number;
  readonly pausedBy?: string;
  readonly unknownBecause?: string;
  readonly inGrace: boolean;
  /** Whether it has expired and no pet has come since. */
  readonly awaitingRecovery: boolean;
  /** Whether its silence is established: it has expired, and has listened ever since without a pet. */
  readonly silent: boolean;
  /**
   * The channel of its pets: `gone`; `unproven`, open, but nothing has come over this connection yet, as when another
   * reader holds a chardev that serves one; or `proven`.
   */
  readonly channel: 'gone' | 'unproven' | 'proven';
  readonly petCount: number;
  /** What came in over the channel and was no pet. */
  readonly refusedCount: number;
}

/** Their names. */
export const WATCHDOG_OPTIONS: readonly string[] = [
  'id',
  'timeout',
  'pretimeout',
  'pets',
  'armOn',
  'onExpiry',
  'onListenerError',
  'clock',
];
