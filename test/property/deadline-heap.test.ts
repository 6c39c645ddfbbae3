// The fear: among thousands of deadlines that are set, postponed and cleared at random, one is called early, or never.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ABSENT, DeadlineHeap, type HeapEntry, TAKEN } from '../../src/core/deadline-heap.js';
import { Deadlines } from '../../src/core/index.js';
import { VirtualClock } from '../../src/testing/index.js';

const MOST = 40;
const who = fc.nat(MOST - 1);
const time = fc.oneof(fc.nat(20), fc.double({ min: 0, max: 20, noNaN: true }));
const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), who, after: time }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), after: time }) },
);

test('the heap does what a plain list does', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300, size: 'max' }), (operations) => {
      const heap = new DeadlineHeap();
      const entries = Array.from({ length: MOST }, (): HeapEntry => ({ at: 0, key: 0, index: ABSENT }));
      const model = new Map<number, number>();
      let now = 0;
      for (const step of operations) {
        if (step.kind === 'set') {
          heap.set(entries[step.who]!, now + step.after);
          model.set(step.who, now + step.after);
        } else if (step.kind === 'remove') {
          heap.remove(entries[step.who]!);
          model.delete(step.who);
        } else {
          now += step.after;
          const taken: number[] = [];
          for (let next = heap.take(now); next !== undefined; next = heap.take(now)) {
            expect(next.index).toBe(TAKEN);
            taken.push(entries.indexOf(next));
          }
          const due = [...model].filter(([, at]) => at <= now).map(([one]) => one);
          expect(taken.toSorted((a, b) => a - b)).toEqual(due.toSorted((a, b) => a - b));
          for (const one of due) model.delete(one);
        }
        expect(heap.size).toBe(model.size);
        // It may wake too soon, for one that was postponed, and never too late.
        expect(heap.next).toBeLessThanOrEqual(Math.min(...model.values()));
      }
    }),
    { numRuns: 120 },
  );
});

test('what is taken comes in the order of its time, if nothing was postponed meanwhile', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 60 }), (times) => {
      const heap = new DeadlineHeap();
      for (const at of times) heap.set({ at: 0, key: 0, index: ABSENT }, at);
      const taken: number[] = [];
      for (let next = heap.take(20); next !== undefined; next = heap.take(20)) taken.push(next.at);
      expect(taken).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

test('deadlines on a clock are called once per setting, never early, never lost, and late only by a stall', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('set' as const), who, after: time }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('clear' as const), who }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('advance' as const), after: time }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('stall' as const), after: time }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const clock = new VirtualClock();
      const due = new Map<number, number>();
      let stalled = false;
      const deadlines = Array.from({ length: MOST }, (_, one) =>
        Deadlines.of(clock).create((now, late) => {
          const at = due.get(one);
          expect(at).toBeDefined();
          expect(now).toBe(clock.now());
          expect(now).toBeGreaterThanOrEqual(at!);
          expect(late).toBeCloseTo(now - at!, 9);
          if (!stalled) expect(late).toBe(0);
          due.delete(one);
        }),
      );
      for (const { kind, ...rest } of steps) {
        if (kind === 'set' && 'who' in rest && 'after' in rest) {
          due.set(rest.who, clock.now() + rest.after);
          deadlines[rest.who]!.set(clock.now() + rest.after);
        } else if (kind === 'clear' && 'who' in rest) {
          due.delete(rest.who);
          deadlines[rest.who]!.clear();
        } else if ('after' in rest) {
          stalled = kind === 'stall';
          if (stalled) await clock.stall(rest.after);
          else await clock.advance(rest.after);
          for (const at of due.values()) expect(at).toBeGreaterThan(clock.now());
        }
        expect(deadlines.map((deadline) => deadline.pending)).toEqual(
          deadlines.map((_, one) => due.has(one)),
        );
        expect(clock.pendingTimers.length).toBeLessThanOrEqual(1);
      }
      stalled = false;
      await clock.advance(1_000);
      expect(due.size).toBe(0);
      expect(Deadlines.of(clock).size).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 30_000);
