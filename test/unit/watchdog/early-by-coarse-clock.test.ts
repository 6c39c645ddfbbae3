import { Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { expect, it } from 'vitest';
import { watched } from './watched.js';

// Pets of one turn of the event loop share one reading of the clock. It must be the turn's end: anything earlier makes
// a watchdog expire before its time.

it('a pet at the end of a long turn of the event loop has its whole timeout', async () => {
  await using dog = new Watchdog({ id: 'guest', timeout: 100 });
  const expired = new Promise((resolve) => dog.on('expired', () => resolve(performance.now())));
  dog.start();
  dog.pet();
  for (const busyUntil = performance.now() + 60; performance.now() < busyUntil; );
  const petted = performance.now();
  dog.pet();
  expect(Number(await expired) - petted).toBeGreaterThanOrEqual(100);
});

it('what anybody asks about a watchdog right after a pet knows of it', () => {
  const clock = new VirtualClock();
  const dog = new Watchdog({ id: 'guest', timeout: 100, clock });
  dog.start();
  dog.pet();
  expect(dog.snapshot).toMatchObject({ state: 'armed', silentFor: 0, timeLeft: 100, petCount: 1 });
});

it('a pet long ago does not postpone the expiry by more than the turn it came in', async () => {
  const { clock, dog, transitions } = watched({ timeout: 100 });
  dog.start();
  await clock.advance(30);
  dog.pet();
  await clock.advance(40);
  expect(dog.snapshot).toMatchObject({ silentFor: 40, timeLeft: 60 });
  await clock.advance(59);
  expect(dog.state).toBe('armed');
  await clock.advance(1);
  expect(transitions.at(-1)).toMatchObject({ type: 'expired', at: 130, silentFor: 100 });
});

it('a thousand pets of one turn ask the clock once', async () => {
  const clock = new VirtualClock();
  let asked = 0;
  const counting = new Proxy(clock, {
    get(target, name) {
      if (name === 'now') asked += 1;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const dog = new Watchdog({ id: 'guest', timeout: 100, clock: counting });
  dog.start();
  asked = 0;
  for (let pet = 0; pet < 1_000; pet += 1) dog.pet();
  await clock.advance(1);
  expect(asked).toBe(1);
});
