import type { Clock } from './clock.js';
import { type Deadline, Deadlines } from './deadlines.js';

/** How often it looks at the time, and so the shortest stall that it surely notices: milliseconds. */
const TICK = 100;
/** A tick that is late by more than this was stalled; less is the ordinary jitter of timers. */
const JITTER = 20;
/** A stall of so long makes this process one step less healthy: milliseconds. */
const UNHEALTHY = 100;
/** So many ticks in time make it one step healthier. */
const HEALTHY_TICKS = 10;
/** The unhealthiest. */
const MOST = 8;

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
  #multiplier = 1;
  #healthyTicks = 0;

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#tick = Deadlines.of(clock).create((now) => {
      if (now - this.#tickAt <= JITTER) this.#recover();
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
      if (late >= UNHEALTHY) this.#multiplier = Math.min(this.#multiplier + 1, MOST);
      this.#healthyTicks = 0;
      this.#schedule(now);
    }
    return this.#total;
  }

  /**
   * How unhealthy this process has been of late, from 1 to 8: one more with each stall, one less with each second
   * without any. The local health multiplier of Dadgar, Phillips and Currey, *Lifeguard* (2017).
   */
  get multiplier(): number {
    return this.#multiplier;
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

  #recover(): void {
    this.#healthyTicks = (this.#healthyTicks + 1) % HEALTHY_TICKS;
    if (this.#healthyTicks === 0) this.#multiplier = Math.max(this.#multiplier - 1, 1);
  }

  #schedule(now: number): void {
    this.#tickAt = now + TICK;
    this.#tick.set(this.#tickAt);
  }
}
