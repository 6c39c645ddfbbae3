import type { Clock } from '../core/index.js';

/** After a millisecond of it whatever else waits gets its turn: a watchdog above all. */
const SLICE = 1;

/** Work that takes long, in slices. */
export class Slices {
  readonly #clock: Clock;
  #began: number;
  #former = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /** How long it has taken so far, in milliseconds, without what had its turn in between. */
  get busy(): number {
    return this.#former + this.#clock.now() - this.#began;
  }

  /** Whether it is time to {@link rest}. */
  get over(): boolean {
    return this.#clock.now() - this.#began >= SLICE;
  }

  /** Resolves when everything else that waits has had its turn. */
  async rest(): Promise<void> {
    this.#former = this.busy;
    await new Promise<void>((resolve) => this.#clock.atEndOfTurn(resolve));
    this.#began = this.#clock.now();
  }
}
