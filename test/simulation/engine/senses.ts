// What a supervisor can find out.
import type { Facts } from 'qmp-watchdog';
import type { Mine } from './hands.js';
import type { Status } from './machine.js';
import { TIMEOUT } from './policies.js';
import type { Surroundings } from './surroundings.js';
import type { ModelWatchdog } from './watchdog.js';

/** How long QEMU may take to say its state. */
const LONGEST_ANSWER = 2_000;

export class Senses {
  readonly #around: Surroundings;
  readonly #dog: ModelWatchdog;
  readonly #mine: Mine;
  readonly #lag: () => number;
  /** When QEMU answered first in the present silence. */
  #attended: { readonly at: number; readonly petCount: number } | undefined;

  /** `lag`: for how long the process has stood still in all. */
  constructor(around: Surroundings, dog: ModelWatchdog, mine: Mine, lag: () => number) {
    this.#around = around;
    this.#dog = dog;
    this.#mine = mine;
    this.#lag = lag;
  }

  /** Asks QEMU for its state; undefined when it does not say. */
  question(answered: (status: Status | undefined, after: number) => void): void {
    const { time, machine } = this.#around;
    const began = time.now;
    const look = (): void => {
      const after = time.now - began;
      const { connected } = this.#around;
      if (connected && !machine.stalled) answered(machine.status, after);
      else if (!connected || after >= LONGEST_ANSWER) answered(undefined, after);
      else this.#mine(100, look);
    };
    this.#mine(machine.latency, look);
  }

  /** All that an action may rest on. */
  gather(found: (facts: Facts) => void): void {
    const { time } = this.#around;
    const dog = this.#dog;
    const lag = this.#lag();
    this.question((status, answeredAfter) => {
      const answered = this.#attended;
      const attended = answered?.petCount === dog.petCount && time.now - answered.at >= TIMEOUT / 3;
      if (status === undefined) this.#attended = undefined;
      else if (answered?.petCount !== dog.petCount) this.#attended = { at: time.now, petCount: dog.petCount };
      found({
        status: status === undefined ? { error: 'silent' } : { running: status === 'running', status },
        monitor: status === undefined ? 'main-loop-stalled' : 'responsive',
        answeredAfter,
        attended,
        at: time.now,
        watchdog: dog.snapshot(time.now),
        stalled: this.#lag() - lag,
      });
    });
  }

  /** Whether it migrates. */
  migrates(found: (verdict: 'ok' | 'fail' | 'unknown') => void): void {
    const { machine } = this.#around;
    this.question((status) => found(status === undefined ? 'unknown' : machine.migrating ? 'fail' : 'ok'));
  }
}
