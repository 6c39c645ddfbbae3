import { performance } from 'node:perf_hooks';
import { uptime } from 'node:os';
import { AbortError } from './errors.js';
import { onAbort } from './abort.js';

/** A timer set with {@link Clock.setTimer}. */
export interface Timer {
  /** Stops the timer. Does nothing when it has fired or was cancelled before. */
  cancel(): void;
  /** Lets the process end although the timer is pending. */
  unref(): void;
  /** Keeps the process alive until the timer fires: the state a timer starts in. */
  ref(): void;
}

/**
 * The only source of time, and the only way to wait. Pass a {@link SystemClock} in production and a `VirtualClock`
 * (from `qmp-watchdog/testing`) in tests. All durations and readings are milliseconds.
 */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary origin. Stands still while the host sleeps. Fractions are significant. */
  now(): number;
  /** Milliseconds since the host booted, counted on while the host sleeps, in steps of 10 ms. */
  boot(): number;
  /** Milliseconds since the Unix epoch. It can jump: for records that people read, never for a decision. */
  wall(): number;
  /**
   * Resolves after `milliseconds`, never early.
   * @throws {@link AbortError} when `signal` aborts first.
   */
  sleep(milliseconds: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  /** Calls `callback` once after `milliseconds`, never early. The callback must not throw. */
  setTimer(milliseconds: number, callback: () => void): Timer;
  /**
   * Resolves after the event loop has done one complete round of I/O: whatever had already arrived when `drain` was
   * called has then been delivered. Deadlines are decided after it, because Node runs a due timer before it reads
   * the sockets.
   */
  drain(): Promise<void>;
  /**
   * Calls `callback` when the event loop's present round of callbacks is over, and before any later timer: so a reading
   * of the time taken there serves everything that happened in the round, and is early for none of it. The callback
   * must not throw.
   */
  atEndOfTurn(callback: () => void): void;
}

/** setTimeout silently turns a longer delay into 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Resolves after every promise that could settle without I/O or a timer has settled. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Shared by every clock: a wait that ends early only by its signal. */
export function sleepOn(
  clock: Pick<Clock, 'setTimer'>,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AbortError('sleep', signal.reason));
      return;
    }
    const timer = clock.setTimer(milliseconds, () => {
      forget();
      resolve();
    });
    const forget = onAbort(signal, (reason) => {
      timer.cancel();
      reject(new AbortError('sleep', reason));
    });
  });
}

/** The host's own time. */
export class SystemClock implements Clock {
  now(): number {
    return performance.now();
  }

  boot(): number {
    return Math.round(uptime() * 1000);
  }

  wall(): number {
    return Date.now();
  }

  sleep(milliseconds: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return sleepOn(this, milliseconds, options.signal);
  }

  setTimer(milliseconds: number, callback: () => void): Timer {
    return new SystemTimer(milliseconds, callback);
  }

  async drain(): Promise<void> {
    // The first immediate ends the round that is under way; between it and the second lies one whole poll phase.
    await settle();
    await settle();
  }

  atEndOfTurn(callback: () => void): void {
    setImmediate(callback);
  }
}

class SystemTimer implements Timer {
  readonly #due: number;
  readonly #callback: () => void;
  #timeout: NodeJS.Timeout | undefined;
  #held = true;

  constructor(milliseconds: number, callback: () => void) {
    this.#due = performance.now() + milliseconds;
    this.#callback = callback;
    this.#arm();
  }

  cancel(): void {
    clearTimeout(this.#timeout);
    this.#timeout = undefined;
  }

  unref(): void {
    this.#held = false;
    this.#timeout?.unref();
  }

  ref(): void {
    this.#held = true;
    this.#timeout?.ref();
  }

  #arm(): void {
    // Node counts from the loop's cached time, so a timer can fire early: round up, look again, and re-arm.
    const left = Math.min(Math.max(Math.ceil(this.#due - performance.now()), 0), LONGEST_TIMER);
    this.#timeout = setTimeout(() => {
      if (performance.now() < this.#due) this.#arm();
      else {
        this.#timeout = undefined;
        this.#callback();
      }
    }, left);
    if (!this.#held) this.#timeout.unref();
  }
}

/** The most exact of so many readings counts: between its two halves a thread may be made to wait. */
const READINGS = 8;

/**
 * What the host's monotonic clock showed, in milliseconds, when the `now()` of this thread's system clock was 0. Nothing
 * says that all threads count from the same moment; the difference of their origins takes a reading from one to the other.
 */
export function originOfNow(): number {
  const origins = Array.from(
    { length: READINGS },
    () => Number(process.hrtime.bigint()) / 1e6 - performance.now(),
  );
  return Math.max(...origins);
}

/**
 * Stands still, and this thread's event loop with it, until another thread notifies those who wait for `cell`, its value
 * is not `value`, or so many milliseconds have passed. For what is answered in a fraction of one.
 */
export function standStill(cell: Int32Array, value: number, milliseconds: number): void {
  Atomics.wait(cell, 0, value, milliseconds);
}

/** The clock that everything uses when none is passed. */
export const systemClock: Clock = new SystemClock();
