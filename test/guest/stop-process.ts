import type { ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops a process as SIGSTOP does, and returns when the last of its threads stands still: sending the signal is not yet
 * that, and what the process does in between makes a test that relies on it fail once in a while.
 */
export async function stopProcess(process: ChildProcess): Promise<void> {
  process.kill('SIGSTOP');
  const tasks = `/proc/${process.pid}/task`;
  const standsStill = async (task: string): Promise<boolean> => {
    const stat = await readFile(join(tasks, task, 'stat'), 'utf8');
    return / [Tt] /.test(stat.slice(stat.lastIndexOf(')')));
  };
  while (!(await Promise.all((await readdir(tasks)).map(standsStill))).every(Boolean)) await sleep(1);
}
