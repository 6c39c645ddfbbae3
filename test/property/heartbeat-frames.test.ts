// Heartbeats under whatever comes in: garbage, frames with something changed, and real frames lost, doubled and reordered.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame } from '../../src/watchdog/heartbeat/decode.js';
import { LONGEST_FRAME } from '../../src/watchdog/heartbeat/frame.js';
import { KeyRing } from '../../src/watchdog/heartbeat/keys.js';
import { LengthFraming, withLength } from '../../src/watchdog/heartbeat/length-framing.js';
import { type Carrier, Line } from '../../src/watchdog/heartbeat/line.js';
import { HeartbeatMachine } from '../../src/watchdog/heartbeat/machine.js';
import { OwnHealth } from '../../src/watchdog/heartbeat/own-health.js';
import { OwnWord } from '../../src/watchdog/heartbeat/own-word.js';
import { PeerMachine } from '../../src/watchdog/heartbeat/peer-machine.js';
import { SequenceWindow } from '../../src/watchdog/heartbeat/sequence-window.js';
import { Recorder } from '../unit/watchdog/pets/recorder.js';

const NOW = { now: 0, stalled: 0 };

/** A node without a network: what it sends on each of its lines is kept. */
class Station {
  readonly told = new Recorder();
  readonly refused: string[] = [];
  readonly sent: Buffer[][] = [[], []];
  /** The nonces that it has sent, each with the line that it went over. */
  readonly issued = new Set<string>();
  readonly lines: readonly Line[];
  readonly machine: HeartbeatMachine;
  readonly peer: PeerMachine;
  #drawn = 0;

  constructor(node: string, other: string) {
    this.peer = new PeerMachine(other, { maxPause: 1_000, freshness: 1_000 }, this.told, () => {});
    const health = new OwnHealth(1, undefined);
    this.machine = new HeartbeatMachine({
      identity: {
        cluster: 'lab',
        node,
        incarnation: Buffer.from(node.padEnd(8)).toString('hex'),
        interval: 100,
      },
      keys: new KeyRing({ key: { id: 1, secret: '33'.repeat(32) } }),
      health,
      word: new OwnWord('', undefined, health),
      peers: new Map([[other, this.peer]]),
      nonce: () => Buffer.from(`${node} ${(this.#drawn += 1)}`.padEnd(16)).toString('hex'),
    });
    this.lines = [0, 1].map((at) => {
      const carrier: Carrier = {
        name: `line ${at}`,
        send: (frame) => {
          const bytes = Buffer.from(frame);
          this.issued.add(`${at} ${frameOf(bytes).nonce}`);
          this.sent[at]?.push(bytes);
        },
        proven: () => {},
        flooded: () => {},
      };
      return new Line(carrier, 1_000, 0, (cause) => this.refused.push(cause));
    });
    for (const line of this.lines) this.machine.lineOpened(line, NOW);
  }

  receive(at: number, bytes: Buffer): void {
    const line = this.lines[at];
    if (line !== undefined) this.machine.receive(line, bytes, NOW);
  }

  get pets(): number {
    return this.told.count(/^pet$/);
  }
}

function frameOf(bytes: Buffer): { sequence: number; answers: string | undefined; nonce: string } {
  const decoded = decodeFrame(bytes);
  if ('cause' in decoded) throw new Error(decoded.detail);
  return decoded.frame;
}

/** Two whose first words are on their way. */
function strangers(): readonly [a: Station, b: Station] {
  return [new Station('node-a', 'node-b'), new Station('node-b', 'node-a')];
}

/** Two that have heard each other over both lines. */
function acquainted(): readonly [a: Station, b: Station] {
  const [a, b] = strangers();
  for (let round = 0; round < 3; round += 1) {
    for (const at of [0, 1]) {
      for (const bytes of a.sent[at]!.splice(0)) b.receive(at, bytes);
      for (const bytes of b.sent[at]!.splice(0)) a.receive(at, bytes);
    }
  }
  return [a, b];
}

test('whatever bytes come, nobody is petted, nothing is thrown, and each is refused once', () => {
  const [a] = acquainted();
  const pets = a.pets;
  expect(pets).toBeGreaterThan(0);
  const start = fc.constantFrom(
    ...['', 'QWHB', 'QWHB\x01', 'QWHB\x01\x01\x01'].map((text) => Buffer.from(text, 'latin1')),
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 600 }), (begin, rest) => {
      const before = a.refused.length;
      a.receive(0, Buffer.concat([begin, rest]));
      expect(a.refused.length).toBe(before + 1);
    }),
    { numRuns: 2_000 },
  );
  expect([a.pets, a.told.count(/^(failed|closed|paused|asked)/)]).toEqual([pets, 0]);
});

