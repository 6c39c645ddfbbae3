import type { MessagePort } from 'node:worker_threads';
import type { Quiet, WatchdogTransition } from '../transition.js';
import type { AnyWatchdog } from '../any-watchdog.js';
import type { WatchdogSnapshot } from '../watchdog-options.js';
import type { IsolatedSettings } from './options.js';

/** What a watchdog is told to do, without an answer. */
type Called =
  | 'start'
  | 'arm'
  | 'disarm'
  | 'pet'
  | 'changeTimeout'
  | 'trigger'
  | 'pause'
  | 'resume'
  | 'listenAnew'
  | 'startGrace';

/** One of its methods, and the arguments. */
export type Call = { [M in Called]: readonly [method: M, ...args: Parameters<AnyWatchdog[M]>] }[Called];

/** To the thread. Watchdogs are known by numbers: two may have the same id. */
export type Order =
  | { readonly do: 'create'; readonly watchdog: number; readonly settings: IsolatedSettings }
  | { readonly do: 'call'; readonly watchdog: number; readonly call: Call }
  | { readonly do: 'look'; readonly watchdog: number; readonly question: number }
  | { readonly do: 'end'; readonly watchdog: number };

/** A watchdog at one moment. */
export interface Look {
  readonly snapshot: WatchdogSnapshot;
  /** Milliseconds. */
  readonly timeout: number;
}

/** From the thread, when it happens. Moments are on the scale of the thread that is told. */
export type Report = { readonly watchdog: number } & (
  | { readonly told: 'transition'; readonly transition: WatchdogTransition }
  | { readonly told: 'quiet'; readonly quiet: Quiet }
  | { readonly told: 'refused'; readonly reason: string }
  | { readonly told: 'ended'; readonly look: Look }
);

/** From the thread, to whoever stands and waits for it. */
export interface Answer {
  readonly question: number;
  readonly look: Look | undefined;
}

/** What the thread begins with. */
export interface Beginning {
  /** The origin of the other thread's `now()`: see `originOfNow`. */
  readonly origin: number;
  /** Where answers go. */
  readonly answers: MessagePort;
  /** The number of the last question that was answered, for who waits for it. */
  readonly answered: SharedArrayBuffer;
}
