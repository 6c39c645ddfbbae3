/** A consistent snapshot: the guest's file systems are frozen meanwhile, and thawed whatever happens. */
import assert from 'node:assert/strict';
import { GuestAgent, GuestFreezeDeadlineError } from 'qmp-watchdog/agent';
import { FakeAgent, VirtualClock } from 'qmp-watchdog/testing';

const clock = new VirtualClock();
await using fake = new FakeAgent({ clock });
await using agent = await GuestAgent.connect({ transport: () => fake.transport() }, { clock });

async function takeSnapshot(milliseconds: number): Promise<string> {
  assert.equal(fake.frozen, true);
  await clock.sleep(milliseconds);
  return 'snapshot-1';
}

const snapshot = await clock.runUntil(agent.frozen(() => takeSnapshot(200), { deadline: 5_000 }));
assert.equal(snapshot, 'snapshot-1');
assert.equal(fake.frozen, false);

// One that takes too long is not waited for: everything that writes in the guest hangs.
await assert.rejects(
  clock.runUntil(agent.frozen(() => takeSnapshot(60_000), { deadline: 5_000 })),
  GuestFreezeDeadlineError,
);
assert.equal(fake.frozen, false);
