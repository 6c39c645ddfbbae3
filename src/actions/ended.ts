import { AbortError, onAbort, waitFor } from '../core/index.js';
import type { ClosedReason, Qmp } from '../qmp/index.js';
import { Vm, type VmExit } from '../vm/index.js';
import type { ActionContext } from '../policy/index.js';

/** What was seen of QEMU's end. */
export interface End {
  readonly closed: ClosedReason;
  /** There with a `Vm` that knows QEMU's process: the proof that it has ended. */
  readonly exit: VmExit | undefined;
}

/** Waits for the end of the session. Make it before what ends it, and dispose of it. */
export class EndWatch implements Disposable {
  readonly #vm: Qmp;
  readonly #closed: Promise<ClosedReason>;
  #exit: VmExit | undefined;
  #exited: () => void = () => {};
  #forget: () => void = () => {};

  constructor(vm: Qmp) {
    this.#vm = vm;
    if (!(vm instanceof Vm)) {
      this.#closed = vm.closed;
      return;
    }
    this.#closed = new Promise((resolve) => {
      this.#forget = vm.onChange((change) => {
        if (change.type === 'disconnected') resolve(change.reason);
        if (change.type !== 'exited') return;
        this.#exit = change.exit;
        this.#exited();
      });
      void vm.closed.then(resolve);
    });
  }

  /**
   * Resolves when the session has ended, and then, with a `Vm`, after `proof` milliseconds at most, in which the end of
   * its process may be seen.
   * @throws {@link AbortError}
   */
  async ended(proof: number, { signal, clock }: Pick<ActionContext, 'clock' | 'signal'>): Promise<End> {
    const aborted = (reason: unknown): Error => new AbortError("waiting for QEMU's end", reason);
    const closed = await waitFor(
      { clock, signal, timeout: Number.POSITIVE_INFINITY, timedOut: () => new Error('never'), aborted },
      this.#closed,
    );
    if (this.#vm instanceof Vm && this.#exit === undefined) {
      const seen = new AbortController();
      this.#exited = () => seen.abort();
      const forget = onAbort(signal, () => seen.abort());
      await clock.sleep(proof, { signal: seen.signal }).catch(() => {});
      forget();
    }
    return { closed, exit: this.#exit };
  }

  [Symbol.dispose](): void {
    this.#forget();
  }
}
