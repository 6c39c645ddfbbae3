// One seed: a while of chaos, a while of calm, and what the auditor found.
import { Random } from '../../fuzz/random.js';
import type { Library } from '../../mutated/library.js';
import { Auditor, Finding } from './auditor.js';
import { calm, fault, type Victim } from './chaos.js';
import { Machine } from './machine.js';
import { policySets } from './policies.js';
import { Shell } from './shell.js';
import type { Surroundings } from './surroundings.js';
import { Timeline } from './timeline.js';

/** Milliseconds of simulated time. */
const CHAOS = 90_000;
const CALM = 150_000;
const MOST_FAULTS = 14;

/** What came of one seed. */
export interface SeedResult {
  /** What the engine did wrong. */
  readonly finding: string | undefined;
  readonly acts: number;
  readonly pages: number;
  /** What is wrong with the VM in the end, for people to see to. */
  readonly left: string | undefined;
}

/** Lets chance have its way, the same for the same seed. `tell` is told of each step of the engine. */
export function runSeed(library: Library, seed: number, tell?: (what: string) => void): SeedResult {
  const random = new Random(seed);
  const time = new Timeline();
  const machine = new Machine(time);
  const auditor = new Auditor(tell);
  const around: Surroundings = {
    library,
    time,
    machine,
    random,
    auditor,
    memory: new library.Memory(),
    misdeed: undefined,
    losing: undefined,
    connected: true,
    heartbeatsCut: false,
    suspicion: undefined,
    stallsLooking: 0,
  };
  const sets = setsOf(library);
  const victim: Victim = {
    around,
    sets,
    shell: undefined,
    policies: sets[0],
    start() {
      this.shell ??= new Shell(around, this.policies);
    },
    end(killed) {
      if (killed) this.shell?.close();
      else this.shell?.end();
      this.shell = undefined;
      auditor.restarts();
    },
  };
  machine.onEvent = (event) => victim.shell?.event(event);
  machine.onBeat = () => victim.shell?.beat();
  let finding: string | undefined;
  try {
    victim.start();
    for (let left = 1 + random.below(MOST_FAULTS); left > 0; left -= 1)
      time.after(1_000 + random.below(CHAOS - 1_000), () => fault(victim, random));
    time.runTo(CHAOS);
    calm(victim, random);
    time.runTo(CHAOS + CALM);
    auditor.seenTo(machine, victim.shell!.state, victim.shell!.heardAt);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    finding = `at ${time.now} ms: ${error.message}`;
  }
  return { finding, acts: auditor.acts, pages: auditor.pages, left: machine.fault };
}

const sets = new WeakMap<Library, ReturnType<typeof policySets>>();

function setsOf(library: Library): ReturnType<typeof policySets> {
  let own = sets.get(library);
  if (own === undefined) {
    own = policySets(library);
    sets.set(library, own);
  }
  return own;
}
