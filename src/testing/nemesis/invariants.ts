import type { JournalRecord } from '../../journal/index.js';
import type { Action, Facts, Policy, SingleAction } from '../../policy/index.js';
import type { Simulation } from '../simulation/simulation.js';

/** What must hold of every simulation: returns what is wrong, or undefined. Asked when it is about to end. */
export type Invariant = (sim: Simulation) => string | undefined;

type Of<Kind extends JournalRecord['kind']> = Extract<JournalRecord, { readonly kind: Kind }>;

/** The limit of a policy that states none. */
const DEFAULT_LIMIT = { max: 3, per: 600_000 };

/** What the safety rules ask of any policies, looked at in the records and in what QEMU was told. */
export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'acts only while it enforces, and not in maintenance': ({ records }) => {
    let enforces = false;
    let maintained = 0;
    for (const record of records) {
      if (record.kind === 'started' || record.kind === 'mode') enforces = record.mode === 'enforce';
      else if (record.kind === 'maintenance') maintained = record.at + record.ttl;
      else if (record.kind === 'intent' && !enforces) return `${tell(record)} while it only observes`;
      else if (record.kind === 'intent' && record.at < maintained) return `${tell(record)} in maintenance`;
    }
    return undefined;
  },
  'acts on evidence of its own': ({ records, policies }) => {
    let found: Of<'evidence'> | undefined;
    let cause: Readonly<Record<string, unknown>> = {};
    for (const record of records) {
      if (record.kind === 'trigger') cause = record.cause;
      else if (record.kind === 'evidence') found = record;
      else if (record.kind === 'intent') {
        if (found?.order !== record.order || found.verdict !== 'holds')
          return `${tell(record)} without evidence that holds`;
        const lack = lackOf(found, cause, policies);
        if (lack !== undefined) return `${tell(record)} although ${lack}`;
      }
    }
    return undefined;
  },
  'one action at a time, with one end': ({ records }) => {
    let open: Of<'intent'> | undefined;
    for (const record of records) {
      if (record.kind === 'intent') {
        if (open !== undefined) return `${tell(record)} while ${open.action} has no result`;
        open = record;
      } else if (record.kind === 'result') {
        if (open?.order !== record.order) return `${tell(record)} has a result and no intent`;
        open = undefined;
      }
    }
    return undefined;
  },
  'tells QEMU nothing without an intent': ({ records, actions }) => {
    const spans = spansOf(records);
    const stray = actions.find(({ at }) => !spans.some(([from, to]) => from <= at && at <= to));
    return stray === undefined ? undefined : `QEMU got ${stray.command} at ${stray.at} ms`;
  },
  'keeps its limits': ({ records, policies }) => {
    for (const policy of policies) {
      const { max, per } = policy.limit ?? DEFAULT_LIMIT;
      const begun: number[] = [];
      let enforces = false;
      for (const record of records) {
        if (record.kind === 'started' || record.kind === 'mode') enforces = record.mode === 'enforce';
        if (record.kind === 'resumed' && record.policy === policy.name) begun.length = 0;
        if (record.kind !== 'trigger' || record.policy !== policy.name || !enforces) continue;
        begun.push(record.at);
        if (begun.filter((at) => at > record.at - per).length > max)
          return `${record.incident} is more than "${policy.name}" may begin within ${per} ms`;
      }
    }
    return undefined;
  },
  'rests between incidents': ({ records, policies }) => {
    const ended = new Map<string, number>();
    for (const record of records) {
      if (record.kind === 'ended' && record.how !== 'observed') ended.set(record.policy, record.at);
      if (record.kind !== 'trigger') continue;
      const { cooldown = 0 } = policies.find(({ name }) => name === record.policy) ?? {};
      const last = ended.get(record.policy);
      if (last !== undefined && record.at < last + cooldown)
        return `${record.incident} begins ${record.at - last} ms after the last one of "${record.policy}"`;
    }
    return undefined;
  },
  'begins nothing for a policy that is halted': ({ records }) => {
    const halted = new Set<string>();
    for (const record of records) {
      if (record.kind === 'halted') halted.add(record.policy);
      else if (record.kind === 'resumed') halted.delete(record.policy);
      else if (record.kind === 'trigger' && halted.has(record.policy))
        return `${record.incident} of "${record.policy}"`;
    }
    return undefined;
  },
  'a halt is paged': ({ records, pages }) => {
    const halt = records.find(
      (record) => record.kind === 'halted' && !pages.some(({ policy }) => policy === record.policy),
    );
    return halt?.kind === 'halted' ? `"${halt.policy}" is halted, and nobody was told` : undefined;
  },
  'no silence is overlooked': ({ records, policies, supervisor }) => {
    const { watchdogs, incident, mode, maintenance } = supervisor.snapshot;
    if (incident !== undefined || mode === 'observe' || maintenance !== undefined) return undefined;
    for (const { id, awaitingRecovery, silent } of watchdogs) {
      if (!awaitingRecovery || !silent) continue;
      const watching = policies.filter(({ on }) => on.on === 'expired' && on.watchdog === id);
      if (watching.length > 0 && !watching.some((policy) => wasSeenTo(records, policy, id)))
        return `the watchdog "${id}" has expired, and nothing came of it`;
    }
    return undefined;
  },
};

