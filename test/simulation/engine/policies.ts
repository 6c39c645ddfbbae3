// What the engine is to do in the simulation, made of the library that is given: it may be a mutated one.
import type { Policy, SingleAction } from 'qmp-watchdog';
import type { Library } from '../../mutated/library.js';

/** Milliseconds. */
export const BOOT_GRACE = 30_000;
export const UNKNOWN_AFTER = 15_000;
export const TIMEOUT = 5_000;
export const PRETIMEOUT = 1_000;

/** Both sets have the same limits, so that the auditor need not know which one is at work. */
export const LIMITS: Readonly<Record<string, { readonly max: number; readonly per: number }>> = {
  hung: { max: 3, per: 120_000 },
  disk: { max: 3, per: 60_000 },
  panic: { max: 2, per: 60_000 },
  warning: { max: 5, per: 60_000 },
};
/** How long a condition must last. */
export const DURATIONS: Readonly<Record<string, number>> = { disk: 500 };
export const COOLDOWNS: Readonly<Record<string, number>> = { disk: 5_000, warning: 10_000 };

/** Each policy of the first set, and those of the second: one is gone, and one does something else. */
export function policySets({
  root: { act, action, guard, on },
}: Library): readonly [readonly Policy[], readonly Policy[]] {
  const never = async (): Promise<never> => {
    throw new Error('the engine runs nothing');
  };
  const own = (name: string, change: Partial<SingleAction> = {}): SingleAction =>
    action({ name, destructive: true, idempotent: false, timeout: 5_000, run: never, ...change });
  const notMigrating = guard('not migrating', ({ answers }) => {
    const answer = answers['query-migrate'];
    if (answer === undefined) return { ask: [{ name: 'query-migrate', timeout: 2_000, run: never }] };
    return { verdict: answer.verdict === 'ok' ? 'holds' : 'unknown', reason: answer.reason };
  });
  const hung: Policy = {
    name: 'hung',
    on: on.expired('guest'),
    when: notMigrating,
    do: act.escalate(
      { action: own('nmi'), timeout: 1_000 },
      { action: own('reset', { boots: true }), timeout: 20_000 },
    ),
  };
  const disk: Policy = {
    name: 'disk',
    on: on.state(({ run }) => run?.why === 'io-error', 'stopped by a disk error'),
    for: DURATIONS['disk'],
    do: own('cont', { destructive: false, evidence: ['answering'] }),
    severity: 'degraded',
  };
  const panic: Policy = {
    name: 'panic',
    on: on.any(
      on.event('GUEST_PANICKED'),
      on.state(({ run }) => run?.why === 'panic', 'stopped by a panic'),
    ),
    do: own('reset-and-cont', { boots: true }),
    severity: 'fatal',
  };
  const warning: Policy = {
    name: 'warning',
    on: on.pretimeout('guest'),
    do: own('dump', { destructive: false }),
    severity: 'info',
  };
  const limited = (policy: Policy): Policy => {
    const { [policy.name]: cooldown } = COOLDOWNS;
    return { ...policy, limit: LIMITS[policy.name], ...(cooldown !== undefined && { cooldown }) };
  };
  return [
    [hung, disk, panic, warning].map(limited),
    [{ ...hung, do: own('reset', { boots: true }) }, disk, panic].map(limited),
  ];
}
