// The fear: a journal fills the disk, or what is needed of it goes with an old file.
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type JournalRecord, readJournal } from 'qmp-watchdog';
import { FileJournal } from '../../../src/journal/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { beforeEvery } from './disk.js';

// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'qmp-watchdog/schemas';

const MOST = 1_000;

let directory: string;
let path: string;
let clock: VirtualClock;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(directory, 'vm1.jsonl');
  clock = new VirtualClock();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

const base = (n: number) =>
  ({ v: 1, n, time: new Date(clock.wall()).toISOString(), at: clock.now() }) as const;
const started = (): JournalRecord => ({
  ...base(1),
  kind: 'started',
  boot: clock.boot(),
  mode: 'enforce',
  policies: ['p'],
  watchdogs: [],
});
const trigger = (n: number): JournalRecord => ({
  ...base(n),
  kind: 'trigger',
  incident: `i${n}`,
  policy: 'p',
  cause: { text: 'x'.repeat(100) },
});
const opened = (keep = 2): Promise<FileJournal> =>
  clock.runUntil(FileJournal.open(path, { clock, timeout: 2_000, maxBytes: MOST, keep }));
const recalled = (journal: FileJournal) =>
  journal.recalled({ at: clock.now(), boot: clock.boot(), wall: clock.wall() });

async function fill(journal: FileJournal, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await clock.runUntil(journal.append(trigger(n), { sync: true }));
}

async function read(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of readJournal(path)) records.push(record);
  return records;
}

const incidents = async (): Promise<string[]> =>
  (await read()).flatMap((record) => (record.kind === 'trigger' ? [record.incident] : []));

test('a full file is kept beside a new one, and so many of them', async () => {
  const journal = await opened();
  await fill(journal, 1, 40);
  expect((await readdir(directory)).toSorted()).toEqual(['vm1.jsonl', 'vm1.jsonl.1', 'vm1.jsonl.2']);
  for (const name of await readdir(directory)) {
    const { size, mode } = await stat(join(directory, name));
    expect(mode & 0o777).toBe(0o600);
    expect(size).toBeGreaterThan(200);
  }
  // Read in order, and the latest of all.
  const kept = await incidents();
  expect(kept.at(-1)).toBe('i40');
  expect(kept).toEqual(kept.map((_, index) => `i${40 - kept.length + 1 + index}`));
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('no file grows beyond its size but by what it must remember', async () => {
  const journal = await opened();
  await clock.runUntil(journal.append(started()));
  for (let n = 1; n <= 30; n += 1) {
    await clock.runUntil(journal.append({ ...base(n), kind: 'vm', event: 'STOP', detail: {} }));
    expect((await stat(path)).size).toBeLessThanOrEqual(MOST);
  }
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('what is in no file any more is remembered: counts, halts, numbers and open intents', async () => {
  const journal = await opened(1);
  await clock.runUntil(journal.append(started()));
  await clock.runUntil(journal.append({ ...base(2), kind: 'halted', policy: 'q', reason: 'long ago' }));
  await fill(journal, 1, 1);
  await clock.runUntil(
    journal.append({ ...base(2), kind: 'intent', incident: 'i1', order: 5, action: 'a' }, { sync: true }),
  );
  await clock.advance(60_000);
  await fill(journal, 2, 30);
  expect(await incidents()).not.toContain('i1');
  await clock.runUntil(journal[Symbol.asyncDispose]());
  const again = await opened(1);
  const { halted, open, begun, incidents: highest, orders } = recalled(again);
  expect({ halted, highest, orders }).toEqual({ halted: { q: 'long ago' }, highest: 30, orders: 5 });
  expect(begun['p']).toHaveLength(30);
  expect(begun['p']?.[0]).toBe(0);
  expect(open[0]).toEqual({
    incident: 'i1',
    policy: 'p',
    began: 0,
    intent: { order: 5, action: 'a', at: 0 },
  });
  await clock.runUntil(again[Symbol.asyncDispose]());
});

test('the new file is on disk before the old one goes, and its name after', async () => {
  const journal = await opened();
  await fill(journal, 1, 4);
  const order: string[] = [];
  await beforeEvery('datasync', async () => {
    order.push(`data: ${(await readdir(directory)).toSorted().join(' ')}`);
  });
  await beforeEvery('sync', async () => {
    order.push(`folder: ${(await readdir(directory)).toSorted().join(' ')}`);
  });
  await clock.runUntil(journal.append(trigger(5)));
  expect(order).toEqual([
    'data: vm1.jsonl vm1.jsonl.next',
    'data: vm1.jsonl vm1.jsonl.next',
    'folder: vm1.jsonl vm1.jsonl.1',
  ]);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('a crash between the two names: the new file is found', async () => {
  const journal = await opened();
  await fill(journal, 1, 12);
  await clock.runUntil(journal[Symbol.asyncDispose]());
  const before = await incidents();
  // As if the old file had just been named and the new one not yet.
  await rename(path, `${path}.next`);
  const again = await opened();
  expect(recalled(again).incidents).toBe(12);
  expect((await readdir(directory)).toSorted()).toEqual(['vm1.jsonl', 'vm1.jsonl.1', 'vm1.jsonl.2']);
  expect(await incidents()).toEqual(before);
  await clock.runUntil(again[Symbol.asyncDispose]());
});

test('a crash before that: the half-written new file is none', async () => {
  const journal = await opened();
  await fill(journal, 1, 3);
  await clock.runUntil(journal[Symbol.asyncDispose]());
  await writeFile(`${path}.next`, '{"v":1,"n":');
  const again = await opened();
  expect(recalled(again).incidents).toBe(3);
  expect(await readdir(directory)).toEqual(['vm1.jsonl']);
  await clock.runUntil(again[Symbol.asyncDispose]());
});

test('a disk that hangs in the middle of it: the append fails, and the old file stays', async () => {
  const journal = await opened();
  await fill(journal, 1, 4);
  const text = await readFile(path, 'utf8');
  let goOn = (): void => {};
  await beforeEvery('datasync', () => new Promise<void>((resolve) => (goOn = resolve)));
  const failed = expect(journal.append(trigger(5))).rejects.toThrow(/not done within 2000 ms/);
  await clock.advance(2_000);
  await failed;
  // Whoever carries on with the old file must keep it.
  goOn();
  await clock.advance(1_000);
  goOn();
  await clock.advance(1_000);
  expect(await readFile(path, 'utf8')).toBe(text);
  expect((await readdir(directory)).filter((name) => /\d$/.test(name))).toEqual([]);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('what is no file is neither read nor replaced', async () => {
  path = '/dev/null';
  const journal = await opened();
  for (let n = 1; n <= 40; n += 1) await clock.runUntil(journal.append(trigger(n)));
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  const again = await opened();
  expect(recalled(again)).toMatchObject({ incidents: 0, begun: {} });
  await clock.runUntil(again[Symbol.asyncDispose]());
  await clock.runUntil(journal[Symbol.asyncDispose]());
});

test('files of others beside it are not its own', async () => {
  const journal = await opened();
  for (const name of ['vm1.jsonl.bak', 'vm1.jsonl.01', 'vm10.jsonl.1', 'vm1.jsonl.1x'])
    await writeFile(join(directory, name), 'nonsense');
  await fill(journal, 1, 6);
  expect(await incidents()).toHaveLength(6);
  await clock.runUntil(journal[Symbol.asyncDispose]());
});
