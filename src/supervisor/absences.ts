import { type Clock, type Deadline, Deadlines } from '../core/index.js';

interface Absence {
  readonly since: number;
  /** How many signs of life there had been when it began. */
  readonly life: number;
  readonly deadline: Deadline;
  /** Pages. */
  readonly tell: () => void;
  /** How often it went away. */
  times: number;
  paged: boolean;
  endedAt: number;
}

/** What goes away so often, and between was never there for long enough to be judged, is paged. */
const TOO_OFTEN = 3;

/** What is known of a source when it goes away. */
export interface Leaving {
  /** How many signs of life there have been. */
  readonly life: number;
  /** Whether its silence counted until now, and had not lasted for as long as it must. */
  readonly unjudged: boolean;
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
   * `why` is asked when somebody is paged. One that was back for less than `unknownAfter`, and without any sign of life, was
   * not back: whatever accepts connections for who is gone looks like that, again and again. One that was back for longer,
   * and always went before its silence could be judged, is given that time twice.
   */
  began(
    one: { readonly id: string },
    at: number,
    why: () => string | undefined,
    { life, unjudged }: Leaving = { life: Number.NaN, unjudged: false },
  ): void {
    const last = this.#absences.get(one);
    const wasNotBack = last !== undefined && at - last.endedAt < this.#unknownAfter;
    if (last?.life === life && (wasNotBack || unjudged)) {
      last.endedAt = Number.POSITIVE_INFINITY;
      last.times += 1;
      const since = wasNotBack || last.times >= TOO_OFTEN ? last.since : at;
      const due = since + this.#unknownAfter;
      // It may be back before a deadline has its turn, as when one who waited in line takes over.
      if (!last.paged && due <= at) last.tell();
      else if (!last.paged) last.deadline.set(due);
      return;
    }
    this.ended(one);
    const tell = (): void => {
      absence.paged = true;
      this.#page(`nothing is known of "${one.id}" since ${this.#unknownAfter} ms: ${why()}`);
    };
    const absence: Absence = {
      since: at,
      life,
      tell,
      deadline: Deadlines.of(this.#clock).create(tell),
      times: 1,
      paged: false,
      endedAt: Number.POSITIVE_INFINITY,
    };
    absence.deadline.set(at + this.#unknownAfter);
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
