import { own } from '../core/index.js';
import { FAULT_EVENTS } from '../faults/index.js';
import type { VmState } from '../vm/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Cause, ConditionTrigger, FaultTrigger, Trigger } from './cause.js';
import type { Incident } from './engine-state.js';
import type { EvidenceVerdict } from './evidence.js';
import { isBadEnough, type PastFault, standsStill } from './fault.js';

/** What triggers and guards look at. */
export interface View {
  /** Undefined where one session is supervised and not a `Vm`. */
  readonly vm: VmState | undefined;
  readonly watchdogs: Readonly<Record<string, WatchdogSnapshot>>;
}

/** Whether a condition holds. */
export type Holds = 'yes' | 'no' | 'unknown';

/** What is followed by looking at it from view to view. */
export type Followed = ConditionTrigger | FaultTrigger;

/** Looks whether a trigger's condition holds now. @throws what a predicate throws */
export function holds(trigger: Followed, view: View): Holds {
  switch (trigger.on) {
    case 'fault':
      return standsStill(trigger, view);
    case 'expired':
      return ofDog(own(view.watchdogs, trigger.watchdog), ({ awaitingRecovery }) => awaitingRecovery);
    case 'pretimeout':
      return ofDog(
        own(view.watchdogs, trigger.watchdog),
        ({ awaitingRecovery, state }) => awaitingRecovery || state === 'pretimeout',
      );
    case 'state':
      if (view.vm?.confidence !== 'known') return 'unknown';
      return trigger.predicate(view.vm) ? 'yes' : 'no';
    case 'all': {
      const each = trigger.of.map((one) => holds(one, view));
      if (each.includes('no')) return 'no';
      return each.includes('unknown') ? 'unknown' : 'yes';
    }
  }
}

/**
 * Whether what brought an incident about still stands; undefined when it does, or was no condition. Between seeing it and
 * acting on it the connection may have been lost, and the condition with it. A run state stands until something was done:
 * what is done may change it.
 */
export function judgeCondition(
  trigger: Trigger,
  { cause, step }: Pick<Incident, 'cause' | 'step'>,
  view: View,
): EvidenceVerdict | undefined {
  if (cause.on !== 'state' && !(cause.on === 'run-state' && step === 0)) return undefined;
  const what = cause.on === 'state' ? cause.what : cause.status;
  const each = followedConditions(trigger).map((condition) => holdsSafely(condition, view));
  if (each.includes('yes')) return undefined;
  return each.includes('unknown')
    ? { verdict: 'unknown', reason: `condition-unknown: ${what}` }
    : { verdict: 'refused', reason: `no-longer: ${what}` };
}

/**
 * A watchdog whose guest did not come up within its boot grace, if whatever holds of a trigger's conditions rests on such:
 * that, too, is not answered by another reset.
 */
export function bootedInVain(trigger: Trigger, view: View): string | undefined {
  const held = followedConditions(trigger).filter((condition) => holdsSafely(condition, view) === 'yes');
  const inVain = held.map((condition) =>
    watchdogsOf(condition).find((id) => own(view.watchdogs, id)?.bootedInVain),
  );
  return inVain.includes(undefined) ? undefined : inVain[0];
}

function holdsSafely(condition: Followed, view: View): Holds {
  try {
    return holds(condition, view);
  } catch {
    return 'unknown';
  }
}

function ofDog(dog: WatchdogSnapshot | undefined, is: (dog: WatchdogSnapshot) => boolean): Holds {
  if (dog === undefined) return 'unknown';
  return is(dog) ? 'yes' : 'no';
}

/**
 * The part of a trigger that is followed by looking at conditions. What a watchdog or an event tells comes as a cause of
 * its own.
 */
export function followedConditions(trigger: Trigger): readonly Followed[] {
  if (trigger.on === 'state' || trigger.on === 'all' || trigger.on === 'fault') return [trigger];
  return trigger.on === 'any' ? trigger.of.flatMap(followedConditions) : [];
}

/**
 * Whether this cause is what the trigger waits for. `before`: the faults that came lately, this one among them.
 * @throws what `where` and `classify` throw
 */
export function matches(trigger: Trigger, cause: Cause, before: readonly PastFault[]): boolean {
  switch (trigger.on) {
    case 'expired':
    case 'pretimeout':
      return cause.on === trigger.on && cause.watchdog === trigger.watchdog;
    case 'event':
      // The trigger's data type was tied to its event's name when it was made, and the names are equal here.
      return (
        cause.on === 'event' &&
        cause.event.event === trigger.event &&
        (trigger.where === undefined || trigger.where(cause.event.data as never))
      );
    case 'host-error':
      return (
        cause.on === 'host-error' &&
        cause.source === trigger.source &&
        (trigger.where === undefined || trigger.where(cause.error))
      );
    case 'fault':
      return isBadEnough(trigger, cause, before);
    case 'any':
      return trigger.of.some((one) => matches(one, cause, before));
    default:
      // Conditions are followed, not told.
      return false;
  }
}

/** The ids of the watchdogs that a trigger names. */
export function watchdogsOf(trigger: Trigger): readonly string[] {
  if (trigger.on === 'expired' || trigger.on === 'pretimeout') return [trigger.watchdog];
  return trigger.on === 'any' || trigger.on === 'all' ? trigger.of.flatMap(watchdogsOf) : [];
}

/** The names of the events that a trigger waits for. */
export function eventsOf(trigger: Trigger): readonly string[] {
  if (trigger.on === 'event') return [trigger.event];
  if (trigger.on === 'fault') return FAULT_EVENTS;
  return trigger.on === 'any' ? trigger.of.flatMap(eventsOf) : [];
}

/** The ids of the sources of host errors that a trigger names. */
export function hostErrorsOf(trigger: Trigger): readonly string[] {
  if (trigger.on === 'host-error') return [trigger.source];
  return trigger.on === 'any' ? trigger.of.flatMap(hostErrorsOf) : [];
}

/** Whether it looks at faults, and so at many that are not bad enough. */
export function looksForFaults(trigger: Trigger): boolean {
  return trigger.on === 'any' ? trigger.of.some(looksForFaults) : trigger.on === 'fault';
}

/** Whether it may be told of what has no duration. */
export function isMomentary(trigger: Trigger): boolean {
  if (trigger.on === 'any') return trigger.of.some(isMomentary);
  return trigger.on === 'event' || trigger.on === 'fault' || trigger.on === 'host-error';
}

/** Whether a trigger looks at the VM's state, and would be of no use without. */
export function looksAtVm(trigger: Trigger): boolean {
  if (trigger.on === 'state') return true;
  return (trigger.on === 'any' || trigger.on === 'all') && trigger.of.some(looksAtVm);
}
