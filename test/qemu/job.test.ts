// The fear: the jobs of a real QEMU live and die otherwise than we believe, and a version of it otherwise than another.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { job, QmpClient, SessionClosedError } from 'qmp-watchdog';
import { startGuest } from './qemu-under-test.js';

const MIB = 1024 * 1024;

/** A QEMU with two empty disks, and every status that its jobs go through. */
async function withDisks(size: number = 4 * MIB) {
  const guest = await startGuest({ args: ['-S'] });
  const client = await QmpClient.connect({ path: guest.qmpPath });
  for (const name of ['source', 'target'])
    await client.execute('blockdev-add', { driver: 'null-co', 'node-name': name, size, 'read-zeroes': true });
  const story: string[] = [];
  client.on('JOB_STATUS_CHANGE', ({ data }) => story.push(data.status));
  for (const event of ['BLOCK_JOB_COMPLETED', 'BLOCK_JOB_CANCELLED', 'BLOCK_JOB_READY'] as const)
    client.on(event, () => story.push(event));
  return {
    ...{ guest, client, story },
    async [Symbol.asyncDispose]() {
      await client.close();
      await guest[Symbol.asyncDispose]();
    },
  };
}

/** QEMU pauses a job for a moment whenever it drains the disk's requests: nobody asked for it. */
function withoutPauses(story: readonly string[]): readonly string[] {
  const isPause = (at: number): boolean => story[at] === 'paused' || story[at] === 'standby';
  return story.filter((_, at) => !isPause(at) && !isPause(at - 1));
}

const backup = { 'job-id': 'j', device: 'source', target: 'target', sync: 'full' } as const;
const slow = { speed: 2 * MIB };

describe.concurrent('a backup', () => {
  test('tells of its progress, completes and vanishes', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j', { interval: 50 });
    await own.client.execute('blockdev-backup', { ...backup, ...slow });
    const seen: number[] = [];
    for await (const { current, total } of copy.progress()) {
      expect(current).toBeLessThanOrEqual(total);
      seen.push(current);
    }
    expect(await copy.ended()).toEqual({ outcome: 'completed' });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(withoutPauses(own.story)).toEqual([
      ...['created', 'running', 'waiting', 'pending', 'BLOCK_JOB_COMPLETED', 'concluded', 'null'],
    ]);
    expect(await own.client.execute('query-jobs')).toEqual([]);
  });

  test('that is over before anybody waits has completed', async () => {
    await using own = await withDisks(65_536);
    using copy = job(own.client, 'j');
    await own.client
      .expect('BLOCK_JOB_COMPLETED')
      .during(() => own.client.execute('blockdev-backup', backup));
    expect(await copy.ended()).toEqual({ outcome: 'completed' });
    expect(await copy.reached('pending')).toBe('null');
    // Who comes now, and has heard nothing, can not know.
    using late = job(own.client, 'j');
    expect(await late.ended()).toEqual({ outcome: 'unknown', why: 'not-found' });
  });

  test('that may not write fails, with what QEMU says', async () => {
    await using own = await withDisks();
    await own.client.execute('blockdev-add', {
      ...{ driver: 'blkdebug', 'node-name': 'broken', image: 'target' },
      'inject-error': [
        { event: 'none', iotype: 'write', errno: 28 },
        { event: 'none', iotype: 'write-zeroes', errno: 28 },
      ],
    });
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-backup', { ...backup, target: 'broken' });
    expect(await copy.ended()).toEqual({ outcome: 'failed', error: 'No space left on device' });
    expect(own.story.filter((own) => own === 'aborting').length).toBe(1);
  });

  test('that is cancelled is that', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-backup', { ...backup, ...slow });
    await copy.reached('running');
    await own.client.execute('job-cancel', { id: 'j' });
    expect(await copy.ended()).toEqual({ outcome: 'cancelled' });
    expect(own.story.slice(-4)).toEqual(['aborting', 'BLOCK_JOB_CANCELLED', 'concluded', 'null']);
  });

  test('that is to be finalized by hand is pending until it is', async () => {
    await using own = await withDisks(65_536);
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-backup', {
      ...backup,
      ...{ 'auto-finalize': false, 'auto-dismiss': false },
    });
    expect(await copy.reached('pending')).toBe('pending');
    await own.client.execute('job-finalize', { id: 'j' });
    expect(await copy.ended()).toEqual({ outcome: 'completed' });
    // It stays, and whoever comes later still learns of its end.
    using late = job(own.client, 'j');
    expect(await late.ended()).toEqual({ outcome: 'completed' });
    await own.client.execute('job-dismiss', { id: 'j' });
    expect(await own.client.execute('query-jobs')).toEqual([]);
  });

  test('of which nobody knows how it ended, because QEMU died, is unknown', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-backup', { ...backup, ...slow });
    const ready = copy.reached('ready').catch((error: unknown) => error);
    await copy.reached('running');
    process.kill(own.guest.pid, 'SIGKILL');
    expect(await copy.ended()).toMatchObject({ outcome: 'unknown', why: 'closed' });
    expect(await ready).toBeInstanceOf(SessionClosedError);
  });
});

describe.concurrent('a mirror', () => {
  const mirror = { ...backup, sync: 'full' } as const;

  test('is ready, and completes when it is told to', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-mirror', mirror);
    expect(await copy.reached('ready')).toBe('ready');
    await own.client.execute('job-complete', { id: 'j' });
    expect(await copy.ended()).toEqual({ outcome: 'completed' });
    expect(withoutPauses(own.story)).toEqual([
      ...['created', 'running', 'ready', 'BLOCK_JOB_READY', 'waiting', 'pending'],
      ...['BLOCK_JOB_COMPLETED', 'concluded', 'null'],
    ]);
  });

  test('that is ready and cancelled without force has completed: it is a copy, and only that', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-mirror', mirror);
    await copy.reached('ready');
    await own.client.execute('block-job-cancel', { device: 'j' });
    expect(await copy.ended()).toEqual({ outcome: 'completed' });
  });

  test('that is ready and cancelled by job-cancel is cancelled', async () => {
    await using own = await withDisks();
    using copy = job(own.client, 'j');
    await own.client.execute('blockdev-mirror', mirror);
    await copy.reached('ready');
    await own.client.execute('job-cancel', { id: 'j' });
    expect(await copy.ended()).toEqual({ outcome: 'cancelled' });
  });
});

describe.concurrent('a job that is no block job', () => {
  test.each([
    ['completes', 'disk.raw', { outcome: 'completed' }],
    ['fails', 'no/such/folder', { outcome: 'failed', error: expect.stringContaining('No such file') }],
  ])('%s, and stays until it is dismissed', async (_, file, end) => {
    const folder = await mkdtemp(join(tmpdir(), 'job-'));
    try {
      await using own = await withDisks();
      using creation = job(own.client, 'j');
      await own.client.execute('blockdev-create', {
        'job-id': 'j',
        options: { driver: 'file', filename: join(folder, file), size: MIB },
      });
      expect(await creation.ended()).toEqual(end);
      expect((await own.client.execute('query-jobs'))[0]?.status).toBe('concluded');
      await own.client.execute('job-dismiss', { id: 'j' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
