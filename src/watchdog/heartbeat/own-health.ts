import { describe, messageOf } from '../../core/index.js';

/** Of so many beats back is the time that is looked at. */
const BEATS = 10;

/** Says whether the process is fit to be relied upon: `true`, or `false`, or why it is not. */
export type HealthCheck = () => boolean | string;

/** The moment of a beat: the clock's reading, and how long this process has stood still in all up to it. */
export interface BeatMoment {
  readonly now: number;
  readonly stalled: number;
}

/** How well this process is by its own account. */
export class OwnHealth {
  readonly #maxLag: number;
  readonly #check: HealthCheck | undefined;
  readonly #beats: BeatMoment[] = [];
  #lag = 0;
  #complaint: string | undefined;

  constructor(maxLag: number, check: HealthCheck | undefined) {
    this.#maxLag = maxLag;
    this.#check = check;
  }

  /** For how much of the time of the last ten beats it stood still: 0 to 1. */
  get lag(): number {
    return this.#lag;
  }

  /** Why it should not be relied upon; undefined when it may be. */
  get complaint(): string | undefined {
    return this.#complaint;
  }

  /** Examines it, once a beat. */
  examine(moment: BeatMoment): void {
    const oldest = this.#beats[0] ?? moment;
    this.#beats.push(moment);
    if (this.#beats.length > BEATS) this.#beats.shift();
    const time = moment.now - oldest.now;
    this.#lag = time > 0 ? Math.min(Math.max((moment.stalled - oldest.stalled) / time, 0), 1) : 0;
    this.#complaint =
      this.#lag > this.#maxLag
        ? `it stood still for ${Math.round(this.#lag * 100)} % of the time`
        : this.#ask();
  }

  #ask(): string | undefined {
    if (this.#check === undefined) return undefined;
    try {
      // Not only for what is true in the end: a promise would be, and would call everything healthy.
      const answer: unknown = this.#check();
      if (answer === true) return undefined;
      if (answer === false) return 'its own check failed';
      if (typeof answer === 'string') return answer;
      return `its own check answered ${describe(answer)}, which is neither true nor false nor a reason`;
    } catch (error) {
      return `its own check threw ${describe(messageOf(error))}`;
    }
  }
}
