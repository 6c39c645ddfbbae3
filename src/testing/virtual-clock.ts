import {
  brand,
  type Clock,
  milliseconds,
  QmpWatchdogError,
  settle,
  sleepOn,
  systemClock,
  type Timer,
} from '../core/index.js';
import { Outside } from './outside.js';
import { quiet } from './quiet.js';
import { type QueuedTimer, TimerQueue } from './timer-queue.js';

/** Where a {@link VirtualClock} starts. */
export interface VirtualClockOptions {
  /** The wall clock, as a `Date` or in milliseconds since the Unix epoch. Default: 2026-01-01T00:00:00Z. */
  readonly wall?: Date | number | undefined;
  /** For how many milliseconds the host has been up. Default: an hour, so that confusing `boot()` with `now()` shows. */
  readonly boot?: number | undefined;
}

/** A timer that has been set and has not fired. */
export interface PendingTimer {
  /** When it fires, on the clock's `now()` scale. */
  readonly at: number;
  /** Whether it would keep a process alive. */
  readonly held: boolean;
}

/** Virtual time was asked for something that it can not do. Code `ERR_VIRTUAL_TIME`. */
export class VirtualTimeError extends QmpWatchdogError {
  static {
    brand(this, 'VirtualTimeError');
  }

  constructor(message: string) {
    super('ERR_VIRTUAL_TIME', message);
  }
}

/** More timers than this for one and the same moment mean that it will never pass. */
const MOST_TIMERS_AT_ONCE = 100_000;
/** How many real milliseconds `runUntil` waits for a promise that no timer can bring. */
const LAST_CHANCE = 2_000;

/**
 * Time that stands still until the test moves it. It steps from timer to timer and lets everything that a timer set
 * going come to rest before the next: promises, `process.nextTick`, in-memory streams, and reading and writing of files.
 * So code that awaits this clock, a `FakeQemu` on it and files runs exactly, however slow the machine is. For anything
 * else that is awaited (a real socket, a child process), see {@link VirtualClock.hold}.
 *
 * `now()` starts at 0. Timers never fire early, and those of one moment fire in the order in which they were set.
 *
 * ```ts
 * import { VirtualClock } from 'qmp-watchdog/testing';
 *
 * const clock = new VirtualClock();
 * const slept = clock.sleep(60_000);
 * await clock.advance(60_000);
 * await slept;
 * ```
 */
export class VirtualClock implements Clock {
  /**
   * The same time for what lives outside of the simulated process, as a `FakeQemu` does: its timers fire at their time
   * also while this process stalls.
   */
  readonly outside: Outside = new Outside(
    this,
    (delay, callback) => this.#set(delay, true, callback),
    (callback) => this.#deliver(callback),
  );
  readonly #timers = new TimerQueue();
  readonly #held = new Set<Promise<unknown>>();
  #now = 0;
  /** What to add to `now()` for the other two clocks. */
  #bootOffset: number;
  #wallOffset: number;
  #draining = 0;
  #moving = false;
  #firedAtOnce = 0;
  /** What has arrived while this process stalls; `undefined` when it does not. */
  #arrived: (() => void)[] | undefined;
  #turnEnds: (() => void)[] = [];

  constructor(options: VirtualClockOptions = {}) {
    this.#wallOffset = Number(options.wall ?? 1_767_225_600_000);
    this.#bootOffset = milliseconds('boot', options.boot, 3_600_000, { min: 0 });
  }

  now(): number {
    return this.#now;
  }

