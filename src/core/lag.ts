import type { Clock } from './clock.js';
import { type Deadline, Deadlines } from './deadlines.js';

/** How often it looks at the time, and so the shortest stall that it surely notices: milliseconds. */
const TICK = 100;
/** A tick that is late by more than this was stalled; less is the ordinary jitter of timers. */
const JITTER = 20;

const perClock = new WeakMap<Clock, LagMonitor>();

/**
 * Adds up the time during which this process stood still: blocked by its own work, stopped by a signal, starved by its
 * host. Who judges a peer by its silence subtracts it, because nobody was listening then.
 */
export class LagMonitor {
  readonly #clock: Clock;
  readonly #tick: Deadline;
  #tickAt = Number.POSITIVE_INFINITY;
  #users = 0;
  #total = 0;

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#tick = Deadlines.of(clock).create((now) => {
      this.total(now);
      this.#schedule(now);
    });
  }

  /** The monitor of everything that runs on `clock`. */
  static of(clock: Clock): LagMonitor {
    let monitor = perClock.get(clock);
    if (monitor === undefined) {
      monitor = new LagMonitor(clock);
      perClock.set(clock, monitor);
    }
    return monitor;
  }

  /** Milliseconds stalled while it watched, up to `now`, which is the clock's present reading. Never decreases. */
  total(now: number): number {
    const late = now - this.#tickAt;
    if (late > JITTER) {
      this.#total += late;
      this.#schedule(now);
    }
    return this.#total;
  }

  /** Watches until the returned function is called; idempotent. */
  watch(): () => void {
    this.#users += 1;
    if (this.#users === 1) this.#schedule(this.#clock.now());
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      this.#users -= 1;
      if (this.#users > 0) return;
      this.#tick.clear();
      this.#tickAt = Number.POSITIVE_INFINITY;
    };
  }

  #schedule(now: number): void {
    this.#tickAt = now + TICK;
    this.#tick.set(this.#tickAt);
  }
}
