// The fear: somebody still writes to a disk of which it is said that nobody does.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import {
  type PositiveControl,
  proveReleased,
  readControl,
  survey,
  takeControl,
} from '../../src/failover/storage/index.js';
import { type Guest, stopProcess } from '../guest/index.js';
import { qemu, since, startGuest } from './qemu-under-test.js';
import { spawnReaped } from './reaped.js';
import { Storage } from './storage.js';

const SIZE = 1024 * 1024;
const LOOK = { qemuIo: qemu.io, timeout: 20_000 };

const node = (options: object): readonly string[] => ['-blockdev', JSON.stringify(options)];
const disk = (drive: string, more = ''): readonly string[] => [
  '-device',
  `virtio-blk-pci,drive=${drive},id=${drive}${more}`,
];

/** A path that would be many things if anybody took it apart. */
const ODD = 'nbd:-a,b "c" \u{1f4be}.img';

function raw(path: string): void {
  writeFileSync(path, '');
  truncateSync(path, SIZE);
}

function qcow2(path: string, backing?: string): void {
  const on = backing === undefined ? [] : ['-b', backing, '-F', 'qcow2'];
  execFileSync(qemu.img, ['create', '-q', '-f', 'qcow2', ...on, path, String(SIZE)]);
}

interface Held extends AsyncDisposable {
  readonly guest: Guest;
  readonly client: QmpClient;
  readonly path: (name: string) => string;
}

/** A VM that has not begun to run, which holds its disks all the same. */
async function hold(disks: (path: (name: string) => string) => readonly string[]): Promise<Held> {
  let directory = '';
  const path = (name: string): string => join(directory, name);
  const guest = await startGuest({
    args: (own) => {
      directory = own;
      return ['-S', ...disks(path)];
    },
  });
  const client = await QmpClient.connect({ path: guest.qmpPath });
  return {
    guest,
    client,
    path,
    async [Symbol.asyncDispose]() {
      await client.close();
      await guest[Symbol.asyncDispose]();
    },
  };
}

/** In the way that this version has. */
async function release(client: QmpClient): Promise<void> {
  if (since(10, 0)) {
    await client.execute('blockdev-set-active', { active: false });
    return;
  }
  await client.execute('migrate', { uri: 'exec:cat>/dev/null' });
  await vi.waitFor(
    async () => expect(await client.execute('query-migrate')).toMatchObject({ status: 'completed' }),
    { timeout: 20_000, interval: 5 },
  );
}

const rawDisk = (path: string, more: object = {}): readonly string[] =>
  node({ driver: 'raw', 'node-name': 'd0', file: { driver: 'file', filename: path, ...more } });

/** What is said of each, by the name of the node on top. */
async function verdicts(control: PositiveControl): Promise<Record<string, unknown>> {
  const { images } = await proveReleased(control, LOOK);
  return Object.fromEntries(images.map(({ tops, verdict, flushed }) => [tops[0], { verdict, flushed }]));
}

const RELEASED = { verdict: 'released', flushed: true };
const HELD = { verdict: 'held', flushed: false };

test('each kind of disk is known, held while the VM holds it, and then either released or never claimed to be', async () => {
  await using storage = await Storage.start(qemu.nbd);
  const [, server] = storage.args;
  await using held = await hold((path) => {
    raw(path(ODD));
    raw(path('shared'));
    raw(path('unlocked'));
    raw(path('rom'));
    raw(path('firmware'));
    raw(path('idle'));
    qcow2(path('base.qcow2'));
    qcow2(path('top.qcow2'), path('base.qcow2'));
    const file = (name: string, more: object = {}) => ({ driver: 'file', filename: path(name), ...more });
    return [
      ...node({ driver: 'raw', 'node-name': 'odd', file: file(ODD) }),
      ...disk('odd'),
      ...node({ driver: 'raw', 'node-name': 'shared', file: file('shared') }),
      ...disk('shared', ',share-rw=on'),
      ...node({ driver: 'raw', 'node-name': 'unlocked', file: file('unlocked', { locking: 'off' }) }),
      ...disk('unlocked'),
      ...node({
        driver: 'raw',
        'node-name': 'rom',
        'read-only': true,
        file: file('rom', { 'read-only': true }),
      }),
      ...disk('rom'),
      ...node({ driver: 'raw', 'node-name': 'idle', file: file('idle') }),
      ...['-drive', `if=pflash,unit=0,format=raw,file=${path('firmware')},node-name=firmware`],
      ...node({ driver: 'qcow2', 'node-name': 'top', file: file('top.qcow2') }),
      ...disk('top'),
      ...['-blockdev', server?.replace('"d0"', '"far"') ?? ''],
      ...disk('far'),
      ...node({ driver: 'null-co', 'node-name': 'nowhere' }),
      ...disk('nowhere'),
    ];
  });
  const found = await survey(held.client);
  expect(found.unlisted).toEqual([]);
  const byTop = Object.fromEntries(found.images.map((image) => [image.tops.join(), image]));
  const local = (name: string, writable: boolean) => ({
    driver: 'file',
    kind: 'local-file',
    path: held.path(name),
    writable,
  });
  expect(byTop).toMatchObject({
    odd: local(ODD, true),
    shared: local('shared', true),
    unlocked: local('unlocked', true),
    firmware: local('firmware', true),
    rom: local('rom', false),
    idle: local('idle', false),
    far: { driver: 'nbd', kind: 'network', path: undefined, writable: true },
  });
  // The image and the one behind it.
  expect(found.images.filter(({ tops }) => tops[0] === 'top')).toEqual(
    expect.arrayContaining([
      expect.objectContaining(local('top.qcow2', true)),
      expect.objectContaining(local('base.qcow2', false)),
    ]),
  );
  expect(found.images).toHaveLength(9);

  const taken = await takeControl(found, { ...LOOK, pid: held.guest.pid });
  const control = await readControl(JSON.parse(JSON.stringify(taken)));
  expect(Object.fromEntries(control.images.map(({ tops, unprovable }) => [tops[0], unprovable]))).toEqual({
    odd: undefined,
    shared: undefined,
    firmware: undefined,
    top: undefined,
    unlocked: expect.stringContaining('locking=off'),
    far: expect.stringContaining('takes no lock'),
  });
  const unclaimed = { verdict: 'unproven', flushed: true };
  const rest = { unlocked: unclaimed, far: { verdict: 'unproven', flushed: false } };
  expect(await verdicts(control)).toEqual({ odd: HELD, shared: HELD, firmware: HELD, top: HELD, ...rest });
  await release(held.client);
  expect(await verdicts(control)).toEqual({
    odd: RELEASED,
    shared: RELEASED,
    firmware: RELEASED,
    top: RELEASED,
    ...rest,
  });
  expect(await proveReleased(control, LOOK)).toMatchObject({ released: false, flushed: false });
});

