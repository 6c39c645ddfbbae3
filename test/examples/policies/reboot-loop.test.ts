import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { rebootLoop } from '../../../examples/policies/reboot-loop.js';

// A guest that seldom beats: hours pass in no time.
const options = { watchdogs: [], qemu: { guest: { interval: 10_000 } } } as const;

test('the sixth reboot within ten minutes pages, and nothing is done to the guest', async () => {
  await using sim = await simulate([rebootLoop], options);
  for (let reboots = 1; reboots <= 8; reboots += 1) {
    expect(sim.pages).toHaveLength(reboots > 6 ? 1 : 0);
    sim.vm.guestReset();
    await sim.advance(30_000);
  }
  expect(sim.actions).toEqual([]);
  expect(sim.pages).toMatchObject([{ policy: 'reboot loop' }]);
});

test('reboots now and then, and resets by an operator, are nothing', async () => {
  await using sim = await simulate([rebootLoop], options);
  for (let reboots = 1; reboots <= 10; reboots += 1) {
    sim.vm.guestReset();
    await sim.advance(10_000);
    sim.vm.reset();
    await sim.advance(300_000);
  }
  expect(sim.pages).toEqual([]);
});
