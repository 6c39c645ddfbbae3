import { type Clock, type Deadline, Deadlines } from '../core/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';

/** A source of pets that stays away is not silence, but it must not stay unnoticed either: after a while it is paged. */
export class Absences {
  readonly #clock: Clock;
  readonly #unknownAfter: number;
  readonly #page: (reason: string) => void;
  readonly #deadlines = new Map<AnyWatchdog, Deadline>();

  constructor(
    { clock, unknownAfter }: { readonly clock: Clock; readonly unknownAfter: number },
    page: (reason: string) => void,
  ) {
    this.#clock = clock;
    this.#unknownAfter = unknownAfter;
    this.#page = page;
  }

  /** Whether it was ever told of this watchdog's source. */
  has(watchdog: AnyWatchdog): boolean {
    return this.#deadlines.has(watchdog);
  }

  began(watchdog: AnyWatchdog, at: number): void {
    this.ended(watchdog);
    const deadline = Deadlines.of(this.#clock).create(() =>
      this.#page(
        `nothing is known of "${watchdog.id}" since ${this.#unknownAfter} ms: ${watchdog.snapshot.unknownBecause}`,
      ),
    );
    deadline.set(at + this.#unknownAfter);
    this.#deadlines.set(watchdog, deadline);
  }

  ended(watchdog: AnyWatchdog): void {
    this.#deadlines.get(watchdog)?.clear();
  }

  clear(): void {
    for (const deadline of this.#deadlines.values()) deadline.clear();
  }
}
