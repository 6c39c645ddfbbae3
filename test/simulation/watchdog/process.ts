import type { Clock, Timer } from '../../../src/core/index.js';

/** This process stands still: it is stopped, starved, or at work on something long. */
export interface Stall {
  readonly at: number;
  readonly duration: number;
  /**
   * Where it strikes. 0: at its time, if the process sleeps then. More: at so many readings of the clock after its time, which
   * is between any two things that a program can tell apart.
   */
  readonly reading: number;
}

/** What arrives for this process, and is read when it gets to it. */
export interface Arrival {
  readonly at: number;
  readonly read: () => void;
}

class SetTimer implements Timer {
  readonly at: number;
  readonly callback: () => void;
  isSet = true;

  constructor(at: number, callback: () => void) {
    this.at = at;
    this.callback = callback;
  }

  cancel(): void {
    this.isSet = false;
  }

  ref(): void {}

  unref(): void {}
}

/**
 * The event loop of a process that may stand still anywhere: timers, then what has arrived, then immediates, as in Node.
 * Time goes by while it waits and while it stands still, and what it computes takes none. So the time in which it waited
 * is the time in which it listened.
 */
export class Process implements Clock {
  /** Milliseconds in which it waited for something to arrive, and would have noticed at once. */
  listened = 0;
  /** How often it stood still, and for how long in all. */
  stalls = 0;
  stood = 0;
  /** Milliseconds by which it woke up late in all: too short each time to be told from the ordinary. */
  overslept = 0;
  #now = 0;
  readonly #jitter: () => number;
  readonly #stalls: readonly Stall[];
  #nextStall = 0;
  #readings = 0;
  #arrivals: readonly Arrival[] = [];
  #nextArrival = 0;
  #timers: SetTimer[] = [];
  #immediates: (() => void)[] = [];
  #settling = false;

  /** Both in the order of time. `jitter`: by how many milliseconds it wakes up late. */
  constructor(stalls: readonly Stall[], jitter: () => number) {
    this.#stalls = stalls;
    this.#jitter = jitter;
  }

  now(): number {
    const stall = this.#stalls[this.#nextStall];
    if (stall !== undefined && stall.at <= this.#now) {
      this.#readings += 1;
      if (this.#readings >= stall.reading) this.#stand(stall);
    }
    return this.#now;
  }

  /** What it shows, and the process does not know. */
  get present(): number {
    return this.#now;
  }

  /** The first that has arrived and not been read. */
  get unread(): readonly Arrival[] {
    let end = this.#nextArrival;
    while ((this.#arrivals[end]?.at ?? Number.POSITIVE_INFINITY) <= this.#now) end += 1;
    return this.#arrivals.slice(this.#nextArrival, end);
  }

  /** It lies, and whoever asks it for more than a date is led astray. */
  wall(): number {
    return this.#now % 2 < 1 ? this.#now + 3_600_000 : this.#now - 3_600_000;
  }

  boot(): number {
    return this.#now * 2;
  }

  sleep(): Promise<void> {
    throw new Error('nothing here sleeps');
  }

  setTimer(delay: number, callback: () => void): Timer {
    const timer = new SetTimer(this.#now + Math.max(delay, 0), callback);
    this.#timers.push(timer);
    return timer;
  }

  drain(): Promise<void> {
    return new Promise((resolve) => {
      const settled = (): void => {
        this.#settling = true;
        resolve();
      };
      // The first ends the round that is under way; between it and the second lies one whole round of reading.
      this.#immediates.push(() => this.#immediates.push(settled));
    });
  }

  atEndOfTurn(callback: () => void): void {
    this.#immediates.push(callback);
  }

  /** Lives until `end`. `arrivals` in the order of time. */
  async run(arrivals: readonly Arrival[], end: number): Promise<void> {
    this.#arrivals = arrivals;
    while (this.#now < end) {
      this.#fire();
      this.#poll(end);
      const immediates = this.#immediates;
      this.#immediates = [];
      for (const immediate of immediates) immediate();
      if (!this.#settling) continue;
      this.#settling = false;
      // What awaited it goes on: of several promises, each awaits the one before.
      for (let step = 0; step < 3; step += 1) await null;
    }
  }

  #fire(): void {
    const now = this.now();
    if (this.#timers.every(({ isSet, at }) => isSet && at > now)) return;
    const set = this.#timers.filter(({ isSet }) => isSet);
    this.#timers = set.filter(({ at }) => at > now);
    const due = set.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
    for (const timer of due) if (timer.isSet) timer.callback();
  }

  #poll(end: number): void {
    const next = this.#arrivals[this.#nextArrival]?.at ?? Number.POSITIVE_INFINITY;
    if (this.#immediates.length === 0) {
      let wake = Math.min(next, end);
      for (const { isSet, at } of this.#timers) if (isSet) wake = Math.min(wake, at);
      if (wake > this.#now) this.#wait(wake);
    }
    const now = this.#now;
    for (
      let arrival = this.#arrivals[this.#nextArrival];
      arrival !== undefined && arrival.at <= now;
      arrival = this.#arrivals[this.#nextArrival]
    ) {
      this.#nextArrival += 1;
      arrival.read();
    }
  }

  #wait(until: number): void {
    for (
      let stall = this.#stalls[this.#nextStall];
      stall !== undefined && stall.reading === 0 && stall.at <= until;
      stall = this.#stalls[this.#nextStall]
    ) {
      this.#listenTo(stall.at);
      this.#stand(stall);
    }
    this.#listenTo(until);
    const late = this.#jitter();
    this.overslept += late;
    this.#now += late;
  }

  #listenTo(at: number): void {
    if (at <= this.#now) return;
    this.listened += at - this.#now;
    this.#now = at;
  }

  #stand({ duration }: Stall): void {
    this.#nextStall += 1;
    this.#readings = 0;
    this.stalls += 1;
    this.stood += duration;
    this.#now += duration;
  }
}
