import { readFile } from 'node:fs/promises';
import { OptionError } from '../core/index.js';
import type { QemuProcess } from '../qmp/index.js';
import { type ProcessIdentity, readProcess, stillRuns } from './process-identity.js';

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
  #seen: ProcessIdentity | undefined;
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
    const standing = await stillRuns(seen, this.#proc);
    return standing.verdict === 'exited' ? { ...standing, by: 'pid' } : standing;
  }

  async #find(): Promise<ProcessIdentity | undefined> {
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
