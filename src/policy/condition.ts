import { own } from '../core/index.js';
import type { VmState } from '../vm/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Cause, ConditionTrigger, Trigger } from './cause.js';
import type { EvidenceVerdict } from './evidence.js';

/** What triggers and guards look at. */
export interface View {
  /** Undefined where one session is supervised and not a `Vm`. */
  readonly vm: VmState | undefined;
  readonly watchdogs: Readonly<Record<string, WatchdogSnapshot>>;
}

/** Whether a condition holds. */
export type Holds = 'yes' | 'no' | 'unknown';

/** Looks whether a trigger's condition holds now. @throws what a predicate throws */
export function holds(trigger: ConditionTrigger, view: View): Holds {
  switch (trigger.on) {
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
 * Whether what brought a cause about still stands; undefined when it does, or was no condition. Between seeing it and
 * acting on it the connection may have been lost, and the condition with it.
 */
export function judgeCondition(trigger: Trigger, cause: Cause, view: View): EvidenceVerdict | undefined {
  if (cause.on !== 'state') return undefined;
  const each = followedConditions(trigger).map((condition) => holdsSafely(condition, view));
  if (each.includes('yes')) return undefined;
  return each.includes('unknown')
    ? { verdict: 'unknown', reason: `condition-unknown: ${cause.what}` }
    : { verdict: 'refused', reason: `no-longer: ${cause.what}` };
}

function holdsSafely(condition: ConditionTrigger, view: View): Holds {
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
export function followedConditions(trigger: Trigger): readonly ConditionTrigger[] {
  if (trigger.on === 'state' || trigger.on === 'all') return [trigger];
  return trigger.on === 'any' ? trigger.of.flatMap(followedConditions) : [];
}

/** Whether this cause is what the trigger waits for. @throws what `where` throws */
export function matches(trigger: Trigger, cause: Cause): boolean {
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
    case 'any':
      return trigger.of.some((one) => matches(one, cause));
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
  return trigger.on === 'any' ? trigger.of.flatMap(eventsOf) : [];
}

/** Whether a trigger looks at the VM's state. */
export function looksAtVm(trigger: Trigger): boolean {
  if (trigger.on === 'state') return true;
  return (trigger.on === 'any' || trigger.on === 'all') && trigger.of.some(looksAtVm);
}