test('a fresh frame with anything changed, cut off or appended pets nobody, and as it was it pets', () => {
  const change = fc.oneof(
    fc.record({ at: fc.nat(200), xor: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ cut: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ append: fc.uint8Array({ minLength: 1, maxLength: 500 }) }),
  );
  fc.assert(
    fc.property(change, (how) => {
      const [a, b] = acquainted();
      b.machine.beat(NOW);
      const frame = b.sent[0]!.at(-1)!;
      const changed =
        'cut' in how
          ? frame.subarray(0, Math.max(frame.length - how.cut, 0))
          : 'append' in how
            ? Buffer.concat([frame, how.append])
            : Buffer.from(frame);
      if ('xor' in how) {
        const at = how.at % frame.length;
        changed.writeUInt8(changed.readUInt8(at) ^ how.xor, at);
      }
      const [told, refused] = [a.told.told.length, a.refused.length];
      a.receive(0, changed);
      expect([a.told.told.length, a.refused.length]).toEqual([told, refused + 1]);
      a.receive(0, frame);
      expect(a.told.told.slice(told)).toEqual(['pet']);
    }),
    { numRuns: 500 },
  );
});

describe('real frames', () => {
  const step = fc.oneof(
    fc.record({ beat: fc.constantFrom('a' as const, 'b' as const) }),
    fc.record({
      to: fc.constantFrom('a' as const, 'b' as const),
      line: fc.nat(1),
      which: fc.nat(20),
      again: fc.boolean(),
    }),
  );

  test('lost, doubled and reordered over two lines in whatever way pet once for each that is fresh', () => {
    let petted = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(acquainted, strangers),
        fc.array(step, { maxLength: 60, size: 'max' }),
        (meet, steps) => {
          const [a, b] = meet();
          const stations = { a, b };
          const before = { a: a.pets, b: b.pets };
          // What the documents say, without windows: fresh is what answers a nonce of this line, and counts once.
          const counted = { a: new Set<number>(), b: new Set<number>() };
          for (const one of steps) {
            if ('beat' in one) stations[one.beat].machine.beat(NOW);
            else {
              const frames = stations[one.to === 'a' ? 'b' : 'a'].sent[one.line]!;
              const at = one.which % Math.max(frames.length, 1);
              const bytes = frames[at];
              if (bytes === undefined) continue;
              if (!one.again) frames.splice(at, 1);
              const { sequence, answers } = frameOf(bytes);
              if (answers !== undefined && stations[one.to].issued.has(`${one.line} ${answers}`))
                counted[one.to].add(sequence);
              stations[one.to].receive(one.line, bytes);
            }
          }
          for (const who of ['a', 'b'] as const)
            expect(stations[who].pets - before[who]).toBe(counted[who].size);
          petted += counted.a.size;
        },
      ),
      { numRuns: 500 },
    );
    expect(petted).toBeGreaterThan(500);
  });
});

test('a window admits each number once, and refuses only what is seen or more than 64 behind', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 200 }), (numbers) => {
      const window = new SequenceWindow();
      const seen = new Set<number>();
      for (const number of numbers) {
        const newest = Math.max(0, ...seen);
        const expected =
          number <= newest - 64 ? 'too-old' : seen.has(number) ? 'seen' : number > newest ? 'newest' : 'late';
        expect(window.admit(number)).toBe(expected);
        if (expected !== 'too-old') seen.add(number);
      }
    }),
  );
});

test('frames in a stream are found however it is cut up, and nothing is found after a length that is too great', () => {
  const frames = fc.array(fc.uint8Array({ maxLength: LONGEST_FRAME }), { maxLength: 8 });
  const tooLong = fc.option(fc.integer({ min: LONGEST_FRAME + 1, max: 2 ** 32 - 1 }), { nil: undefined });
  fc.assert(
    fc.property(frames, tooLong, fc.array(fc.integer({ min: 1, max: 400 })), (sent, length, cuts) => {
      const announced = Buffer.alloc(4);
      if (length !== undefined) announced.writeUInt32BE(length);
      const end = length === undefined ? [] : [announced, withLength(Buffer.from('never found'))];
      const stream = Buffer.concat([...sent.map(withLength), ...end]);
      const found: string[] = [];
      const refused: number[] = [];
      const framing = new LengthFraming({
        frame: (bytes) => found.push(bytes.toString('hex')),
        tooLong: (one) => refused.push(one),
      });
      let at = 0;
      for (const cut of cuts) {
        framing.push(stream.subarray(at, at + cut));
        at += cut;
      }
      framing.push(stream.subarray(at));
      expect(found).toEqual(sent.map((bytes) => Buffer.from(bytes).toString('hex')));
      expect(refused).toEqual(length === undefined ? [] : [length]);
    }),
  );
});
