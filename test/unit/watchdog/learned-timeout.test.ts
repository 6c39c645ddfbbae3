// The fear: a peer whose pets are irregular is taken for dead, or one that is regular is missed for long.
import fc from 'fast-check';
import { phi } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { Phi } from '../../../src/watchdog/phi.js';
import { watched } from './watched.js';

describe('phi', () => {
  test('until it has learned something, the timeout is what was said', async () => {
    const { clock, dog } = watched({ timeout: 5_000, strategy: phi() });
    dog.start();
    for (let n = 0; n < 7; n += 1) {
      await clock.advance(100);
      dog.pet();
    }
    expect(dog.timeout).toBe(5_000);
    expect(dog.snapshot.suspicion).toBe(0);
    await clock.advance(4_999);
    expect(dog.state).toBe('armed');
    await clock.advance(1);
    expect(dog.state).toBe('expired');
  });

  test('regular pets make it expire earlier, and never later than was said', async () => {
    const { clock, dog } = watched({ timeout: 5_000, strategy: phi({ acceptablePause: 300 }) });
    dog.start();
    for (let n = 0; n < 50; n += 1) {
      await clock.advance(100);
      dog.pet();
    }
    // 100 + 300 + 5.6 times the least deviation of 100.
    expect(dog.timeout).toBeGreaterThan(940);
    expect(dog.timeout).toBeLessThan(1_000);
    const { timeout } = dog;
    await clock.advance(timeout - 1);
    expect(dog.state).toBe('armed');
    expect(dog.snapshot.suspicion).toBeGreaterThan(7.9);
    await clock.advance(1.1);
    expect(dog.state).toBe('expired');
  });

  test('irregular pets make it patient', async () => {
    const { clock, dog } = watched({ timeout: 60_000, strategy: phi() });
    dog.start();
    for (let n = 0; n < 50; n += 1) {
      await clock.advance(n % 5 === 0 ? 3_000 : 200);
      dog.pet();
    }
    expect(dog.timeout).toBeGreaterThan(6_000);
    await clock.advance(6_000);
    expect(dog.state).toBe('armed');
  });

  test('what was excused teaches nothing', async () => {
    const { clock, dog } = watched({ timeout: 60_000, strategy: phi() });
    dog.start();
    const regularly = async (): Promise<void> => {
      for (let n = 0; n < 20; n += 1) {
        await clock.advance(100);
        dog.pet();
      }
    };
    await regularly();
    const { timeout } = dog;
    dog.pause('snapshot', 100_000);
    await clock.advance(30_000);
    dog.resume('snapshot');
    dog.pet();
    dog.startGrace(300_000);
    await clock.advance(90_000);
    dog.pet();
    await clock.stall(20_000);
    await clock.advance(100);
    dog.pet();
    await regularly();
    expect(dog.timeout).toBeCloseTo(timeout, -1);
  });

  test('pets that were read together are one', async () => {
    const { clock, dog } = watched({ timeout: 60_000, strategy: phi() });
    dog.start();
    for (let n = 0; n < 20; n += 1) {
      await clock.advance(1_000);
      for (let burst = 0; burst < 30; burst += 1) dog.pet();
    }
    expect(dog.timeout).toBeGreaterThan(1_500);
  });

  test.each([
    // -log10 of the normal distribution's upper tail, from tables.
    [0, 0.30103],
    [1, 0.79955],
    [2, 1.64302],
    [3.719_016_5, 4],
    [5.612_001_2, 8],
  ])('%s deviations after the mean are a suspicion of %s', (deviations, suspicion) => {
    const learned = new Phi(phi({ minDeviation: 1_000 }));
    for (let n = 0; n < 8; n += 1) learned.learn(5_000);
    expect(learned.suspicion(5_000 + deviations * 1_000)).toBeCloseTo(suspicion, 4);
  });

  test('it rises with the silence, and the timeout is where it comes to the threshold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 10_000, noNaN: true }), { minLength: 8, maxLength: 40 }),
        fc.integer({ min: 1, max: 16 }),
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        (intervals, threshold, silence) => {
          const learned = new Phi(phi({ threshold, samples: 20 }));
          for (const interval of intervals) learned.learn(interval);
          const timeout = learned.timeout(Number.POSITIVE_INFINITY);
          expect(learned.suspicion(timeout)).toBeCloseTo(threshold, 6);
          expect(learned.suspicion(silence) >= threshold).toBe(silence >= timeout);
          expect(learned.suspicion(silence + 1)).toBeGreaterThanOrEqual(learned.suspicion(silence));
        },
      ),
    );
  });

  test.each([
    { threshold: 0 },
    { threshold: 17 },
    { samples: 7 },
    { minDeviation: 0 },
    { acceptablePause: -1 },
    { fi: 1 },
  ])('%o is refused', (options) => expect(() => phi(options)).toThrow(/phi/));
});
