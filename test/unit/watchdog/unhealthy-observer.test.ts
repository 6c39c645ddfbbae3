// The fear: a host that stalls this process delays its peers' pets as well, and they are taken for dead.
import { describe, expect, test } from 'vitest';
import { watched } from './watched.js';

describe('the local health multiplier', () => {
  test('stretches the timeout after stalls, step by step, up to what was allowed, and comes back', async () => {
    const { clock, dog } = watched({ timeout: 1_000, localHealth: 3 });
    dog.start();
    await clock.advance(500);
    dog.pet();
    expect(dog.timeLeft).toBe(1_000);
    for (let stall = 0; stall < 5; stall += 1) {
      await clock.stall(300);
      await clock.advance(10);
    }
    dog.pet();
    expect(dog.timeLeft).toBe(3_000);
    // Six steps up, three of them beyond what counts here; each takes a second without a stall.
    for (let second = 0; second < 6; second += 1) {
      await clock.advance(1_000);
      dog.pet();
    }
    expect(dog.timeLeft).toBe(1_000);
  });

  test('by default does nothing: what a stall swallowed is no silence anyway', async () => {
    const { clock, dog } = watched({ timeout: 1_000 });
    dog.start();
    await clock.stall(300);
    await clock.advance(10);
    dog.pet();
    expect(dog.timeLeft).toBe(1_000);
  });

  test('delays a true verdict by no more than it stretches', async () => {
    const { clock, dog, transitions } = watched({ timeout: 1_000, localHealth: 8 });
    dog.start();
    await clock.advance(100);
    for (let stall = 0; stall < 10; stall += 1) {
      await clock.stall(300);
      await clock.advance(10);
    }
    dog.pet();
    await clock.advance(9_000);
    const expired = transitions.find(({ type }) => type === 'expired');
    expect(expired).toMatchObject({ cause: 'silence' });
    // It becomes healthy meanwhile, a step a second: long before eight times the timeout.
    expect(expired).toHaveProperty('silentFor', expect.closeTo(4_500, -4));
  });

  test.each([0, 9])('%s is refused', (localHealth) => {
    expect(() => watched({ localHealth })).toThrow(/watchdog.localHealth/);
  });
});
