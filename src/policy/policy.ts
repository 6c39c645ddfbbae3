import { count, knownOptions, milliseconds, nonEmpty, OptionError, oneOf } from '../core/index.js';
import { SEVERITIES, type Severity } from '../faults/index.js';
import type { Action } from './action.js';
import type { Trigger } from './cause.js';
import { hostErrorsOf, isMomentary, looksAtVm, watchdogsOf } from './condition.js';
import type { Guard } from './guard.js';
import type { Notifier } from './notifier.js';

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
  /** What must hold besides, freshly before each step. Unknown waits, and pages if it lasts. */
  readonly when?: Guard | readonly Guard[] | undefined;
  /** For how many milliseconds the trigger's condition must last before anything begins. Not for events. Default 0. */
  readonly for?: number | undefined;
  readonly do: Action;
  /** Who is told when an incident begins, ends, or needs somebody. They never hold up what is done. */
  readonly notify?: Notifier | readonly Notifier[] | undefined;
  /** Restart intensity. Default: 3 incidents within 600,000 ms. */
  readonly limit?: Limit | undefined;
  /** How many milliseconds must pass after an incident before the next one begins. Default 0. */
  readonly cooldown?: number | undefined;
  /** A worse one takes the place of one that only waits, and never of an action that runs. Default `serious`. */
  readonly severity?: Severity | undefined;
}

/** Makes a policy of what is one, and keeps its type. */
export function policy(definition: Policy): Policy {
  return definition;
}

/** The limit of a policy that states none. */
export const DEFAULT_LIMIT: Limit = { max: 3, per: 600_000 };

/**
 * Refuses a policy that could never work.
 * @throws {@link OptionError}
 */
export function checkPolicies(
  policies: readonly Policy[],
  watchdogs: readonly string[],
  {
    hasVm = true,
    hostErrors = [],
  }: { readonly hasVm?: boolean; readonly hostErrors?: readonly string[] } = {},
): void {
  const names = new Set<string>();
  for (const [index, policy] of policies.entries()) {
    const where = `policies[${index}]`;
    knownOptions(where, policy, KNOWN);
    nonEmpty(`${where}.name`, policy.name);
    if (names.has(policy.name))
      throw new OptionError(`${where}.name`, policy.name, 'unlike the names of the other policies');
    names.add(policy.name);
    checkKind(`${where}.on`, policy.on, 'on', TRIGGERS, 'a trigger of `on`');
    checkKind(
      `${where}.do`,
      policy.do,
      'kind',
      ['action', 'escalation', 'sequence'],
      'an action of `act`, or made by `action`',
    );
    const stranger = watchdogsOf(policy.on).find((id) => !watchdogs.includes(id));
    if (stranger !== undefined) {
      throw new OptionError(
        `${where}.on`,
        stranger,
        `the id of one of the supervisor's watchdogs (${watchdogs.join(', ') || 'there are none'})`,
      );
    }
    const unheard = hostErrorsOf(policy.on).find((id) => !hostErrors.includes(id));
    if (unheard !== undefined)
      throw new OptionError(
        `${where}.on`,
        unheard,
        `the id of one of the supervisor's hostErrors (${hostErrors.join(', ') || 'there are none'})`,
      );
    if (!hasVm && looksAtVm(policy.on))
      throw new OptionError(
        `${where}.on`,
        policy.on,
        'a trigger that one session can tell: on.state needs a Vm',
      );
    milliseconds(`${where}.for`, policy.for, 0, { min: 0 });
    if ((policy.for ?? 0) > 0 && isMomentary(policy.on))
      throw new OptionError(`${where}.for`, policy.for, 'left out: an event or a fault has no duration');
    milliseconds(`${where}.cooldown`, policy.cooldown, 0, { min: 0 });
    oneOf(`${where}.severity`, policy.severity, 'serious', SEVERITIES);
    for (const one of listOf(policy.when))
      if (typeof one?.judge !== 'function') throw new OptionError(`${where}.when`, one, 'a guard of `when`');
    for (const one of listOf(policy.notify))
      if (typeof one?.notify !== 'function')
        throw new OptionError(`${where}.notify`, one, 'a notifier of `notify`');
    if (policy.limit !== undefined) {
      knownOptions(`${where}.limit`, policy.limit, ['max', 'per']);
      // Left out is no number either: each of the two states a limit that there would otherwise not be.
      count(`${where}.limit.max`, policy.limit.max ?? Number.NaN, 0, { min: 1 });
      milliseconds(`${where}.limit.per`, policy.limit.per ?? Number.NaN, 0, { min: 1 });
    }
  }
}

const KNOWN = ['name', 'on', 'when', 'for', 'do', 'notify', 'limit', 'cooldown', 'severity'];
const TRIGGERS = ['expired', 'pretimeout', 'event', 'fault', 'host-error', 'state', 'any', 'all'];

/** One, several or none. */
export function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  // Array.isArray does not narrow a readonly array.
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
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
