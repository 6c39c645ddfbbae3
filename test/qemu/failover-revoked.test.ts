// The fear: a VM that is well again stays barred, or goes on with other disks than it had; or is never quieted again.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MemoryInterlockStore } from 'qmp-watchdog';
import { MemoryLeaseStore, quiesce, revoke } from 'qmp-watchdog/failover';
import { Counting, diskOn, imageFolder, makeImage, numberOn } from './failover-disk.js';
import { follow } from './followed-vm.js';
import { qemu } from './qemu-under-test.js';

test('a VM whose proof was revoked goes on where it was, and can be quieted anew', async () => {
  await using folder = await imageFolder();
  const image = makeImage(join(folder.path, 'image'), 'qcow2');
  await using counting = await Counting.start('f', {
    args: [...diskOn(image, { format: 'qcow2' }), '-name', 'vm1'],
  });
  await counting.counted(2);
  const interlocks = new MemoryInterlockStore();
  const lease = new MemoryLeaseStore();
  // The second time by another process of ours: QEMU still calls the migration of the first time completed.
  for (let time = 0; time < 2; time += 1) {
    await using followed = await follow({ path: counting.guest.qmpPath }, { interlocks });
    const { vm } = followed;
    const result = await quiesce(vm, { qemuIo: qemu.io, lease });
    expect(result).toMatchObject({ level: 'L2', doubts: [], registration: { registered: true } });
    expect(numberOn(image, 'qcow2')).toBe(counting.last);
    await revoke(vm, { lease, reason: 'it is well again' });
    expect(vm.state).toMatchObject({ latch: undefined, interlocks: [] });
    await vm.execute('cont');
    await counting.counted(counting.numbers.length + 2);
  }
  const first = counting.numbers[0] ?? 0;
  expect(counting.numbers).toEqual(counting.numbers.map((_, index) => first + index));
}, 60_000);
