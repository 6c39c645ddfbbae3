// The fear: what a journal says was changed since it was written, and is believed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalError, type JournalRecord, readJournal } from 'qmp-watchdog';
import { crc32 } from '../../../src/journal/crc32.js';
import { FileJournal } from '../../../src/journal/index.js';
import { fromLine, LONGEST_LINE, linesOf, toLine } from '../../../src/journal/line.js';
import { VirtualClock } from '../../../src/testing/index.js';

let directory: string;
let path: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  path = join(directory, 'vm1.jsonl');
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const record = (n: number): JournalRecord => ({
  v: 1,
  n,
  time: '2026-01-01T00:00:00.000Z',
  at: n,
  kind: 'halted',
  policy: 'hung guest',
  reason: 'äöü',
});

async function read(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const one of readJournal(path)) records.push(one);
  return records;
}

test('the checksum is the one that every zlib knows', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf4_3926);
  expect(crc32(Buffer.alloc(0))).toBe(0);
});

test('a line is one JSON object, with the checksum as its last member', () => {
  const line = toLine(record(1)).toString();
  expect(JSON.parse(line)).toEqual({ ...record(1), sum: expect.stringMatching(/^[0-9a-f]{8}$/) });
  expect(line).toMatch(/,"sum":"[0-9a-f]{8}"\}\n$/);
  expect(fromLine(Buffer.from(line.slice(0, -1)))).toEqual({ value: record(1) });
});

test('any byte that was changed is noticed, and where it stands', async () => {
  const line = toLine(record(2));
  for (let position = 0; position < line.length - 1; position += 1) {
    const changed = Buffer.from(line);
    changed.writeUInt8((changed.readUInt8(position) ^ 0x01) & 0xff, position);
    await writeFile(path, Buffer.concat([toLine(record(1)), changed, toLine(record(3))]));
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(error, `byte ${position}`).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ path, message: expect.stringContaining(' line 2: ') });
  }
});

test('so is one of the last line, as long as its end is there', async () => {
  const text = toLine(record(2)).toString();
  await writeFile(path, toLine(record(1)).toString() + text.replace('hung', 'dead'));
  await expect(read()).rejects.toThrow(
    /has a damaged line 2: its checksum is [0-9a-f]{8}, and that of its text/,
  );
});

test('a supervisor does not begin on it, and says how to begin without it', async () => {
  const clock = new VirtualClock();
  const text = `${toLine(record(1)).toString().replace('hung', 'dead')}${toLine(record(2)).toString()}`;
  await writeFile(path, text);
  const opening = FileJournal.open(path, { clock, timeout: 2_000, maxBytes: 2 ** 20, keep: 1 });
  await expect(clock.runUntil(opening)).rejects.toThrow(
    /vm1\.jsonl has a damaged line 1: .*; to begin without its counts, halts and open intents, move it away/,
  );
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('lines are the same however they come', async () => {
  const bytes = Buffer.concat([toLine(record(1)), Buffer.from('\n'), toLine(record(2)), Buffer.from('torn')]);
  for (let size = 1; size <= bytes.length; size += 7) {
    const chunks = async function* () {
      for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
    };
    const lines: string[] = [];
    for await (const line of linesOf(chunks())) lines.push(line.toString());
    expect(lines).toEqual(bytes.toString().split('\n'));
  }
});

test('a line without an end is not read for ever', async () => {
  const chunk = Buffer.alloc(2 ** 24, 0x78);
  let given = 0;
  const endless = async function* () {
    for (;;) {
      given += chunk.length;
      yield chunk;
    }
  };
  await expect(linesOf(endless()).next()).rejects.toThrow(RangeError);
  expect(given).toBeLessThanOrEqual(LONGEST_LINE + chunk.length);
});
