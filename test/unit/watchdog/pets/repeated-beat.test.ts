// The fear: a beat that was buffered, or is repeated by somebody on the way, is taken for a proof of life.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { Watchdog } from '../../../../src/watchdog/index.js';
import { type LineCounter, pets } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';
import { Peer, temporaryPath } from './sockets.js';

/** What is told of these lines, each in a turn of its own. */
async function judge(counter: LineCounter, ...lines: readonly string[]): Promise<string[]> {
  const source = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets.lines({ stream: source }, { counter }).start(recorder, { clock: systemClock });
  for (const line of lines) {
    source.write(`${line}\n`);
    await settle();
    await settle();
  }
  expect(recorder.told.splice(0, 2)).toEqual(['opened', 'heard']);
  return recorder.told;
}

const NUMBER = /^HB (\d+)/;

test('a number counts once, and one that is smaller is that of a new boot', async () => {
  expect(await judge(NUMBER, 'HB 41', 'HB 42', 'HB 42', 'HB 44', 'HB 0', 'HB 0', 'HB 1')).toEqual([
    'pet',
    'pet',
    'refused: beat 42 again: "HB 42"',
    'pet',
    'pet',
    'refused: beat 0 again: "HB 0"',
    'pet',
  ]);
});

test('thirty beats that come at once are one sign of life', async () => {
  const lines = Array.from({ length: 30 }, (_, beat) => `HB ${beat}`);
  expect(await judge(NUMBER, lines.join('\n'), 'HB 30')).toEqual(['pet', 'pet']);
});

test('a beat without a number is refused', async () => {
  expect(await judge(NUMBER, 'HB', 'HB x', `HB ${'9'.repeat(21)}`)).toEqual([
    'refused: a beat without a number (counter): "HB"',
    'refused: a beat without a number (counter): "HB x"',
    `refused: a beat without a number (counter): "HB ${'9'.repeat(21)}"`,
  ]);
});

test('large numbers are exact', async () => {
  expect(await judge(NUMBER, 'HB 9007199254740992', 'HB 9007199254740993')).toEqual(['pet', 'pet']);
});

test('a function reads what is written in another way, and its mistakes harm nobody', async () => {
  const counter = (line: string): number => {
    if (line === 'HB bad') throw new Error('no');
    return Number.parseInt(line.slice(3), 16);
  };
  expect(await judge(counter, 'HB 00ff', 'HB 0100', 'HB 0100', 'HB bad', 'HB zz')).toEqual([
    'pet',
    'pet',
    'refused: beat 256 again: "HB 0100"',
    'refused: the counter function threw "no" at "HB bad"',
    'refused: a beat without a number (counter): "HB zz"',
  ]);
});

test('a relay that repeats the last beat to each new connection keeps nobody alive', async () => {
  const path = temporaryPath();
  const peer = await Peer.listen({ path });
  const recorder = new Recorder();
  const options = { counter: NUMBER, reconnect: { min: 10, max: 10 } };
  const source = pets.lines({ path }, options);
  await using _ = source.start(recorder, { clock: systemClock });
  for (const times of [1, 2, 3]) {
    const socket = await peer.next();
    socket.write('HB 7\n');
    await recorder.until(/pet|refused/, times);
    socket.destroy();
  }
  expect(recorder.count(/pet/)).toBe(1);
  // Another run has heard nothing yet.
  const second = new Recorder();
  await using __ = source.start(second, { clock: systemClock });
  await recorder.until(/opened/, 4);
  for (const socket of [await peer.next(), await peer.next()]) socket.write('HB 7\n');
  await second.until(/pet/);
});

test('a guest that says the same for ever is found silent', async () => {
  const clock = new VirtualClock();
  const stream = new PassThrough();
  const beats = pets.lines({ stream }, { counter: NUMBER });
  await using dog = new Watchdog({ id: 'guest', timeout: 3_000, pets: beats, clock });
  dog.start();
  for (let beat = 0; beat < 10; beat += 1) {
    stream.write(`HB ${Math.min(beat, 4)}\n`);
    await clock.advance(1_000);
  }
  expect(dog.snapshot).toMatchObject({ state: 'expired', petCount: 5, refusedCount: 5 });
});

test('a counter that is none is refused', () => {
  // @ts-expect-error As plain JavaScript may do.
  expect(() => pets.lines({ path: '/x' }, { counter: 'HB' })).toThrow(/counter must be a RegExp/);
});
