import type { Classify, HostError, Severity } from '../faults/index.js';
import type { AnyEvent, RunState } from '../qmp/index.js';
import type { BlockError, VmState } from '../vm/index.js';
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
  /** An error of the host itself, as one of the supervisor's sources told it. */
  | {
      readonly on: 'host-error';
      readonly source: string;
      readonly error: HostError;
      readonly at: number;
    }
  /** A fault was found to have stopped the VM, and no event had told it. */
  | {
      readonly on: 'run-state';
      readonly status: RunState;
      readonly blockErrors: readonly BlockError[];
      readonly at: number;
      /** In which session of the VM it was found. */
      readonly session: number;
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

/** A trigger on whatever went wrong, as far as it is bad enough. */
export interface FaultTrigger {
  readonly on: 'fault';
  readonly atLeast: Severity;
  /** Says otherwise how bad a fault is. Pure. */
  readonly classify: Classify | undefined;
  /** So many of one kind within so many milliseconds are one degree worse. */
  readonly repeated: { readonly times: number; readonly per: number } | undefined;
}

/** What a policy acts on. It holds names only. */
export type Trigger =
  | ConditionTrigger
  | FaultTrigger
  | {
      readonly on: 'host-error';
      /** The id of the source. */
      readonly source: string;
      /** Picks among its errors. Pure. */
      readonly where: ((error: HostError) => boolean) | undefined;
    }
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
    case 'fault':
      return `a fault, ${trigger.atLeast}${trigger.atLeast === 'fatal' ? '' : ' or worse'}`;
    case 'host-error':
      return `an error of the host, by ${trigger.source}`;
    case 'state':
      return trigger.what;
    case 'all':
      return trigger.of.map(describeTrigger).join(' and ');
    case 'any':
      return trigger.of.map(describeTrigger).join(' or ');
  }
}

/** Whether it tells of something that lasts, so that it can be looked at again. */
export function lasts({ on }: Cause): boolean {
  return on === 'expired' || on === 'state';
}

/** Events of what a reset of the VM does not mend: the memory that failed, or the disk, is still there. */
const OF_THE_HOST: ReadonlySet<string> = new Set([
  'BLOCK_IMAGE_CORRUPTED',
  'MEMORY_FAILURE',
  'QUORUM_FAILURE',
  'QUORUM_REPORT_BAD',
]);

/** Whether a reset of the VM mends it, or makes it history. */
export function passesWithReset(cause: Cause): boolean {
  return cause.on === 'run-state' || (cause.on === 'event' && !OF_THE_HOST.has(cause.event.event));
}

/** Whether QEMU has stopped the VM for it: one that runs after all was continued by somebody. */
export function wasStoppedBy(cause: Cause): boolean {
  if (cause.on !== 'event') return cause.on === 'run-state';
  const action: unknown = Reflect.get(Object(cause.event.data), 'action');
  return action === 'stop' || action === 'pause';
}
