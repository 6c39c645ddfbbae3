import type { AnyEvent } from '../qmp/index.js';
import type { ExpiryCause } from '../watchdog/index.js';

/** What made a policy act. Times are on the clock's `now()` scale, durations milliseconds. */
export type Cause =
  | {
      readonly on: 'expired';
      readonly watchdog: string;
      readonly expiry: ExpiryCause;
      readonly silentFor: number;
      readonly at: number;
    }
  | { readonly on: 'event'; readonly event: AnyEvent; readonly at: number };

/** What a policy acts on. It holds names only. */
export type Trigger =
  | { readonly on: 'expired'; readonly watchdog: string }
  | {
      readonly on: 'event';
      readonly event: string;
      /** Picks among the events of this name by their data. */
      readonly where: ((data: never) => boolean) | undefined;
    };
