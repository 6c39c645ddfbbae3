import type { Clock, Timer } from './clock.js';
import { ABSENT, DeadlineHeap, type HeapEntry, TAKEN } from './deadline-heap.js';

/**
 * Called when a deadline has passed *and* the I/O that had arrived by then has been delivered. `late` says by how many
 * milliseconds the event loop noticed it late: a large value means that this process, not its peer, was silent.
 */
export type DeadlineListener = (now: number, late: number) => void;

/**
 * How late a deadline of `timeout` milliseconds may be noticed before the observer itself is in doubt: a detector that
 * was late has no verdict.
 */
export function lagTolerance(timeout: number): number {
  return Math.max(50, Math.min(timeout / 10, 1_000));
}

/** One deadline: set, postponed and cleared as often as you like; its listener is called once per setting. */
export class Deadline implements HeapEntry {
  /** @internal */ at = 0;
  /** @internal */ key = 0;
  /** @internal */ index: number = ABSENT;
  /** @internal */ readonly listener: DeadlineListener;
  readonly #deadlines: Deadlines;

  /** @internal */
  constructor(deadlines: Deadlines, listener: DeadlineListener) {
    this.#deadlines = deadlines;
    this.listener = listener;
  }

  /** Due at `at` on the clock's `now()` scale. `Infinity` clears it. Replaces an earlier setting. */
  set(at: number): void {
    this.#deadlines.schedule(this, at);
  }

  /** Never due. Idempotent. */
  clear(): void {
    this.#deadlines.cancel(this);
  }

  /** Whether it is set and has not been called. */
  get pending(): boolean {
    return this.index !== ABSENT;
  }
}

const perClock = new WeakMap<Clock, Deadlines>();

/** All deadlines of one clock, behind a single timer. */
export class Deadlines {
  readonly #clock: Clock;
  readonly #heap = new DeadlineHeap<Deadline>();
  #timer: Timer | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #deciding = false;

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The deadlines that share `clock`'s timer. */
  static of(clock: Clock): Deadlines {
    let deadlines = perClock.get(clock);
    if (deadlines === undefined) {
      deadlines = new Deadlines(clock);
      perClock.set(clock, deadlines);
    }
    return deadlines;
  }

  /** A new deadline, not set. */
  create(listener: DeadlineListener): Deadline {
    return new Deadline(this, listener);
  }

  /** How many are set. */
  get size(): number {
    return this.#heap.size;
  }

  /** @internal */
  schedule(deadline: Deadline, at: number): void {
    if (at === Number.POSITIVE_INFINITY) {
      this.cancel(deadline);
      return;
    }
    const wasEmpty = this.#heap.size === 0;
    this.#heap.set(deadline, at);
    if (this.#deciding) return;
    if (this.#heap.next < this.#timerAt) this.#arm();
    else if (wasEmpty) this.#timer?.ref();
  }

  /** @internal */
  cancel(deadline: Deadline): void {
    this.#heap.remove(deadline);
    // The timer stays: setting it anew for each command that is answered in time would cost more than one idle wake-up.
    if (this.#heap.size === 0) this.#timer?.unref();
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerAt = this.#heap.next;
    if (this.#timerAt === Number.POSITIVE_INFINITY) return;
    this.#timer = this.#clock.setTimer(
      Math.max(this.#timerAt - this.#clock.now(), 0),
      () => void this.#decide(),
    );
  }

  /** Drain, then decide: what arrived before the deadline counts, even if this process was too busy to read it. */
  async #decide(): Promise<void> {
    const noticed = this.#clock.now();
    this.#timer = undefined;
    this.#deciding = true;
    await this.#clock.drain();
    // Only what was due when the timer fired: all that came in the meantime has not had its round of I/O.
    const due: Deadline[] = [];
    for (let next = this.#heap.take(noticed); next !== undefined; next = this.#heap.take(noticed))
      due.push(next);
    const now = this.#clock.now();
    for (const deadline of due) {
      // An earlier listener of this round may have cleared it or set it anew.
      if (deadline.index !== TAKEN) continue;
      deadline.index = ABSENT;
      try {
        deadline.listener(now, noticed - deadline.at);
      } catch (error) {
        // A listener must not throw. One that does is reported as uncaught, and the other deadlines still stand.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    this.#deciding = false;
    this.#arm();
  }
}
