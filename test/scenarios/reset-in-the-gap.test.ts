// The fear: QMP was away while the guest was reset, and on its return a guest that boots is reset for being silent.
import { WrongVmError } from 'qmp-watchdog';
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
