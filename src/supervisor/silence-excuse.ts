import type { Clock } from '../core/index.js';
import { isFault } from '../policy/index.js';
import type { Liveness, Qmp, RunState } from '../qmp/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';

/** How long to wait before asking again: milliseconds. */
const ASK_AGAIN = 1_000;

/** Why a guest is silent whose power button was pressed. */
const SHUTTING_DOWN = 'powerdown';

/** What {@link SilenceExcuse} works with. */
interface SilenceExcuseOptions {
  readonly vm: Qmp;
  readonly clock: Clock;
  readonly watchdogs: readonly AnyWatchdog[];
  /** Milliseconds. */
  readonly pauseLimit: number;
  /** Milliseconds. */
  readonly shutdownGrace: number;
}

/**
 * Whether the VM runs, as far as it is known, for the watchdogs over its guest: while it is meant to stand still their
 * silence is excused. A fault that stopped it excuses nothing: there somebody must look.
 */
export class SilenceExcuse {
  readonly #options: SilenceExcuseOptions;
  readonly #signal: AbortSignal;
  readonly #failed: (error: unknown) => void;
  #asked = 0;
  /** How many questions are under way. */
  #asking = 0;
  #stands = false;
  /** For what reason our own pause holds: another's pause is not ours to end. */
  #pausedAs: string | undefined;

  constructor(options: SilenceExcuseOptions, signal: AbortSignal, failed: (error: unknown) => void) {
    // Nobody else stands still because this VM does.
    const watchdogs = options.watchdogs.filter(({ watches }) => watches === 'guest');
    this.#options = { ...options, watchdogs };
    this.#signal = signal;
    this.#failed = failed;
  }

  /** The event is the hint, the answer decides; only the last answer counts. */
  ask(): void {
    this.#asked += 1;
    void this.#find(this.#asked);
  }

  /** Asks until there is an answer: while it is not known that the VM runs again, its guest's silence stays excused. */
  async #find(asked: number): Promise<void> {
    const { clock } = this.#options;
    // A question that is under way may be answered with what was true before the hint.
    if (this.#asking > 0) await this.#question().catch(() => {});
    for (let attempt = 1; asked === this.#asked; attempt += 1) {
      try {
        const { verdict, evidence } = await this.#question();
        if (asked !== this.#asked || verdict === 'disconnected') return;
        if (evidence.status !== undefined) {
          if (evidence.status.running) this.#runs();
          else this.standsIn(evidence.status.status);
          return;
        }
        if (attempt === 1) this.#failed(new Error(`QEMU does not say whether the VM runs: ${verdict}`));
        await clock.sleep(ASK_AGAIN, { signal: this.#signal });
      } catch (error) {
        // When the run is over, nobody wants to know any more.
        if (!this.#signal.aborted) this.#failed(error);
        return;
      }
    }
  }

  /** Not query-status itself: asking a silent monitor again and again would fill its window. */
  async #question(): Promise<Liveness> {
    this.#asking += 1;
    try {
      return await this.#options.vm.liveness({ signal: this.#signal });
    } finally {
      this.#asking -= 1;
    }
  }

  /** Somebody pressed its power button: from the end of its heartbeat on it is shutting down, and may ignore it as well. */
  shutsDown(): void {
    const { watchdogs, shutdownGrace } = this.#options;
    // One that was silent before is not excused by it.
    for (const watchdog of watchdogs)
      if (watchdog.state === 'armed' || watchdog.state === 'pretimeout')
        watchdog.pause(SHUTTING_DOWN, shutdownGrace);
  }

  /** It boots: nobody shuts down any more. */
  boots(): void {
    for (const watchdog of this.#options.watchdogs) watchdog.resume(SHUTTING_DOWN);
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
