// The fear: we are killed in the middle, and whoever comes after us starts the VM, or believes what is not so.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { FileInterlockStore, QmpClient } from 'qmp-watchdog';
import { quiesce, restoreProof } from 'qmp-watchdog/failover';
import { Counting, diskOn, imageFolder, makeImage } from './failover-disk.js';
import { follow } from './followed-vm.js';
import { qemu, since } from './qemu-under-test.js';
import { spawnReaped } from './reaped.js';

test('killed between the release and its proof: the VM stays barred, and the proof is found again', async () => {
  await using folder = await imageFolder();
  const [image, interlocks, marker] = ['image', 'interlocks', 'marker'].map((name) =>
    join(folder.path, name),
  );
  await using first = await Counting.start('f', { monitors: 2, args: diskOn(makeImage(image!, 'raw')) });
  await first.counted(1);
  // From the release on it never answers.
  const qemuIo = join(folder.path, 'qemu-io');
  writeFileSync(qemuIo, `#!/bin/sh\n[ -e ${marker} ] && exec sleep 60\nexec ${qemu.io} "$@"\n`);
  chmodSync(qemuIo, 0o755);
  const child = spawnReaped(
    process.execPath,
    [
      ...['--import', 'tsx', fileURLToPath(new URL('failover-process.ts', import.meta.url))],
      ...[first.guest.qmpPath, interlocks!, qemuIo, 'releasing', marker!],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await using other = await QmpClient.connect({ path: first.guest.qmpPaths[1]! });
  await vi.waitFor(
    async () => {
      const nodes = await other.execute('query-named-block-nodes', { flat: true });
      const { status } = await other.execute('query-migrate');
      expect(since(10, 0) ? nodes.every(({ active }) => active === false) : status === 'completed').toBe(
        true,
      );
    },
    { timeout: 30_000, interval: 10 },
  );
  child.kill('SIGKILL');
  await ended;

  await using followed = await follow({ path: first.guest.qmpPath }, { interlocks: interlocks! });
  const { vm } = followed;
  expect(vm.state.latch).toMatchObject({ reason: 'quiesce' });
  await expect(vm.execute('cont')).rejects.toMatchObject({ code: 'ERR_INTERLOCKED' });
  const restored = await restoreProof(vm, { qemuIo: qemu.io });
  expect(restored).toMatchObject({ outcome: 'quiesced', level: 'L2', doubts: [], latched: true });
  expect(restored.token).toBe(vm.state.latch?.token);

  // Somebody else has it: what was proven can not be proven any more, and is not.
  await using second = await Counting.start('g', { args: diskOn(image!) });
  await second.counted(1);
  const now = await restoreProof(vm, { qemuIo: qemu.io });
  expect(now).toMatchObject({ outcome: 'quiesced', level: 'L0', next: 'fence', latched: true });
  await expect(vm.execute('cont')).rejects.toMatchObject({ code: 'ERR_INTERLOCKED' });
});

test('killed before anything is released: the latch is lifted, and whoever decides may decide anew', async () => {
  await using folder = await imageFolder();
  const [image, interlocks] = ['image', 'interlocks'].map((name) => join(folder.path, name));
  await using first = await Counting.start('f', { args: diskOn(makeImage(image!, 'raw')) });
  await first.counted(1);
  const killed = new AbortController();
  let unfinished: Promise<unknown> | undefined;
  {
    await using followed = await follow({ path: first.guest.qmpPath }, { interlocks: interlocks! });
    const never = new Promise<string | undefined>(() => {});
    const quieting = quiesce(followed.vm, {
      qemuIo: qemu.io,
      signal: killed.signal,
      stillStands: () => never,
    });
    // In force before it is kept: what was not is not found again.
    const kept = new FileInterlockStore(interlocks!);
    const isKept = async (): Promise<void> => expect((await kept.load()).latch).toBeDefined();
    await vi.waitFor(isKept, { timeout: 20_000, interval: 5 });
    unfinished = quieting;
  }
  await using again = await follow({ path: first.guest.qmpPath }, { interlocks: interlocks! });
  expect(again.vm.state.latch).toBeDefined();
  expect(await restoreProof(again.vm, { qemuIo: qemu.io })).toMatchObject({
    ...{ outcome: 'failed', reason: 'nothing-released', latched: false },
  });
  await first.counted(first.numbers.length + 2);
  // It writes to the folder until it has ended.
  killed.abort();
  await unfinished;
});
