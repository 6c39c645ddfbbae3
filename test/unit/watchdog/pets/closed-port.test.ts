// The fear: a guest that has closed its port is taken for one that cannot be heard, or one that is heard for lost.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Vm } from '../../../../src/vm/index.js';
import { FakeQemu, VirtualClock } from '../../../../src/testing/index.js';
import {
  type PetContext,
  type PetSink,
  type PetSource,
  pets,
  Watchdog,
} from '../../../../src/watchdog/index.js';
import { Recorder } from './recorder.js';

class Hand implements PetSource {
  readonly name = 'by hand';
  sink!: PetSink;
  ended = false;

  start(sink: PetSink, _: PetContext): AsyncDisposable {
    this.sink = sink;
    return {
      [Symbol.asyncDispose]: async () => {
        this.ended = true;
      },
    };
  }
}

let clock: VirtualClock;
let qemu: FakeQemu;
let vm: Vm;
let hand: Hand;
let recorder: Recorder;

beforeEach(async () => {
  clock = new VirtualClock();
  qemu = new FakeQemu({ clock });
  vm = await clock.runUntil(Vm.connect(() => ({ transport: qemu.transport() }), { clock }));
  hand = new Hand();
  recorder = new Recorder();
});

afterEach(async () => {
  await clock.runUntil(vm.close());
  await qemu[Symbol.asyncDispose]();
});

function follow(closedFor?: number): AsyncDisposable {
  const running = pets.virtioPort(hand, { vm, id: 'beat0', closedFor }).start(recorder, { clock });
  hand.sink.opened();
  return running;
}

/** The guest opens or closes its port. QEMU tells of one such change a second. */
async function port(open: boolean, id = 'beat0'): Promise<void> {
  qemu.emit('VSERPORT_CHANGE', { id, open });
  await clock.advance(1_000);
}

describe('a port that the guest has closed', () => {
  test('explains a silence over a connection that nothing has come over yet, until it is open again', async () => {
    await using _ = follow();
    await port(false);
    expect(recorder.told).toEqual(['opened', 'heard']);
    await port(true);
    // Whoever writes now may be read by another.
    expect(recorder.told).toEqual(['opened', 'heard', 'opened']);
  });

  test('says nothing new over one that has spoken', async () => {
    await using _ = follow();
    hand.sink.pet();
    await port(false);
    await port(true);
    expect(recorder.told).toEqual(['opened', 'pet']);
  });

  test('is not opened by nonsense, which may come from anybody who can connect to us', async () => {
    await using _ = follow(5_000);
    await port(false);
    hand.sink.refused('nonsense');
    await clock.advance(4_000);
    expect(recorder.told.slice(0, 3)).toEqual(['opened', 'heard', 'refused: nonsense']);
    expect(recorder.told[3]).toMatch(/^failed/);
    await port(true);
    expect(recorder.told[4]).toBe('opened');
  });

  test('is lost after the time that it was given, and not before', async () => {
    await using _ = follow(5_000);
    hand.sink.pet();
    await port(false);
    await clock.advance(3_999);
    expect(recorder.count(/failed/)).toBe(0);
    await clock.advance(1);
    expect(recorder.told.at(-1)).toBe(
      'failed: the guest has closed its port beat0, and not opened it again for 5000 ms',
    );
  });

  test('is not lost when it is opened again, or speaks, in time', async () => {
    await using _ = follow(5_000);
    await port(false);
    await port(true);
    await clock.advance(10_000);
    await port(false);
    hand.sink.pet();
    await clock.advance(10_000);
    expect(recorder.count(/failed/)).toBe(0);
  });

  test('is not lost when the guest boots, is off, or nobody would have heard that it was opened', async () => {
    await using _ = follow(5_000);
    const happenings = [
      () => qemu.vm.guestReset(),
      () => qemu.emit('SHUTDOWN', { guest: true, reason: 'guest-shutdown' }),
      () => qemu.wire.hangUp(),
      () => qemu.process.kill('SIGKILL'),
    ];
    for (const happens of happenings) {
      await port(false);
      happens();
      await clock.advance(60_000);
    }
    expect(recorder.count(/failed/)).toBe(0);
  });

  test('with its connection gone, is not known to be lost', async () => {
    await using _ = follow(5_000);
    await port(false);
    hand.sink.closed('cut');
    await clock.advance(10_000);
    expect(recorder.told).toEqual(['opened', 'heard', 'closed: cut']);
    hand.sink.opened();
    expect(recorder.told.slice(3)).toEqual(['opened', 'heard']);
  });

  test('and is found to be lost while that is excused, is lost when it is excused no more', async () => {
    const source = pets.virtioPort(hand, { vm, id: 'beat0', closedFor: 5_000 });
    await using dog = new Watchdog({ id: 'guest', timeout: 600_000, pets: source, clock });
    dog.start();
    hand.sink.opened();
    hand.sink.pet();
    await port(false);
    dog.pause('backup', 6_000);
    await clock.advance(8_999);
    expect(dog.state).toBe('armed');
    await clock.advance(1);
    expect(dog.state).toBe('expired');
    hand.sink.closed('cut');
    hand.sink.pet();
    await clock.advance(60_000);
    expect(dog.state).toBe('armed');
  });

  test('of another device is nothing to us', async () => {
    await using _ = follow(5_000);
    await port(false, 'agent0');
    await clock.advance(10_000);
    expect(recorder.told).toEqual(['opened']);
  });
});

