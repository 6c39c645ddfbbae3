import { readdir, readFile } from 'node:fs/promises';
import { messageOf, OptionError } from '../core/index.js';
import type { QemuProcess } from '../qmp/index.js';

/**
 * The QEMU process behind a VM: started by us, or known by its id, or by the file that `-pidfile` wrote. Only with it can
 * the end of the process be told from the end of a connection. A pid is looked up in this host's /proc: for a QEMU on
 * another host, or in another pid namespace, pass none.
 */
export type VmProcess =
  | { readonly qemu: QemuProcess }
  | { readonly pid: number }
  | { readonly pidFile: string };

/** What is known of a process at one moment. */
export type ProcessVerdict =
  | { readonly verdict: 'running' }
  | {
      readonly verdict: 'exited';
      readonly by: 'child' | 'pid';
      readonly code?: number;
      readonly signal?: string;
    }
  | { readonly verdict: 'unknown'; readonly why: string };

/** Which process it is: a pid alone may be given to another one. */
interface Identity {
  readonly pid: number;
  /** In the kernel's ticks since boot. */
  readonly startTime: string;
  readonly bootId: string;
}

/** @throws {@link OptionError} */
export function checkProcess(process: VmProcess): VmProcess {
  const forms = '{ qemu } from spawnQemu, { pid } or { pidFile }';
  if (typeof process !== 'object' || process === null) throw new OptionError('process', process, forms);
  if ('pid' in process) {
    if (!Number.isInteger(process.pid) || process.pid < 1)
      throw new OptionError('process.pid', process.pid, 'the id of a process');
  } else if ('pidFile' in process) {
    if (typeof process.pidFile !== 'string' || process.pidFile === '')
      throw new OptionError('process.pidFile', process.pidFile, 'the path that -pidfile was given');
  } else if (!('qemu' in process)) throw new OptionError('process', process, forms);
  return process;
}

/** Follows one VM's process from session to session. */
export class ProcessWatch {
  readonly #process: VmProcess;
  /** The folder of the proc file system. */
  readonly #proc: string;
  #seen: Identity | undefined;
  #exit: ProcessVerdict | undefined;
  /** Whether a session began after our child had ended: that is with a process which we do not know. */
  #replaced = false;

  constructor(process: VmProcess, proc = '/proc') {
    this.#process = process;
    this.#proc = proc;
    if ('qemu' in process) {
      void process.qemu.exited.then(({ code, signal }) => {
        this.#exit = {
          verdict: 'exited',
          by: 'child',
          ...(code !== null && { code }),
          ...(signal !== null && { signal }),
        };
      });
    }
  }

  /** The id of the process that we started, or that was remembered. */
  get pid(): number | undefined {
    return 'qemu' in this.#process ? this.#process.qemu.pid : this.#seen?.pid;
  }

  /** A session has begun, so the process lives: remembers which one it is. */
  async remember(): Promise<void> {
    this.#replaced = this.#exit !== undefined;
    if ('qemu' in this.#process) return;
    this.#seen = await this.#find().catch(() => undefined);
  }

  /** Whether the process that was remembered still runs. Never rejects. */
  async look(): Promise<ProcessVerdict> {
    if (this.#replaced) return { verdict: 'unknown', why: 'the process that we started ended before' };
    if ('qemu' in this.#process) return this.#exit ?? { verdict: 'running' };
    const seen = this.#seen;
    // A pid that we never saw alive proves nothing when it is gone.
    if (seen === undefined) return { verdict: 'unknown', why: 'its process was not seen alive' };
    try {
      const { state, startTime, bootId } = await readProcess(this.#proc, seen.pid);
      if (bootId !== seen.bootId || startTime !== seen.startTime) return { verdict: 'exited', by: 'pid' };
      const over = await isOver(this.#proc, seen.pid, state);
      return over ? { verdict: 'exited', by: 'pid' } : { verdict: 'running' };
    } catch (error) {
      if (isGone(error)) return { verdict: 'exited', by: 'pid' };
      return { verdict: 'unknown', why: messageOf(error) };
    }
  }

  async #find(): Promise<Identity | undefined> {
    const pid = 'pid' in this.#process ? this.#process.pid : await this.#readPidFile();
    if (pid === undefined) return undefined;
    const { startTime, bootId, state } = await readProcess(this.#proc, pid);
    return state === 'Z' ? undefined : { pid, startTime, bootId };
  }

  async #readPidFile(): Promise<number | undefined> {
    if (!('pidFile' in this.#process)) return undefined;
    const pid = Number((await readFile(this.#process.pidFile, 'latin1')).slice(0, 32).trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
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

/**
 * @internal Whether a process that is in this state has ended with all of its threads: where only its first one has, another
 * one may hang in a request to a disk, and write yet. Rejects as {@link readProcess} does.
 */
export async function isOver(proc: string, pid: number, state: string): Promise<boolean> {
  if (state !== 'Z' && state !== 'X') return false;
  return (await readdir(`${proc}/${pid}/task`)).length <= 1;
}

/** ESRCH when it ends while it is being read. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH');
}
