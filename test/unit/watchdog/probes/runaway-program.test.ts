// The fear: a check that hangs is never over, leaves processes behind, or is taken for a verdict.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probe } from '../../../../src/watchdog/index.js';
import { temporaryPath } from '../pets/sockets.js';
import { asked } from './asked.js';

function script(text: string): string {
  const path = temporaryPath('check');
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('an exit code', () => {
  test.each([
    [0, {}, 'ok'],
    [1, {}, 'fail'],
    [2, { ok: [0, 2] }, 'ok'],
    [3, { unknown: [3] }, 'unknown'],
    [0, { ok: [1] }, 'fail'],
  ])('%i with %o is %s', async (code, codes, verdict) => {
    const path = script(`echo so it is; exit ${code}`);
    expect(await asked(probe.program({ path, ...codes }))).toMatchObject({ verdict });
  });
});

test('the end of what it says is the reason of a failure, and no more than that', async () => {
  const path = script('yes no | head -c 1000000; printf %s "the disk is full" >&2; exit 2');
  const { reason } = await asked(probe.program({ path, maxOutput: 100 }));
  expect(reason.startsWith(`${path} ended with code 2: `)).toBe(true);
  expect(reason.length).toBeLessThan(path.length + 150);
});

test('its arguments are taken as they are, and its environment is what it was given', async () => {
  const path = script('[ "$1" = \'$(exit 1); `x`\' ] && [ "$KEY" = value ] && [ -z "$HOME" ]');
  const env = { KEY: 'value', PATH: process.env['PATH'] };
  expect(await asked(probe.program({ path, args: ['$(exit 1); `x`'], env }))).toMatchObject({
    verdict: 'ok',
  });
});

test('one that hangs is killed at its deadline, with what it has started, and nothing is known', async () => {
  const path = script('sleep 60 & echo $! >"$1"; wait');
  const pids = join(dirname(path), 'pids');
  const hanging = probe.program({ path, args: [pids], timeout: 300 });
  expect(await asked(hanging)).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('took longer'),
  });
  expect(existsSync(pids)).toBe(true);
  const child = Number(readFileSync(pids, 'latin1'));
  await expect.poll(() => isAlive(child)).toBe(false);
});

test('one that is killed, or not there, says nothing', async () => {
  expect(await asked(probe.program({ path: script('kill -9 $$') }))).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringMatching(/was killed by SIGKILL$/),
  });
  expect(await asked(probe.program({ path: temporaryPath('none') }))).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('ENOENT'),
  });
});

test('one that leaves a child with its output open is over when it has ended', async () => {
  const path = script('sleep 5 & exit 1');
  const before = performance.now();
  expect(await asked(probe.program({ path, timeout: 4_000 }))).toMatchObject({ verdict: 'fail' });
  expect(performance.now() - before).toBeLessThan(4_000);
});

test.each([
  [{ path: '' }, 'probe.program.path'],
  [{ path: 'x', args: 'y' }, 'probe.program.args'],
  [{ path: 'x', args: ['y\0'] }, 'probe.program.args'],
  [{ path: 'x', ok: [256] }, 'probe.program.ok'],
  [{ path: 'x', unknown: 3 }, 'probe.program.unknown'],
  [{ path: 'x', shell: true }, 'probe.program.shell'],
])('%o is refused', (options, message) => {
  expect(() => probe.program(options as never)).toThrow(message);
});

/** A process that has ended and that nobody has asked about yet still has a pid. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
