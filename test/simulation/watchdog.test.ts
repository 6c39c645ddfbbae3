// The fear: in some course of pets, pauses, resets and lost channels, this process stands still at the one moment that
// nobody thought of, and a living guest is taken for dead, or a dead one for alive. Whole watchdogs live in the event loop
// of a process that stalls anywhere, also between two readings of the clock, for up to ten times the timeout.
// `npm run simulation -- --watchdogs` goes on for as long as it is told to.
import { describe, expect, test } from 'vitest';
import { mutated, original } from '../mutated/library.js';
import { runSchedule } from './watchdog/seed.js';
import { BUDGET, PLANTED } from './watchdog/planted.js';

const SCHEDULES = 3_000;

test(`${SCHEDULES} schedules`, async () => {
  const library = await original();
  const seen = { found: 0, stalls: 0 };
  for (let seed = 1; seed <= SCHEDULES; seed += 1) {
    const { finding, found, stalls } = await runSchedule(library, seed);
    expect(finding, `schedule ${seed}`).toBeUndefined();
    seen.found += found;
    seen.stalls += stalls;
  }
  // A simulation of nothing finds nothing.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(SCHEDULES);
}, 120_000);

test('a seed gives the same again', async () => {
  const library = await original();
  for (let seed = 1; seed <= 50; seed += 1)
    expect(await runSchedule(library, seed)).toEqual(await runSchedule(library, seed));
});

describe(`${BUDGET} schedules are enough to find`, () => {
  test.each(PLANTED.map((mutation) => [mutation.name, mutation] as const))(
    '%s',
    async (_, mutation) => {
      const library = await mutated(mutation);
      let seed = 1;
      while (seed <= BUDGET && (await runSchedule(library, seed)).finding === undefined) seed += 1;
      expect(seed).toBeLessThanOrEqual(BUDGET);
    },
    60_000,
  );
});
