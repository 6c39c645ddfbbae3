import { nonEmpty, OptionError } from '../core/index.js';
import type { EventDataOf, EventName } from '../qmp/index.js';
import type { VmState } from '../vm/index.js';
import type { ConditionTrigger, Trigger } from './cause.js';

/** Anything that has the id of a watchdog: the watchdog itself, or its id. */
export type WatchdogId = string | { readonly id: string };

/** The triggers of policies. */
export interface Triggers {
  /** A watchdog expired. It is over when the watchdog is petted again. */
  expired(watchdog: WatchdogId): ConditionTrigger;
  /** A watchdog has given its last warning before it expires. */
  pretimeout(watchdog: WatchdogId): ConditionTrigger;
  /**
   * An event came, and `where` holds of its data. `where` must be pure and must not throw. Events are hints: what is
   * done is decided on a fresh query.
   */
  event<E extends EventName>(event: E, where?: (data: EventDataOf<E>) => boolean): Trigger;
  /**
   * A condition of the VM's state came to hold; it is over when it no longer does. `predicate` must be pure and must not
   * throw, and is asked only while the state is `known`: unknown neither begins nor ends anything. It needs a `Vm`.
   */
  state(predicate: (vm: VmState) => boolean, what?: string): ConditionTrigger;
  /** The first of these that happens. */
  any(...triggers: readonly Trigger[]): Trigger;
  /** All of these conditions hold at the same time. An event has no duration, and can not be one of them. */
  all(...triggers: readonly ConditionTrigger[]): ConditionTrigger;
}

/** What policies act on. */
export const on: Triggers = {
  expired: (watchdog) => ({ on: 'expired', watchdog: idOf('on.expired', watchdog) }),
  pretimeout: (watchdog) => ({ on: 'pretimeout', watchdog: idOf('on.pretimeout', watchdog) }),
  event: (event, where) => ({ on: 'event', event: nonEmpty('on.event', event), where }),
  state(predicate, what) {
    if (typeof predicate !== 'function')
      throw new OptionError('on.state', predicate, "a function of the VM's state");
    return { on: 'state', predicate, what: what ?? (predicate.name === '' ? 'a state' : predicate.name) };
  },
  any: (...triggers) => ({ on: 'any', of: several('on.any', triggers) }),
  all: (...triggers) => ({ on: 'all', of: several('on.all', triggers) }),
};

function idOf(where: string, watchdog: WatchdogId): string {
  return nonEmpty(where, typeof watchdog === 'string' ? watchdog : watchdog?.id);
}

function several<T extends Trigger>(where: string, triggers: readonly T[]): readonly T[] {
  if (triggers.length === 0) throw new OptionError(where, triggers, 'at least one trigger');
  for (const trigger of triggers)
    if (typeof trigger !== 'object' || trigger === null || typeof trigger.on !== 'string')
      throw new OptionError(where, trigger, 'a trigger of `on`');
  if (where === 'on.all' && triggers.some((trigger) => trigger.on === 'event' || trigger.on === 'any'))
    throw new OptionError(where, triggers, 'conditions that last: neither on.event nor on.any');
  return triggers;
}
