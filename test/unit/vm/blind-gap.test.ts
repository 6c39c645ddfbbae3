import { type QemuProcess, SessionClosedError, Vm } from 'qmp-watchdog';
import { FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { followed } from './followed.js';

// The fear: what happened while nobody was connected is never learned, or a listener never hears again.

describe('a session that breaks', () => {
  test('is followed by another, and the gap says for how long nobody listened', async () => {
    const { vm, qemu, clock, log, changes } = await followed();
    await clock.advance(500);
    qemu.wire.hangUp();
    await clock.advance(1_000);
    expect(log).toEqual([
      'disconnected local',
      'health local: disconnected',
      'connected local',
      'gap local',
      'health local: responsive',
    ]);
    expect(changes).toContainEqual(expect.objectContaining({ type: 'gap', session: 2, blindFor: 600 }));
    expect(vm.state).toMatchObject({ confidence: 'known', connected: true, session: 2 });
  });

  test('makes what is known stale, and not unknown', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.wire.hangUp();
    await clock.advance(50);
    expect(vm.state).toMatchObject({
      confidence: 'stale',
      connected: false,
      run: { running: true },
      closed: { kind: 'ended' },
    });
  });

  test('hides a STOP, which the next session finds and marks', async () => {
    const { vm, qemu, clock, log } = await followed();
    qemu.wire.hangUp();
    await clock.advance(50);
    qemu.vm.ioError();
    await clock.advance(1_000);
    expect(log).toContain('run resync: io-error');
    expect(log).toContain('block-errors resync: failed');
    expect(vm.state.run).toMatchObject({ running: false, why: 'io-error' });
  });

  test('leaves listeners, iterators and expectations as they are', async () => {
    const { vm, qemu, clock } = await followed();
    const heard: string[] = [];
    vm.on('STOP', ({ event }) => heard.push(event));
    const events = vm.events(['STOP']);
    const expected = vm.expect('STOP').wait();
    qemu.wire.hangUp();
    await clock.advance(1_000);
    qemu.vm.stop();
    await clock.advance(0);
    expect(heard).toEqual(['STOP']);
    expect(await expected).toMatchObject({ event: 'STOP' });
    expect(await events.next()).toMatchObject({ value: { event: 'STOP', lost: 0 } });
  });

  test('makes a pending command unknown, and a command in the gap not sent', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    const pending = vm.execute('stop').catch((error: unknown) => error);
    await clock.advance(0);
    qemu.wire.hangUp();
    await clock.advance(0);
    expect(await pending).toMatchObject({ outcome: 'unknown' });
    const inTheGap = await vm.execute('query-status').catch((error: unknown) => error);
    expect(inTheGap).toBeInstanceOf(SessionClosedError);
    expect(inTheGap).toMatchObject({ outcome: 'not-sent' });
  });

  test('is tried again at the times of the back-off, for as long as it takes', async () => {
    const { vm, qemu, clock, replace, log } = await followed();
    qemu.process.kill('SIGKILL');
    await clock.advance(600_000);
    expect(vm.state.connected).toBe(false);
    replace();
    await clock.advance(2_000);
    expect(vm.state).toMatchObject({ connected: true, session: 2, confidence: 'known' });
    expect(log.filter((line) => line.startsWith('gap'))).toHaveLength(1);
  });

  test('because its process was replaced is a restart, however soon another one serves', async () => {
    let end = (_: { code: number | null; signal: NodeJS.Signals | null }): void => {};
    const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      end = resolve;
    });
    // Nothing else of it is used.
    const process = { qemu: { exited } as QemuProcess };
    const { vm, qemu, clock, log, replace } = await followed({ vm: { process } });
    qemu.process.kill('SIGKILL');
    replace();
    // The end of its connection comes before its own.
    await clock.advance(50);
    end({ code: null, signal: 'SIGKILL' });
    await clock.advance(1_000);
    expect(log).toContain('exited local: crashed');
    expect(log).toContain('restarted local');
    expect(vm.state).toMatchObject({ session: 2, boots: 1, exit: undefined });
  });

  test('learns that the process ended while the next session is long in coming', async () => {
    const clock = new VirtualClock();
    const qemu = new FakeQemu({ clock });
    let end: (exit: { code: number; signal: null }) => void = () => {};
    const exited = new Promise<{ code: number; signal: null }>((resolve) => {
      end = resolve;
    });
    let sessions = 0;
    const address = () => {
      sessions += 1;
      return sessions === 1 ? { transport: qemu.transport() } : new Promise<never>(() => {});
    };
    // Of it only that it has ended is asked.
    const process = { qemu: { exited } as QemuProcess };
    const vm = await clock.runUntil(Vm.connect(address, { clock, interlocks: 'none', process }));
    qemu.wire.hangUp();
    await clock.advance(60_000);
    expect(vm.state.health.verdict).toBe('disconnected');
    end({ code: 1, signal: null });
    await clock.advance(1_000);
    expect(vm.state).toMatchObject({ health: { verdict: 'exited' }, exit: { cause: 'crashed' } });
    await clock.runUntil(vm.close());
  });

  test('counts a reset that was seen', async () => {
    const { vm, qemu, clock, changes } = await followed();
    qemu.vm.guestReset();
    await clock.advance(0);
    expect(vm.state.boots).toBe(1);
    expect(changes[0]).toMatchObject({ type: 'reset', guest: true, reason: 'guest-reset', boots: 1 });
  });
});

describe('closing', () => {
  test('ends what waits, with the reason, and leaves no timer', async () => {
    const { vm, clock } = await followed();
    const events = vm.events(['STOP']);
    const changes = vm.changes();
    const expected = vm
      .expect('STOP')
      .wait()
      .catch((error: unknown) => error);
    await clock.runUntil(vm.close());
    expect(await events.next()).toEqual({ done: true, value: { kind: 'closed' } });
    for (;;) {
      const next = await changes.next();
      if (next.done !== true) continue;
      expect(next.value).toEqual({ kind: 'closed' });
      break;
    }
    expect(await expected).toMatchObject({ code: 'ERR_SESSION_CLOSED' });
    expect(await vm.closed).toEqual({ kind: 'closed' });
    expect(await vm.close()).toEqual({ kind: 'closed' });
  });

  test('while it is disconnected ends the attempts', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.process.kill('SIGKILL');
    await clock.advance(50);
    await clock.runUntil(vm.close());
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });
});
