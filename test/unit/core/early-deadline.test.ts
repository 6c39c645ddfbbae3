// The fear: a deadline is called before its time, twice, or never; or an observer that was itself late blames its peer.
import { describe, expect, test } from 'vitest';
import { type Clock, type Deadline, Deadlines, lagTolerance, type Timer } from '../../../src/core/index.js';
import { ABSENT, DeadlineHeap, type HeapEntry, TAKEN } from '../../../src/core/deadline-heap.js';
import { VirtualClock } from '../../../src/testing/index.js';

const entry = (): HeapEntry => ({ at: 0, key: 0, index: ABSENT });

describe('the heap', () => {
  test('hands out what is due, soonest first, and nothing early', () => {
    const heap = new DeadlineHeap();
    const entries = [30, 10, 20, 10].map((at) => {
      const one = entry();
      heap.set(one, at);
      return one;
    });
    expect(heap.next).toBe(10);
    expect(heap.take(9.999)).toBeUndefined();
    expect([heap.take(10)?.at, heap.take(10)?.at, heap.take(10)]).toEqual([10, 10, undefined]);
    expect([heap.take(30), heap.take(30)]).toEqual([entries[2], entries[0]]);
    expect(heap.size).toBe(0);
    expect(heap.next).toBe(Number.POSITIVE_INFINITY);
  });

  test('holds an entry that was postponed until its new time', () => {
    const heap = new DeadlineHeap();
    const one = entry();
    heap.set(one, 10);
    heap.set(one, 50);
    heap.set(one, 40);
    expect(heap.size).toBe(1);
    expect(heap.take(39)).toBeUndefined();
    expect(heap.next).toBe(40);
    expect(heap.take(40)).toBe(one);
    expect(one.index).toBe(TAKEN);
  });

  test('brings an entry forward at once', () => {
    const heap = new DeadlineHeap();
    const [one, other] = [entry(), entry()];
    heap.set(other, 30);
    heap.set(one, 50);
    heap.set(one, 20);
    expect(heap.next).toBe(20);
    expect(heap.take(20)).toBe(one);
  });

  test('forgets what is removed, wherever it stands', () => {
    for (const victim of [0, 1, 2, 3, 4, 5, 6]) {
      const heap = new DeadlineHeap();
      const entries = [1, 10, 2, 11, 12, 3, 4].map((at) => {
        const one = entry();
        heap.set(one, at);
        return one;
      });
      const removed = entries[victim]!;
      heap.remove(removed);
      heap.remove(removed);
      expect(removed.index).toBe(ABSENT);
      const taken: number[] = [];
      for (let next = heap.take(100); next !== undefined; next = heap.take(100)) taken.push(next.at);
      expect(taken).toEqual([1, 2, 3, 4, 10, 11, 12].filter((at) => at !== removed.at));
    }
  });
});

test('an entry that fills a gap from another branch rises to where it belongs', () => {
  const heap = new DeadlineHeap();
  // One branch of late ones, one of early ones; the gap is made in the one, and filled from the other.
  const times = [0, 50, 1, 60, 55, 2, 3, 70, 71, 72, 73, 4, 5, 6, 7];
  const entries = times.map((at) => {
    const one = entry();
    heap.set(one, at);
    return one;
  });
  heap.remove(entries[times.indexOf(60)]!);
  const taken: number[] = [];
  for (let next = heap.take(100); next !== undefined; next = heap.take(100)) taken.push(next.at);
  expect(taken).toEqual(times.filter((at) => at !== 60).sort((a, b) => a - b));
});

