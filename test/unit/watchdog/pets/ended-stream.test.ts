// The fear: the end of a stream is taken for the silence of a guest, or a stream of the caller's is left spoilt.
import { spawn } from 'node:child_process';
import { PassThrough, Readable } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { Recorder } from './recorder.js';

const EVENTS = ['data', 'end', 'close', 'error', 'readable', 'pause', 'resume'];
const listeners = (stream: Readable): number =>
  EVENTS.reduce((sum, event) => sum + stream.listenerCount(event), 0);

test('pets once for each read, and tells when the stream ends', async () => {
  const stream = new PassThrough();
  const recorder = new Recorder();
  const before = listeners(stream);
  await using _ = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  expect(recorder.told).toEqual([]);
  await settle();
  expect(recorder.told).toEqual(['opened']);
  stream.write('many bytes');
  await settle();
  stream.write('\0');
  await settle();
  stream.end();
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'heard', 'pet', 'pet', 'closed: the stream has ended']);
  expect(listeners(stream)).toBe(before);
});

test('what was waiting in the stream before the start is read after "opened"', async () => {
  const recorder = new Recorder();
  await using _ = pets
    .lines({ stream: Readable.from(['HB 1\nHB', ' 2\n', 'HB 3']) })
    .start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'heard', 'pet', 'pet', 'closed: the stream has ended']);
});

test('tells what broke the stream', async () => {
  const stream = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  await settle();
  stream.destroy(new Error('unplugged'));
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'closed: the stream broke: unplugged']);
});

test('a stream that is destroyed has ended too', async () => {
  const stream = new PassThrough();
  const recorder = new Recorder();
  await using _ = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  await settle();
  stream.destroy();
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'closed: the stream has ended']);
});

test('a stream that was over at the start was never open', async () => {
  const ended = Readable.from([]);
  await ended.toArray();
  const broken = new PassThrough();
  broken.on('error', () => {});
  broken.destroy(new Error('unplugged'));
  const recorders = [new Recorder(), new Recorder()];
  await using _ = pets.bytes({ stream: ended }).start(recorders[0]!, { clock: systemClock });
  await using __ = pets.bytes({ stream: broken }).start(recorders[1]!, { clock: systemClock });
  await settle();
  expect(recorders.map(({ told }) => told)).toEqual([
    ['closed: the stream has ended'],
    ['closed: the stream broke: unplugged'],
  ]);
});

test('disposal leaves the stream paused, unharmed, and as it was', async () => {
  const stream = new PassThrough();
  const before = listeners(stream);
  const recorder = new Recorder();
  const running = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  await settle();
  await Promise.all([running[Symbol.asyncDispose](), running[Symbol.asyncDispose]()]);
  stream.write('for somebody else');
  await settle();
  expect(recorder.told).toEqual(['opened']);
  expect(listeners(stream)).toBe(before);
  expect([stream.destroyed, stream.isPaused()]).toEqual([false, true]);
  expect(String(stream.read())).toBe('for somebody else');
});

test('disposal at once tells nothing at all', async () => {
  const stream = new PassThrough();
  stream.write('waiting');
  const recorder = new Recorder();
  await pets.bytes({ stream }).start(recorder, { clock: systemClock })[Symbol.asyncDispose]();
  await settle();
  expect(recorder.told).toEqual([]);
  expect(stream.isPaused()).toBe(false);
  expect(String(stream.read())).toBe('waiting');
});

test('a stream with an encoding is read as the bytes that it stands for', async () => {
  const stream = new PassThrough();
  stream.setEncoding('hex');
  // What its owner paused is read all the same.
  stream.pause();
  const recorder = new Recorder();
  await using _ = pets.lines({ stream }, { line: 'HB' }).start(recorder, { clock: systemClock });
  stream.end('HB\nXX\n');
  await recorder.until(/closed/);
  expect(recorder.told.slice(2, 4)).toEqual(['pet', 'refused: a line that is no sign of life: "XX"']);
});

test('objects in the stream are refused', async () => {
  const recorder = new Recorder();
  const stream = Readable.from([new Uint8Array([0x48, 0x42, 0x0a]), { alive: true }, '', 'HB\n']);
  await using _ = pets.lines({ stream }, { line: 'HB' }).start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  expect(recorder.told.slice(2, 5)).toEqual([
    'pet',
    'refused: something that is no bytes: an object with alive',
    'pet',
  ]);
});

test('a stream that can not even be read is told of as closed', async () => {
  const stream = new PassThrough();
  stream.resume = () => {
    throw new Error('no such thing');
  };
  const recorder = new Recorder();
  await using _ = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'closed: it can not be followed any more: no such thing']);
});

test('a sink that throws does not hurt the source', async () => {
  const warnings: unknown[] = [];
  const warn = vi
    .spyOn(process, 'emitWarning')
    .mockImplementation((warning) => void warnings.push(String(warning)));
  const stream = new PassThrough();
  const recorder = new Recorder();
  recorder.pet = () => {
    throw new Error('the sink is broken');
  };
  await using _ = pets.bytes({ stream }).start(recorder, { clock: systemClock });
  stream.end('HB');
  await recorder.until(/closed/);
  warn.mockRestore();
  expect(recorder.told).toEqual(['opened', 'heard', 'closed: the stream has ended']);
  expect(warnings).toEqual([expect.stringMatching(/bytes from a stream.*the sink is broken/s)]);
});

test('the output of a child process is such a stream', async () => {
  const child = spawn(process.execPath, ['-e', 'console.log("HB 1"); console.log("HB 2")'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const recorder = new Recorder();
  await using _ = pets
    .lines({ stream: child.stdout }, { line: /^HB/ })
    .start(recorder, { clock: systemClock });
  await recorder.until(/closed/);
  expect(recorder.told).toEqual(['opened', 'heard', 'pet', 'pet', 'closed: the stream has ended']);
});
