// As many schedules as it is told to, and what came of them.
import { setImmediate as turn } from 'node:timers/promises';
import { mutated, original } from '../../mutated/library.js';
import { BUDGET, PLANTED } from './planted.js';
import { runSchedule } from './seed.js';

export async function searchSchedules(from: number, schedules: number): Promise<void> {
  const library = await original();
  const began = performance.now();
  const all = { findings: 0, found: 0, stalls: 0, stood: 0, late: 0, latest: from };
  for (let seed = from; seed < from + schedules; seed += 1) {
    const { finding, found, stalls, stood, late } = await runSchedule(library, seed);
    // Else nothing but promises, and no signal would be heard.
    if (seed % 1_000 === 0) await turn();
    all.found += found;
    all.stalls += stalls;
    all.stood += stood;
    if (late > all.late) {
      all.late = late;
      all.latest = seed;
    }
    if (finding === undefined) continue;
    all.findings += 1;
    process.exitCode = 1;
    process.stdout.write(`schedule ${seed}: ${finding}\n`);
  }
  const rate = schedules / ((performance.now() - began) / 1_000);
  process.stdout.write(
    `${schedules} schedules from ${from}, ${rate.toFixed(0)} a second; ${all.stalls} stalls of ${(all.stood / 1_000).toFixed(0)} s in all; ` +
      `${all.found} silences found, at most ${all.late.toFixed(2)} ms of listening after the timeout (schedule ${all.latest}); findings: ${all.findings}\n`,
  );
}

/** How many schedules it takes to find each planted mutation. */
export async function findPlantedInWatchdogs(): Promise<void> {
  for (const mutation of PLANTED) {
    const library = await mutated(mutation);
    let seed = 1;
    let { finding } = await runSchedule(library, seed);
    while (finding === undefined && seed < BUDGET) {
      seed += 1;
      ({ finding } = await runSchedule(library, seed));
    }
    if (finding === undefined) process.exitCode = 1;
    process.stdout.write(`${String(seed).padStart(6)}  ${mutation.name}: ${finding ?? 'NOT FOUND'}\n`);
  }
}
