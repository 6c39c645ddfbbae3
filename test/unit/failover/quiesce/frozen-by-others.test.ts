// The fear: a backup's freeze is ended by us, or a guest that nobody froze is told to be frozen.
import { expect, test } from 'vitest';
import { GuestAgent } from 'qmp-watchdog/agent';
import { type QuiesceResult, quiesce } from 'qmp-watchdog/failover';
import { FakeAgent } from 'qmp-watchdog/testing';
import { MemoryInterlockStore } from 'qmp-watchdog';
import { followed } from '../../vm/followed.js';

type FakeAgentOptions = ConstructorParameters<typeof FakeAgent>[0];

/** Quiets a fake VM whose agent is like this, after something was done to the agent. */
async function quietedWith(
  options: FakeAgentOptions,
  prepare: (guest: FakeAgent) => void = () => {},
): Promise<{ readonly result: QuiesceResult; readonly guest: FakeAgent; readonly sent: readonly string[] }> {
  const { vm, clock } = await followed({
    qemu: { version: '11.1.0' },
    vm: { interlocks: new MemoryInterlockStore() },
  });
  const guest = new FakeAgent({ ...options, clock });
  const agent = await clock.runUntil(GuestAgent.connect({ transport: () => guest.transport() }, { clock }));
  prepare(guest);
  const result = await clock.runUntil(quiesce(vm, { clock, freeze: { agent } }));
  await clock.runUntil(agent.close());
  const sent = guest.received.map(({ name }) => name).filter((name) => name.includes('fsfreeze'));
  return { result, guest, sent };
}

test('who froze the guest before is left alone, and told of', async () => {
  const { result, guest, sent } = await quietedWith({}, (agent) => {
    agent.frozen = true;
  });
  expect(result).toMatchObject({ level: 'L2', freeze: 'by-others' });
  expect(result.steps).toContainEqual(
    expect.objectContaining({ step: 'freeze', outcome: 'failed', detail: 'somebody else has frozen it' }),
  );
  expect(sent).toEqual(['guest-fsfreeze-status']);
  expect(guest.frozen).toBe(true);
});

test('who froze the guest just before our own freeze is left alone, too', async () => {
  const { result, guest, sent } = await quietedWith({}, (agent) => {
    agent.on('guest-fsfreeze-status', () => {
      agent.frozen = true;
      return 'thawed';
    });
  });
  expect(result).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
  expect(sent).toEqual(['guest-fsfreeze-status', 'guest-fsfreeze-freeze']);
  expect(guest.frozen).toBe(true);
});

test.each([
  ['can not tell', ['guest-fsfreeze-status'], ['guest-fsfreeze-status']],
  ['may not freeze', ['guest-fsfreeze-freeze'], ['guest-fsfreeze-status', 'guest-fsfreeze-freeze']],
])('an agent that %s costs no time, and nothing is said of a freeze', async (_, blocked, expected) => {
  const { result, sent } = await quietedWith({ blocked });
  expect(result).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
  expect(result.steps.find(({ step }) => step === 'freeze')?.took).toBeLessThan(100);
  expect(sent.filter((name, index) => sent.indexOf(name) === index)).toEqual(expected);
  expect(sent).not.toContain('guest-fsfreeze-thaw');
});

test('a guest without a file system to freeze is not told to be frozen', async () => {
  const { result } = await quietedWith({ filesystems: 0 });
  expect(result).toMatchObject({ level: 'L2', freeze: 'not-frozen' });
});
