// The fear: a peer that speaks frames is not understood, or one that does not speak them is, or fills our memory.
import { once } from 'node:events';
import { Duplex, PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { LengthPrefixes } from '../../../../src/watchdog/pets/length-prefixes.js';
import { Recorder } from './recorder.js';
import { closed, dial, Peer, temporaryPath } from './sockets.js';

/** As the proposal writes it. */
function frame(content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const PULSE = frame('pulse\0');
const REPLY = frame('reply\0');
const GIGABYTE = Buffer.of(0x40, 0, 0, 0);

/** A pair of streams in memory: what one end writes the other reads. */
function pair(): readonly [Duplex, Duplex] {
  const make = (): Duplex =>
    new Duplex({
      read() {},
      write(chunk, _, done) {
        (this === ends[0] ? ends[1] : ends[0])!.push(chunk);
        done();
      },
    });
  const ends: Duplex[] = [];
  ends.push(make(), make());
  return [ends[0]!, ends[1]!];
}

test('the same frames are found however they are cut', () => {
  const content = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constant(new Uint8Array(0)));
  fc.assert(
    fc.property(
      fc.array(content, { maxLength: 10 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (frames, places) => {
        const bytes = Buffer.concat(frames.map((one) => frame(Buffer.from(one))));
        let [found, tooLong] = [0, 0];
        const prefixes = new LengthPrefixes(40, { frame: () => (found += 1), tooLong: () => (tooLong += 1) });
        const cuts = [
          0,
          ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b),
          bytes.length,
        ];
        for (const [index, end] of cuts.slice(1).entries()) prefixes.push(bytes.subarray(cuts[index], end));
        expect([found, tooLong]).toEqual([frames.length, 0]);
      },
    ),
    { numRuns: 500 },
  );
});

describe('a frame', () => {
  async function judge(bytes: Buffer, maxFrameBytes?: number): Promise<string[]> {
    const source = new PassThrough();
    const recorder = new Recorder();
    const frames = pets.frames({ stream: source }, { maxFrameBytes });
    await using _ = frames.start(recorder, { clock: systemClock });
    source.write(bytes);
    await settle();
    expect(recorder.told.splice(0, 2)).toEqual(['opened', 'heard']);
    return recorder.told;
  }

  test('counts when it is whole, an empty one too', async () => {
    expect(await judge(Buffer.concat([PULSE, frame(''), PULSE.subarray(0, -1)]))).toEqual(['pet', 'pet']);
  });

  test('may be as long as is allowed, and not longer', async () => {
    expect(await judge(frame('x'.repeat(10)), 10)).toEqual(['pet']);
    expect(await judge(frame('x'.repeat(11)), 10)).toEqual([
      'refused: a frame of 11 bytes, more than 10 (maxFrameBytes)',
      'closed: the stream is not followed any more: a frame of 11 bytes, more than 10 (maxFrameBytes)',
    ]);
  });

  test('of a gigabyte ends it: nothing after it is believed', async () => {
    expect(await judge(Buffer.concat([GIGABYTE, PULSE, PULSE]))).toEqual([
      'refused: a frame of 1073741824 bytes, more than 65536 (maxFrameBytes)',
      expect.stringMatching(/^closed/),
    ]);
  });

  test('that comes slowly costs no memory, whatever it announces', async () => {
    const source = new PassThrough();
    const recorder = new Recorder();
    const frames = pets.frames({ stream: source }, { maxFrameBytes: 2 ** 31 });
    await using _ = frames.start(recorder, { clock: systemClock });
    const mebibyte = Buffer.alloc(2 ** 20);
    source.write(GIGABYTE);
    await settle();
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 20; sent += 1) {
      source.write(mebibyte);
      await settle();
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
    expect(recorder.told).toEqual(['opened', 'heard']);
  });
});

describe('out of step', () => {
  const reconnect = { min: 10, max: 10 };

  test('who connects hangs up, and begins anew', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ path });
    const recorder = new Recorder();
    await using _ = pets.frames({ path }, { reconnect }).start(recorder, { clock: systemClock });
    const first = await peer.next();
    const gone = closed(first);
    first.write('HTTP/1.1 400 Bad Request\r\n');
    await gone;
    (await peer.next()).write(PULSE);
    await recorder.until(/pet/);
    const why = 'a frame of 1213486160 bytes, more than 65536 (maxFrameBytes)';
    expect(recorder.told).toEqual([
      'opened',
      'heard',
      `refused: ${why}`,
      `closed: unix:${path} was hung up on: ${why}`,
      'opened',
      'heard',
      'pet',
    ]);
  });

  test('who listens hangs up on that one, and hears the others on', async () => {
    const path = temporaryPath();
    const recorder = new Recorder();
    await using _ = pets.frames({ listen: { path } }, { reconnect }).start(recorder, { clock: systemClock });
    await recorder.until(/waiting/);
    const honest = await dial({ path });
    honest.write(PULSE);
    await recorder.until(/pet/);
    for (let strangers = 1; strangers <= 5; strangers += 1) {
      const stranger = await dial({ path });
      const gone = closed(stranger);
      stranger.write('GET / HTTP/1.1\r\n');
      await gone;
      honest.write(PULSE);
      await recorder.until(/pet/, strangers + 1);
    }
    expect(recorder.count(/refused/)).toBe(5);
    expect(recorder.count(/opened|closed/), 'waiting, and the honest one').toBe(2);
    const last = closed(honest);
    honest.write(GIGABYTE);
    await last;
    await recorder.until(/was hung up on: .*; waiting for the next one/);
    (await dial({ path })).write(PULSE);
    await recorder.until(/pet/, 7);
  });
});

