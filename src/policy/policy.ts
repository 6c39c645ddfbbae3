import { count, knownOptions, milliseconds, nonEmpty, OptionError } from '../core/index.js';
import type { Action } from './action.js';
import type { Cause, Trigger } from './cause.js';

/** At most `max` incidents begin within `per` milliseconds; one more halts the policy and pages. */
export interface Limit {
  readonly max: number;
  readonly per: number;
}

/** When to do what. */
export interface Policy {
  /** Names it in the journal. */
  readonly name: string;
  readonly on: Trigger;
  readonly do: Action;
  /** Restart intensity. Default: 3 incidents within 600,000 ms. */
  readonly limit?: Limit | undefined;
}

/** The limit of a policy that states none. */
export const DEFAULT_LIMIT: Limit = { max: 3, per: 600_000 };

/**
 * Refuses a policy that could never work.
 * @throws {@link OptionError}
 */
export function checkPolicies(policies: readonly Policy[], watchdogs: readonly string[]): void {
  const names = new Set<string>();
  for (const [index, policy] of policies.entries()) {
    const where = `policies[${index}]`;
    knownOptions(where, policy, ['name', 'on', 'do', 'limit']);
    nonEmpty(`${where}.name`, policy.name);
    if (names.has(policy.name))
      throw new OptionError(`${where}.name`, policy.name, 'unlike the names of the other policies');
    names.add(policy.name);
    checkKind(`${where}.on`, policy.on, 'on', ['expired', 'event'], 'a trigger of `on`');
    checkKind(
      `${where}.do`,
      policy.do,
      'kind',
      ['action', 'escalation'],
      'an action of `act`, or made by `action`',
    );
    if (policy.on.on === 'expired' && !watchdogs.includes(policy.on.watchdog)) {
      throw new OptionError(
        `${where}.on`,
        policy.on.watchdog,
        `the id of one of the supervisor's watchdogs (${watchdogs.join(', ') || 'there are none'})`,
      );
    }
    if (policy.limit !== undefined) {
      knownOptions(`${where}.limit`, policy.limit, ['max', 'per']);
      // Left out is no number either: each of the two states a limit that there would otherwise not be.
      count(`${where}.limit.max`, policy.limit.max ?? Number.NaN, 0, { min: 1 });
      milliseconds(`${where}.limit.per`, policy.limit.per ?? Number.NaN, 0, { min: 1 });
    }
  }
}

/** The types ask for it; JavaScript does not. */
function checkKind(
  where: string,
  value: unknown,
  member: string,
  kinds: readonly unknown[],
  expected: string,
): void {
  const kind: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
  if (!kinds.includes(kind)) throw new OptionError(where, value, expected);
}

/** Whether this cause is what the trigger waits for. */
export function matches(trigger: Trigger, cause: Cause): boolean {
  if (trigger.on === 'expired') return cause.on === 'expired' && cause.watchdog === trigger.watchdog;
  // The trigger's data type was tied to its event's name when it was made, and the names are equal here.
  return (
    cause.on === 'event' &&
    cause.event.event === trigger.event &&
    (trigger.where === undefined || trigger.where(cause.event.data as never))
  );
}
