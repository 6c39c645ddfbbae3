// The fear: a program that could not look is taken for one that saw nobody, or one that hangs takes us with it.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { identify } from '../../../../src/failover/storage/file-identity.js';
import { KeptFile } from '../../../../src/failover/storage/kept-file.js';
import { openToWrite } from '../../../../src/failover/storage/write-open.js';

const directory = mkdtempSync(join(tmpdir(), 'disks-'));
afterAll(() => rmSync(directory, { recursive: true }));

function program(name: string, script: string): string {
  const path = join(directory, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
  return path;
}

const SIGNAL = new AbortController().signal;
const ask = (qemuIo: string, signal = SIGNAL) => openToWrite('/disk', 'file', { qemuIo, signal });

describe('an image is', () => {
  test('free where the program says so, which gets its name as data', async () => {
    const qemuIo = program('free', `printf '%s\\n' "$@" > ${join(directory, 'args')}`);
    const path = '/a,b=c "d"\u{1f4be}\n';
    expect(await openToWrite(path, 'host_device', { qemuIo, signal: SIGNAL })).toEqual({ answer: 'free' });
    const [option, command, image] = execFileSync('cat', [join(directory, 'args')], {
      encoding: 'utf8',
    }).split('\n');
    expect([option, command]).toEqual(['-c', 'quit']);
    expect(JSON.parse(image!.replace(/^json:/, ''))).toEqual({
      driver: 'raw',
      file: { driver: 'host_device', filename: path },
    });
  });

  test.each(['"write"', 'shared "write"', '"consistent read"'])(
    'locked where %s is refused',
    async (lock) => {
      const text = `qemu-io: can't open: Failed to get ${lock} lock\nIs another process using the image [/disk]?`;
      expect(await ask(program('locked', `cat >&2 <<'X'\n${text}\nX\nexit 1`))).toEqual({ answer: 'locked' });
    },
  );

  test.each([
    ['it may not be opened', "echo 'Could not open: Permission denied' >&2; exit 1", 'Permission denied'],
    ['the program fails', 'exit 3', 'ended with code 3'],
    ['the program is killed', 'kill -9 $$', 'killed by SIGKILL'],
  ])('neither where %s', async (_, script, why) => {
    expect(await ask(program('fails', script))).toEqual({
      answer: 'unknown',
      why: expect.stringContaining(why),
    });
  });

  test('neither where there is no such program, and what to do is said', async () => {
    expect(await ask(join(directory, 'none'))).toEqual({
      answer: 'unknown',
      why: expect.stringMatching(/there is no .*\/none \(from qemu-utils; set qemuIo/),
    });
  });

  test('neither where the program does not end: it is killed', async () => {
    const over = new AbortController();
    const asking = ask(program('hangs', 'sleep 60'), over.signal);
    over.abort();
    expect(await asking).toEqual({ answer: 'unknown', why: expect.stringContaining('did not end in time') });
    expect(await ask('true', over.signal)).toMatchObject({ answer: 'unknown' });
  });
});

describe('a file that is kept open', () => {
  test('is flushed, and nothing of it changes', async () => {
    const path = join(directory, 'disk');
    writeFileSync(path, 'x');
    const file = await KeptFile.open(path);
    expect(await file.flush(SIGNAL)).toBeUndefined();
    expect(readFileSync(path, 'utf8')).toBe('x');
    await file.close();
    await file.close();
  });

  test('and can not be flushed is told with the reason', async () => {
    // It knows no fsync.
    const file = await KeptFile.open('/dev/full');
    expect(await file.flush(SIGNAL)).toMatch(/^dd ended with code 1: .*fsync failed/);
    await file.close();
  });

  test('and was not flushed once never is again, because only the first flush is told of a failure', async () => {
    const file = await KeptFile.open(program('disk-too', ''));
    const over = new AbortController();
    const flushing = file.flush(over.signal);
    over.abort();
    expect(await flushing).toBe('dd did not end in time');
    expect(await file.flush(SIGNAL)).toBe('dd did not end in time');
    await file.close();
  });

  test('and was closed proves nothing any more', async () => {
    const file = await KeptFile.open(program('disk-closed', ''));
    await file.close();
    expect(await file.flush(SIGNAL)).toContain('not kept open');
  });

  test('and is not flushed in time is not asked', async () => {
    const file = await KeptFile.open('/dev/null');
    expect(await file.flush(AbortSignal.abort())).toContain('in time');
    await file.close();
  });
});

test('a file is known again by whatever leads to it', async () => {
  const at = (name: string) => join(directory, name);
  for (const name of ['one', 'other']) writeFileSync(at(name), 'x');
  symlinkSync(at('one'), at('symbolic'));
  linkSync(at('one'), at('hard'));
  const one = await identify(at('one'));
  expect(one.foreign).toBeUndefined();
  expect(await identify(at('symbolic'))).toEqual(one);
  expect(await identify(at('hard'))).toEqual(one);
  expect((await identify(at('other'))).identity).not.toEqual(one.identity);
  expect((await identify('/proc/version')).foreign).toBe('proc');
  await expect(identify(at('none'))).rejects.toThrow('ENOENT');
});
