import type { Timer } from '../core/index.js';

/** A timer of a virtual clock. */
export interface QueuedTimer extends Timer {
  /** When it is due, on the clock's `now()` scale. */
  readonly at: number;
  /** Whether it belongs to the world outside of the simulated process. */
  readonly outside: boolean;
  /** Whether it keeps the process alive: `false` after `unref()`. */
  readonly held: boolean;
  /** Taken out of the queue when it fires. */
  readonly fire: () => void;
}

interface Entry extends QueuedTimer {
  readonly order: number;
  held: boolean;
}

/** Timers in the order in which they fire: by time, and at the same time in the order in which they were set. */
export class TimerQueue {
  readonly #entries: Entry[] = [];
  #order = 0;

  add(at: number, outside: boolean, callback: () => void): QueuedTimer {
    this.#order += 1;
    const entry: Entry = {
      at,
      outside,
      order: this.#order,
      held: true,
      fire: () => {
        this.#remove(entry);
        callback();
      },
      cancel: () => this.#remove(entry),
      ref: () => {
        entry.held = true;
      },
      unref: () => {
        entry.held = false;
      },
    };
    this.#entries.splice(this.#place(entry), 0, entry);
    return entry;
  }

  /** The next one to fire; with `outside`, the next of the outside world's. */
  next(outside?: 'outside'): QueuedTimer | undefined {
    return outside === undefined ? this.#entries[0] : this.#entries.find((entry) => entry.outside);
  }

  /** All of them, in order. */
  get pending(): readonly QueuedTimer[] {
    return this.#entries;
  }

  /** Where `timer` stands, or would be inserted. */
  #place(timer: Entry): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (
        entry !== undefined &&
        (entry.at < timer.at || (entry.at === timer.at && entry.order < timer.order))
      )
        low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remove(timer: Entry): void {
    const place = this.#place(timer);
    if (this.#entries[place] === timer) this.#entries.splice(place, 1);
  }
}
