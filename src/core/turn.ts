import type { Clock } from './clock.js';
import { LagMonitor } from './lag.js';

/** A round of the event loop's callbacks. What happened in it happened no later than its end. */
export interface Turn {
  /** The clock's reading at its end; undefined while it lasts. */
  readonly endedAt: number | undefined;
  /** How long this process had stood still in all by then: see {@link LagMonitor.total}. */
  readonly stalled: number;
}

const perClock = new WeakMap<Clock, Turns>();

/**
 * A coarse clock: one reading for all that happens in a turn of the event loop, taken at its end. A deadline that is
 * counted from it is late by at most the length of the turn, and never early.
 */
export class Turns {
  readonly #clock: Clock;
  readonly #lag: LagMonitor;
  #present: Turn | undefined;

  private constructor(clock: Clock) {
    this.#clock = clock;
    this.#lag = LagMonitor.of(clock);
  }

  /** The turns of the loop that `clock` belongs to. */
  static of(clock: Clock): Turns {
    let turns = perClock.get(clock);
    if (turns === undefined) {
      turns = new Turns(clock);
      perClock.set(clock, turns);
    }
    return turns;
  }

  /** The one that lasts at this moment. */
  get present(): Turn {
    return this.#present ?? this.#begin();
  }

  #begin(): Turn {
    const turn: { -readonly [K in keyof Turn]: Turn[K] } = { endedAt: undefined, stalled: 0 };
    this.#present = turn;
    this.#clock.atEndOfTurn(() => {
      this.#present = undefined;
      turn.endedAt = this.#clock.now();
      turn.stalled = this.#lag.total(turn.endedAt);
    });
    return turn;
  }
}
