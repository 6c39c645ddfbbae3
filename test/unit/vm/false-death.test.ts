import { Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { explainExit } from '../../../src/vm/exit.js';
import { followed } from './followed.js';

// The fear: a VM that is merely silent is called dead.

describe('a QEMU that does not answer', () => {
  test('whose main loop hangs is stalled: its other lane answers', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    await clock.advance(20_000);
    expect(vm.state.health.verdict).toBe('main-loop-stalled');
    expect(vm.state).toMatchObject({ connected: true, exit: undefined, confidence: 'stale' });
    qemu.mainLoop.resume();
    await clock.advance(5_000);
    expect(vm.state.health.verdict).toBe('responsive');
  });

  test('whose process stands still is unresponsive, and still there', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.process.stop();
    await clock.advance(20_000);
    expect(vm.state).toMatchObject({ health: { verdict: 'unresponsive' }, connected: true, exit: undefined });
    qemu.process.continue();
    await clock.advance(5_000);
    expect(vm.state).toMatchObject({ health: { verdict: 'responsive' }, confidence: 'known' });
  });

  test('once only is no verdict', async () => {
    const { vm, qemu, clock, log } = await followed();
    await clock.advance(1_900);
    qemu.mainLoop.stall();
    await clock.advance(2_500);
    qemu.mainLoop.resume();
    await clock.advance(10_000);
    expect(log.filter((line) => line.startsWith('health'))).toEqual([]);
    expect(vm.state.health.verdict).toBe('responsive');
  });

  test('while this process itself stood still is not counted: nobody asked it then', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    await clock.advance(2_500);
    await clock.stall(5_000);
    await clock.advance(4_500);
    // One question was asked in earnest since, and not answered.
    expect(vm.state.health.verdict).toBe('responsive');
    await clock.advance(4_500);
    expect(vm.state.health.verdict).toBe('main-loop-stalled');
  });

  test('while this process stands still again and again is unknown', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    for (let times = 0; times < 2; times += 1) {
      await clock.advance(2_500);
      await clock.stall(5_000);
    }
    expect(vm.state.health.verdict).toBe('unknown');
  });

  test('is asked nothing twice: a window full of questions would starve the other lane', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    qemu.forgetReceived();
    await clock.advance(600_000);
    const inBand = qemu.received.filter(({ lane }) => lane === 'in-band');
    expect(inBand.length).toBeLessThan(7);
    expect(vm.session?.statistics.inFlight).toBeLessThan(7);
  });

  test('without an out-of-band lane is unknown', async () => {
    const { vm, qemu, clock } = await followed({ qemu: { oob: false } });
    qemu.mainLoop.stall();
    await clock.advance(20_000);
    expect(vm.state.health.verdict).toBe('unknown');
  });
});

test('a connection on which nothing ever comes again is given up, when that was asked for', async () => {
  const { vm, qemu, clock, log } = await followed({ vm: { dropAfter: 30_000 } });
  // As over a network: the host is gone, and nobody says so.
  qemu.wire.stickAfter(0);
  await clock.advance(30_000);
  expect(vm.state).toMatchObject({ session: 1, health: { verdict: 'unresponsive' } });
  await clock.advance(15_000);
  expect(vm.state).toMatchObject({ session: 2, confidence: 'known', health: { verdict: 'responsive' } });
  expect(log).toContain('gap local');
});

test('one to a process that is merely stopped is kept, by default and on a local socket', async () => {
  const { vm, qemu, clock } = await followed();
  qemu.process.stop();
  await clock.advance(3_600_000);
  expect(vm.state).toMatchObject({ session: 1, connected: true });
});

describe('the end of a connection', () => {
  test('is not the end of the process, however it looks', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.process.kill('SIGKILL');
    await clock.advance(60_000);
    expect(vm.state).toMatchObject({
      connected: false,
      exit: undefined,
      health: { verdict: 'disconnected' },
    });
  });

  test('with a pid that still runs, it is neither', async () => {
    const { vm, qemu, clock } = await followed({ vm: { process: { pid: process.pid } } });
    qemu.wire.hangUp();
    await clock.advance(50);
    expect(vm.state).toMatchObject({ exit: undefined, health: { verdict: 'disconnected' } });
  });
});

describe('how a process ended', () => {
  const end = { by: 'child', at: 1, shutdown: undefined, watchdogAction: undefined } as const;
  test.each([
    ['WATCHDOG, no SHUTDOWN, exit code 0', { code: 0, watchdogAction: 'poweroff' }, 'watchdog-poweroff'],
    ['no word, exit code 0', { code: 0 }, 'unexplained'],
    ['no word, exit code 1', { code: 1, watchdogAction: 'poweroff' }, 'crashed'],
    ['SIGKILL', { signal: 'SIGKILL' }, 'crashed'],
    ['quit', { code: 0, shutdown: { guest: false, reason: 'host-qmp-quit' } }, 'quit'],
    ['SIGTERM', { code: 0, shutdown: { guest: false, reason: 'host-signal' } }, 'signal'],
    ['its guest', { code: 0, shutdown: { guest: true, reason: 'guest-shutdown' } }, 'guest-shutdown'],
    [
      'system_reset under -no-reboot',
      { shutdown: { guest: false, reason: 'host-qmp-system-reset' } },
      'reset',
    ],
    ['a panic', { shutdown: { guest: true, reason: 'guest-panic' } }, 'panic'],
    ['a pid that is gone', { by: 'pid' }, 'unexplained'],
  ] as const)('%s', (_, evidence, cause) => {
    expect(explainExit({ ...end, ...evidence }).cause).toBe(cause);
  });
});

describe('connecting', () => {
  test('goes on while QEMU starts: its socket is there before it listens', async () => {
    const clock = new VirtualClock();
    let qemu: FakeQemu | undefined;
    clock.setTimer(3_000, () => {
      qemu = new FakeQemu({ clock });
    });
    const connecting = Vm.connect(
      () => {
        if (qemu === undefined) throw new Error('there is no QEMU yet');
        return { transport: qemu.transport() };
      },
      { clock, interlocks: 'none' },
    );
    const vm = await clock.runUntil(connecting);
    expect(vm.state.session).toBe(1);
  });

  test('gives up at its deadline, and says what was wrong last', async () => {
    const clock = new VirtualClock();
    const connecting = Vm.connect(() => Promise.reject(new Error('no route')), { clock, interlocks: 'none' });
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({
      code: 'ERR_START_TIMEOUT',
      message: expect.stringContaining('no route'),
    });
    expect(clock.now()).toBe(10_000);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('to a monitor whose main loop hangs ends at the deadline too', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    qemu.mainLoop.stall();
    const connecting = Vm.connect(() => ({ transport: qemu.transport() }), { clock, interlocks: 'none' });
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({ code: 'ERR_START_TIMEOUT' });
  });
});
