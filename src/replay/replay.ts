import { isDeepStrictEqual } from 'node:util';
import { knownOptions, OptionError } from '../core/index.js';
import { type JournalRecord, type JournalSource, readJournal } from '../journal/index.js';
import { checkPolicies, type Policy } from '../policy/index.js';
import type { ProbeAnswer } from '../watchdog/index.js';
import { type Decision, type Difference, differencesOf } from './differences.js';
import { type Flight, FlightReader, type RawFlight, readFlight } from './flight.js';
import { FORMAT } from './encoding.js';
import { type Decided, ReplayedEngine } from './replayed-engine.js';

/** Options of {@link replay}. */
export interface ReplayOptions {
  /** The id of the incident to replay, such as `i17`. Default: every incident that was recorded so that it can be. */
  readonly incident?: string | undefined;
  /**
   * What probes say that guards ask for, by the probe's name, where nobody ran them then. Default: what the probe said
   * last in that incident, else `unknown`.
   */
  readonly answers?: Readonly<Record<string, ProbeAnswer>> | undefined;
}

/** A recorded incident, and what policies would have made of it. Times are milliseconds since it began. */
export interface Replay {
  /** The incident's id; of several that took one another's place, the first one's. */
  readonly incident: string;
  /** The ids of all incidents that were recorded together. */
  readonly incidents: readonly string[];
  /** The policy that it was of. */
  readonly policy: string;
  /** Whether every decision that was recorded is taken again, at the same moment and exactly so, and no other. */
  readonly identical: boolean;
  /** What was decided then. */
  readonly recorded: readonly Decision[];
  /** What these policies decide, as far as that can be said. */
  readonly replayed: readonly Decision[];
  /** What people would notice of that, until nothing more can be said. */
  readonly differences: readonly Difference[];
  /** What had to be taken for true, because it was not recorded. */
  readonly assumptions: readonly { readonly after: number; readonly what: string }[];
  /** From when on nothing can be said, and why; undefined when all of it was gone through to its end. */
  readonly undecided: { readonly after: number; readonly reason: string } | undefined;
}

/**
 * Goes through recorded incidents again, with the same policies or others: the engine is given what it was given then, at
 * the same moments. Nothing is done: no action, probe or notifier runs, and no time passes; only triggers and guards are
 * called. Of the same policies it takes the same decisions, exactly. Others are followed until they would have done
 * something that was not done, or not have done what was: what the VM would have done then nobody knows.
 *
 * Events that no policy listened to then, and questions that nobody asked, were not recorded: what is taken for true
 * instead is told in `assumptions`. Secrets were not recorded either, so a predicate that looks at one sees `<redacted>`.
 * Without `incident`, incidents that another version recorded are left out.
 * @throws {@link JournalError} the journal can not be read.
 * @throws {@link OptionError} there is no such incident, or it was not recorded so that it can be replayed; what was given
 * are no records of a journal; or a policy names a watchdog that there was not.
 */
export async function replay(
  journal: JournalSource,
  policies: readonly Policy[],
  options: ReplayOptions = {},
): Promise<readonly Replay[]> {
  knownOptions('replay', options, ['incident', 'answers']);
  if (!Array.isArray(policies)) throw new OptionError('replay.policies', policies, 'an array of policies');
  const { incident, answers = {} } = options;
  for (const [name, answer] of Object.entries(answers)) checkAnswer(`replay.answers.${name}`, answer);
  const known: string[] = [];
  const flown: string[] = [];
  const replays: Replay[] = [];
  for await (const { begun, flight } of flightsIn(journal)) {
    if (begun !== undefined) known.push(begun);
    if (flight === undefined) continue;
    flown.push(...flight.incidents);
    const isWanted =
      incident === undefined ? flight.record.format === FORMAT : flight.incidents.includes(incident);
    if (isWanted) replays.push(replayOne(await readFlight(flight), policies, answers));
  }
  if (incident !== undefined && replays.length === 0) throw missing(incident, known, flown);
  return replays;
}

/** The types ask for it; JavaScript does not. */
function checkAnswer(where: string, answer: ProbeAnswer): void {
  if (!VERDICTS.includes(answer?.verdict) || typeof answer.reason !== 'string')
    throw new OptionError(where, answer, "an answer, such as { verdict: 'ok', reason: 'none' }");
}

const VERDICTS: readonly unknown[] = ['ok', 'fail', 'unknown'] satisfies ProbeAnswer['verdict'][];

interface Read {
  readonly begun: string | undefined;
  readonly flight: RawFlight | undefined;
}