describe('deadlines', () => {
  const setting = () => {
    const clock = new VirtualClock();
    const called: { readonly name: string; readonly now: number; readonly late: number }[] = [];
    const deadlines = Deadlines.of(clock);
    const named = (name: string, then: () => void = () => {}): Deadline =>
      deadlines.create((now, late) => {
        called.push({ name, now, late });
        then();
      });
    const names = (): string[] => called.map(({ name }) => name);
    return { clock, called, deadlines, named, names };
  };

  test('are called at their time, once, and not before', async () => {
    const { clock, called, named } = setting();
    const one = named('one');
    one.set(100);
    expect(one.pending).toBe(true);
    await clock.advanceTo(99.9);
    expect(called).toEqual([]);
    await clock.advanceTo(100);
    expect(called).toEqual([{ name: 'one', now: 100, late: 0 }]);
    expect(one.pending).toBe(false);
    await clock.advance(10_000);
    expect(called).toHaveLength(1);
  });

  test('postponed a thousand times are called once, at the last time', async () => {
    const { clock, called, named } = setting();
    const one = named('one');
    for (let at = 0; at < 1_000; at += 1) {
      one.set(at + 50);
      await clock.advanceTo(at);
    }
    expect(called).toEqual([]);
    await clock.advanceTo(5_000);
    expect(called).toEqual([{ name: 'one', now: 1_049, late: 0 }]);
  }, 10_000);

  test('share one timer, however many they are', () => {
    const { clock, named, deadlines } = setting();
    for (let at = 1_000; at > 0; at -= 1) named(String(at)).set(at);
    expect(deadlines.size).toBe(1_000);
    expect(clock.pendingTimers).toEqual([{ at: 1, held: true }]);
  });

  test('of one clock are one set of deadlines', () => {
    const clock = new VirtualClock();
    expect(Deadlines.of(clock)).toBe(Deadlines.of(clock));
    expect(Deadlines.of(new VirtualClock())).not.toBe(Deadlines.of(clock));
  });

  test('a new deadline that is sooner than all others is not late', async () => {
    const { clock, called, named } = setting();
    named('later').set(1_000);
    named('sooner').set(10);
    await clock.advanceTo(10);
    expect(called).toEqual([{ name: 'sooner', now: 10, late: 0 }]);
  });

  test('set to Infinity or cleared are never called', async () => {
    const { clock, called, named, deadlines } = setting();
    const [one, other] = [named('one'), named('other')];
    one.set(100);
    other.set(100);
    one.set(Number.POSITIVE_INFINITY);
    other.clear();
    other.clear();
    expect([one.pending, other.pending, deadlines.size]).toEqual([false, false, 0]);
    await clock.advance(10_000);
    expect(called).toEqual([]);
  });

  test('a time in the past is due now', async () => {
    const { clock, called, named } = setting();
    await clock.advance(500);
    named('one').set(100);
    await clock.advance(0);
    expect(called).toEqual([{ name: 'one', now: 500, late: 400 }]);
  });

  test('what a listener clears in the same round is not called', async () => {
    const { clock, named, names } = setting();
    const all = ['a', 'b', 'c'].map((name) => named(name, () => all.forEach((deadline) => deadline.clear())));
    for (const deadline of all) deadline.set(100);
    await clock.advance(1_000);
    expect(names()).toHaveLength(1);
  });

  test('what a listener postpones in the same round is called at its new time only', async () => {
    const { clock, called, named } = setting();
    const all = ['a', 'b'].map((name) =>
      named(name, () => called.length === 1 && all.forEach((one) => one.set(300))),
    );
    for (const deadline of all) deadline.set(100);
    await clock.advance(1_000);
    expect(called.map(({ now }) => now)).toEqual([100, 300, 300]);
  });

  test('may be set again by their own listener', async () => {
    const { clock, called, named } = setting();
    const again: Deadline = named('again', () => called.length < 3 && again.set(clock.now() + 10));
    again.set(10);
    await clock.advance(1_000);
    expect(called.map(({ now }) => now)).toEqual([10, 20, 30]);
  });

  test('a listener that throws is reported as uncaught, and the others are called', async () => {
    const { clock, named, names } = setting();
    const uncaught: unknown[] = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      named('a', () => {
        throw new Error('a threw');
      }).set(100);
      named('b').set(100);
      named('c').set(200);
      await clock.advance(300);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of before) process.on('uncaughtException', listener);
    }
    expect(uncaught).toEqual([new Error('a threw')]);
    expect(names().sort()).toEqual(['a', 'b', 'c']);
  });

  test('what arrives with the last round of I/O before the decision counts', async () => {
    const { clock, called, named } = setting();
    const dog = named('dog');
    dog.set(100);
    // The pet is delivered by the I/O that the stalled process had not read.
    clock.outside.setTimer(90, () => {});
    const drain = clock.drain.bind(clock);
    clock.drain = async () => {
      dog.set(1_000);
      await drain();
    };
    await clock.advance(500);
    expect(called).toEqual([]);
    await clock.advance(500);
    expect(called).toEqual([{ name: 'dog', now: 1_000, late: 0 }]);
  });

  test('what becomes due while the round of I/O is under way waits for a round of its own', async () => {
    let drains = 0;
    let now = 0;
    let fire: (() => void) | undefined;
    let drained: (() => void) | undefined;
    const clock: Pick<Clock, 'now' | 'setTimer' | 'drain'> = {
      now: () => now,
      setTimer: (_, callback): Timer => {
        fire = callback;
        return { cancel: () => void (fire = undefined), ref: () => {}, unref: () => {} };
      },
      drain: () => {
        drains += 1;
        return new Promise((resolve) => {
          drained = resolve;
        });
      },
    };
    const deadlines = Deadlines.of(clock as Clock);
    const called: string[] = [];
    deadlines.create(() => called.push('first')).set(100);
    deadlines.create(() => called.push('second')).set(105);
    now = 100;
    fire?.();
    // The round took 10 ms: the second deadline has passed, but what arrived before it may not have been read.
    now = 110;
    drained?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(called).toEqual(['first']);
    fire?.();
    drained?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(called).toEqual(['first', 'second']);
    expect(drains).toBe(2);
  });

  test('noticed late by a process that stalled say by how much', async () => {
    const { clock, called, named } = setting();
    named('one').set(100);
    await clock.stall(3_000);
    expect(called).toEqual([{ name: 'one', now: 3_000, late: 2_900 }]);
  });

  test('keep the process alive while one is set, and only then', () => {
    const { clock, named } = setting();
    const held = (): boolean[] => clock.pendingTimers.map((timer) => timer.held);
    const [one, other] = [named('one'), named('other')];
    one.set(100);
    other.set(200);
    expect(held()).toEqual([true]);
    one.clear();
    expect(held()).toEqual([true]);
    other.clear();
    expect(held().filter(Boolean)).toEqual([]);
    // Later than the timer that was left behind: that one must hold the process again.
    one.set(300);
    expect(held()).toEqual([true]);
    one.clear();
    other.set(50);
    expect(held()).toEqual([true]);
  });

  test('an idle wake-up of a timer that was left behind is followed by the real one', async () => {
    const { clock, called, named } = setting();
    const one = named('one');
    one.set(100);
    one.clear();
    one.set(300);
    await clock.advance(300);
    expect(called).toEqual([{ name: 'one', now: 300, late: 0 }]);
    expect(clock.pendingTimers).toEqual([]);
  });
});

test('the tolerated lag is a tenth of the timeout, from 50 ms to 1 s', () => {
  expect([1, 500, 2_000, 10_000, 1e9].map(lagTolerance)).toEqual([50, 50, 200, 1_000, 1_000]);
});
