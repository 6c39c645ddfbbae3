import {
  AbortError,
  abortSignal,
  brand,
  count,
  knownOptions,
  milliseconds,
  OptionError,
  QmpWatchdogError,
} from '../../core/index.js';
import type { Policy } from '../../policy/index.js';
import type { FaultName, TimedFault } from '../scenario/fault.js';
import { checkScenario, scenarioText } from '../scenario/scenario-file.js';
import { play, type Scenario, type ScenarioRun } from '../scenario/scenario.js';
import type { Simulation } from '../simulation/simulation.js';
import { INVARIANTS, type Invariant } from './invariants.js';
import { calm, NEMESIS_FAULTS, repertoire } from './repertoire.js';

/** Options of {@link nemesis}. */
export interface NemesisOptions {
  /** Where chance begins: the same one gives the same timelines. Default: another one each time. */
  readonly seed?: number | undefined;
  /** How many timelines. Default 100. */
  readonly runs?: number | undefined;
  /** How many faults each has at most. Default 10. */
  readonly most?: number | undefined;
  /** For how many milliseconds of virtual time they happen. Default 60,000. */
  readonly chaos?: number | undefined;
  /** How long it goes on after that with nothing in the way, in milliseconds. Default 60,000. */
  readonly calm?: number | undefined;
  /** Which faults may happen. Default: all that there are but `restart`, which takes longer than all the rest. */
  readonly faults?: readonly FaultName[] | undefined;
  /** What is simulated, as in a {@link Scenario}. */
  readonly options?: Scenario['options'];
  /** What must hold besides the safety rules, by a name that says it. */
  readonly invariants?: Readonly<Record<string, Invariant>> | undefined;
  /** Ends it before its next run. */
  readonly signal?: AbortSignal | undefined;
}

/** What {@link nemesis} tried in vain. */
export interface NemesisReport {
  /** How many timelines were played. */
  readonly runs: number;
  readonly seed: number;
  /** How often something was done to the VM in all of them. */
  readonly actions: number;
}

/** An invariant was broken. Code `ERR_NEMESIS`. */
export class NemesisError extends QmpWatchdogError {
  static {
    brand(this, 'NemesisError');
  }

  /** The name of the invariant. */
  readonly invariant: string;
  readonly seed: number;
  /** As little as it takes to break it. */
  readonly scenario: Scenario;
  /** The same as the text of a scenario file. */
  readonly text: string;
  /** What happened in it. */
  readonly log: string;

  /** @internal */
  constructor({ invariant, what }: Broken, seed: number, scenario: Scenario, log: string) {
    const text = scenarioText(scenario);
    super(
      'ERR_NEMESIS',
      `broken: ${invariant}: ${what}\nseed ${seed}; the scenario is\n${text}and its log\n${log}`,
    );
    this.invariant = invariant;
    this.seed = seed;
    this.scenario = scenario;
    this.text = text;
    this.log = log;
  }
}

interface Broken {
  readonly invariant: string;
  readonly what: string;
}

const KNOWN = ['seed', 'runs', 'most', 'chaos', 'calm', 'faults', 'options', 'invariants', 'signal'];

/**
 * Plays random timelines of faults against policies, and looks whether the safety rules and your own invariants hold.
 * It needs the package `fast-check` beside this one.
 *
 * ```ts
 * import { act, on } from 'qmp-watchdog';
 * import { nemesis } from 'qmp-watchdog/testing';
 *
 * await nemesis([{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }], {
 *   runs: 50,
 *   invariants: { 'never quits': ({ actions }) => actions.find(({ command }) => command === 'quit')?.command },
 * });
 * ```
 *
 * @throws {@link NemesisError} one does not: with the seed, the least timeline that breaks it, and its log.
 * @throws QmpWatchdogError `ERR_NO_FAST_CHECK`: there is no fast-check.
 * @throws OptionError a policy or an option can not be used.
 * @throws AbortError
 */
