// The fear: an option that can not be meant is taken, and the watchdog watches nothing.
import { expect, test } from 'vitest';
import { OptionError, Watchdog, type WatchdogOptions } from 'qmp-watchdog';
import { watched } from './watched.js';

const good: WatchdogOptions = { id: 'dog', timeout: 1_000 };

test.each<[string, object, RegExp]>([
  ['no id', { id: '' }, /watchdog\.id must be a string that is not empty; got ""/],
  ['an id of another type', { id: 7 }, /watchdog\.id/],
  ['no timeout', { timeout: undefined }, /watchdog\.timeout must be a number of milliseconds/],
  ['a timeout of zero', { timeout: 0 }, /watchdog\.timeout .* from 10 to/],
  ['a timeout in another unit', { timeout: 5 }, /watchdog\.timeout/],
  ['a timeout that is none', { timeout: Number.NaN }, /watchdog\.timeout/],
  ['an endless timeout', { timeout: Number.POSITIVE_INFINITY }, /watchdog\.timeout/],
  ['a timeout in words', { timeout: '5s' }, /watchdog\.timeout .* got "5s"/],
  [
    'a pretimeout of the whole timeout',
    { pretimeout: 1_000 },
    /watchdog\.pretimeout .*less than the timeout, 1000/,
  ],
  ['a negative pretimeout', { pretimeout: -1 }, /watchdog\.pretimeout/],
  [
    'another armOn',
    { armOn: 'never' },
    /watchdog\.armOn must be one of 'start', 'first-pet', 'call'; got "never"/,
  ],
  ['another onExpiry', { onExpiry: 'twice' }, /watchdog\.onExpiry/],
  ['a misspelt option', { timout: 5 }, /watchdog\.timout must be left out/],
])('%s is refused by name, value and range', (_, change, message) => {
  const make = (): Watchdog => new Watchdog({ ...good, ...change });
  expect(make).toThrow(OptionError);
  expect(make).toThrow(message);
});

test('the defaults are: no warning, armed by start, latched', async () => {
  const { clock, dog, log } = watched();
  dog.start();
  await clock.advance(5_000);
  expect(log).toEqual(['armed@0', 'expired@1000']);
});

test('a pause without a reason or a bound is refused', () => {
  const { dog } = watched();
  dog.start();
  expect(() => dog.pause('', 1_000)).toThrow(/pause\.reason/);
  expect(() => dog.pause('why', 0)).toThrow(/pause\.max/);
  expect(() => dog.pause('why', Number.POSITIVE_INFINITY)).toThrow(/pause\.max/);
  expect(() => dog.startGrace(0)).toThrow(/grace/);
  expect(dog.snapshot.pausedBy).toBeUndefined();
});
