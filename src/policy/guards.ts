import { count, OptionError, own } from '../core/index.js';
import type { MigrationStatus } from '../qmp/index.js';
import type { Probe, ProbeAnswer } from '../watchdog/index.js';
import { ask, type Guard, type GuardVerdict, guard } from './guard.js';

/** The guards that come with the package. */
export interface Guards {
  /** QEMU says, freshly, that the VM runs. */
  running(): Guard;
  /** No migration is under way, in either direction, by a fresh `query-migrate`. */
  notMigrating(): Guard;
  /** At least `needed` of these probes say `fail`: what the trigger believes is confirmed by others. */
  confirmedBy(needed: number, ...probes: readonly Probe[]): Guard;
  /** Turned round. Unknown stays unknown. */
  not(guard: Guard): Guard;
}

/** What must hold besides a policy's trigger. */
export const when: Guards = {
  running: () =>
    guard('running', ({ facts: { status } }) => {
      if ('error' in status) return unknown(`qmp-silent: ${status.error}`);
      return status.running ? holds('running') : refused(`not-running: ${status.status}`);
    }),
  notMigrating: () =>
    guard('not migrating', ({ answers }) => {
      const answer = own(answers, MIGRATION.name);
      if (answer === undefined) return ask(MIGRATION);
      if (answer.verdict === 'unknown') return unknown(answer.reason);
      return answer.verdict === 'ok' ? holds(answer.reason) : refused(answer.reason);
    }),
  confirmedBy(needed, ...probes) {
    count('when.confirmedBy', needed, 1, { min: 1, max: Math.max(probes.length, 1) });
    if (new Set(probes.map(({ name }) => name)).size !== probes.length || probes.length === 0)
      throw new OptionError('when.confirmedBy', probes, 'probes with names of their own');
    return guard(`confirmed by ${needed} of ${probes.length}`, ({ answers }) => {
      const told = probes.map(({ name }) => own(answers, name));
      if (told.includes(undefined)) return ask(...probes);
      return confirmed(needed, probes, told);
    });
  },
  not: (one) =>
    guard(`not ${one.name}`, (view) => {
      const said = one.judge(view);
      if ('ask' in said || (said.verdict !== 'holds' && said.verdict !== 'refused')) return said;
      return said.verdict === 'holds' ? refused(said.reason) : holds(said.reason);
    }),
};

/** At rest; anything else, known or not, may have a second copy in the making. */
const AT_REST: ReadonlySet<MigrationStatus> = new Set(['none', 'completed', 'cancelled', 'failed']);

const MIGRATION: Probe = {
  name: 'query-migrate',
  timeout: 2_000,
  async run({ vm, signal }) {
    const { status = 'none' } = await vm.execute('query-migrate', {}, { signal });
    return { verdict: AT_REST.has(status) ? 'ok' : 'fail', reason: status };
  },
};

function confirmed(
  needed: number,
  probes: readonly Probe[],
  told: readonly (ProbeAnswer | undefined)[],
): GuardVerdict {
  const names = (verdict: ProbeAnswer['verdict']): string[] =>
    probes.flatMap(({ name }, index) => (told[index]?.verdict === verdict ? [name] : []));
  const [fail, open] = [names('fail'), names('unknown')];
  if (fail.length >= needed) return holds(`failed: ${fail.join(', ')}`);
  if (fail.length + open.length >= needed) return unknown(`not known: ${open.join(', ')}`);
  return refused(`well: ${names('ok').join(', ')}`);
}

const holds = (reason: string): GuardVerdict => ({ verdict: 'holds', reason });
const refused = (reason: string): GuardVerdict => ({ verdict: 'refused', reason });
const unknown = (reason: string): GuardVerdict => ({ verdict: 'unknown', reason });
