import { readdir, readFile, readlink } from 'node:fs/promises';
import { codeOf, messageOf } from '../core/index.js';

/** Which process it is: a pid alone may be given to another one. JSON. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In the kernel's ticks since boot. */
  readonly startTime: string;
  readonly bootId: string;
}

/** What /proc says of a process at one moment. */
export type ProcessStanding =
  | { readonly verdict: 'running' }
  | { readonly verdict: 'exited' }
  | { readonly verdict: 'unknown'; readonly why: string };

/** @internal This process, by what others can know it by. Rejects where there is no /proc to tell. */
export async function thisProcess(): Promise<ProcessIdentity> {
  const { startTime, bootId } = await readProcess('/proc', process.pid);
  return { pid: process.pid, startTime, bootId };
}

/** @internal The set of process ids in which this process has its own; empty where the system does not tell. */
export async function pidNamespace(): Promise<string> {
  return await readlink('/proc/self/ns/pid').catch(() => '');
}

/**
 * @internal Whether this very process still runs, as `proc` has it: one in another pid namespace is not there. Where only
 * its first thread has ended, another one may hang in a request to a disk, and write yet. Never rejects.
 */
export async function stillRuns(
  { pid, startTime, bootId }: ProcessIdentity,
  proc = '/proc',
): Promise<ProcessStanding> {
  try {
    const found = await readProcess(proc, pid);
    if (found.bootId !== bootId || found.startTime !== startTime) return { verdict: 'exited' };
    if (found.state !== 'Z' && found.state !== 'X') return { verdict: 'running' };
    const threads = await readdir(`${proc}/${pid}/task`);
    return { verdict: threads.length > 1 ? 'running' : 'exited' };
  } catch (error) {
    // ESRCH when it ends while it is being read.
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return { verdict: 'exited' };
    return { verdict: 'unknown', why: messageOf(error) };
  }
}

/** @internal What /proc says of a process. Rejects with ENOENT or ESRCH when it is gone. */
export async function readProcess(
  proc: string,
  pid: number,
): Promise<{ state: string; startTime: string; bootId: string }> {
  const bootId = (await readFile(`${proc}/sys/kernel/random/boot_id`, 'latin1')).trim();
  const stat = await readFile(`${proc}/${pid}/stat`, 'latin1');
  // The name, in parentheses, may hold anything: the fields begin after the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  if (state === undefined || startTime === undefined) throw new Error(`${proc}/${pid}/stat can not be read`);
  return { state, startTime, bootId };
}
