import { count, knownOptions, milliseconds, nonEmpty, OptionError, oneOf } from '../core/index.js';
import { type Classify, type HostError, SEVERITIES, type Severity } from '../faults/index.js';
import type { EventDataOf, EventName } from '../qmp/index.js';
import type { VmState } from '../vm/index.js';
import type { ConditionTrigger, FaultTrigger, Trigger } from './cause.js';
import { isMomentary } from './condition.js';

/** Anything that has the id of a watchdog: the watchdog itself, or its id. */
export type WatchdogId = string | { readonly id: string };

/** Anything that has the id of a source of host errors: the source itself, or its id. */
export type HostErrorSourceId = string | { readonly id: string };

/** Options of `on.fault`. */
export interface FaultTriggerOptions {
  /** How bad it must be. Default `serious`. */
  readonly atLeast?: Severity | undefined;
  /** Says otherwise than `classify` how bad a fault is. It must be pure, and must not throw. */
  readonly classify?: Classify | undefined;
  /**
   * So many faults of one kind and at one place within `per` milliseconds are one degree worse. QEMU may hold events back,
   * and counts of before a restart are forgotten: there may have been more. Default: however often it comes, it is as bad.
   */
  readonly repeated?: { readonly times: number; readonly per: number } | undefined;
}

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
   * Something went wrong that is bad enough: an event of QEMU says so, a fault is found to have stopped the VM, or one of
   * the supervisor's sources of host errors tells of it. What an event has told, the state that it led to does not tell
   * again; nor does the state of a VM that is latched. With one session only events and errors of the host are heard.
   */
  fault(options?: FaultTriggerOptions): FaultTrigger;
  /** This source of host errors tells of one, and `where` holds of it. `where` must be pure and must not throw. */
  hostError(source: HostErrorSourceId, where?: (error: HostError) => boolean): Trigger;
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
  fault(options = {}) {
    knownOptions('on.fault', options, ['atLeast', 'classify', 'repeated']);
    const { classify, repeated } = options;
    if (classify !== undefined && typeof classify !== 'function')
      throw new OptionError('on.fault.classify', classify, 'a function of a fault');
    if (repeated !== undefined) {
      knownOptions('on.fault.repeated', repeated, ['times', 'per']);
      count('on.fault.repeated.times', repeated.times ?? Number.NaN, 0, { min: 2 });
      milliseconds('on.fault.repeated.per', repeated.per ?? Number.NaN, 0, { min: 1 });
    }
    return {
      on: 'fault',
      atLeast: oneOf('on.fault.atLeast', options.atLeast, 'serious', SEVERITIES),
      classify,
      repeated,
    };
  },
  hostError(source, where) {
    if (where !== undefined && typeof where !== 'function')
      throw new OptionError('on.hostError', where, 'a function of an error of the host');
    return { on: 'host-error', source: idOf('on.hostError', source), where };
  },
  any: (...triggers) => ({ on: 'any', of: several('on.any', triggers) }),
  all: (...triggers) => ({ on: 'all', of: several('on.all', triggers) }),
};

function idOf(where: string, one: WatchdogId | HostErrorSourceId): string {
  return nonEmpty(where, typeof one === 'string' ? one : one?.id);
}

function several<T extends Trigger>(where: string, triggers: readonly T[]): readonly T[] {
  if (triggers.length === 0) throw new OptionError(where, triggers, 'at least one trigger');
  for (const trigger of triggers)
    if (typeof trigger !== 'object' || trigger === null || typeof trigger.on !== 'string')
      throw new OptionError(where, trigger, 'a trigger of `on`');
  if (where === 'on.all' && triggers.some((trigger) => isMomentary(trigger) || trigger.on === 'any'))
    throw new OptionError(
      where,
      triggers,
      'conditions that last: neither on.event, on.fault, on.hostError nor on.any',
    );
  return triggers;
}
