import { type Clock, type Deadline, Deadlines } from '../core/index.js';

interface Absence {
  readonly since: number;
  /** How many signs of life there had been when it began. */
  readonly life: number;
  readonly deadline: Deadline;
  paged: boolean;
  endedAt: number;
}

/**
 * A source that stays away, of pets or of errors, tells neither silence nor health, but it must not stay unnoticed either:
 * after a while it is paged.
 */
export class Absences {
  readonly #clock: Clock;
  readonly #unknownAfter: number;
  readonly #page: (reason: string) => void;
  readonly #absences = new Map<object, Absence>();

  constructor(
    { clock, unknownAfter }: { readonly clock: Clock; readonly unknownAfter: number },
    page: (reason: string) => void,
  ) {
    this.#clock = clock;
    this.#unknownAfter = unknownAfter;
    this.#page = page;
  }

  /** Whether it was ever told of this one. */
  has(one: { readonly id: string }): boolean {
    return this.#absences.has(one);
  }

  /**
   * `why` is asked when somebody is paged. `life` counts its signs of life: one that was back for less than `unknownAfter`,
   * and without any, was not back. Whatever accepts connections for who is gone looks like that, again and again.
   */
  began(
    one: { readonly id: string },
    at: number,
    why: () => string | undefined,
    life: number = Number.NaN,
  ): void {
    const last = this.#absences.get(one);
    if (last !== undefined && last.life === life && at - last.endedAt < this.#unknownAfter) {
      last.endedAt = Number.POSITIVE_INFINITY;
      if (!last.paged) last.deadline.set(last.since + this.#unknownAfter);
      return;
    }
    this.ended(one);
    const deadline = Deadlines.of(this.#clock).create(() => {
      absence.paged = true;
      this.#page(`nothing is known of "${one.id}" since ${this.#unknownAfter} ms: ${why()}`);
    });
    const absence: Absence = { since: at, life, deadline, paged: false, endedAt: Number.POSITIVE_INFINITY };
    deadline.set(at + this.#unknownAfter);
    this.#absences.set(one, absence);
  }

  ended(one: { readonly id: string }): void {
    const absence = this.#absences.get(one);
    if (absence === undefined) return;
    absence.deadline.clear();
    absence.endedAt = this.#clock.now();
  }

  clear(): void {
    for (const { deadline } of this.#absences.values()) deadline.clear();
  }
}
