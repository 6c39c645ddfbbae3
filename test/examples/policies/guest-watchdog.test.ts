import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { guestWatchdog } from '../../../examples/policies/guest-watchdog.js';

const qemu = { actions: { watchdog: 'pause' } } as const;

test('a guest that does not feed its watchdog is reset, and runs', async () => {
  await using sim = await simulate([guestWatchdog], { qemu });
  sim.vm.watchdog();
  await sim.advance(5_000);
  expect(sim.actions).toMatchObject([{ command: 'system_reset' }, { command: 'cont' }]);
  expect(sim.vm.status).toBe('running');
});

test('the fourth time within an hour is for people', async () => {
  await using sim = await simulate([guestWatchdog], { qemu });
  for (let times = 1; times <= 4; times += 1) {
    sim.vm.watchdog();
    await sim.advance(60_000);
  }
  expect(sim.actions.filter(({ command }) => command === 'system_reset')).toHaveLength(3);
  expect(sim.pages).toMatchObject([{ policy: 'guest watchdog' }]);
  expect(sim.vm.status).toBe('watchdog');
});

test('what QEMU does by itself is not done twice', async () => {
  await using sim = await simulate([guestWatchdog], { qemu: { actions: { watchdog: 'reset' } } });
  sim.vm.watchdog();
  await sim.advance(60_000);
  expect(sim.actions).toEqual([]);
});
