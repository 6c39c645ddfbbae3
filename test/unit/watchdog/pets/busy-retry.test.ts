// The fear: a channel that can not be had is asked for without a pause, or no longer asked for at all.
import fc from 'fast-check';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';
import { describe, expect, test } from 'vitest';
import { checkReconnect, type Clock, log } from '../../../../src/core/index.js';
import { VirtualClock } from '../../../../src/testing/index.js';
import { followForEver, type PetRun } from '../../../../src/watchdog/pets/run.js';
import { Told } from '../../../../src/watchdog/pets/told.js';
import { Recorder } from './recorder.js';

function run(clock: Clock): {
  readonly run: PetRun;
  readonly recorder: Recorder;
  readonly ending: AbortController;
} {
  const recorder = new Recorder();
  const ending = new AbortController();
  const told = new Told('test', recorder);
  return {
    recorder,
    ending,
    run: { name: 'test', clock, signal: ending.signal, told, log: log('pets'), newReader: () => () => {} },
  };
}

describe('the back-off', () => {
  test('doubles its longest wait up to the maximum', () => {
    const longest = checkReconnect({ random: () => 1 });
    expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) => longest.delay(failures))).toEqual([
      200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000,
    ]);
    const shortest = checkReconnect({ random: () => 0 });
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => shortest.delay(failures))).toEqual([
      100, 200, 400, 800, 1_600, 2_500, 2_500,
    ]);
  });

  test('stays within its bounds', () => {
    const bounds = fc.tuple(fc.integer({ min: 1, max: 3_600_000 }), fc.integer({ min: 1, max: 3_600_000 }));
    fc.assert(
      fc.property(
        bounds,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5_000 }),
        (pair, chance, failures) => {
          const [min, max] = [Math.min(...pair), Math.max(...pair)];
          const delay = checkReconnect({ min, max, random: () => chance }).delay(failures);
          expect(delay).toBeGreaterThanOrEqual(min);
          expect(delay).toBeLessThanOrEqual(max);
        },
      ),
    );
  });

  test('is left to chance by default, and is not always the same', () => {
    const { delay } = checkReconnect();
    expect(new Set(Array.from({ length: 20 }, () => delay(1))).size).toBeGreaterThan(1);
  });
});

describe('trying', () => {
  const backoff = checkReconnect({ min: 100, max: 1_000, random: () => 0 });

  test('goes on for ever, at the times of the back-off, and tells a reason when it is news', async () => {
    const clock = new VirtualClock();
    const { run: one, recorder, ending } = run(clock);
    const attempts: number[] = [];
    const reasons = ['absent', 'absent', 'absent', 'refused', 'refused', 'absent'];
    const trying = followForEver(one, backoff, async () => {
      attempts.push(clock.now());
      throw new Error(reasons[attempts.length - 1] ?? 'absent');
    });
    await clock.advance(2_600);
    expect(attempts).toEqual([0, 100, 300, 700, 1_200, 1_700, 2_200]);
    expect(recorder.told).toEqual(['closed: absent', 'closed: refused', 'closed: absent']);
    await clock.advance(100_000);
    expect(attempts.length).toBeGreaterThan(200);
    ending.abort();
    await trying;
    expect(clock.pendingTimers).toEqual([]);
  });

  test('starts over with short waits after an attempt that stood', async () => {
    const clock = new VirtualClock();
    const { run: one, ending } = run(clock);
    const attempts: number[] = [];
    const trying = followForEver(one, backoff, async () => {
      attempts.push(clock.now());
      if (attempts.length === 4) await clock.sleep(1_001);
      throw new Error('lost');
    });
    await clock.advance(2_000);
    expect(attempts).toEqual([0, 100, 300, 700, 1_801]);
    ending.abort();
    await trying;
  });

  test('does not start over after one that was lost at once', async () => {
    const clock = new VirtualClock();
    const { run: one, recorder, ending } = run(clock);
    const attempts: number[] = [];
    const trying = followForEver(one, backoff, async () => {
      attempts.push(clock.now());
      one.told.opened();
      throw new Error('lost');
    });
    await clock.advance(800);
    expect(attempts).toEqual([0, 100, 300, 700]);
    expect(recorder.told.slice(0, 4)).toEqual(['opened', 'closed: lost', 'opened', 'closed: lost']);
    ending.abort();
    await trying;
  });

  test('is not ended by a TypeError, nor by what is no error at all', async () => {
    const clock = new VirtualClock();
    const { run: one, recorder, ending } = run(clock);
    const thrown = [new TypeError('an address of the wrong kind'), 'a text', undefined];
    let attempts = 0;
    const trying = followForEver(one, backoff, async () => {
      attempts += 1;
      throw thrown[attempts % 3];
    });
    await clock.advance(5_000);
    expect(attempts).toBeGreaterThan(9);
    expect(recorder.told.slice(0, 3)).toEqual([
      'closed: "a text"',
      'closed: undefined',
      'closed: an address of the wrong kind',
    ]);
    ending.abort();
    await trying;
  });

  test('ends at once when its run ends: before the first attempt, in one, and in a wait', async () => {
    const clock = new VirtualClock();
    const before = run(clock);
    before.ending.abort();
    let attempts = 0;
    await followForEver(before.run, backoff, async () => {
      attempts += 1;
    });
    expect(attempts).toBe(0);

    const during = run(clock);
    await followForEver(during.run, backoff, async () => {
      during.ending.abort();
      throw new Error('interrupted');
    });
    expect(during.recorder.told).toEqual([]);

    const between = run(clock);
    const trying = followForEver(between.run, backoff, async () => {
      throw new Error('absent');
    });
    await between.recorder.until(/absent/);
    expect(clock.pendingTimers).toHaveLength(1);
    between.ending.abort();
    await trying;
    expect(clock.pendingTimers).toEqual([]);
  });
});
