// The fear: a guest that takes longer to boot than its grace is reset for it, by a policy on several conditions.
import { act, on, type Policy, Watchdog } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { supervised } from './supervised.js';

const both = (dog: Watchdog): readonly Policy[] => [
  { name: 'hung guest', on: on.all(on.expired(dog), on.expired('second')), do: act.systemReset() },
];

test('that several watchdogs were not petted in a boot grace is paged, and nothing is done', async () => {
  let second: Watchdog | undefined;
  await using s = await supervised({
    dog: { timeout: 5_000 },
    qemu: { guest: { interval: 1_000 } },
    supervisor: { bootGrace: 30_000 },
    // Petted by hand.
    moreDogs: (clock) => {
      second = new Watchdog({ id: 'second', timeout: 5_000, clock });
      return [second];
    },
    policies: both,
  });
  await s.clock.advance(2_000);
  second?.pet();
  s.qemu.guest.hang({ resetCures: false });
  s.qemu.vm.reset();
  await s.clock.advance(60_000);
  expect(s.sent).toEqual([]);
  expect(s.story).toEqual(['ignored hung guest: boot-grace', 'page']);
  expect(s.dog.snapshot).toMatchObject({ state: 'expired', bootedInVain: true });
  // Once it has come up, it may hang like any other.
  s.dog.pet();
  second?.pet();
  expect(s.dog.snapshot).not.toHaveProperty('bootedInVain');
  await s.clock.advance(6_000);
  expect(s.sent).toEqual(['system_reset']);
});
