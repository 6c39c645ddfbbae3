// The fear: another user of this host calls where QEMU is to save its guest, and what he sends is taken for the guest.
import {
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type MigrationSink, openSink, save } from '../../../../src/failover/quiesce/migration-sink.js';
import type { Qmp } from '../../../../src/qmp/index.js';
import { readProcess } from '../../../../src/vm/index.js';

const folder = mkdtempSync(join(tmpdir(), 'sink-'));
afterAll(() => rmSync(folder, { recursive: true }));

const limits = { signal: undefined, timeout: 1_000 };
// As far as a sink asks.
const qemu = {
  execute: async (command: string) => (command.endsWith('capabilities') ? [] : {}),
} as unknown as Qmp;

const pathOf = ({ uri }: MigrationSink): string => uri.slice('unix:'.length);

/** Calls, sends, and is done when it was heard to the end. */
async function call(sink: MigrationSink, text: string): Promise<void> {
  const socket = connect(pathOf(sink));
  socket.resume().end(text);
  await new Promise((resolve) => socket.once('close', resolve));
}

test('what one caller has sent is saved, and nothing else is left', async () => {
  const saveTo = join(folder, 'one');
  const sink = await openSink(qemu, { saveTo, ...limits });
  await call(sink, 'the guest');
  expect(await sink.unsaved()).toBeUndefined();
  await sink[Symbol.asyncDispose]();
  expect(readFileSync(saveTo, 'latin1')).toBe('the guest');
  expect(existsSync(dirname(pathOf(sink)))).toBe(false);
});

test('of two callers nobody knows which one was QEMU', async () => {
  const saveTo = join(folder, 'two');
  const sink = await openSink(qemu, { saveTo, ...limits });
  await call(sink, 'no guest');
  // QEMU is swallowed all the same: its disks are to be released.
  await call(sink, 'the guest');
  expect(await sink.unsaved()).toBe('others have called, too');
  await sink[Symbol.asyncDispose]();
  expect(existsSync(saveTo)).toBe(false);
});

test('a file that is there already stays as it is, and QEMU is swallowed all the same', async () => {
  const saveTo = join(folder, 'theirs');
  writeFileSync(saveTo, 'theirs');
  const sink = await openSink(qemu, { saveTo, ...limits });
  await call(sink, 'the guest');
  expect(await sink.unsaved()).toContain('EEXIST');
  await sink[Symbol.asyncDispose]();
  expect(readFileSync(saveTo, 'latin1')).toBe('theirs');
});

test('what breaks off in the middle is not kept', async () => {
  const saveTo = join(folder, 'part');
  const sink = await openSink(qemu, { saveTo, ...limits });
  const socket = connect(pathOf(sink)).on('error', () => {});
  await new Promise((resolve) => socket.write('half a gu', resolve));
  await sink[Symbol.asyncDispose]();
  expect(existsSync(saveTo)).toBe(false);
  socket.destroy();
});

test('what killed processes left is removed, and nothing else', async () => {
  const left = (name: string): string => {
    const path = mkdtempSync(join(tmpdir(), `quiesce-${name}-`));
    writeFileSync(join(path, 'migration'), '');
    return path;
  };
  const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))![0];
  const { startTime } = await readProcess('/proc', process.pid);
  const ended = [left(`${namespace}-${process.pid}-1`), left(`${namespace}-${2 ** 22 + 1}-1`)];
  const others = [
    left(`${namespace}-${process.pid}-${startTime}`),
    left(`1-${process.pid}-1`),
    left('by-somebody-else'),
  ];
  const full = left(`${namespace}-${process.pid}-2`);
  writeFileSync(join(full, 'more'), '');
  others.push(full);
  try {
    const sink = await openSink(qemu, { saveTo: undefined, ...limits });
    expect(ended.filter((path) => existsSync(path))).toEqual([]);
    expect(others.filter((path) => !existsSync(path))).toEqual([]);
    // What this one would leave is found by whoever comes after it.
    expect(dirname(pathOf(sink))).toContain(`quiesce-${namespace}-${process.pid}-${startTime}-`);
    await sink[Symbol.asyncDispose]();
    expect(existsSync(dirname(pathOf(sink)))).toBe(false);
  } finally {
    for (const path of [...ended, ...others]) rmSync(path, { recursive: true, force: true });
  }
});

test.runIf(existsSync('/dev/full'))('what finds no room is swallowed to its end', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(folder, 'full'), resolve));
  const ended = new Promise<string | undefined>((resolve) => {
    server.once('connection', (socket) => save(socket, createWriteStream('/dev/full'), resolve));
  });
  const socket = connect(join(folder, 'full'));
  // More than any buffer on the way holds.
  for (let sent = 0; sent < 64; sent += 1)
    await new Promise<void>((resolve) => socket.write(Buffer.alloc(64 * 1024), () => resolve()));
  socket.end();
  expect(await ended).toContain('ENOSPC');
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