export async function nemesis(
  policies: readonly Policy[],
  options: NemesisOptions = {},
): Promise<NemesisReport> {
  const { seed, runs, most, chaos, lull, kinds, invariants, signal } = check(options);
  const fc = await loadFastCheck();
  const toScenario = (timeline: readonly TimedFault[]): Scenario => ({
    ...(options.options !== undefined && { options: options.options }),
    timeline: [...timeline.toSorted((one, other) => one.at - other.at), ...calm(chaos)],
    until: chaos + lull,
  });
  // What can not be used is no finding.
  await checkScenario('nemesis.options', toScenario([]));
  await play(policies, toScenario([]), () => {});

  let actions = 0;
  const attack = async (timeline: readonly TimedFault[]): Promise<Attack> => {
    let broken: Broken | undefined;
    const run = await play(policies, toScenario(timeline), (sim) => {
      broken = firstBroken(invariants, sim);
    });
    return { run, broken };
  };
  const times = fc.integer({ min: 200, max: chaos });
  const fault = fc
    .tuple(
      times,
      fc.oneof(...kinds.map(({ weight, variants }) => ({ weight, arbitrary: fc.constantFrom(...variants) }))),
    )
    .map(([at, one]): TimedFault => ({ at, ...one }));
  const property = fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: most }), async (timeline) => {
    if (signal?.aborted) return;
    const { run, broken } = await attack(timeline);
    actions += run.actions.length;
    if (broken !== undefined) throw new Error(broken.invariant);
  });
  const found = await fc.check(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  if (signal?.aborted) throw new AbortError('the nemesis', signal.reason);
  if (!found.failed) return { runs: found.numRuns, seed: found.seed, actions };
  const [counterexample = []] = found.counterexample ?? [];
  const { timeline, run, broken } = await reduced(counterexample, attack);
  // Whatever else failed is an error of its own: of an invariant that throws, or of this package.
  if (broken === undefined) throw found.errorInstance;
  throw new NemesisError(broken, found.seed, toScenario(timeline), run.log);
}

interface Attack {
  readonly run: ScenarioRun;
  readonly broken: Broken | undefined;
}

/** Without whatever is not needed to break the same invariant. */
async function reduced(
  found: readonly TimedFault[],
  attack: (timeline: readonly TimedFault[]) => Promise<Attack>,
): Promise<Attack & { readonly timeline: readonly TimedFault[] }> {
  let timeline = found;
  let least = await attack(timeline);
  for (let index = timeline.length - 1; index >= 0 && timeline.length > 1; index -= 1) {
    const fewer = timeline.toSpliced(index, 1);
    const without = await attack(fewer);
    if (without.broken === undefined || without.broken.invariant !== least.broken?.invariant) continue;
    timeline = fewer;
    least = without;
  }
  return { timeline, ...least };
}

function firstBroken(invariants: Readonly<Record<string, Invariant>>, sim: Simulation): Broken | undefined {
  for (const [invariant, look] of Object.entries(invariants)) {
    const what = look(sim);
    if (what !== undefined) return { invariant, what };
  }
  return undefined;
}

function check(options: NemesisOptions) {
  knownOptions('nemesis', options, KNOWN);
  const stranger = options.faults?.find((name) => !NEMESIS_FAULTS.includes(name));
  if (stranger !== undefined || options.faults?.length === 0)
    throw new OptionError('nemesis.faults', stranger, `some of ${NEMESIS_FAULTS.join(', ')}`);
  return {
    seed:
      options.seed === undefined ? undefined : count('nemesis.seed', options.seed, 0, { min: -(2 ** 31) }),
    runs: count('nemesis.runs', options.runs, 100, { min: 1 }),
    most: count('nemesis.most', options.most, 10, { min: 1, max: 1_000 }),
    chaos: milliseconds('nemesis.chaos', options.chaos, 60_000, { min: 1_000 }),
    lull: milliseconds('nemesis.calm', options.calm, 60_000, { min: 1_000 }),
    kinds: repertoire(options.faults),
    invariants: { ...INVARIANTS, ...options.invariants },
    signal: abortSignal('nemesis.signal', options.signal),
  };
}

/** Optional, and loaded only here: whoever simulates nothing at random needs no generator. */
async function loadFastCheck(): Promise<typeof import('fast-check')> {
  try {
    return await import('fast-check');
  } catch (error) {
    throw new QmpWatchdogError(
      'ERR_NO_FAST_CHECK',
      'nemesis() needs the package fast-check: npm install --save-dev fast-check',
      { cause: error },
    );
  }
}
