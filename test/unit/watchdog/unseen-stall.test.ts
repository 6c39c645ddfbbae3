// The fear: this process stands still between two of its own steps, where it does not look, and takes what it missed for
// silence.
import { expect, test } from 'vitest';
import { type Clock, Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';

/** Its time runs ahead of its timers by as long as the process has stood still. */
class StallingClock implements Clock {
  readonly virtual = new VirtualClock();
  #stood = 0;
  #afterReading: { readonly duration: number; readonly arrives: () => void } | undefined;
  #arrived: (() => void) | undefined;
  #looksLeft = Number.POSITIVE_INFINITY;
  #atLook = 0;

  /** After it has read once more; meanwhile this arrives, to be read the time after. */
  stallAfterReading(duration: number, arrives: () => void): void {
    this.#afterReading = { duration, arrives };
  }

  /** Before it looks at the time for the so manieth time. */
  stallAtLook(nth: number, duration: number): void {
    this.#looksLeft = nth;
    this.#atLook = duration;
  }

  now(): number {
    this.#looksLeft -= 1;
    if (this.#looksLeft === 0) this.#stood += this.#atLook;
    return this.virtual.now() + this.#stood;
  }

  boot(): number {
    return this.virtual.boot();
  }

  wall(): number {
    return this.virtual.wall();
  }

  sleep(delay: number): Promise<void> {
    return this.virtual.sleep(delay);
  }

  setTimer(delay: number, callback: () => void) {
    return this.virtual.setTimer(delay, callback);
  }

  async drain(): Promise<void> {
    await this.virtual.drain();
    this.#arrived?.();
    this.#arrived = this.#afterReading?.arrives;
    this.#stood += this.#afterReading?.duration ?? 0;
    this.#afterReading = undefined;
  }

  atEndOfTurn(callback: () => void): void {
    this.virtual.atEndOfTurn(callback);
  }
}

test('between reading and judging: a pet that waits to be read is no silence', async () => {
  const clock = new StallingClock();
  const dog = new Watchdog({ id: 'dog', timeout: 100, pretimeout: 20, clock });
  const log: string[] = [];
  dog.on('transition', ({ type, at }) => log.push(`${type}@${at}`));
  dog.start();
  await clock.virtual.advance(10);
  dog.pet();
  await clock.virtual.advance(49);
  // It looks at 60 ms, half of the timeout after the pet, and gets on at 155: the next pet has arrived and is not read.
  clock.stallAfterReading(95, () => dog.pet());
  await clock.virtual.advance(1);
  expect(clock.now()).toBe(155);
  await clock.virtual.advance(79);
  expect(log.filter((entry) => !entry.startsWith('late'))).toEqual(['armed@0']);
  // And without one it is found, not late.
  await clock.virtual.advance(21);
  expect(log.slice(-2)).toEqual(['pretimeout@235', 'expired@255']);
  await dog.stop();
});

test.each([1, 2, 3, 4, 5])('while it is armed, at look %i: it is no silence', async (look) => {
  const clock = new StallingClock();
  const dog = new Watchdog({ id: 'dog', timeout: 1_000, clock });
  clock.stallAtLook(look, 5_000);
  dog.start();
  // What of a stall is not seen: the tick in which it began.
  await clock.virtual.advance(890);
  expect(clock.now()).toBe(5_890);
  expect(dog.state).toBe('armed');
  await clock.virtual.advance(110);
  expect(dog.state).toBe('expired');
  await dog.stop();
});
