import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QemuProcess } from 'qmp-watchdog';
import { afterEach, describe, expect, test } from 'vitest';
import { checkProcess, ProcessWatch } from '../../../src/vm/process-watch.js';

// The fear: a pid that was given to another process is taken for the VM's, or a pid that nobody ever saw for a dead VM.

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function sleeping(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  // It was spawned, so it has one.
  return child as ChildProcess & { readonly pid: number };
}

describe('a process', () => {
  test('that was seen alive and is gone has exited', async () => {
    const child = await sleeping();
    const watch = new ProcessWatch({ pid: child.pid });
    await watch.remember();
    expect(await watch.look()).toEqual({ verdict: 'running' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await watch.look()).toEqual({ verdict: 'exited', by: 'pid' });
  });

  test('that nobody saw alive is unknown, gone or not', async () => {
    const child = await sleeping();
    const watch = new ProcessWatch({ pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await watch.remember();
    expect(await watch.look()).toMatchObject({ verdict: 'unknown' });
  });

  test('that is stopped runs', async () => {
    const child = await sleeping();
    const watch = new ProcessWatch({ pid: child.pid });
    await watch.remember();
    child.kill('SIGSTOP');
    expect(await watch.look()).toEqual({ verdict: 'running' });
  });

  test.each([
    ['its pid started at another time', { startTime: 4_711 }],
    ['the host has booted since', { bootId: 'another' }],
    ['it is a zombie: it ended, and nobody has asked how', { state: 'Z' }],
  ])('is not this one any more when %s', async (_, now) => {
    const folder = await mkdtemp(join(tmpdir(), 'proc-'));
    const write = async ({ startTime = 42, bootId = 'this', state = 'S' } = {}): Promise<void> => {
      await mkdir(join(folder, 'sys/kernel/random'), { recursive: true });
      await writeFile(join(folder, 'sys/kernel/random/boot_id'), `${bootId}\n`);
      await mkdir(join(folder, '17/task/17'), { recursive: true });
      // A program may call itself anything.
      await writeFile(
        join(folder, '17/stat'),
        `17 (qemu) S 1) ${state} ${'0 '.repeat(18)}${startTime} 0 0\n`,
      );
    };
    try {
      await write();
      const watch = new ProcessWatch({ pid: 17 }, folder);
      await watch.remember();
      expect(await watch.look()).toEqual({ verdict: 'running' });
      await write(now);
      expect(await watch.look()).toEqual({ verdict: 'exited', by: 'pid' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('whose first thread has ended, and another one has not, runs', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proc-'));
    const write = async (state: string): Promise<void> => {
      await writeFile(join(folder, '17/stat'), `17 (qemu) ${state} ${'0 '.repeat(18)}42 0 0\n`);
    };
    try {
      await mkdir(join(folder, 'sys/kernel/random'), { recursive: true });
      await writeFile(join(folder, 'sys/kernel/random/boot_id'), 'this\n');
      for (const thread of ['17', '18']) await mkdir(join(folder, '17/task', thread), { recursive: true });
      await write('S');
      const watch = new ProcessWatch({ pid: 17 }, folder);
      await watch.remember();
      await write('Z');
      expect(await watch.look()).toEqual({ verdict: 'running' });
      await rm(join(folder, '17/task/18'), { recursive: true });
      expect(await watch.look()).toEqual({ verdict: 'exited', by: 'pid' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is known by the file that -pidfile wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pid-'));
    try {
      const child = await sleeping();
      const pidFile = join(folder, 'vm1.pid');
      await writeFile(pidFile, `${child.pid}\n`);
      const watch = new ProcessWatch({ pidFile });
      await watch.remember();
      await rm(pidFile);
      expect(await watch.look()).toEqual({ verdict: 'running' });
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await watch.look()).toEqual({ verdict: 'exited', by: 'pid' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('that we started and that has ended is not the one of a session that begins later', async () => {
    let end = (_: { code: number | null; signal: null }): void => {};
    const exited = new Promise<{ code: number | null; signal: null }>((resolve) => {
      end = resolve;
    });
    // Nothing else of it is used.
    const watch = new ProcessWatch({ qemu: { exited } as QemuProcess });
    await watch.remember();
    end({ code: 0, signal: null });
    await exited;
    expect(await watch.look()).toEqual({ verdict: 'exited', by: 'child', code: 0 });
    await watch.remember();
    expect(await watch.look()).toMatchObject({ verdict: 'unknown' });
  });

  test('whose file is absent, or holds no pid, is unknown', async () => {
    for (const pidFile of ['/nonexistent/vm1.pid', '/proc/version']) {
      const watch = new ProcessWatch({ pidFile });
      await watch.remember();
      expect(await watch.look()).toMatchObject({ verdict: 'unknown' });
    }
  });
});

test.each([{}, { pid: 0 }, { pid: '17' }, { pidFile: '' }, null])('%o is no process', (process) => {
  expect(() => checkProcess(process as never)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
});
