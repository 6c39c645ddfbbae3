import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { hungGuest } from '../../../examples/policies/hung-guest.js';

test('an NMI may be enough', async () => {
  await using sim = await simulate([hungGuest]);
  sim.guest.hang({ nmiCures: true });
  await sim.advance(60_000);
  expect(sim.actions).toMatchObject([{ command: 'inject-nmi' }]);
  expect(sim.guest.state).toBe('alive');
});

test('a reset is, and once', async () => {
  await using sim = await simulate([hungGuest]);
  sim.guest.hang();
  await sim.advance(600_000);
  expect(sim.actions).toMatchObject([{ command: 'inject-nmi' }, { command: 'system_reset' }]);
  expect(sim.guest.state).toBe('alive');
  expect(sim.pages).toEqual([]);
});

test('where nothing helps somebody is paged, and nothing more is done', async () => {
  await using sim = await simulate([hungGuest]);
  sim.guest.hang({ resetCures: false });
  await sim.advance(900_000);
  expect(sim.actions).toHaveLength(2);
  expect(sim.pages).toHaveLength(1);
  expect(sim.supervisor.snapshot.halted).toHaveProperty('hung guest');
});

test('a guest that beats, or that somebody paused, is left alone', async () => {
  await using sim = await simulate([hungGuest]);
  await sim.advance(300_000);
  sim.vm.stop();
  await sim.advance(60_000);
  expect(sim.actions).toEqual([]);
});
