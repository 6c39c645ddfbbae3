// The fear: QEMU says that a disk is released, and it is not; or it is, and its writes are not on it.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type InterlockRecord, MemoryInterlockStore, QmpClient } from 'qmp-watchdog';
import { type QuiesceOptions, type QuiesceResult, quiesce } from 'qmp-watchdog/failover';
import { Counting, type DiskOptions, diskOn, type Format, imageFolder, makeImage } from './failover-disk.js';
import { commandsGivenTo, type FollowedVm, follow, TRACE_COMMANDS, until } from './followed-vm.js';
import { startStored } from './hung-storage.js';
import { qemu, since } from './qemu-under-test.js';

const HAS_SET_ACTIVE = since(10, 0);

interface Scene extends AsyncDisposable {
  readonly guest: Counting;
  readonly folder: string;
  readonly followed: FollowedVm;
  quiet(options?: QuiesceOptions): Promise<QuiesceResult>;
}

interface SceneOptions {
  readonly disks?: readonly DiskOptions[];
  readonly args?: readonly string[];
  readonly interlocks?: MemoryInterlockStore;
}

/** A guest that counts on the first of its disks, and has counted. */
async function scene({ disks = [{}], args = [], interlocks }: SceneOptions = {}): Promise<Scene> {
  const folder = await imageFolder();
  const images = disks.flatMap((disk, index) =>
    diskOn(makeImage(join(folder.path, `image${index}`), disk.format ?? 'raw'), { ...disk, index }),
  );
  const guest = await Counting.start('f', { monitors: 2, args: [...images, ...args] });
  const followed = await follow({ path: guest.guest.qmpPath }, interlocks && { interlocks });
  if (disks[0]?.fails === undefined) await guest.counted(2);
  else await until(followed.vm, { run: { running: false, status: 'io-error' } });
  return {
    guest,
    folder: folder.path,
    followed,
    quiet: (options) => quiesce(followed.vm, { qemuIo: qemu.io, ...options }),
    async [Symbol.asyncDispose]() {
      await followed[Symbol.asyncDispose]();
      await guest[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

const barred = expect.objectContaining({ code: 'ERR_INTERLOCKED' });

/** Nobody can start it any more, by us. */
async function expectBarred({ followed: { vm } }: Scene): Promise<void> {
  await expect(vm.execute('cont')).rejects.toEqual(barred);
  await expect(vm.execute('system_reset')).rejects.toEqual(barred);
  await expect(
    vm.execute('human-monitor-command', { 'command-line': 'qemu-io d0 "write 0 512"' }),
  ).rejects.toEqual(barred);
}

test('a VM that somebody continues right before the release is not released, and QEMU does not abort', async () => {
  const interlocks = new MemoryInterlockStore();
  await using s = await scene({ args: TRACE_COMMANDS, interlocks });
  await using other = await QmpClient.connect({ path: s.guest.guest.qmpPaths[1]! });
  const save = interlocks.save.bind(interlocks);
  interlocks.save = async (record: InterlockRecord) => {
    const { step } = Object(record.latch?.detail['resume']);
    if (step === 'releasing') await other.execute('cont');
    await save(record);
  };
  const before = s.guest.numbers.length;
  const result = await s.quiet();
  expect(result).toMatchObject({ outcome: 'unknown', reason: 'not-verified', next: 'kill', latched: true });
  await s.guest.counted(before + 3);
  expect(await other.execute('query-status')).toMatchObject({ running: true });
  const given = await commandsGivenTo(s.guest.guest);
  expect(given).not.toContain('blockdev-set-active');
  expect(given).not.toContain('migrate');
});

test('a guest that sleeps does not wake once its disks are released', async () => {
  await using s = await scene();
  await s.guest.guest.send('z');
  await until(s.followed.vm, { run: { running: false, status: 'suspended' } });
  const result = await s.quiet();
  expect(result).toMatchObject({
    level: 'L2',
    status: HAS_SET_ACTIVE ? 'paused' : 'postmigrate',
    doubts: [],
  });
  // As an alarm or a key would.
  await using other = await QmpClient.connect({ path: s.guest.guest.qmpPaths[1] ?? '' });
  await expect(other.execute('system_wakeup')).rejects.toThrow('not in suspended state');
});

test('a job that runs is cancelled first', async () => {
  await using s = await scene();
  const { vm } = s.followed;
  await vm.execute('blockdev-add', { driver: 'null-co', 'node-name': 'copy', size: 8 * 1024 * 1024 });
  await vm.execute('blockdev-mirror', {
    ...{ 'job-id': 'mirror0', device: 'd0', target: 'copy', sync: 'full' },
    speed: 65_536,
  });
  expect(await s.quiet()).toMatchObject({ level: 'L2' });
  expect(await vm.execute('query-jobs')).toEqual([]);
});

test.each<Format>(['raw', 'qcow2'])('a flush that fails is noticed, %s', async (format) => {
  await using s = await scene({ disks: [{ format, fails: 'flush' }] });
  const result = await s.quiet();
  // Of a raw image made inactive QEMU says nothing of its flush; but what it had is the kernel's, and is flushed here.
  if (format === 'raw' && HAS_SET_ACTIVE) expect(result).toMatchObject({ level: 'L2' });
  else expect(result).toMatchObject({ level: 'L0', next: 'kill', latched: true });
  await expectBarred(s);
});

test('of two disks the one whose flush fails keeps the VM from being safe', async () => {
  await using s = await scene({ disks: [{ format: 'qcow2', fails: 'flush' }, { format: 'qcow2' }] });
  const result = await s.quiet();
  expect(result).toMatchObject({ level: 'L0', next: 'kill' });
  const killed = await s.quiet({ kill: { pid: s.guest.guest.pid } });
  expect(killed).toMatchObject({ level: 'L2', way: 'kill' });
});

test('a run state is believed to nobody: of a migration that failed 7.2 says postmigrate, and holds its images', async () => {
  await using s = await scene({ disks: [{ format: 'qcow2', fails: 'flush' }] });
  // With a file to save to, a newer one migrates, too.
  const result = await s.quiet({ saveTo: join(s.folder, 'state') });
  expect(result).toMatchObject({ level: 'L0', way: 'migrate', next: 'kill' });
  if (!HAS_SET_ACTIVE) expect(result).toMatchObject({ status: 'postmigrate' });
});

test('locking=off leaves nothing that could show a writer', async () => {
  await using s = await scene({ disks: [{ locking: 'off' }] });
  const result = await s.quiet();
  expect(result).toMatchObject({
    level: 'L1',
    next: 'fence',
    doubts: [expect.stringContaining('no lock shows')],
  });
});

test('share-rw=on lets others open the image, and a writer is seen all the same', async () => {
  await using s = await scene({ disks: [{ shareRw: true }] });
  expect(await s.quiet()).toMatchObject({ level: 'L2' });
});

test('cont is barred at once, and when another writer has come and gone', async () => {
  await using s = await scene();
  const result = await s.quiet();
  expect(result).toMatchObject({ level: 'L2' });
  await expectBarred(s);
  {
    await using second = await Counting.start('g', { args: diskOn(join(s.folder, 'image0')) });
    await second.counted(1);
    await expectBarred(s);
  }
  await expectBarred(s);
  // Again is the same: it is looked at again.
  expect(await s.quiet()).toMatchObject({ level: 'L2', token: result.token });
});

test.runIf(since(6, 0)).each<[string, QuiesceOptions]>([
  ['known to be in doubt', { doubtfulStorage: true }],
  ['whose hanging is found out', { budgets: { look: 1_200 } }],
])('a server that hangs, %s, is cut off, and nothing is claimed of what lies there', async (_, options) => {
  await using stored = await startStored({ initial: 'f' });
  await using followed = await follow({ path: stored.guest.qmpPath });
  await stored.storage.hang();
  // Whatever asks its disk something now hangs the main loop.
  const hanging = followed.vm.execute('stop').catch(() => {});
  const result = await quiesce(followed.vm, { qemuIo: qemu.io, ...options });
  expect(result).toMatchObject({ outcome: 'quiesced', level: 'L0', next: 'fence' });
  expect(result).toMatchObject({
    doubts: expect.arrayContaining([expect.stringContaining('d0 was cut off')]),
  });
  await hanging;
});

test('the state that is saved on the way restores', async () => {
  await using s = await scene();
  const saveTo = join(s.folder, 'state');
  const result = await s.quiet({ saveTo });
  expect(result).toMatchObject({ level: 'L2', way: 'migrate', saved: saveTo });
  await using second = await Counting.start('f', {
    args: [...diskOn(join(s.folder, 'image0')), '-incoming', `exec:cat ${saveTo}`],
  });
  await using restored = await follow({ path: second.guest.qmpPath });
  await until(restored.vm, { run: { running: false, status: 'paused' } });
  await restored.vm.execute('cont');
  await second.counted(1);
  expect(second.numbers[0]).toBe(s.guest.last + 1);
});
