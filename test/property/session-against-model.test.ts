// The fear: a quick path reads what the plain way would have read otherwise, and a command gets a reply that is not its own.
import { expect, test } from 'vitest';
import { Random } from '../fuzz/random.js';
import { check } from '../fuzz/session-check.js';
import { makeInput } from '../fuzz/session-input.js';

// `node --import tsx test/fuzz/main.ts --minutes 20` goes on from here for as long as asked.
test.each([1, 1_000_000, 2_000_000, 3_000_000])('2,000 mutated streams from seed %d', (first) => {
  for (let seed = first; seed < first + 2_000; seed += 1) {
    const random = new Random(seed);
    expect(check(makeInput(random), random), `seed ${seed}`).toBeUndefined();
  }
});
