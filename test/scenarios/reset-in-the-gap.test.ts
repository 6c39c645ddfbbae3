// The fear: QMP was away while the guest was reset, and on its return a guest that boots is reset for being silent.
import { act, on, type QemuProcess, WrongVmError } from 'qmp-watchdog';
import { FakeQemu } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { reset, supervised } from './supervised.js';

test('a guest that may have been reset in a gap has its boot grace', async () => {
  await using s = await supervised({
    policies: reset,
    overSessions: true,
    qemu: { guest: { bootTime: 20_000 } },
  });
  await s.clock.advance(25_000);
  s.qemu.wire.hangUp();
  s.qemu.vm.guestReset();
  await s.clock.advance(60_000);
  expect(s.sent).toEqual([]);
  expect(s.of('vm').map(({ event }) => event)).toEqual(['disconnected', 'gap']);
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
});

test('one that hangs from then on is not forgotten: somebody is paged when the grace is over', async () => {
  await using s = await supervised({ policies: reset, overSessions: true });
  await s.clock.advance(1_000);
  s.qemu.wire.hangUp();
  s.qemu.guest.hang();
  await s.clock.advance(299_000);
  expect(s.pages).toEqual([]);
  await s.clock.advance(5_000);
  expect(s.sent).toEqual([]);
  expect(s.pages).not.toEqual([]);
});

/** It takes fewer timers to live through minutes. */
const slow = { dog: { timeout: 5_000 }, policies: reset, overSessions: true } as const;

test('nor is it forgotten where one gap comes after the other', async () => {
  await using s = await supervised({ ...slow, qemu: { guest: { interval: 1_000 } } });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  for (let gap = 0; gap < 3; gap += 1) {
    s.qemu.wire.hangUp();
    await s.clock.advance(140_000);
  }
  expect(s.sent).toEqual([]);
  expect(s.pages).toMatchObject([
    { reason: expect.stringContaining('did not come up within its boot grace') },
  ]);
});

test('a guest that may have been reset in a later gap is not reset for booting either', async () => {
  const bootTime = 40_000;
  await using s = await supervised({ ...slow, qemu: { guest: { bootTime, interval: 1_000 } } });
  await s.clock.advance(bootTime + 2_000);
  s.qemu.wire.hangUp();
  s.qemu.guest.hang();
  await s.clock.advance(290_000);
  s.qemu.wire.hangUp();
  s.qemu.vm.guestReset();
  await s.clock.advance(bootTime + 2_000);
  expect(s.sent).toEqual([]);
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
});

test('one that another QEMU boots from the start has a boot grace of its own', async () => {
  let end: (exit: { code: null; signal: 'SIGTERM' }) => void = () => {};
  const exited = new Promise<{ code: null; signal: 'SIGTERM' }>((resolve) => {
    end = resolve;
  });
  // Of it only that it has ended is asked.
  const process = { qemu: { exited } as QemuProcess };
  // It is petted by hand: its console ends with its QEMU.
  await using s = await supervised({ ...slow, dog: { timeout: 5_000, pets: undefined }, process });
  s.qemu.wire.hangUp();
  await s.clock.advance(290_000);
  expect(s.dog.snapshot.inGrace).toBe(true);
  const former = s.qemu;
  s.qemu = new FakeQemu({ clock: s.clock });
  former.process.kill('SIGTERM');
  end({ code: null, signal: 'SIGTERM' });
  await s.clock.advance(295_000);
  expect(s.pages).toEqual([]);
  s.dog.pet();
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
});

test('one that we have reset ourselves when its session broke has the whole of it, too', async () => {
  await using s = await supervised({
    ...slow,
    qemu: { guest: { bootTime: 100_000, interval: 1_000 } },
    policies: (dog) => [
      { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.systemReset() },
      ...reset(dog),
    ],
  });
  await s.clock.advance(102_000);
  s.qemu.wire.hangUp();
  s.qemu.guest.hang();
  await s.clock.advance(250_000);
  expect(s.dog.snapshot.inGrace).toBe(true);
  s.qemu.vm.setActions({ panic: 'none' });
  s.qemu.wire.lose('RESET');
  s.qemu.vm.panic();
  while (!s.sent.includes('system_reset')) await s.clock.advance(10);
  s.qemu.wire.hangUp();
  await s.clock.advance(110_000);
  expect(s.of('vm').filter(({ event }) => event === 'gap')).toHaveLength(2);
  expect(s.story).not.toContain('ignored hung guest: boot-grace');
  expect(s.dog.snapshot).toMatchObject({ state: 'armed', inGrace: false });
});

test('while there is no session nothing is done, and it is unknown', async () => {
  await using s = await supervised({ policies: reset, overSessions: true });
  await s.clock.advance(1_000);
  s.qemu.wire.hangUp();
  // No session comes again, and the guest's console goes on.
  s.qemu.transport = () => {
    throw new Error('no monitor');
  };
  s.qemu.guest.hang();
  await s.clock.advance(70_000);
  expect(s.sent).toEqual([]);
  expect(s.story).toContain('evidence system_reset: unknown, qmp-silent: disconnected');
  expect(s.pages).not.toEqual([]);
});

test('a guest that hangs in the second session is reset as in the first', async () => {
  await using s = await supervised({ policies: reset, overSessions: true });
  await s.clock.advance(1_000);
  s.qemu.wire.hangUp();
  await s.clock.advance(5_000);
  expect(s.vm).toMatchObject({ state: { session: 2 } });
  s.qemu.guest.hang();
  await s.clock.advance(5_000);
  expect(s.sent).toEqual(['system_reset']);
  expect(s.story).toContain('result system_reset: done, reset');
});

test('another VM on the same path ends the run', async () => {
  await using s = await supervised({ policies: reset, overSessions: true });
  const former = s.qemu;
  s.qemu = new FakeQemu({ clock: s.clock, uuid: '99999999-2222-4333-8444-555555555555' });
  former.process.kill('SIGKILL');
  expect(await s.ended()).toMatchObject({ kind: 'closed', reason: { error: expect.any(WrongVmError) } });
  expect(s.sent).toEqual([]);
});
