// Whether the VM runs, and what that means for its watchdog.
import type { VmState } from 'qmp-watchdog';
import { unknownVm } from '../../../src/vm/model.js';
import type { Mine } from './hands.js';
import type { Status } from './machine.js';
import type { Senses } from './senses.js';
import type { Surroundings } from './surroundings.js';
import type { ModelWatchdog } from './watchdog.js';

const BASE: VmState = { ...unknownVm(0).state, connected: true };

const WHY = {
  paused: 'operator',
  'io-error': 'io-error',
  'guest-panicked': 'panic',
  prelaunch: 'not-started',
} as const;

/** For how long a pause excuses silence: milliseconds. */
const PAUSE_LIMIT = 3_600_000;

export class Excuse {
  readonly #around: Surroundings;
  readonly #dog: ModelWatchdog;
  readonly #senses: Senses;
  readonly #mine: Mine;
  readonly #seen: (vm: VmState) => void;
  #asked = 0;
  #stands = false;
  #known: VmState | undefined;

  /** `seen` is told of the VM. */
  constructor(
    around: Surroundings,
    dog: ModelWatchdog,
    senses: Senses,
    mine: Mine,
    seen: (vm: VmState) => void,
  ) {
    this.#around = around;
    this.#dog = dog;
    this.#senses = senses;
    this.#mine = mine;
    this.#seen = seen;
  }

  /** Asks until it is known; until then it is what it was, and stale. */
  ask(): void {
    const { time, machine } = this.#around;
    this.#asked += 1;
    const asked = this.#asked;
    this.#senses.question((status) => {
      if (asked !== this.#asked) return;
      if (status === undefined) {
        this.#mine(1_000, () => this.ask());
        return;
      }
      if (status === 'running') this.#runs();
      else this.standsIn(status);
      const run = {
        running: status === 'running',
        status,
        why: status === 'running' ? undefined : WHY[status],
        since: time.now,
      } as const;
      this.#known = { ...BASE, confidence: 'known', run };
      this.#seen(this.#known);
    });
    if (machine.stalled && this.#known !== undefined) this.#seen({ ...this.#known, confidence: 'stale' });
  }

  /** A fault excuses nothing. */
  standsIn(status: Status): void {
    this.#stands = true;
    const { now } = this.#around.time;
    if (status === 'paused' || status === 'prelaunch') this.#dog.pause(now + PAUSE_LIMIT);
    else this.#dog.resume(now);
  }

  #runs(): void {
    const { now } = this.#around.time;
    this.#dog.resume(now);
    if (this.#stands && this.#dog.state === 'expired') this.#dog.arm(now);
    else if (this.#stands) this.#dog.listenAnew(now);
    this.#stands = false;
  }
}
