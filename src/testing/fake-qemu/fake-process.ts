/** How the process ended: with an exit code, or by a signal. */
export interface QemuExit {
  readonly code: number | null;
  readonly signal: 'SIGKILL' | null;
}

/** What the process's signals do to the rest of QEMU. */
interface ProcessHooks {
  /** SIGTERM has arrived in a process that runs. */
  terminate(): void;
  /** It was stopped or continued. */
  changed(): void;
  exited(exit: QemuExit): void;
}

/** The process that QEMU is, as its host sees it. */
export class FakeProcess {
  /** Resolves when the process has ended, with how. */
  readonly exited: Promise<QemuExit>;
  readonly #hooks: ProcessHooks;
  #resolve: (exit: QemuExit) => void = () => {};
  #state: 'running' | 'stopped' | 'exited' = 'running';
  #terminating = false;

  /** @internal */
  constructor(hooks: ProcessHooks) {
    this.#hooks = hooks;
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Whether it runs, SIGSTOP stopped it, or it has ended. */
  get state(): 'running' | 'stopped' | 'exited' {
    return this.#state;
  }

  /**
   * SIGSTOP: connections are still accepted, by the kernel, and nothing else happens any more. What comes due happens
   * after {@link FakeProcess.continue}. Idempotent.
   */
  stop(): void {
    if (this.#state !== 'running') return;
    this.#state = 'stopped';
    this.#hooks.changed();
  }

  /** SIGCONT. Idempotent. */
  continue(): void {
    if (this.#state !== 'stopped') return;
    this.#state = 'running';
    if (this.#terminating) this.#hooks.terminate();
    this.#hooks.changed();
  }

  /**
   * `SIGKILL`: everybody is hung up on, without a word, and a unix socket's file stays. `SIGTERM`: SHUTDOWN with reason
   * `host-signal`, then the end; while the process is stopped or its main loop stalled, this waits. Idempotent.
   */
  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (signal === 'SIGKILL') this.exit({ code: null, signal });
    else if (this.#state === 'running') this.#hooks.terminate();
    else if (this.#state === 'stopped') this.#terminating = true;
  }

  /** @internal */
  exit(exit: QemuExit): void {
    if (this.#state === 'exited') return;
    this.#state = 'exited';
    this.#hooks.exited(exit);
    this.#resolve(exit);
  }
}
