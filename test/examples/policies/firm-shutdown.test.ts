import { GuestAgent } from 'qmp-watchdog/agent';
import { FakeAgent, type Simulation, simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { firmShutdown } from '../../../examples/policies/firm-shutdown.js';

/** A VM whose guest has an agent, and the policy at work on it. */
async function setting(): Promise<{ readonly sim: Simulation; readonly fake: FakeAgent } & AsyncDisposable> {
  const sim = await simulate([]);
  const { clock } = sim;
  const fake = new FakeAgent({ clock });
  const address = { transport: () => fake.transport() };
  const agent = await clock.runUntil(GuestAgent.connect(address, { clock }));
  sim.supervisor.reload([firmShutdown(agent)]);
  return {
    ...{ sim, fake },
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await clock.runUntil(agent.close());
      await sim.end();
    },
  };
}

test('a guest that obeys the button goes in peace', async () => {
  await using s = await setting();
  s.sim.vm.powerdown();
  await s.sim.advance(30_000);
  s.sim.vm.guestShutdown();
  await s.sim.advance(200_000);
  expect(s.sim.actions).toMatchObject([{ command: 'system_powerdown' }]);
  expect(s.fake.powered).toEqual([]);
});

test('one that does not is asked by its agent', async () => {
  await using s = await setting();
  s.fake.onPower(() => s.sim.vm.guestShutdown());
  s.sim.vm.powerdown();
  await s.sim.advance(200_000);
  expect(s.fake.powered).toEqual(['powerdown']);
  expect(s.sim.actions).toHaveLength(1);
  expect(s.sim.qemu.process.state).toBe('exited');
});

test('one that hears neither has no choice', async () => {
  await using s = await setting();
  await s.fake[Symbol.asyncDispose]();
  s.sim.vm.powerdown();
  await s.sim.advance(100_000);
  expect(s.sim.qemu.process.state).toBe('running');
  await s.sim.advance(100_000);
  expect(s.sim.actions).toMatchObject([{ command: 'system_powerdown' }, { command: 'quit' }]);
  expect(s.sim.qemu.process.state).toBe('exited');
});
