import {
  type Clock,
  knownOptions,
  type ListenerErrorHandler,
  milliseconds,
  nonEmpty,
  OptionError,
  oneOf,
} from '../core/index.js';
import type { PetSource } from './pet-source.js';
import type { PhiStrategy } from './phi.js';
import type { Quiet, WatchdogSettings, WatchdogState, WatchdogTransition } from './transition.js';

/** Options of a `Watchdog`. All times are milliseconds. */
export interface WatchdogOptions {
  /** Names it in policies, records and messages. */
  readonly id: string;
  /** It expires when it was not petted for this long. At least three times the interval of the pets. */
  readonly timeout: number;
  /** How long *before* expiry it warns, as in Linux; less than `timeout`. Default 0: no warning. */
  readonly pretimeout?: number | undefined;
  /**
   * How it tells silence from death: `deadline` (default), after `timeout`; or `phi()`, which learns how long its pets'
   * pauses are and expires earlier, or at the latest after `timeout`.
   */
  readonly strategy?: 'deadline' | PhiStrategy | undefined;
  /**
   * By how much its timeout may be stretched, from 1 to 8, while this process itself is not healthy: a host that stalls us
   * is likely to delay its peers, too. One more with each stall of ours, one less with each second without. Default 1,
   * not at all: what this process has missed by standing still is no silence anyway.
   */
  readonly localHealth?: number | undefined;
  /** Between which timeouts who is watched may choose one of its own. Default: it may not. */
  readonly timeoutRange?: { readonly min: number; readonly max: number } | undefined;
  /** Where pets come from; without it, call `pet`. */
  readonly pets?: PetSource | undefined;
  /**
   * Armed by `start` (default), so that a guest that never pets is noticed; by the first pet; or only by `arm`: neither a
   * pet nor a boot's grace arms it then, because whoever is watched arms it for itself.
   */
  readonly armOn?: 'start' | 'first-pet' | 'call' | undefined;
  /** After expiry: `latch` (default), it acts once and the next pet re-arms it; `rearm`, it starts anew at once. */
  readonly onExpiry?: 'latch' | 'rearm' | undefined;
  /**
   * Whose silence it is: of the `guest` (default), which a supervisor excuses while its VM stands still or boots; or of an
   * `other`, such as the manager of another host, which has nothing to do with that.
   */
  readonly watches?: 'guest' | 'other' | undefined;
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
  /** Something came in that was no sign of life: it was dropped and counted, and nothing else has changed. */
  readonly refused: { readonly reason: string };
};

/** A watchdog at one moment. Durations are milliseconds. */
export interface WatchdogSnapshot {
  readonly id: string;
  readonly state: WatchdogState;
  readonly silentFor: number;
  /** With `phi`: the suspicion that the present silence has come to. */
  readonly suspicion?: number;
  /** Until it expires if nothing happens; absent when it would not. */
  readonly timeLeft?: number;
  readonly pausedBy?: string;
  readonly unknownBecause?: string;
  readonly inGrace: boolean;
  /** Whether it has expired and no pet has come since. */
  readonly awaitingRecovery: boolean;
  /** There when it expired last because no pet came within a boot grace, and none has come since. */
  readonly bootedInVain?: true;
  /** Whether its silence is established: it has expired, and has listened ever since without a pet. */
  readonly silent: boolean;
  /**
   * The channel of its pets: `gone`; `unproven`, open, but nothing over this connection shows yet that who is watched would
   * be heard, as when another reader holds a chardev that serves one, or a stranger has connected to us; or `proven`.
   */
  readonly channel: 'gone' | 'unproven' | 'proven';
  readonly petCount: number;
  /** How much came in over the channel that was no pet. */
  readonly refusedCount: number;
  /** Why the last of it was none. */
  readonly lastRefusal?: string;
}

const KNOWN: readonly string[] = [
  'id',
  'timeout',
  'pretimeout',
  'timeoutRange',
  'strategy',
  'localHealth',
  'pets',
  'armOn',
  'onExpiry',
  'watches',
  'onListenerError',
  'clock',
];

const TIMEOUTS = { min: 10, max: 2 ** 40 };

/** {@link WatchdogOptions}, as far as they are checked. */
export interface CheckedWatchdogOptions {
  readonly id: string;
  readonly watches: 'guest' | 'other';
  readonly timeoutRange: WatchdogOptions['timeoutRange'];
  readonly localHealth: number;
  readonly settings: WatchdogSettings;
}

/** @throws {@link OptionError} */
export function checkWatchdogOptions(options: WatchdogOptions): CheckedWatchdogOptions {
  knownOptions('watchdog', options, KNOWN);
  const timeout = checkTimeout(options.timeout);
  const { longestSilence = 0, name } = options.pets ?? {};
  if (timeout <= longestSilence)
    throw new OptionError(
      'watchdog.timeout',
      timeout,
      `more than ${longestSilence} ms, for which ${name} may be without a pet although all is well`,
    );
  const pretimeout = milliseconds('watchdog.pretimeout', options.pretimeout, 0, { min: 0 });
  if (pretimeout >= timeout)
    throw new OptionError(
      'watchdog.pretimeout',
      pretimeout,
      `less than the timeout, ${timeout}: it counts back from expiry`,
    );
  return {
    id: nonEmpty('watchdog.id', options.id),
    watches: oneOf('watchdog.watches', options.watches, 'guest', ['guest', 'other']),
    timeoutRange: checkRange(options.timeoutRange),
    localHealth: milliseconds('watchdog.localHealth', options.localHealth, 1, { min: 1, max: 8 }),
    settings: {
      timeout,
      pretimeout,
      armOn: oneOf('watchdog.armOn', options.armOn, 'start', ['start', 'first-pet', 'call']),
      onExpiry: oneOf('watchdog.onExpiry', options.onExpiry, 'latch', ['latch', 'rearm']),
      phi: checkStrategy(options.strategy),
    },
  };
}

/** It has no default. @throws {@link OptionError} */
export function checkTimeout(timeout: number): number {
  if (timeout === undefined) throw new OptionError('watchdog.timeout', timeout, 'a number of milliseconds');
  return milliseconds('watchdog.timeout', timeout, 0, TIMEOUTS);
}

function checkRange(range: WatchdogOptions['timeoutRange']): WatchdogOptions['timeoutRange'] {
  if (range === undefined) return undefined;
  knownOptions('watchdog.timeoutRange', range, ['min', 'max']);
  const min = milliseconds('watchdog.timeoutRange.min', range.min ?? Number.NaN, 0, TIMEOUTS);
  const max = milliseconds('watchdog.timeoutRange.max', range.max ?? Number.NaN, 0, { ...TIMEOUTS, min });
  return { min, max };
}

function checkStrategy(strategy: WatchdogOptions['strategy']): PhiStrategy | undefined {
  if (strategy === undefined || strategy === 'deadline') return undefined;
  if (typeof strategy !== 'object' || strategy === null || strategy.kind !== 'phi')
    throw new OptionError('watchdog.strategy', strategy, "'deadline', or what phi() makes");
  return strategy;
}
