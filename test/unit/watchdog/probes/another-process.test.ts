// The fear: another process that was given the same id, or that is named in the file by now, is taken for the one that
// ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { probe } from '../../../../src/watchdog/index.js';
import { FollowedProcess } from '../../../../src/watchdog/probes/followed-process.js';
import { temporaryPath } from '../pets/sockets.js';
import { asked } from './asked.js';

async function sleeper(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'spawn');
  return child as ChildProcess & { readonly pid: number };
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a process is well while it runs, and lost when it has ended', async () => {
  const child = await sleeper();
  const one = probe.process({ pid: child.pid });
  expect(one.name).toBe(`process ${child.pid}`);
  expect(await asked(one)).toEqual({ verdict: 'ok', reason: `process ${child.pid} runs` });
  await end(child);
  const lost = { verdict: 'fail', reason: `process ${child.pid} has ended` };
  expect(await asked(one)).toEqual(lost);
  expect(await asked(one)).toEqual(lost);
});

test('one that was never seen alive is unknown', async () => {
  const child = await sleeper();
  await end(child);
  expect(await asked(probe.process({ pid: child.pid }))).toEqual({
    verdict: 'unknown',
    reason: `process ${child.pid} was not seen alive`,
  });
});

test('a file that names a process is waited for, and its successor is followed', async () => {
  const pidFile = temporaryPath('pid');
  const one = probe.process({ pidFile });
  expect(await asked(one)).toMatchObject({ verdict: 'unknown' });
  const first = await sleeper();
  writeFileSync(pidFile, `${first.pid}\n`);
  expect(await asked(one)).toMatchObject({ verdict: 'ok', reason: `process ${first.pid} runs` });
  await end(first);
  expect(await asked(one), 'the file still has the old id').toMatchObject({ verdict: 'fail' });
  rmSync(pidFile);
  expect(await asked(one), 'a clean end is an end').toMatchObject({ verdict: 'fail' });
  const second = await sleeper();
  writeFileSync(pidFile, `${second.pid}\n`);
  expect(await asked(one)).toEqual({ verdict: 'ok', reason: `process ${second.pid} runs` });
});

test('an id that the file still has, and another process by now, is not taken for a successor', async () => {
  const pidFile = temporaryPath('pid');
  const proc = dirname(pidFile);
  mkdirSync(join(proc, 'sys/kernel/random'), { recursive: true });
  mkdirSync(join(proc, '7/task/7'), { recursive: true });
  writeFileSync(join(proc, 'sys/kernel/random/boot_id'), 'boot\n');
  writeFileSync(pidFile, '7\n');
  const startedAt = (ticks: number): void => {
    const before = Array.from({ length: 18 }, () => '0').join(' ');
    writeFileSync(join(proc, '7/stat'), `7 (service) S ${before} ${ticks} 0`);
  };
  const followed = new FollowedProcess({ pidFile }, proc);
  startedAt(100);
  expect(await followed.look()).toEqual({ verdict: 'running', pid: 7 });
  startedAt(200);
  expect(await followed.look()).toEqual({ verdict: 'exited', pid: 7 });
  expect(await followed.look()).toEqual({ verdict: 'exited', pid: 7 });
});

test('what names no process is refused', () => {
  expect(() => probe.process({ pid: 0 })).toThrow('process.pid');
  expect(() => probe.process({ pid: 1 }, { retries: 1 } as object)).toThrow('probe.process.retries');
});