test('silence is death only with an explanation, and a port that is closed disarms nothing', async () => {
  const dog = new Watchdog({
    id: 'guest',
    timeout: 10_000,
    pets: pets.virtioPort(hand, { vm, id: 'beat0' }),
    clock,
  });
  await using _ = dog;
  dog.start();
  hand.sink.opened();
  expect(dog.snapshot.channel).toBe('unproven');
  await port(false);
  await clock.advance(9_000);
  expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true, channel: 'proven' });
  await port(true);
  expect(dog.snapshot).toMatchObject({ state: 'expired', silent: true, channel: 'unproven' });
  hand.sink.pet();
  expect(dog.snapshot).toMatchObject({ state: 'armed', channel: 'proven' });
});

test('a daemon that crashes again and again is found, however often it opens the port', async () => {
  const source = pets.virtioPort(hand, { vm, id: 'beat0' });
  await using dog = new Watchdog({ id: 'guest', timeout: 10_000, pets: source, clock });
  dog.start();
  hand.sink.opened();
  for (let crashes = 0; crashes < 6; crashes += 1) {
    await port(true);
    await port(false);
  }
  expect(dog.state).toBe('expired');
});

test('everything else is told on, and nothing after the end', async () => {
  const running = follow(5_000);
  const { sink } = hand;
  sink.failed('a');
  sink.triggered();
  sink.paused('b', 1);
  sink.resumed('b');
  sink.asked(7);
  sink.refused('c');
  sink.heard();
  expect(recorder.told.slice(1)).toEqual([
    'failed: a',
    'triggered',
    'paused: b for 1',
    'resumed: b',
    'asked: 7',
    'refused: c',
    'heard',
  ]);
  recorder.told.length = 0;
  sink.opened();
  await port(false);
  await running[Symbol.asyncDispose]();
  expect(hand.ended).toBe(true);
  recorder.told.length = 0;
  await port(true);
  await clock.runUntil(vm.close());
  await clock.advance(10_000);
  expect(recorder.told).toEqual([]);
});

test.each([
  [{ id: 'x' }, 'vm'],
  [{ vm: {}, id: 'x' }, 'vm'],
  [{ id: '' }, 'id'],
  [{ id: 'x', closedFor: 1_999 }, 'closedFor'],
  [{ id: 'x', path: '/x' }, 'pets.virtioPort.path'],
])('%o is refused', (options, option) => {
  const given = 'vm' in options || option === 'vm' ? options : { vm, ...options };
  expect(() => pets.virtioPort(hand, given as never)).toThrow(option);
});
