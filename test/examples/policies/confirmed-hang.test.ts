import { GuestAgent } from 'qmp-watchdog/agent';
import { FakeAgent, type Simulation, simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { confirmedHang } from '../../../examples/policies/confirmed-hang.js';

interface Setting extends AsyncDisposable {
  readonly sim: Simulation;
  readonly fake: FakeAgent;
  serves: boolean;
}

/** A VM whose guest has an agent and a service, and the policy at work on it. */
async function setting(): Promise<Setting> {
  const sim = await simulate([]);
  const { clock } = sim;
  const fake = new FakeAgent({ clock });
  const address = { transport: () => fake.transport() };
  const agent = await clock.runUntil(GuestAgent.connect(address, { clock }));
  const made: Setting = {
    ...{ sim, fake, serves: true },
    async [Symbol.asyncDispose]() {
      await fake[Symbol.asyncDispose]();
      await clock.runUntil(agent.close());
      await sim.end();
    },
  };
  const ask = async (): Promise<void> => {
    if (!made.serves) throw new Error('connection timed out');
  };
  sim.supervisor.reload([confirmedHang(agent, ask)]);
  return made;
}

test('a guest that is lost from all sides is reset', async () => {
  await using s = await setting();
  s.serves = false;
  s.fake.on('guest-ping', () => new Promise(() => {}));
  s.sim.guest.hang();
  await s.sim.advance(20_000);
  expect(s.sim.actions).toMatchObject([{ command: 'system_reset' }]);
});

test.each(['service', 'agent'])('one whose %s answers is not, and somebody is paged', async (well) => {
  await using s = await setting();
  if (well === 'agent') s.serves = false;
  else s.fake.on('guest-ping', () => new Promise(() => {}));
  s.sim.guest.mute();
  await s.sim.advance(120_000);
  expect(s.sim.actions).toEqual([]);
  expect(s.sim.pages).toMatchObject([{ policy: 'confirmed hang' }]);
});