describe('a raw disk', () => {
  const onRaw = (more: object = {}): Promise<Held> =>
    hold((path) => {
      raw(path('disk'));
      return [...rawDisk(path('disk'), more), ...disk('d0')];
    });

  test('is released by the end of the process, and held again by qemu-nbd, which only its lock shows', async () => {
    await using held = await onRaw();
    const control = await takeControl(await survey(held.client), { ...LOOK, pid: held.guest.pid });
    await held.client.execute('quit');
    await held.guest.exited;
    expect(await proveReleased(control, LOOK)).toMatchObject({ released: true, flushed: true });

    const server = spawnReaped(
      qemu.nbd,
      ['--socket', held.path('nbd'), '--format', 'raw', '--persistent', held.path('disk')],
      { stdio: 'ignore' },
    );
    try {
      await vi.waitFor(async () => expect(await verdicts(control)).toEqual({ d0: HELD }), {
        timeout: 20_000,
        interval: 10,
      });
      execFileSync(qemu.io, ['-f', 'raw', '-c', 'quit', held.path('disk')]);
    } finally {
      server.kill('SIGKILL');
      await once(server, 'close');
    }
  });

  test('without locks is not believed to be controlled by another writer of it', async () => {
    await using held = await onRaw({ locking: 'off' });
    await using other = await hold(() => [...rawDisk(held.path('disk')), ...disk('d0')]);
    const found = await survey(held.client);
    const { images } = await takeControl(found, { ...LOOK, pid: held.guest.pid });
    expect(images).toMatchObject([{ unprovable: expect.stringContaining('another process') }]);
    expect(
      (await takeControl(found, { ...LOOK, pid: other.guest.pid })).images[0]?.unprovable,
    ).toBeUndefined();
  });

  test('is not claimed to be free while somebody reads it who lets nobody write', async () => {
    await using held = await onRaw();
    const control = await takeControl(await survey(held.client), LOOK);
    await release(held.client);
    {
      const file = { driver: 'file', filename: held.path('disk'), 'read-only': true };
      await using _reader = await hold(() => [
        ...node({ driver: 'raw', 'node-name': 'd0', 'read-only': true, file }),
        ...disk('d0'),
      ]);
      expect(await proveReleased(control, LOOK)).toMatchObject({
        released: false,
        images: [{ verdict: 'unproven', why: expect.stringContaining('lets nobody write'), flushed: true }],
      });
    }
    expect(await verdicts(control)).toEqual({ d0: RELEASED });
  });

  test('is not mistaken for one that took its place, before the look or after it', async () => {
    await using held = await onRaw();
    const found = await survey(held.client);
    const control = await takeControl(found, LOOK);
    raw(held.path('new'));
    renameSync(held.path('disk'), held.path('old'));
    renameSync(held.path('new'), held.path('disk'));
    expect(await proveReleased(control, LOOK)).toMatchObject({
      released: false,
      images: [{ verdict: 'unproven', why: expect.stringContaining('another file'), flushed: false }],
    });
    const { images } = await takeControl(found, LOOK);
    expect(images).toMatchObject([{ unprovable: expect.stringContaining('leads QEMU to another file') }]);
    renameSync(held.path('old'), held.path('disk'));
    expect(await verdicts(control)).toEqual({ d0: HELD });
  });

  test('of a process that stands still is held', async () => {
    await using held = await onRaw();
    const control = await takeControl(await survey(held.client), LOOK);
    await stopProcess(held.guest.process);
    expect(await verdicts(control)).toEqual({ d0: HELD });
  });
});

test('what writes past the block layer is told, and keeps everything from being released', async () => {
  await using held = await hold((path) => [
    ...['-fsdev', `local,id=folder,path=${path('')},security_model=none`],
    ...['-device', 'virtio-9p-pci,fsdev=folder,mount_tag=host,id=shared-folder'],
  ]);
  const found = await survey(held.client);
  expect(found).toEqual({
    images: [],
    unlisted: [
      { what: 'virtio-9p-pci /machine/peripheral/shared-folder', why: expect.stringContaining('folders') },
    ],
  });
  expect(await proveReleased(await takeControl(found, LOOK), LOOK)).toMatchObject({ released: false });
});
