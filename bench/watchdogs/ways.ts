import { Watchdog } from 'qmp-watchdog';
// The parts of the package that a watchdog is made of, which it does not export.
import { systemClock } from '../../src/core/clock.js';
import { ABSENT, DeadlineHeap, type HeapEntry } from '../../src/core/deadline-heap.js';
import { type Deadline, Deadlines } from '../../src/core/deadlines.js';

/** Many watchdogs, known by their numbers. */
export interface Dogs {
  arm(dog: number): void;
  disarm(dog: number): void;
  pet(dog: number): void;
}

/** Makes watchdogs of these timeouts, not armed. */
export type Way = (timeouts: Float64Array, expired: (dog: number) => void) => Dogs;

const settingAnew: Way = (timeouts, expired) => {
  const timers: (NodeJS.Timeout | undefined)[] = Array.from(timeouts, () => undefined);
  const callbacks = Array.from(timeouts, (_, dog) => () => expired(dog));
  const arm = (dog: number): void => {
    clearTimeout(timers[dog]);
    timers[dog] = setTimeout(callbacks[dog] ?? (() => {}), timeouts[dog]);
  };
  return { arm, pet: arm, disarm: (dog) => clearTimeout(timers[dog]) };
};

const refreshing: Way = (timeouts, expired) => {
  const timers: (NodeJS.Timeout | undefined)[] = Array.from(timeouts, () => undefined);
  return {
    arm(dog) {
      timers[dog] = setTimeout(() => expired(dog), timeouts[dog]);
    },
    pet(dog) {
      timers[dog]?.refresh();
    },
    disarm(dog) {
      clearTimeout(timers[dog]);
    },
  };
};

class Entry implements HeapEntry {
  at = 0;
  key = 0;
  index: number = ABSENT;
}

/** Only the data structure: nothing ever expires. */
const heap: Way = (timeouts) => {
  const all = new DeadlineHeap<Entry>();
  const entries = Array.from(timeouts, () => new Entry());
  const set = (dog: number): void => {
    const entry = entries[dog];
    if (entry !== undefined) all.set(entry, performance.now() + (timeouts[dog] ?? 0));
  };
  return {
    arm: set,
    pet: set,
    disarm(dog) {
      const entry = entries[dog];
      if (entry !== undefined) all.remove(entry);
    },
  };
};

const deadlines: Way = (timeouts, expired) => {
  const all = Deadlines.of(systemClock);
  const each: Deadline[] = Array.from(timeouts, (_, dog) => all.create(() => expired(dog)));
  const set = (dog: number): void => each[dog]?.set(systemClock.now() + (timeouts[dog] ?? 0));
  return { arm: set, pet: set, disarm: (dog) => each[dog]?.clear() };
};

const watchdogs: Way = (timeouts, expired) => {
  const each = Array.from(timeouts, (timeout, dog) => {
    const watchdog = new Watchdog({ id: `vm${dog}`, timeout });
    watchdog.on('expired', () => expired(dog));
    return watchdog;
  });
  return {
    arm: (dog) => each[dog]?.start(),
    pet: (dog) => each[dog]?.pet(),
    disarm: (dog) => void each[dog]?.stop(),
  };
};

export const ways: Readonly<Record<string, Way>> = {
  'setTimeout and clearTimeout': settingAnew,
  'timeout.refresh()': refreshing,
  'a bare `DeadlineHeap`': heap,
  '`Deadlines`, one timer': deadlines,
  '`Watchdog`': watchdogs,
};
