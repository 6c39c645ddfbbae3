import { type Clock, sleepOn, type Timer } from '../core/index.js';

/** A virtual clock as the world outside of the simulated process sees it. */
export class Outside implements Clock {
  /**
   * Hands something to the simulated process: in the next microtask, in order; while that process stalls, after its
   * late timers. A fake of one's own delivers its bytes with it.
   */
  readonly deliver: (callback: () => void) => void;
  readonly setTimer: (delay: number, callback: () => void) => Timer;
  readonly #clock: Clock;

  constructor(
    clock: Clock,
    setTimer: (delay: number, callback: () => void) => Timer,
    deliver: (callback: () => void) => void,
  ) {
    this.#clock = clock;
    this.setTimer = setTimer;
    this.deliver = deliver;
  }

  now(): number {
    return this.#clock.now();
  }

  boot(): number {
    return this.#clock.boot();
  }

  wall(): number {
    return this.#clock.wall();
  }

  /** As the virtual clock's own `sleep`. */
  sleep(delay: number, options: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    return sleepOn(this, delay, options.signal);
  }

  drain(): Promise<void> {
    return this.#clock.drain();
  }

  atEndOfTurn(callback: () => void): void {
    this.#clock.atEndOfTurn(callback);
  }
}

/** Where something outside hands bytes to the simulated process: not while that process stalls. */
export function deliver(clock: Clock, callback: () => void): void {
  if (clock instanceof Outside) clock.deliver(callback);
  else queueMicrotask(callback);
}
