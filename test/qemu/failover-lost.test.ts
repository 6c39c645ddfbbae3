// The fear: the monitor is lost in the middle of a step, or the process is, and something is claimed that nobody has seen.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MemoryInterlockStore } from 'qmp-watchdog';
import { GuestAgent } from 'qmp-watchdog/agent';
import { quiesce } from 'qmp-watchdog/failover';
import { FakeAgent } from 'qmp-watchdog/testing';
import { type Cut, CuttingProxy } from './cutting-proxy.js';
import { Counting, diskOn, imageFolder, makeImage } from './failover-disk.js';
import { follow, until } from './followed-vm.js';
import { qemu, since, startGuest } from './qemu-under-test.js';

const RELEASE = since(10, 0) ? 'blockdev-set-active' : 'migrate';

test.each<[string, Cut]>([
  ['stop', 'before'],
  ['stop', 'after'],
  [RELEASE, 'before'],
  [RELEASE, 'after'],
  ['query-named-block-nodes', 'after'],
])(
  'the session is lost with %s, %s QEMU has it: it is looked at again, and quieted',
  async (command, cut) => {
    await using folder = await imageFolder();
    const image = makeImage(join(folder.path, 'image'), 'raw');
    await using first = await Counting.start('f', { args: diskOn(image) });
    await using proxy = await CuttingProxy.between(
      join(folder.path, 'qmp'),
      first.guest.qmpPath,
      command,
      cut,
    );
    await using followed = await follow({ path: proxy.path });
    await first.counted(1);
    const result = await quiesce(followed.vm, { qemuIo: qemu.io });
    expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', doubts: [], latched: true });
    expect(followed.vm.state.session).toBe(2);
  },
);

test.each<NodeJS.Signals>(['SIGKILL', 'SIGSTOP'])(
  'QEMU gets a %s in the middle: nothing is claimed, until its end is proven',
  async (signal) => {
    await using folder = await imageFolder();
    const image = makeImage(join(folder.path, 'image'), 'raw');
    await using first = await Counting.start('f', { args: diskOn(image) });
    const interlocks = new MemoryInterlockStore();
    const save = interlocks.save.bind(interlocks);
    interlocks.save = async (record) => {
      const { step } = Object(record.latch?.detail['resume']);
      if (step === 'releasing') first.guest.process.kill(signal);
      await save(record);
    };
    await using followed = await follow({ path: first.guest.qmpPath }, { interlocks });
    await first.counted(1);
    const budgets = { release: 300, verify: 600 };
    const result = await quiesce(followed.vm, { qemuIo: qemu.io, budgets, kill: { pid: first.guest.pid } });
    expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', way: 'kill', latched: true });
  },
);

test.each([
  ['hangs', (agent: FakeAgent) => agent.hang(), 'not-frozen'],
  // It is there again by the time that it is asked.
  ['hangs up', (agent: FakeAgent) => agent.hangUp(), 'frozen'],
  ['freezes it', () => {}, 'frozen'],
] as const)('a guest agent that %s does not keep the VM from being quieted', async (_, fails, freeze) => {
  await using folder = await imageFolder();
  const image = makeImage(join(folder.path, 'image'), 'raw');
  await using first = await Counting.start('f', { args: diskOn(image) });
  await using fake = new FakeAgent();
  await using agent = await GuestAgent.connect({ transport: () => fake.transport() });
  await using followed = await follow({ path: first.guest.qmpPath });
  await first.counted(1);
  fails(fake);
  const budgets = { freeze: 300 };
  const result = await quiesce(followed.vm, { qemuIo: qemu.io, budgets, freeze: { agent } });
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L2', freeze });
});

test('a QEMU that does not answer is not taken for a quiet one, and not latched', async () => {
  await using guest = await startGuest();
  await using followed = await follow({ path: guest.qmpPath });
  await guest.stop();
  const kill = { pid: guest.pid };
  const result = await quiesce(followed.vm, { qemuIo: qemu.io, budgets: { look: 300 }, kill });
  expect(result).toMatchObject({ outcome: 'unknown', next: 'fence', latched: false });
  expect(guest.process.exitCode).toBeNull();
  guest.continue();
  await until(followed.vm, { run: { running: true }, latch: undefined });
});
