import type { Clock, WaitOptions } from '../../core/index.js';
import { ProcessWatch, type VmProcess } from '../../vm/index.js';

/** Between looks at a process that was killed, in milliseconds. */
const LOOK = 10;

/** A QEMU that may be killed: the very process that ran when this was made, and no other that has got its pid since. */
export class KilledProcess {
  readonly #watch: ProcessWatch;
  readonly #remembered: Promise<void>;
  readonly #clock: Clock;

  /** While a session with it lives. */
  constructor(process: VmProcess, clock: Clock) {
    this.#watch = new ProcessWatch(process);
    this.#remembered = this.#watch.remember();
    this.#clock = clock;
  }

  /** Its id, where that can be told. */
  async pid(): Promise<number | undefined> {
    await this.#remembered;
    return this.#watch.pid;
  }

  /**
   * Kills it with SIGKILL, and resolves with the proof that it has ended. Rejects where it may live: the kernel may hold
   * it in a request to a disk, which then is written yet.
   */
  async kill({ signal }: WaitOptions): Promise<Readonly<Record<string, unknown>>> {
    await this.#remembered;
    const begun = this.#clock.now();
    const before = await this.#watch.look();
    if (before.verdict === 'unknown') throw new Error(`its process is unknown: ${before.why}`);
    const { pid } = this.#watch;
    // It may have been given up while it was looked at.
    signal?.throwIfAborted();
    if (before.verdict === 'running' && pid !== undefined) process.kill(pid, 'SIGKILL');
    for (;;) {
      const now = await this.#watch.look();
      if (now.verdict === 'exited') return { pid, by: now.by, after: this.#clock.now() - begun };
      await this.#clock.sleep(LOOK, { signal });
    }
  }
}
