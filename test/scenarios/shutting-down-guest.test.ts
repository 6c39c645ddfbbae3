// The fear: a guest that somebody shuts down is reset in the middle of it; or one that only ignores that is never found.
import { act, on } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { reset, supervised } from './supervised.js';

test('a guest that shuts down has the time for it', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.vm.powerdown();
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBe('powerdown');
  // Its services end one after the other, the one that pets first.
  s.qemu.guest.hang();
  await s.clock.advance(250_000);
  expect(s.story).toEqual([]);
  s.qemu.vm.guestShutdown();
  await s.clock.advance(600_000);
  expect(s.sent).toEqual([]);
});

test('a guest that hangs in it is found when its time is over', async () => {
  await using s = await supervised({ policies: reset, supervisor: { shutdownGrace: 60_000 } });
  await s.clock.advance(2_000);
  s.qemu.vm.powerdown();
  await s.clock.advance(0);
  s.qemu.guest.hang();
  await s.clock.advance(59_000);
  expect(s.story).toEqual([]);
  await s.clock.advance(3_000);
  expect(s.sent).toEqual(['system_reset']);
});

test('a guest that was silent before is excused by no button', async () => {
  await using s = await supervised({ policies: reset, mode: 'observe' });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(2_000);
  s.qemu.vm.powerdown();
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
});

test('after a reset nobody shuts down any more', async () => {
  await using s = await supervised({ policies: reset });
  await s.clock.advance(2_000);
  s.qemu.vm.powerdown();
  await s.clock.advance(1_000);
  s.qemu.vm.reset();
  await s.clock.advance(0);
  expect(s.dog.snapshot.pausedBy).toBeUndefined();
});

test('the button that a policy presses holds up none of its further steps', async () => {
  await using s = await supervised({
    policies: (dog) => [
      {
        name: 'hung guest',
        on: on.expired(dog),
        do: act.escalate(
          { action: act.systemPowerdown({ wait: 2_000 }), timeout: 20_000 },
          { action: act.systemReset(), timeout: 10_000 },
        ),
      },
    ],
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(30_000);
  expect(s.sent).toEqual(['system_powerdown', 'system_reset']);
});
