import { type Clock, type Deadline, Deadlines } from '../core/index.js';
import type { Liveness, QmpClient, StatusInfo } from '../qmp/index.js';

/** What a {@link Prober} tells. */
export interface ProberListener {
  /** QEMU answers, or has failed to often enough. */
  verdict(verdict: Liveness['verdict']): void;
  /** How many hints there have been about the run state: an answer counts only when none came since it was asked for. */
  hints(): number;
  /** QEMU's answer in band was its state. */
  status(status: StatusInfo, hints: number): void;
}

/** How a {@link Prober} asks. Milliseconds. */
export interface ProberOptions {
  readonly interval: number;
  readonly timeout: number;
  /** How many failures in a row make a verdict. */
  readonly failures: number;
}

/** Asks one session, again and again, whether QEMU answers. */
export class Prober implements Disposable {
  readonly #client: QmpClient;
  readonly #clock: Clock;
  readonly #options: ProberOptions;
  readonly #listener: ProberListener;
  readonly #next: Deadline;
  readonly #over = new AbortController();
  /** How many questions in a row QEMU failed, and how many were not asked in earnest. */
  #failures = 0;
  #missed = 0;
  #asking = false;

  constructor(client: QmpClient, clock: Clock, options: ProberOptions, listener: ProberListener) {
    this.#client = client;
    this.#clock = clock;
    this.#options = options;
    this.#listener = listener;
    this.#next = Deadlines.of(clock).create(() => void this.ask());
    this.#schedule();
  }

  [Symbol.dispose](): void {
    this.#over.abort();
    this.#next.clear();
  }

  #schedule(): void {
    this.#next.set(this.#clock.now() + this.#options.interval);
  }

  /** Asks now, unless a question is under way, and again after the interval. */
  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { signal } = this.#over;
    const asked = this.#clock.now();
    const hints = this.#listener.hints();
    // It rejects only when it is aborted.
    const liveness = await this.#client
      .liveness({ timeout: this.#options.timeout, signal })
      .catch(() => undefined);
    this.#asking = false;
    if (signal.aborted || liveness === undefined) return;
    this.#judge(liveness);
    const { inBand, status } = liveness.evidence;
    // The question may have been under way already: then its answer may be older than the hints.
    if (status !== undefined && inBand.state === 'answered' && inBand.after <= this.#clock.now() - asked)
      this.#listener.status(status, hints);
    this.#schedule();
  }

  #judge(liveness: Liveness): void {
    const { verdict } = liveness;
    // The session's end says that itself.
    if (verdict === 'disconnected') return;
    if (verdict === 'responsive') {
      this.#failures = 0;
      this.#missed = 0;
      this.#listener.verdict(verdict);
      return;
    }
    // A question that this process was too late to judge is none that QEMU failed.
    const missed = liveness.verdict === 'unknown' && liveness.why === 'own-lag';
    if (missed) this.#missed += 1;
    else this.#failures += 1;
    if ((missed ? this.#missed : this.#failures) >= this.#options.failures) this.#listener.verdict(verdict);
  }
}
