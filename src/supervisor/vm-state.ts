import { isFault } from '../policy/index.js';
import type { Qmp, RunState } from '../qmp/index.js';
import type { Watchdog } from '../watchdog/index.js';

/** What {@link VmState} works with. */
interface VmStateOptions {
  readonly vm: Qmp;
  readonly watchdogs: readonly Watchdog[];
  /** Milliseconds. */
  readonly pauseLimit: number;
}

/**
 * Whether the VM runs, as far as it is known, for the watchdogs over its guest: while it is meant to stand still their
 * silence is excused. A fault that stopped it excuses nothing: there somebody must look.
 */
export class VmState {
  readonly #options: VmStateOptions;
  readonly #signal: AbortSignal;
  readonly #failed: (error: unknown) => void;
  #asked = 0;
  #stands = false;
  /** For what reason our own pause holds: another's pause is not ours to end. */
  #pausedAs: string | undefined;

  constructor(options: VmStateOptions, signal: AbortSignal, failed: (error: unknown) => void) {
    this.#options = options;
    this.#signal = signal;
    this.#failed = failed;
  }

  /** The event is the hint, the answer decides; only the last answer counts. */
  ask(): void {
    this.#asked += 1;
    const asked = this.#asked;
    this.#options.vm.execute('query-status', {}, { signal: this.#signal }).then(
      ({ running, status }) => {
        if (asked !== this.#asked) return;
        if (running) this.#runs();
        else this.standsIn(status);
      },
      // Not knowing changes nothing: silence is judged on fresh evidence anyway.
      (error: unknown) => this.#failed(error),
    );
  }

  standsIn(status: RunState): void {
    this.#stands = true;
    this.#pause(isFault(status) ? undefined : `VM ${status}`);
  }

  #runs(): void {
    const { watchdogs } = this.#options;
    this.#pause(undefined);
    if (!this.#stands) return;
    this.#stands = false;
    for (const watchdog of watchdogs) {
      // Whoever stood still could not pet, whatever the reason.
      if (watchdog.state === 'expired') watchdog.arm();
      else watchdog.listenAnew();
    }
  }

  #pause(reason: string | undefined): void {
    const { watchdogs, pauseLimit } = this.#options;
    const before = this.#pausedAs;
    this.#pausedAs = reason;
    for (const watchdog of watchdogs) {
      if (reason !== undefined) watchdog.pause(reason, pauseLimit);
      if (before !== undefined && before !== reason) watchdog.resume(before);
    }
  }
}
