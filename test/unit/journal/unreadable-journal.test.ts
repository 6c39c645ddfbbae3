// The fear: after a crash the journal can not be read, or what is read is not what happened.
import { ReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JournalError, type JournalRecord, readJournal } from 'qmp-watchdog';
import { crc32 } from '../../../src/journal/crc32.js';
import { FileJournal } from '../../../src/journal/index.js';
import { VirtualClock } from '../../../src/testing/index.js';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(directory, 'journal.jsonl');
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const base = (n: number) => ({ v: 1, n, time: '2026-01-01T00:00:00.000Z', at: 100 * n }) as const;
const started = (n: number): JournalRecord => ({
  ...base(n),
  kind: 'started',
  boot: 3_600_000,
  mode: 'enforce',
  policies: ['p'],
  watchdogs: ['guest'],
});
const stopped = (n: number): JournalRecord => ({ ...base(n), kind: 'stopped', reason: 'äöü \u{1f415}' });
/** With the checksum that is right, whatever it says. */
const line = (value: unknown): string => {
  const open = JSON.stringify(value).slice(0, -1);
  return `${open},"sum":"${crc32(Buffer.from(open)).toString(16).padStart(8, '0')}"}\n`;
};

async function read(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of readJournal(path)) records.push(record);
  return records;
}

async function failure(): Promise<JournalError> {
  const error: unknown = await read().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(JournalError);
  return error as JournalError;
}

describe('a torn line', () => {
  const torn = Buffer.from(line(stopped(2)));

  test('at the end is left out, wherever it was torn', async () => {
    for (let kept = 1; kept < torn.length - 1; kept += 1) {
      await writeFile(path, Buffer.concat([Buffer.from(line(started(1))), torn.subarray(0, kept)]));
      expect(await read(), `${kept} bytes of it`).toEqual([started(1)]);
    }
  });

  test('that is whole but for its line end counts', async () => {
    await writeFile(path, Buffer.concat([Buffer.from(line(started(1))), torn.subarray(0, -1)]));
    expect(await read()).toEqual([started(1), stopped(2)]);
  });

  test('of an earlier run is left out: the next run begins on a line of its own', async () => {
    const clock = new VirtualClock();
    await writeFile(path, Buffer.concat([Buffer.from(line(started(1))), torn.subarray(0, 40)]));
    const journal = await clock.runUntil(
      FileJournal.open(path, { clock, timeout: 2_000, maxBytes: 2 ** 20, keep: 1 }),
    );
    await clock.runUntil(journal.append(started(1)));
    await clock.runUntil(journal.append(stopped(2), { sync: true }));
    await clock.runUntil(journal[Symbol.asyncDispose]());
    expect(await read()).toEqual([started(1), started(1), stopped(2)]);
  });

  test('of zeros, as after a power loss, too', async () => {
    await writeFile(path, `${line(started(1))}${'\0'.repeat(100)}\n${line(started(1))}${line(stopped(2))}`);
    expect(await read()).toEqual([started(1), started(1), stopped(2)]);
  });

  test('in the middle of a run is damage, and is said to be, with its number', async () => {
    await writeFile(path, `${line(started(1))}{"v":1,"n":\n${line(stopped(3))}`);
    const error = await failure();
    expect(error.message).toContain('line 2');
    expect(error).toMatchObject({ code: 'ERR_JOURNAL', path });
  });

  test('two of them in a row are damage', async () => {
    await writeFile(path, `${line(started(1))}{"v"\n{"v"\n${line(started(1))}`);
    expect((await failure()).message).toContain('line 2');
  });
});

describe('a journal that is none', () => {
  test('a file that is not there', async () => {
    expect((await failure()).message).toMatch(/could not be read: ENOENT/);
  });

  test('a folder', async () => {
    await rm(path, { force: true });
    path = directory;
    expect((await failure()).message).toMatch(/could not be read: EISDIR/);
  });

  test.each([
    ['no object', '[]', 'it has no checksum'],
    ['no checksum', JSON.stringify(stopped(2)), 'it has no checksum'],
    ['another version', line({ ...started(1), v: 2 }), 'v:'],
    ['a kind that is none', line({ ...base(1), kind: 'surprise' }), 'kind:'],
    ['a member left out', line({ ...base(1), kind: 'intent', incident: 'i1', order: 1 }), 'action:'],
    [
      'a member of another type',
      line({ ...base(1), kind: 'intent', incident: 'i1', order: '1', action: 'a' }),
      'order:',
    ],
    [
      'an outcome that is none',
      line({
        ...base(1),
        kind: 'result',
        incident: 'i1',
        order: 1,
        action: 'a',
        outcome: 'fine',
        reason: 'r',
        took: 1,
        evidence: {},
      }),
      'outcome:',
    ],
    ['a time that is none', line({ ...started(1), time: 'yesterday' }), 'time:'],
  ])('%s, even in the last line', async (_, text, where) => {
    await writeFile(path, line(started(1)) + text);
    const { message } = await failure();
    expect(message).toContain('line 2');
    expect(message).toContain(where);
  });

  test('an empty file has no records', async () => {
    await writeFile(path, '');
    expect(await read()).toEqual([]);
  });

  test('what was read before the damage was handed out', async () => {
    await writeFile(path, `${line(started(1))}${line(stopped(2))}nonsense\n${line(stopped(4))}`);
    const seen: number[] = [];
    await expect(async () => {
      for await (const { n } of readJournal(path)) seen.push(n);
    }).rejects.toThrow('line 3');
    expect(seen).toEqual([1, 2]);
  });
});

test('members that a newer version added are kept', async () => {
  await writeFile(path, line({ ...started(1), host: 'h1' }));
  expect(await read()).toEqual([{ ...started(1), host: 'h1' }]);
});

test('wide integers come back exactly', async () => {
  const clock = new VirtualClock();
  const record: JournalRecord = { ...base(1), kind: 'vm', event: 'X', detail: { arg1: 2n ** 64n - 1n } };
  const journal = await clock.runUntil(
    FileJournal.open(path, { clock, timeout: 2_000, maxBytes: 2 ** 20, keep: 1 }),
  );
  await clock.runUntil(journal.append(record));
  await clock.runUntil(journal[Symbol.asyncDispose]());
  expect(await read()).toEqual([record]);
});

test('a reader that has enough lets go of the file at once', async () => {
  await writeFile(path, line(started(1)).repeat(10_000));
  const letGo = vi.spyOn(ReadStream.prototype, 'destroy');
  for await (const { n } of readJournal(path)) {
    expect(n).toBe(1);
    break;
  }
  expect(letGo).toHaveBeenCalled();
  letGo.mockRestore();
});
