import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalRecord } from '../../journal/index.js';
import type { Policy } from '../../policy/index.js';
import type { Page } from '../../supervisor/index.js';
import { simulate } from '../simulation/simulate.js';
import type { SimulateOptions } from '../simulation/options.js';
import type { SimulatedCommand, Simulation } from '../simulation/simulation.js';
import { isInside, type TimedFault } from './fault.js';
import { inject, injectOutside } from './inject.js';
import { checkScenario } from './scenario-file.js';
import { ScenarioLog } from './scenario-log.js';

/** What happens to a simulated VM, as plain data: what a scenario file holds. Times are milliseconds. */
export interface Scenario {
  /** What it is about, for people. */
  readonly about?: string | undefined;
  /** What is simulated. A journal is kept where the scenario needs one. */
  readonly options?: Omit<SimulateOptions, 'journal'> | undefined;
  /** What happens, each at its time by the simulation's clock, which begins at 200. */
  readonly timeline: readonly TimedFault[];
  /** When it ends. */
  readonly until: number;
}

/** What came of a {@link Scenario}. */
export interface ScenarioRun {
  /** What happened and what was decided, in plain words, a line each, by virtual time: the same on every machine. */
  readonly log: string;
  readonly actions: readonly SimulatedCommand[];
  readonly records: readonly JournalRecord[];
  readonly pages: readonly Page[];
}

/**
 * Plays a scenario against policies, in virtual time. Its log is what to keep beside the scenario and to compare with:
 * whatever changes in what is decided shows there.
 *
 * ```ts
 * import { act, on } from 'qmp-watchdog';
 * import { runScenario } from 'qmp-watchdog/testing';
 *
 * const { log } = await runScenario(
 *   [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }],
 *   { timeline: [{ at: 1_000, do: 'hang' }], until: 10_000 },
 * );
 * process.stdout.write(log);
 * ```
 *
 * @throws {@link ScenarioError} it is no scenario.
 * @throws OptionError a policy or an option can not be used.
 */
export async function runScenario(policies: readonly Policy[], scenario: Scenario): Promise<ScenarioRun> {
  await checkScenario('the scenario', scenario);
  return await play(policies, scenario, () => {});
}

/** As {@link runScenario} of what has been checked. `looked` looks at the simulation before it is ended. */
export async function play(
  policies: readonly Policy[],
  scenario: Scenario,
  looked: (sim: Simulation) => void,
): Promise<ScenarioRun> {
  const folder = scenario.timeline.some((fault) => fault.do === 'restart')
    ? await mkdtemp(join(tmpdir(), 'scenario-'))
    : undefined;
  const journal = folder === undefined ? undefined : join(folder, 'journal.jsonl');
  try {
    await using sim = await simulate(policies, { ...scenario.options, journal });
    const log = new ScenarioLog(sim);
    await pass(sim, scenario, log);
    log.end();
    looked(sim);
    return { log: log.text, actions: sim.actions, records: [...sim.records], pages: [...sim.pages] };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** Lets the timeline pass. At one moment what happens outside comes first. */
async function pass(sim: Simulation, { timeline, until }: Scenario, log: ScenarioLog): Promise<void> {
  const { clock } = sim;
  for (const fault of timeline)
    if (!isInside(fault) && fault.at <= until)
      clock.outside.setTimer(fault.at - clock.now(), () => log.fault(fault, () => injectOutside(sim, fault)));
  const inside = timeline.filter((fault) => isInside(fault) && fault.at <= until);
  for (const fault of inside.toSorted((one, other) => one.at - other.at)) {
    await clock.advanceTo(fault.at);
    await log.faultInside(fault, () => inject(sim, fault));
  }
  await clock.advanceTo(until);
}
