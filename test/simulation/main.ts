// Seed after seed, for as long as it is told to: npm run simulation -- --minutes 20 [--from 1]; how many seeds it takes to
// find what was planted: --planted; one of them, step by step: --tell 17. And of watchdogs, as many as it is told to: npm run simulation -- --watchdogs 1000000 [--from 1] [--planted].
import { parseArgs } from 'node:util';
import { mutated, original } from '../mutated/library.js';
import { MUTATIONS } from '../mutated/mutations.js';
import { runSeed } from './engine/seed.js';
import { BUDGET, PLANTED } from './planted.js';
import { findPlantedInWatchdogs, searchSchedules } from './watchdog/main.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    from: { type: 'string', default: '1' },
    tell: { type: 'string' },
    planted: { type: 'boolean', default: false },
    watchdogs: { type: 'string' },
  },
});

if (values.watchdogs !== undefined) {
  if (values.planted) await findPlantedInWatchdogs();
  else await searchSchedules(Number(values.from), Number(values.watchdogs));
} else if (values.tell !== undefined) await tell(Number(values.tell));
else if (values.planted) await findPlanted();
else await search(Number(values.from), Number(values.minutes) * 60_000);

async function tell(seed: number): Promise<void> {
  const result = runSeed(await original(), seed, (what) => process.stdout.write(`${what}\n`));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

async function search(from: number, duration: number): Promise<void> {
  const library = await original();
  const began = performance.now();
  let seed = from;
  let findings = 0;
  let acts = 0;
  for (; performance.now() - began < duration; seed += 1) {
    const result = runSeed(library, seed);
    acts += result.acts;
    if (result.finding === undefined) continue;
    findings += 1;
    process.exitCode = 1;
    process.stdout.write(`seed ${seed}: ${result.finding}\n`);
  }
  const seeds = seed - from;
  const each = (performance.now() - began) / seeds;
  process.stdout.write(
    `${seeds} seeds from ${from}, ${each.toFixed(3)} ms each; ${acts} actions; findings: ${findings}\n`,
  );
}

/** How many seeds it takes to find each planted mutation. */
async function findPlanted(): Promise<void> {
  for (const name of PLANTED) {
    const library = await mutated(MUTATIONS[name]);
    let seed = 1;
    let finding = runSeed(library, seed).finding;
    while (finding === undefined && seed < BUDGET) {
      seed += 1;
      finding = runSeed(library, seed).finding;
    }
    if (finding === undefined) process.exitCode = 1;
    process.stdout.write(`${String(seed).padStart(6)}  ${MUTATIONS[name].name}: ${finding ?? 'NOT FOUND'}\n`);
  }
}
