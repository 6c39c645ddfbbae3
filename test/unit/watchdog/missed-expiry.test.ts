// The fear: somebody is silent, and the watchdog never says so, or says so twice.
import { describe, expect, test } from 'vitest';
import { Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { Deadlines } from '../../../src/core/index.js';
import { watched } from './watched.js';

describe('behind a stall of this process', () => {
  test('one who really died is found as soon as a whole timeout was listened to', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    await clock.advance(300);
    await clock.stall(10_000);
    expect(dog.state).toBe('armed');
    await clock.advance(700);
    expect(dog.state).toBe('expired');
    expect(log).toEqual(['armed@0', 'late@10300', expect.stringMatching(/^expired@1(09|10)\d\d$/)]);
  });

  test('one who died during it, after his last pet', async () => {
    const { clock, dog, channel } = watched({ channel: true });
    dog.start();
    channel.open();
    channel.sendIn(100);
    channel.sendIn(200);
    await clock.stall(10_000);
    expect(dog.snapshot.petCount).toBe(2);
    await clock.advance(1_000);
    expect(dog.state).toBe('expired');
  });

  test.each([
    [150, 50],
    [300, 100],
    [1_000, 200],
    [5_000, 10],
  ])('stalls of %i ms every %i ms only delay it', async (stall, between) => {
    const { clock, dog } = watched();
    dog.start();
    // Between two stalls it listens: so long, at most, until a whole timeout of that has come together.
    const rounds = Math.ceil(1_000 / between);
    for (let n = 0; n < rounds; n += 1) {
      await clock.advance(between);
      await clock.stall(stall);
    }
    await clock.advance(1);
    expect(dog.state).toBe('expired');
  });
});

describe('after an excuse', () => {
  test('a pause has a bound', async () => {
    const { clock, dog, log, transitions } = watched();
    dog.start();
    dog.pause('VM paused', 60_000);
    await clock.advance(60_000);
    expect(transitions.at(-1)).toEqual({ type: 'resumed', at: 60_000, by: 'limit' });
    await clock.advance(1_000);
    expect(log.at(-1)).toBe('expired@61000');
  });

  test('two pauses have two bounds', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    dog.pause('VM paused', 60_000);
    dog.pause('maintenance', 90_000);
    await clock.advance(90_000);
    expect(log).toEqual(['armed@0', 'paused@0', 'paused@0', 'resumed@90000']);
    await clock.advance(1_000);
    expect(dog.state).toBe('expired');
  });

  test('a bound that passes while this process stands still', async () => {
    const { clock, dog } = watched();
    dog.start();
    dog.pause('VM paused', 1_000);
    await clock.stall(60_000);
    expect(dog.snapshot.pausedBy).toBeUndefined();
    await clock.advance(1_000);
    expect(dog.state).toBe('expired');
  });

  test('who was expired and paused expires again when he stays silent', async () => {
    const { clock, dog, log } = watched();
    dog.start();
    await clock.advance(1_000);
    dog.pause('VM paused', 60_000);
    await clock.advance(5_000);
    dog.resume();
    await clock.advance(1_000);
    expect(log).toEqual(['armed@0', 'expired@1000', 'paused@1000', 'resumed@6000', 'expired@7000']);
  });

  test('a boot grace that was cut short by a pet leaves the ordinary timeout', async () => {
    const { clock, dog } = watched();
    dog.start();
    dog.startGrace(300_000);
    await clock.advance(10);
    dog.pet();
    await clock.advance(1_000);
    expect(dog.state).toBe('expired');
  });
});

describe('onExpiry', () => {
  test('latch: it says so once, and a pet counts as recovery and arms it again', async () => {
    const { clock, dog, log, transitions } = watched();
    dog.start();
    await clock.advance(100_000);
    dog.pet();
    expect(transitions.at(-1)).toEqual({ type: 'recovered', at: 100_000, after: 99_000 });
    dog.pet();
    await clock.advance(1_000);
    expect(log).toEqual(['armed@0', 'expired@1000', 'recovered@100000', 'expired@101000']);
  });

  test('rearm: it says so after each timeout, with its warning, until a pet', async () => {
    const { clock, dog, log } = watched({ onExpiry: 'rearm', pretimeout: 100 });
    dog.start();
    await clock.advance(3_000);
    expect(dog.snapshot).toMatchObject({ state: 'armed', silent: true, awaitingRecovery: true });
    dog.pet();
    expect(log).toEqual([
      'armed@0',
      'pretimeout@900',
      'expired@1000',
      'pretimeout@1900',
      'expired@2000',
      'pretimeout@2900',
      'expired@3000',
      'recovered@3000',
    ]);
    await clock.advance(1_000);
    expect(log.at(-1)).toBe('expired@4000');
  });

  test('the recovery is counted from the first expiry', async () => {
    const { clock, dog, transitions } = watched({ onExpiry: 'rearm' });
    dog.start();
    await clock.advance(3_500);
    dog.pet();
    expect(transitions.at(-1)).toEqual({ type: 'recovered', at: 3_500, after: 2_500 });
  });
});