async function* flightsIn(journal: JournalSource): AsyncGenerator<Read, void, void> {
  const reader = new FlightReader();
  for await (const record of typeof journal === 'string' ? readJournal(journal) : checkRecords(journal)) {
    const flight = reader.take(record);
    const begun = record.kind === 'trigger' ? record.incident : undefined;
    if (flight !== undefined || begun !== undefined) yield { begun, flight };
  }
  yield { begun: undefined, flight: reader.end() };
}

/** Records that were not read from a file may be anything. */
async function* checkRecords(
  records: Exclude<JournalSource, string>,
): AsyncGenerator<JournalRecord, void, void> {
  const { validate } = await import('../schemas/index.js');
  for await (const record of records) {
    const v: unknown = Object(record).v;
    if (v !== 1) throw new OptionError('replay.journal', v, 'records of version 1 of the journal');
    const [issue] = validate('journal-record', record);
    if (issue !== undefined) {
      const where = issue.path.join('.') || 'it';
      throw new OptionError('replay.journal', record, `records of the journal: ${where}: ${issue.message}`);
    }
    yield record;
  }
}

function missing(incident: string, known: readonly string[], flown: readonly string[]): OptionError {
  const between = (ids: readonly string[]): string =>
    ids.length === 0 ? 'none' : ids.length === 1 ? `${ids[0]}` : `${ids[0]} to ${ids.at(-1)}`;
  return new OptionError(
    'replay.incident',
    incident,
    known.includes(incident)
      ? `an incident whose inputs are in the journal, as those of ${between(flown)} are`
      : `an incident of the journal: it tells of ${between(known)}`,
  );
}

function replayOne(
  flight: Flight,
  policies: readonly Policy[],
  answers: Readonly<Record<string, ProbeAnswer>>,
): Replay {
  const { settings, steps, incident, incidents } = flight;
  const { watchdogs, hasVm, hostErrors } = settings;
  checkPolicies(policies, watchdogs, { hasVm, hostErrors });
  const then = steps.flatMap(({ now, decided }, step) => decided.map((record) => ({ step, now, record })));
  const trigger = then.find(({ record }) => record.kind === 'trigger' && record.incident === incident);
  const began = trigger?.now ?? steps[0]?.now ?? 0;
  const engine = new ReplayedEngine(flight, policies, answers, began);
  engine.run();
  const recorded = then.map((one) => toDecision(one, began));
  const replayed = withoutUntold(engine.decided, flight).map((one) => toDecision(one, began));
  const { parted } = engine;
  const toldUntil = parted?.step ?? steps.length;
  const differences = differencesOf(
    then.filter(({ step }) => step <= toldUntil).map((one) => toDecision(one, began)),
    replayed,
  );
  return {
    incident,
    incidents,
    policy: trigger?.record.kind === 'trigger' ? trigger.record.policy : '',
    identical: parted === undefined && isDeepStrictEqual(recorded, replayed),
    recorded,
    replayed,
    differences: withStanding(differences, parted && { ...parted, after: parted.now - began }),
    assumptions: engine.assumed.map(({ now, what }) => ({ after: now - began, what })),
    undecided: undecidedOf(flight, engine, began),
  };
}

function toDecision({ now, record }: Decided, began: number): Decision {
  return { after: now - began, record };
}

/** Where a journal ends in the middle of a step, what it may not tell any more is no difference. */
function withoutUntold(decided: readonly Decided[], { steps }: Flight): readonly Decided[] {
  const left = new Map(
    steps.flatMap((step, index) => (step.complete ? [] : [[index, step.decided.length] as const])),
  );
  return decided.filter(({ step }) => {
    const more = left.get(step);
    if (more !== undefined) left.set(step, more - 1);
    return more === undefined || more > 0;
  });
}

/** Where something was done that would not have been, what it would have been doing instead is worth a word. */
function withStanding(
  differences: readonly Difference[],
  parted: { readonly after: number; readonly standing: string | undefined } | undefined,
): readonly Difference[] {
  if (parted?.standing === undefined) return differences;
  const { after, standing } = parted;
  return differences.map((one) => (one.after === after ? { ...one, now: [...one.now, standing] } : one));
}

function undecidedOf(
  { ending, steps }: Flight,
  { parted, standing }: ReplayedEngine,
  began: number,
): Replay['undecided'] {
  if (parted !== undefined) return { after: parted.now - began, reason: parted.reason };
  const after = (steps.at(-1)?.now ?? began) - began;
  switch (ending) {
    case 'torn':
      return { after, reason: 'the journal tells no more of it: its supervisor ended in the middle' };
    case 'full':
      return { after, reason: 'no more of it was recorded: it had too many inputs' };
    case 'reloaded':
      return { after, reason: 'other policies were loaded' };
    case 'over':
      return standing === undefined
        ? undefined
        : { after, reason: `it was over by then, and now ${standing}` };
  }
}
