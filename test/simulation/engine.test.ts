// The fear: in some course of events that nobody thought of, the engine acts on what is not known, in maintenance, beyond
// its limits, while something else runs, while it only observes, or leaves alone what it should see to. Unlike the
// properties of test/unit/policy, which tell the engine anything in any order, here a model of a VM, of a supervisor
// around the engine and of what goes wrong tells it what could be true; and the model knows what is. `npm run simulation`
// goes on for as long as it is told to.
import { describe, expect, test } from 'vitest';
import { mutated, original } from '../mutated/library.js';
import { MUTATIONS } from '../mutated/mutations.js';
import { runSeed } from './engine/seed.js';
import { BUDGET, PLANTED } from './planted.js';

const SEEDS = 6_000;

test(`${SEEDS} seeds`, async () => {
  const library = await original();
  const seen = { acts: 0, pages: 0, cured: 0 };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { finding, acts, pages, left } = runSeed(library, seed);
    expect(finding, `seed ${seed}`).toBeUndefined();
    seen.acts += acts;
    seen.pages += pages;
    if (acts > 0 && left === undefined) seen.cured += 1;
  }
  // A simulation of nothing finds nothing.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(SEEDS / 4);
}, 120_000);

test('a seed gives the same again', async () => {
  const library = await original();
  for (let seed = 1; seed <= 20; seed += 1) expect(runSeed(library, seed)).toEqual(runSeed(library, seed));
});

describe(`${BUDGET} seeds are enough to find`, () => {
  test.each(PLANTED.map((name) => [MUTATIONS[name].name, name] as const))(
    '%s',
    async (_, name) => {
      const library = await mutated(MUTATIONS[name]);
      let seed = 1;
      while (seed <= BUDGET && runSeed(library, seed).finding === undefined) seed += 1;
      expect(seed).toBeLessThanOrEqual(BUDGET);
    },
    60_000,
  );
});
