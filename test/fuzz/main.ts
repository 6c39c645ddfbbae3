/**
 * Mutated QMP streams against a plain model of the session, for as long as asked:
 * `node --import tsx test/fuzz/main.ts --minutes 20 --seed 1`. What it finds belongs into session-seeds.json.
 */
import { parseArgs } from 'node:util';
import { Random } from './random.js';
import { check } from './session-check.js';
import { makeInput } from './session-input.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const until = performance.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let inputs = 0;
let bytes = 0;
process.stdout.write(`seed ${seed}, ${values.minutes} minutes\n`);
while (performance.now() < until) {
  for (let n = 0; n < 1_000; n += 1) {
    const random = new Random(seed);
    const input = makeInput(random);
    inputs += 1;
    bytes += input.length;
    const difference = check(input, random);
    if (difference !== undefined) {
      process.stdout.write(`seed ${seed}: ${JSON.stringify(difference, undefined, 2)}\n`);
      process.exit(1);
    }
    seed += 1;
  }
}
process.stdout.write(`${inputs} inputs, ${bytes} bytes, no difference; last seed ${seed - 1}\n`);