describe('what is sent', () => {
  test('each frame is answered, in the role that answers, and no other', async () => {
    for (const reply of [true, false]) {
      const [ours, theirs] = pair();
      const recorder = new Recorder();
      await using _ = pets.frames({ stream: ours }, { reply }).start(recorder, { clock: systemClock });
      await recorder.until(/opened/);
      theirs.write(Buffer.concat([PULSE, PULSE]));
      await recorder.until(/pet/, 2);
      await settle();
      expect(theirs.read()).toEqual(reply ? Buffer.concat([REPLY, REPLY]) : null);
    }
  });

  test('pulses come on time, drift by nothing, and end with the connection', async () => {
    const clock = new VirtualClock();
    const [ours, theirs] = pair();
    const recorder = new Recorder();
    const running = pets.frames({ stream: ours }, { pulseInterval: 1_000 }).start(recorder, { clock });
    await clock.advance(999);
    expect(theirs.read()).toBeNull();
    await clock.advance(1);
    expect(theirs.read()).toEqual(PULSE);
    await clock.stall(2_500);
    await clock.advance(500);
    expect(theirs.read(), 'what was missed is not made up for').toEqual(Buffer.concat([PULSE, PULSE]));
    ours.push(null);
    await recorder.until(/closed/);
    await clock.advance(5_000);
    expect(theirs.read()).toBeNull();
    await running[Symbol.asyncDispose]();
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('two that answer each other do not talk themselves to death', async () => {
    const clock = new VirtualClock();
    const [one, other] = pair();
    const recorder = new Recorder();
    await using _ = pets.frames({ stream: one }, { reply: true }).start(recorder, { clock });
    await using __ = pets.frames({ stream: other }, { reply: true }).start(recorder, { clock });
    await clock.advance(0);
    one.write(PULSE);
    await clock.advance(60_000);
    expect(recorder.count(/pet/)).toBeLessThan(50);
  });

  test('a peer that does not read what it is sent is heard on', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ path });
    const recorder = new Recorder();
    const source = pets.frames({ path }, { reply: true, pulseInterval: 10 });
    await using _ = source.start(recorder, { clock: systemClock });
    const socket = await peer.next();
    socket.pause();
    socket.write(Buffer.concat(Array.from({ length: 10_000 }, () => PULSE)));
    await recorder.until(/pet/, 10_000);
    expect(recorder.count(/refused|closed/)).toBe(0);
  });

  test('two of ours keep each other alive, whichever connects', async () => {
    const path = temporaryPath();
    const [server, client] = [new Recorder(), new Recorder()];
    const options = { pulseInterval: 20 };
    await using _ = pets.frames({ listen: { path } }, options).start(server, { clock: systemClock });
    await server.until(/waiting/);
    await using __ = pets.frames({ path }, { reply: true }).start(client, { clock: systemClock });
    await Promise.all([server.until(/pet/, 3), client.until(/pet/, 3)]);
  });
});

test('a stream that can only be read is followed all the same', async () => {
  const source = new PassThrough();
  const recorder = new Recorder();
  const readOnly = source.pipe(new PassThrough());
  await using _ = pets.frames({ stream: readOnly }, { reply: true }).start(recorder, { clock: systemClock });
  source.write(PULSE);
  await recorder.until(/pet/);
  source.end();
  await once(source, 'finish');
  await recorder.until(/closed: the stream has ended/);
});

test.each([
  [{ reply: 'yes' }, 'reply'],
  [{ pulseInterval: 0 }, 'pulseInterval'],
  [{ maxFrameBytes: 0 }, 'maxFrameBytes'],
  [{ maxFrameBytes: 2 ** 32 }, 'maxFrameBytes'],
  [{ pulse: 1 }, 'pets.frames.pulse'],
])('%o is refused', (options, option) => {
  expect(() => pets.frames({ path: '/x' }, options as object)).toThrow(option);
});
