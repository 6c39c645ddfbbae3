// One seed: a schedule, whole watchdogs in a process that stands still now and then, and what is true beside them.
import { Random } from '../../fuzz/random.js';
import type { PetSink, PetSource } from 'qmp-watchdog';
import type { Library } from '../../mutated/library.js';
import { type Arrival, Process } from './process.js';
import { type Said, schedule, type WatchedPlan } from './schedule.js';
import { Finding, Truth } from './truth.js';

/** What came of one schedule. */
export interface ScheduleResult {
  /** What a watchdog said that it must not have said, or did not say. */
  readonly finding: string | undefined;
  /** How often a silence was found. */
  readonly found: number;
  /** How often the process stood still, and how long in all: milliseconds. */
  readonly stalls: number;
  readonly stood: number;
  /** By how many milliseconds of listening a verdict came late, at most. */
  readonly late: number;
}

/** The longest that a process that runs wakes up late: less than what counts as a stall. */
const JITTER = 16;

/** The same for the same seed. */
export async function runSchedule(library: Library, seed: number): Promise<ScheduleResult> {
  const random = new Random(seed);
  const { end, watched, stalls } = schedule(random);
  const jitters = random.chance(2);
  const process = new Process(stalls, () => (jitters && random.chance(4) ? random.below(JITTER) : 0));
  const findings: string[] = [];
  const guarded = (check: () => void): void => {
    try {
      check();
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      findings.push(`at ${process.present} ms: ${error.message}`);
    }
  };
  const all = watched.map((plan, nth) => watch(library, process, plan, nth, guarded));
  const arrivals = all.flatMap(({ arrivals }) => arrivals).sort((one, other) => one.at - other.at);
  await process.run(arrivals, end);
  for (const { truth } of all) guarded(() => truth.checkNothingMissed());
  return {
    finding: findings[0],
    found: all.reduce((sum, { truth }) => sum + truth.found, 0),
    stalls: process.stalls,
    stood: process.stood,
    late: Math.max(...all.map(({ truth }) => truth.late)),
  };
}

interface WordArrival extends Arrival {
  readonly said: Said;
  readonly truth: Truth;
}

function watch(
  { root }: Library,
  process: Process,
  plan: WatchedPlan,
  nth: number,
  guarded: (check: () => void) => void,
): { readonly truth: Truth; readonly arrivals: readonly WordArrival[] } {
  const { timeout, pretimeout, localHealth, armOn, onExpiry, hasChannel, phi } = plan;
  let sink: PetSink | undefined;
  const pets: PetSource = {
    name: 'by hand',
    start(its) {
      sink = its;
      return { async [Symbol.asyncDispose]() {} };
    },
  };
  const dog = new root.Watchdog({
    id: `${nth}`,
    timeout,
    pretimeout,
    localHealth,
    armOn,
    onExpiry,
    strategy: phi === undefined ? 'deadline' : root.phi(phi),
    clock: process,
    ...(hasChannel && { pets }),
  });
  const truth = new Truth(plan, process);
  truth.unread = () => process.unread.filter(isFor).map(({ said }) => said);
  const isFor = (arrival: Arrival): arrival is WordArrival => (arrival as WordArrival).truth === truth;
  dog.on('transition', (transition) => guarded(() => truth.hears(transition)));
  dog.start();
  const arrivals = plan.said.map((said) => ({
    at: said.at,
    said,
    truth,
    read() {
      guarded(() => truth.reads(said));
      tell(said);
    },
  }));
  return { truth, arrivals };

  function tell(said: Said): void {
    switch (said.word) {
      case 'pet':
        if (sink === undefined) dog.pet();
        else sink.pet();
        break;
      case 'boots':
        dog.startGrace(said.grace);
        break;
      case 'paused':
        dog.pause(said.reason, said.max);
        break;
      case 'resumed':
        dog.resume(said.reason);
        break;
      case 'opened':
        sink?.opened();
        break;
      case 'closed':
        sink?.closed('cut');
        break;
      case 'refused':
        sink?.refused('no sign of life');
    }
  }
}