describe('trigger', () => {
  test('expires at once, and counts as established', async () => {
    const { clock, dog, transitions } = watched();
    dog.start();
    await clock.advance(10);
    dog.trigger();
    expect(transitions.at(-1)).toEqual({ type: 'expired', at: 10, silentFor: 10, cause: 'trigger' });
    expect(dog.snapshot.silent).toBe(true);
    dog.trigger();
    await clock.advance(10_000);
    expect(transitions).toHaveLength(2);
  });

  test('also while it is paused, or its channel gone', () => {
    const { dog, log } = watched({ channel: true });
    dog.start();
    dog.pause('VM paused', 1_000);
    dog.trigger();
    expect(log.at(-1)).toBe('expired@0');
  });
});

describe('together', () => {
  test('a thousand watchdogs share one timer, and each expires at its own time', async () => {
    const clock = new VirtualClock();
    const expired: number[][] = [];
    const dogs = Array.from({ length: 1_000 }, (_, index) => {
      const dog = new Watchdog({ id: `dog${index}`, timeout: 1_000 + (index % 97), clock });
      dog.on('expired', ({ at }) => expired.push([index, at]));
      dog.start();
      return dog;
    });
    expect(clock.pendingTimers).toHaveLength(1);
    await clock.advance(500);
    for (const [index, dog] of dogs.entries()) if (index % 3 === 0) dog.pet();
    await clock.advance(2_000);
    expect(expired).toHaveLength(1_000);
    for (const [index = -1, at] of expired)
      expect(at).toBe(1_000 + (index % 97) + (index % 3 === 0 ? 500 : 0));
    expect(Deadlines.of(clock).size).toBe(1);
    for (const dog of dogs) await dog.stop();
    expect(Deadlines.of(clock).size).toBe(0);
  });

  test('a listener that throws costs neither the other listeners nor the other watchdogs anything', async () => {
    const clock = new VirtualClock();
    const errors: unknown[] = [];
    const seen: string[] = [];
    for (const id of ['a', 'b']) {
      const dog = new Watchdog({ id, timeout: 1_000, clock, onListenerError: (error) => errors.push(error) });
      dog.on('expired', () => {
        throw new Error(id);
      });
      dog.on('expired', () => seen.push(id));
      dog.start();
    }
    await clock.advance(1_000);
    expect(seen.toSorted()).toEqual(['a', 'b']);
    expect(errors).toHaveLength(2);
  });

  test('one that its own listener stops, and starts again, watches on', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    const dog = new Watchdog({ id: 'a', timeout: 1_000, clock });
    dog.on('expired', ({ at }) => {
      seen.push(Math.round(at));
      void dog.stop();
      if (seen.length === 1) dog.start();
    });
    dog.start();
    await clock.advance(10_000);
    expect(seen).toEqual([1_000, 2_000]);
  });

  test('one that is petted or disposed of by the listener of another is heard', async () => {
    const clock = new VirtualClock();
    const log: string[] = [];
    const dogs = ['a', 'b', 'c'].map((id) => new Watchdog({ id, timeout: 1_000, clock }));
    for (const dog of dogs) {
      dog.on('expired', async () => {
        log.push(dog.id);
        const [petted, stopped] = dogs.filter((other) => other !== dog);
        petted?.pet();
        await stopped?.stop();
      });
      dog.start();
    }
    await clock.advance(1_000);
    expect(log).toHaveLength(1);
    const [first] = log;
    const petted = dogs.filter(({ id }) => id !== first)[0];
    await clock.advance(1_000);
    expect(log).toEqual([first, petted?.id]);
  });
});
