import { ProcessWatch, type VmProcess } from '../../vm/index.js';

/** What is known of it at one moment. */
export type Found =
  | { readonly verdict: 'running' | 'exited'; readonly pid: number | undefined }
  | { readonly verdict: 'unknown'; readonly why: string };

/** One process, or, where a file names it, one after the other. */
export class FollowedProcess {
  readonly #process: VmProcess;
  /** The folder of the proc file system. */
  readonly #proc: string | undefined;
  #watch: ProcessWatch | undefined;

  constructor(process: VmProcess, proc?: string) {
    this.#process = process;
    this.#proc = proc;
  }

  /** Whether the one that was followed until now runs, or has a successor. Never rejects. */
  async look(): Promise<Found> {
    this.#watch ??= await this.#find();
    if (this.#watch === undefined)
      return { verdict: 'unknown', why: `process ${nameOf(this.#process)} was not seen alive` };
    const found = await judge(this.#watch);
    if (found.verdict !== 'exited' || !('pidFile' in this.#process)) return found;
    const successor = await this.#find();
    // The file may still have the old id, and that be another's by now.
    if (successor === undefined || successor.pid === this.#watch.pid) return found;
    this.#watch = successor;
    return await judge(successor);
  }

  /** The process of this moment, if it lives. */
  async #find(): Promise<ProcessWatch | undefined> {
    const watch = new ProcessWatch(this.#process, this.#proc);
    if (!('qemu' in this.#process)) await watch.remember();
    return watch.pid === undefined ? undefined : watch;
  }
}

async function judge(watch: ProcessWatch): Promise<Found> {
  const found = await watch.look();
  return found.verdict === 'unknown' ? found : { verdict: found.verdict, pid: watch.pid };
}

/** For messages: its id, or the file that has it. */
export function nameOf(process: VmProcess): string {
  if ('qemu' in process) return String(process.qemu.pid);
  return 'pid' in process ? String(process.pid) : `of ${process.pidFile}`;
}
