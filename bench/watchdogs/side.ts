// The process of one way to keep a hundred thousand watchdogs. Run with --expose-gc.
import { assignment, serve } from '../child.js';
import { median, quantile } from '../statistics.js';
import { ways } from './ways.js';

/** What it is asked for: the bytes of each; a round of pets in a row; some seconds of a life with time passing. */
export type Question = 'bytes' | 'pets' | 'life';

/** Milliseconds, but for `pet` and `bytes`. */
export interface Life {
  readonly expired: number;
  readonly early: number;
  readonly lateP50: number;
  readonly lateP99: number;
  readonly lateMax: number;
  /** Of one core. */
  readonly cpu: number;
}

const DOGS = 100_000;
/** These stay silent while life goes on, and expire one after the other. */
const SILENT = 2_000;
const PETS_PER_SECOND = 2_000;
/** How long a life lasts, and before it as long a prelude in which those are armed that are petted in it. */
const SPAN = 4_000;
/** They are petted so long before they would expire. */
const IN_TIME = 500;
const PETTED = (PETS_PER_SECOND * SPAN) / 1_000;
/** Nobody else's turn comes. */
const LONG = 3_600_000;
const PETS = 200_000;

const way = ways[assignment<string>()];
if (way === undefined) throw new Error('there is no such way');

const timeouts = new Float64Array(DOGS).fill(LONG);
for (let dog = 0; dog < SILENT; dog += 1) timeouts[dog] = Math.round(300 + ((SPAN - 500) * dog) / SILENT);
timeouts.fill(SPAN + IN_TIME, SILENT, SILENT + PETTED);
const random = Uint32Array.from(
  { length: PETS },
  () => SILENT + PETTED + Math.floor(Math.random() * (DOGS - SILENT - PETTED)),
);

const dueAt = new Float64Array(DOGS);
let lateness: number[] = [];
const before = used();
const dogs = way(timeouts, (dog) => lateness.push(performance.now() - (dueAt[dog] ?? 0)));

serve<Question, number | Life>(async (question) => {
  switch (question) {
    case 'bytes': {
      for (let dog = 0; dog < DOGS; dog += 1) dogs.arm(dog);
      const bytes = (used() - before) / DOGS;
      for (let dog = 0; dog < SILENT + PETTED; dog += 1) dogs.disarm(dog);
      return bytes;
    }
    case 'pets': {
      const began = performance.now();
      for (const dog of random) dogs.pet(dog);
      return ((performance.now() - began) * 1e6) / PETS;
    }
    case 'life':
      return await life();
  }
});

async function life(): Promise<Life> {
  lateness = [];
  // One after the other, as time goes by: so the times at which they would expire are spread, too.
  await atRate(PETTED, (nth) => set(SILENT + nth, dogs.arm));
  for (let dog = 0; dog < SILENT; dog += 1) set(dog, dogs.arm);
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  await atRate(PETTED, (nth) => set(SILENT + nth, dogs.pet));
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpu = (user + system) / 1_000 / (performance.now() - began);
  for (let dog = 0; dog < SILENT + PETTED; dog += 1) dogs.disarm(dog);
  return {
    expired: lateness.length,
    early: lateness.filter((late) => late < 0).length,
    lateP50: median(lateness),
    lateP99: quantile(lateness, 0.99),
    lateMax: Math.max(...lateness),
    cpu,
  };
}

function set(dog: number, how: (dog: number) => void): void {
  // Before it is set: nothing that is called early can look as though it were not.
  dueAt[dog] = performance.now() + (timeouts[dog] ?? 0);
  how(dog);
}

/** Calls `what` so many times at the rate of the pets. */
function atRate(times: number, what: (nth: number) => void): Promise<void> {
  const began = performance.now();
  let done = 0;
  return new Promise((resolve) => {
    const interval = setInterval(() => {
      const due = Math.min(((performance.now() - began) * PETS_PER_SECOND) / 1_000, times);
      for (; done < due; done += 1) what(done);
      if (done < times) return;
      clearInterval(interval);
      resolve();
    }, 5);
  });
}

function used(): number {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
