import type { Notice } from 'qmp-watchdog';
import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { memoryFailure } from '../../../examples/policies/memory-failure.js';

const flags = { 'action-required': true, recursive: false };

test('somebody is told, and the guest is shut down in order', async () => {
  const told: Notice[] = [];
  const pager = { name: 'pager', timeout: 1_000, notify: async (notice: Notice) => void told.push(notice) };
  await using sim = await simulate([memoryFailure(pager)]);
  sim.qemu.emit('MEMORY_FAILURE', { recipient: 'guest', action: 'inject', flags });
  await sim.advance(20_000);
  expect(sim.actions).toMatchObject([{ command: 'system_powerdown' }]);
  expect(told).toMatchObject([{ what: 'began', policy: 'memory failure' }]);
  sim.vm.guestShutdown();
  await sim.advance(1_000);
  expect(sim.qemu.process.state).toBe('exited');
});

test('a guest that stays is for people', async () => {
  await using sim = await simulate([memoryFailure({ name: 'none', timeout: 1, notify: async () => {} })]);
  sim.qemu.emit('MEMORY_FAILURE', { recipient: 'guest', action: 'inject', flags });
  await sim.advance(300_000);
  expect(sim.actions).toHaveLength(1);
  expect(sim.pages).toMatchObject([{ policy: 'memory failure' }]);
});

test('what QEMU could ignore is ignored', async () => {
  await using sim = await simulate([memoryFailure({ name: 'none', timeout: 1, notify: async () => {} })]);
  sim.qemu.emit('MEMORY_FAILURE', { recipient: 'hypervisor', action: 'ignore', flags });
  await sim.advance(300_000);
  expect(sim.actions).toEqual([]);
});
