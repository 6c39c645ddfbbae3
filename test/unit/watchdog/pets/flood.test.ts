// The fear: a guest that writes garbage fills our memory, or the journal.
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { LineFraming } from '../../../../src/watchdog/pets/line-framing.js';
import { Recorder } from './recorder.js';
import { dial, temporaryPath } from './sockets.js';

const MEBIBYTE = 2 ** 20;

test('10 MiB without a newline are refused once and not kept, and the line after them is read', async () => {
  const source = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets
    .lines({ stream: source }, { line: 'WATCHDOG=1' })
    .start(recorder, { clock: systemClock });
  const garbage = Buffer.alloc(MEBIBYTE, 'x');
  await settle();
  const before = process.memoryUsage().arrayBuffers;
  for (let mebibytes = 0; mebibytes < 10; mebibytes += 1) {
    source.write(garbage);
    await settle();
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MEBIBYTE);
  source.write('\nWATCHDOG=1\n');
  await recorder.until(/^pet$/);
  expect(recorder.told).toEqual([
    'opened',
    'heard',
    'refused: a line of more than 4096 bytes (maxLineBytes)',
    'pet',
  ]);
});

test('a stranger that floods the port costs a peer that is heard nothing', async () => {
  const path = temporaryPath();
  const recorder = new Recorder();
  await using _ = pets.notify({ listen: { path } }).start(recorder, { clock: systemClock });
  await recorder.until(/waiting/);
  const honest = await dial({ path });
  honest.write('WATCHDOG=1\n');
  await recorder.until(/pet/);
  const garbage = [
    Buffer.alloc(MEBIBYTE, 'x'),
    Buffer.from('nonsense\n'.repeat(1_000)),
    Buffer.alloc(MEBIBYTE),
  ];
  const strangers = await Promise.all([dial({ path }), dial({ path }), dial({ path })]);
  for (let round = 2; round < 12; round += 1) {
    for (const [place, stranger] of strangers.entries()) stranger.write(garbage[place]!);
    honest.write('WATCHDOG=1\n');
    await recorder.until(/pet/, round);
  }
  expect(recorder.count(/opened|closed/), 'waiting, and the honest one').toBe(2);
  await recorder.until(/refused: no assignment: "nonsense"/, 1_000);
  await recorder.until(/refused: a line of more than 4096 bytes/, 2);
});

test('a line that grows to the limit a byte at a time is kept in one piece of at most that size', () => {
  let tooLong = 0;
  const framing = new LineFraming(4_096, { line: () => {}, tooLong: () => (tooLong += 1) });
  for (let length = 1; length <= 4_096; length += 1) {
    framing.push(Buffer.from('x'));
    expect(framing.keptBytes).toBeGreaterThanOrEqual(length);
    expect(framing.keptBytes).toBeLessThanOrEqual(4_096);
  }
  expect(tooLong).toBe(0);
  framing.push(Buffer.from('x'));
  expect([tooLong, framing.keptBytes]).toEqual([1, 0]);
});

test('whatever garbage comes, each refusal is short, and on one line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), { maxLength: 10 }),
      fc.boolean(),
      async (chunks, throws) => {
        const source = new PassThrough();
        const recorder = new Recorder();
        const line = (text: string): boolean => {
          if (throws) throw new Error(text);
          return false;
        };
        await using _ = pets
          .lines({ stream: source }, { line, maxLineBytes: 1_000 })
          .start(recorder, { clock: systemClock });
        for (const chunk of chunks) source.write(chunk);
        await settle();
        for (const what of recorder.told) {
          expect(what.length).toBeLessThan(1_200);
          expect(what).not.toMatch(/[\r\n]/);
        }
      },
    ),
    { numRuns: 100 },
  );
});
