import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { migratingGuest } from '../../../examples/policies/migrating-guest.js';

test('a guest that hangs on its way is reset when it stays here after all, and not before', async () => {
  await using sim = await simulate([migratingGuest]);
  sim.qemu.migration.start();
  sim.guest.hang();
  await sim.advance(120_000);
  expect(sim.actions).toEqual([]);
  expect(sim.pages).toHaveLength(1);
  sim.qemu.migration.fail('the network is gone');
  await sim.advance(20_000);
  expect(sim.actions).toMatchObject([{ command: 'system_reset' }]);
  expect(sim.guest.state).toBe('alive');
});

test('one that has arrived elsewhere is never started here', async () => {
  await using sim = await simulate([migratingGuest]);
  sim.qemu.migration.start();
  sim.guest.hang();
  await sim.advance(20_000);
  sim.qemu.migration.complete();
  await sim.advance(600_000);
  expect(sim.vm.status).toBe('postmigrate');
  expect(sim.actions).toEqual([]);
});
