import type { AnyEvent } from '../qmp/index.js';
import type { VmState } from '../vm/index.js';
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
  | {
      readonly on: 'pretimeout';
      readonly watchdog: string;
      readonly silentFor: number;
      readonly at: number;
    }
  | {
      readonly on: 'event';
      readonly event: AnyEvent;
      readonly at: number;
      /** In which session of the VM it came; undefined where one session is supervised. */
      readonly session?: number | undefined;
    }
  /** A condition came to hold: `what` is the trigger in words. */
  | { readonly on: 'state'; readonly what: string; readonly at: number };

/** A trigger whose condition holds for a while, so that it can be looked at at any time. */
export type ConditionTrigger =
  | { readonly on: 'expired'; readonly watchdog: string }
  | { readonly on: 'pretimeout'; readonly watchdog: string }
  | {
      readonly on: 'state';
      readonly what: string;
      /** Pure; asked only while the state is `known`. */
      readonly predicate: (vm: VmState) => boolean;
    }
  | { readonly on: 'all'; readonly of: readonly ConditionTrigger[] };

/** What a policy acts on. It holds names only. */
export type Trigger =
  | ConditionTrigger
  | {
      readonly on: 'event';
      readonly event: string;
      /** Picks among the events of this name by their data. */
      readonly where: ((data: never) => boolean) | undefined;
    }
  | { readonly on: 'any'; readonly of: readonly Trigger[] };

/** The trigger in a few words. */
export function describeTrigger(trigger: Trigger): string {
  switch (trigger.on) {
    case 'expired':
    case 'pretimeout':
      return `${trigger.on} ${trigger.watchdog}`;
    case 'event':
      return trigger.event;
    case 'state':
      return trigger.what;
    case 'all':
      return trigger.of.map(describeTrigger).join(' and ');
    case 'any':
      return trigger.of.map(describeTrigger).join(' or ');
  }
}
