// The fear: two processes keep something in one file at the same time, and what one of them set is gone.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileInterlockStore, type Interlock, InterlockStoreError } from 'qmp-watchdog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withFileLock } from '../../../src/vm/file-lock.js';
import { readProcess } from '../../../src/vm/process-identity.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lost-latch-'));
});
afterAll(() => rm(folder, { recursive: true }));

const interlock = (reason: string): Interlock => ({ bars: 'cont', reason, by: 'user', time: 'now' });
const MANY = Array.from({ length: 12 }, (_, nth) => `${nth}`);

/** Each sets one of its own, as so many processes would, and none knows of the others'. */
async function setByMany(path: string): Promise<void> {
  await Promise.all(
    MANY.map((reason) => new FileInterlockStore(path).save({ interlocks: [interlock(reason)], lifted: [] })),
  );
  const { interlocks } = await new FileInterlockStore(path).load();
  expect(interlocks.map(({ reason }) => reason).sort()).toEqual([...MANY].sort());
}

test('of many at a time none loses what another one sets', async () => {
  await setByMany(join(folder, 'many'));
  expect((await readdir(folder)).filter((name) => name.startsWith('many'))).toEqual(['many']);
});

test('of many that latch at a time one succeeds, and its latch is the one that is kept', async () => {
  const path = join(folder, 'latched');
  const latches = MANY.map((token) => ({ token, reason: 'failover', time: 'now', detail: {} }));
  const outcomes = await Promise.allSettled(
    latches.map((latch) => new FileInterlockStore(path).save({ interlocks: [], lifted: [], latch })),
  );
  const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await new FileInterlockStore(path).load()).latch).toEqual(latches[won]);
});

const ID = '11111111-2222-4333-8444-555555555555';

/** What a process leaves that is killed while it keeps something: its pid is this one's by now, or nobody's. */
async function leftBy(path: string, change: object): Promise<void> {
  const { startTime, bootId } = await readProcess('/proc', process.pid);
  const namespace = await readlink('/proc/self/ns/pid');
  await writeFile(
    path,
    JSON.stringify({ id: ID, pid: process.pid, namespace, startTime, bootId, ...change }),
  );
}

test.each([
  ['whose pid is another one by now', { startTime: '1' }],
  ['of before the host was booted', { bootId: 'another' }],
  ['of before the host was booted, of another container', { bootId: 'another', namespace: 'pid:[1]' }],
  ['whose pid is nobody', { pid: 2 ** 22 + 1 }],
])('what a process left that was killed in the middle holds nobody up: one %s', async (_, change) => {
  const path = join(folder, 'left');
  await leftBy(`${path}.lock`, change);
  // Nor does who was killed while it took over from that one.
  await leftBy(`${path}.lock.${ID}`, { ...change, id: ID.replaceAll('1', '9') });
  await setByMany(path);
  expect((await readdir(folder)).filter((name) => name.startsWith('left'))).toEqual(['left']);
  await rm(path);
});

test.each([
  ['process 1 holds it', { pid: 1 }],
  ['of another container', { namespace: 'pid:[1]', pid: 2 ** 22 + 1 }],
  ['remove ', { id: '../../elsewhere' }],
])('of one that lives, or that nobody can tell of, nothing is taken: %s', async (says, change) => {
  const path = join(folder, 'held');
  const { startTime, bootId } = await readProcess('/proc', 1);
  await leftBy(path, { startTime, bootId, ...change });
  const before = await readFile(path, 'utf8');
  await expect(withFileLock(path, async () => 'had it', 20)).rejects.toThrow(says);
  expect(await readFile(path, 'utf8')).toBe(before);
  await rm(path);
});

test('what fails while it is held is told, and holds nobody up', async () => {
  const path = join(folder, 'failed');
  await expect(withFileLock(path, () => Promise.reject(new Error('no')), 20)).rejects.toThrow('no');
  expect(await withFileLock(path, async () => 'had it', 20)).toBe('had it');
  const store = new FileInterlockStore(join(folder, 'failed.json'));
  await writeFile(store.path, 'not JSON');
  for (let times = 0; times < 2; times += 1)
    await expect(store.save({ interlocks: [], lifted: [] })).rejects.toBeInstanceOf(InterlockStoreError);
});

test('one that has no descriptor left gives it back all the same', () => {
  const script = fileURLToPath(new URL('lock-without-descriptors.ts', import.meta.url));
  const run = 'ulimit -n 100 && exec "$0" --import tsx "$1" "$2"';
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', run, process.execPath, script, join(folder, 'exhausted')],
    { encoding: 'utf8', timeout: 60_000 },
  );
  expect({ stdout, stderr }).toEqual({ stdout: 'had it again', stderr: '' });
}, 60_000);