/** Which of the facts that the action needs is not in what was found. */
function lackOf(
  { action, facts }: Of<'evidence'>,
  { on }: Readonly<Record<string, unknown>>,
  policies: readonly Policy[],
): string | undefined {
  const needed = policies
    .flatMap((policy) => actionsOf(policy.do))
    .find(({ name }) => name === action)?.evidence;
  // Which have been written down by the engine: what they say is not its to judge.
  const { status, watchdog, stalled } = facts as Partial<Facts>;
  const answered = status !== undefined && !('error' in status);
  const asks = needed?.includes('running') === true || needed?.includes('answering') === true;
  if (asks && !answered) return 'QEMU does not answer';
  if (needed?.includes('no-own-lag') === true && stalled !== 0)
    return 'this process stood still while it looked';
  if (on !== 'expired') return undefined;
  if (needed?.includes('running') === true && answered && !status.running)
    return `the VM is ${status.status}`;
  if (needed?.includes('channel-proven') === true && watchdog?.channel !== 'proven')
    return 'nothing has come over the channel of its pets';
  if (needed?.includes('pets-silent') === true && watchdog?.awaitingRecovery !== true)
    return 'its watchdog was petted again';
  return undefined;
}

function actionsOf(planned: Action): readonly SingleAction[] {
  if (planned.kind === 'action') return [planned];
  return (planned.kind === 'sequence' ? planned.actions : planned.steps.map(({ action }) => action)).flatMap(
    actionsOf,
  );
}

/** From each intent to its result. */
function spansOf(records: readonly JournalRecord[]): readonly (readonly [number, number])[] {
  const intents = records.filter((record) => record.kind === 'intent');
  return intents.map(({ at, order, n }) => {
    const result = records.find(
      (record) => record.kind === 'result' && record.order === order && record.at >= at && record.n > n,
    );
    return [at, result?.at ?? Number.POSITIVE_INFINITY] as const;
  });
}

/** Whether the records say anything of the last expiry: that it was acted on, or why not, or that somebody was told. */
function wasSeenTo(records: readonly JournalRecord[], { name }: Policy, watchdog: string): boolean {
  const last = records.findLastIndex(
    (record) => record.kind === 'watchdog' && record.watchdog === watchdog && record.transition === 'expired',
  );
  return records.slice(Math.max(last, 0)).some((record) => 'policy' in record && record.policy === name);
}

function tell({ incident, action }: Of<'intent'> | Of<'result'>): string {
  return `${action} of ${incident}`;
}