  boot(): number {
    return Math.floor((this.#now + this.#bootOffset) / 10) * 10;
  }

  wall(): number {
    return this.#now + this.#wallOffset;
  }

  /** Resolves when virtual time has moved on by `delay`; rejects with an `AbortError` when `signal` aborts first. */
  sleep(delay: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return sleepOn(this, delay, options.signal);
  }

  setTimer(delay: number, callback: () => void): Timer {
    return this.#set(delay, false, callback);
  }

  async drain(): Promise<void> {
    this.#draining += 1;
    await settle();
    this.#draining -= 1;
  }

  /** Virtual time stands still during a round of the event loop: `callback` runs right before it moves. */
  atEndOfTurn(callback: () => void): void {
    this.#turnEnds.push(callback);
  }

  /** The timers that are set, in the order in which they will fire. */
  get pendingTimers(): readonly PendingTimer[] {
    return this.#timers.pending.map(({ at, held }) => ({ at, held }));
  }

  /**
   * Moves time on by `delay` milliseconds, and fires the timers on the way, each at its own time. Resolves when
   * everything has come to rest at the new time.
   * @throws {@link VirtualTimeError} time is being moved already: an earlier call was not awaited. Also whatever a
   * timer's callback throws.
   */
  async advance(delay: number): Promise<void> {
    await this.advanceTo(this.#now + milliseconds('delay', delay, 0, { min: 0 }));
  }

  /** As {@link VirtualClock.advance}, to a reading of `now()`. A past one only lets things come to rest. */
  async advanceTo(at: number): Promise<void> {
    await this.#moved(() => this.#runTo(Math.max(at, this.#now)));
  }

  /**
   * Moves time on, timer by timer, until `promise` settles, and returns what it brings.
   * `limit`: how many virtual milliseconds that may take. Default 600,000.
   * @throws {@link VirtualTimeError} it did not settle within `limit`, or no timer is left that could bring it.
   */
  async runUntil<T>(promise: Promise<T>, options: { readonly limit?: number | undefined } = {}): Promise<T> {
    const limit = milliseconds('limit', options.limit, 600_000, { min: 0 });
    const end = this.#now + limit;
    let settled = false;
    const done = (): void => {
      settled = true;
    };
    promise.then(done, done);
    await this.#moved(async () => {
      await this.#quiet();
      while (!settled) {
        const timer = this.#timers.next();
        if (timer === undefined || timer.at === Number.POSITIVE_INFINITY) {
          await giveLastChance(promise);
          await this.#quiet();
          if (!settled)
            throw new VirtualTimeError(
              `the promise can not settle: no timer is pending at ${this.#now} ms. If it awaits something real, pass that to hold()`,
            );
        } else if (timer.at > end)
          throw new VirtualTimeError(
            `the promise did not settle within ${limit} virtual ms. ${this.#describeTimers()}`,
          );
        else await this.#fire(timer);
      }
    });
    return await promise;
  }

  /**
   * Lets time stand still until `promise` settles: for what this clock can not see coming, such as a reply over a real
   * socket. Returns the promise. What it waits for must not need this clock to move.
   */
  hold<T>(promise: Promise<T>): Promise<T> {
    this.#held.add(promise);
    const release = (): void => {
      this.#held.delete(promise);
    };
    promise.then(release, release);
    return promise;
  }

  /**
   * This process stalls for `delay` milliseconds, as in a long garbage collection or stopped by a signal: time goes on,
   * none of its timers fires, and nothing is read. The world outside goes on. Then the timers that came due fire late,
   * and only then the process reads what has arrived: the order of a real event loop.
   */
  async stall(delay: number): Promise<void> {
    const end = this.#now + milliseconds('delay', delay, 0, { min: 0 });
    await this.#moved(async () => {
      await this.#quiet();
      const arrived: (() => void)[] = [];
      this.#arrived = arrived;
      try {
        for (
          let timer = this.#timers.next('outside');
          timer !== undefined && timer.at <= end;
          timer = this.#timers.next('outside')
        ) {
          this.#moveTo(timer.at);
          timer.fire();
        }
        this.#moveTo(end);
        for (const timer of this.#timers.pending.filter(({ at }) => at <= end)) {
          timer.fire();
          await new Promise<void>((resolve) => process.nextTick(resolve));
        }
      } finally {
        this.#arrived = undefined;
      }
      for (const deliver of arrived) deliver();
      await this.#runTo(end);
    });
  }

  /** The host sleeps for so many milliseconds: `boot()` and `wall()` go on, `now()` and every timer stand still. */
  sleepHost(delay: number): void {
    milliseconds('delay', delay, 0, { min: 0 });
    this.#bootOffset += delay;
    this.#wallOffset += delay;
  }

  /** The wall clock jumps by so many milliseconds, back when negative. Nothing else notices. */
  stepWall(by: number): void {
    this.#wallOffset += by;
  }

  #set(delay: number, outside: boolean, callback: () => void): QueuedTimer {
    return this.#timers.add(this.#now + (delay > 0 ? delay : 0), outside, callback);
  }

  #deliver(callback: () => void): void {
    if (this.#arrived === undefined) queueMicrotask(callback);
    else this.#arrived.push(callback);
  }

  #moveTo(at: number): void {
    if (at <= this.#now) return;
    const ends = this.#turnEnds;
    this.#turnEnds = [];
    for (const end of ends) end();
    this.#now = at;
  }

  async #runTo(end: number): Promise<void> {
    await this.#quiet();
    for (let timer = this.#timers.next(); timer !== undefined && timer.at <= end; timer = this.#timers.next())
      await this.#fire(timer);
    this.#moveTo(end);
  }

  async #fire(timer: QueuedTimer): Promise<void> {
    this.#firedAtOnce = timer.at > this.#now ? 0 : this.#firedAtOnce + 1;
    if (this.#firedAtOnce > MOST_TIMERS_AT_ONCE) {
      throw new VirtualTimeError(
        `timers keep being set for the present moment, ${this.#now} ms: a loop without a delay`,
      );
    }
    this.#moveTo(timer.at);
    timer.fire();
    await this.#quiet();
  }

  async #quiet(): Promise<void> {
    await quiet(() => this.#draining > 0);
    while (this.#held.size > 0) {
      await Promise.race(this.#held).catch(() => {});
      await quiet(() => this.#draining > 0);
    }
  }

  async #moved(move: () => Promise<void>): Promise<void> {
    if (this.#moving)
      throw new VirtualTimeError(
        'time is being moved already: await the earlier advance(), stall() or runUntil()',
      );
    this.#moving = true;
    try {
      await move();
    } finally {
      this.#moving = false;
    }
  }

  #describeTimers(): string {
    const timers = this.#timers.pending;
    if (timers.length === 0) return 'No timer is pending.';
    const times = timers.slice(0, 10).map(({ at, held }) => `${at} ms${held ? '' : ' (unref)'}`);
    return `It is ${this.#now} ms; pending timers: ${times.join(', ')}${timers.length > 10 ? ` and ${timers.length - 10} more` : ''}`;
  }
}

/** Real time, because no virtual time can bring it. */
async function giveLastChance(promise: Promise<unknown>): Promise<void> {
  const settled = new AbortController();
  const done = (): void => settled.abort();
  promise.then(done, done);
  await systemClock.sleep(LAST_CHANCE, { signal: settled.signal }).catch(() => {});
}

/** `clock` as the world outside of this process sees it. */
export function outsideOf(clock: Clock): Clock {
  return clock instanceof VirtualClock ? clock.outside : clock;
}
