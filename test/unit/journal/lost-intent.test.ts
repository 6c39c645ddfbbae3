// The fear: an action begins although its intent is not on disk, or after the journal has failed.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JournalError, type JournalRecord } from 'qmp-watchdog';
import { FileJournal } from '../../../src/journal/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { beforeEvery } from './disk.js';

let directory: string;
let path: string;
let clock: VirtualClock;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(directory, 'journal.jsonl');
  clock = new VirtualClock();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const record = (n: number): JournalRecord => ({
  v: 1,
  n,
  time: '2026-01-01T00:00:00.000Z',
  at: n,
  kind: 'stopped',
  reason: 'x'.repeat(n % 50),
});
const opened = (): Promise<FileJournal> =>
  clock.runUntil(FileJournal.open(path, { clock, timeout: 2_000, maxBytes: 2 ** 20, keep: 1 }));
const numbers = async (): Promise<number[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { n: number }).n);

test('a record with `sync` is written, then forced to disk, then done', async () => {
  const order: string[] = [];
  const journal = await opened();
  await beforeEvery('appendFile', () => void order.push('write'));
  await beforeEvery('datasync', async () => {
    order.push('sync');
    expect(await numbers()).toEqual([1]);
  });
  await clock.runUntil(journal.append(record(1), { sync: true }).then(() => void order.push('done')));
  expect(order).toEqual(['write', 'sync', 'done']);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('a record without is not', async () => {
  const journal = await opened();
  const sync = await beforeEvery('datasync', () => {});
  await clock.runUntil(journal.append(record(1)));
  expect(sync).not.toHaveBeenCalled();
  expect(await numbers()).toEqual([1]);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('a new file is on disk with its name, and only its owner may read it', async () => {
  const folder = vi.fn();
  await beforeEvery('sync', folder);
  const journal = await opened();
  expect(folder).toHaveBeenCalledTimes(1);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await clock.runUntil(journal.append(record(1)));
  await clock.runUntil(journal[Symbol.asyncDispose]());
  // Now it has its name.
  const again = await opened();
  expect(folder).toHaveBeenCalledTimes(1);
  await clock.runUntil(again[Symbol.asyncDispose]());
});

test('records stand in the order in which they were appended, however long each takes', async () => {
  const journal = await opened();
  let n = 0;
  await beforeEvery('appendFile', () => clock.sleep(((n++ * 7) % 5) * 10));
  const all = Array.from({ length: 30 }, (_, index) =>
    journal.append(record(index), { sync: index % 3 === 0 }),
  );
  await clock.runUntil(Promise.all(all));
  expect(await numbers()).toEqual(all.map((_, index) => index));
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

describe.each(['appendFile', 'datasync'] as const)('when %s', (operation) => {
  test('hangs, the append fails after its deadline, and nothing follows', async () => {
    const journal = await opened();
    const hanging = await beforeEvery(operation, () => new Promise<void>(() => {}));
    const failed = journal.append(record(1), { sync: true });
    const next = journal.append(record(2));
    const both = Promise.allSettled([failed, next]);
    await clock.advance(1_999);
    expect(await Promise.race([failed.catch(() => 'over'), Promise.resolve('waits')])).toBe('waits');
    await clock.advance(1);
    const [first, second] = await both;
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'ERR_JOURNAL', path } });
    expect(first).toHaveProperty('reason.message', expect.stringMatching(/not done within 2000 ms/));
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ERR_JOURNAL' } });
    hanging.mockRestore();
    await expect(clock.runUntil(journal.append(record(3)))).rejects.toBeInstanceOf(JournalError);
    // Closing tells nothing new, and does not wait.
    await clock.runUntil(journal[Symbol.asyncDispose]());
    expect(clock.now()).toBe(2_000);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('fails, the append fails, and nothing follows', async () => {
    const journal = await opened();
    const failing = await beforeEvery(operation, () => {
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    });
    const failed = journal.append(record(1), { sync: true });
    await expect(clock.runUntil(failed)).rejects.toThrow(/could not be written: ENOSPC/);
    failing.mockRestore();
    await expect(clock.runUntil(journal.append(record(2)))).rejects.toThrow(/could not be written: ENOSPC/);
    expect((await readFile(path, 'utf8')).includes('"n":2')).toBe(false);
    await clock.runUntil(journal[Symbol.asyncDispose]());
  });
});

test('a full disk is a failure', async () => {
  path = '/dev/full';
  const journal = await opened();
  await expect(clock.runUntil(journal.append(record(1)))).rejects.toThrow(/ENOSPC/);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('a journal that is closed takes nothing, and can be closed again', async () => {
  const journal = await opened();
  await clock.runUntil(journal[Symbol.asyncDispose]());
  await clock.runUntil(journal[Symbol.asyncDispose]());
  await expect(clock.runUntil(journal.append(record(1)))).rejects.toThrow(/is closed/);
});

test('a file that can not be opened is a failure that names it', async () => {
  path = join(directory, 'missing', 'journal.jsonl');
  const error: unknown = await opened().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(JournalError);
  expect(error).toMatchObject({ code: 'ERR_JOURNAL', path, message: expect.stringContaining(dirname(path)) });
});

test('a record that JSON can not say is a failure, not half a line', async () => {
  const journal = await opened();
  const cyclic: Record<string, unknown> = {};
  cyclic['self'] = cyclic;
  const bad: JournalRecord = { ...record(1), kind: 'vm', event: 'X', detail: cyclic };
  await expect(clock.runUntil(journal.append(bad))).rejects.toThrow(/cycle/);
  expect(await readFile(path, 'utf8')).toBe('');
  await clock.runUntil(journal[Symbol.asyncDispose]());
});
