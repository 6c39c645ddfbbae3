import { OptionError } from './errors.js';
import { knownOptions, milliseconds } from './options.js';

/** How long to wait between attempts. Milliseconds. */
export interface ReconnectOptions {
  /** The shortest wait. From 1 to an hour. Default 100. */
  readonly min?: number | undefined;
  /** The longest wait. From `min` to an hour. Default 5,000, or `min` if that is more. */
  readonly max?: number | undefined;
  /** Where chance comes from: at least 0, less than 1. For tests. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** Waits that grow. */
export interface Backoff {
  /** The longest of them, in milliseconds. */
  readonly max: number;
  /**
   * How long to wait after so many failures in a row, 1 or more: the longest possible wait doubles with each, and a
   * random part of up to a half is taken off, so that many that lost one host do not come back all at once.
   */
  delay(failures: number): number;
}

const HOUR = 3_600_000;

/** @throws {@link OptionError} */
export function checkReconnect(options: ReconnectOptions = {}): Backoff {
  knownOptions('reconnect', options, ['min', 'max', 'random']);
  const range = { min: 1, max: HOUR };
  const min = milliseconds('reconnect.min', options.min, 100, range);
  const max = milliseconds('reconnect.max', options.max, Math.max(5_000, min), range);
  if (max < min) throw new OptionError('reconnect.max', max, `at least reconnect.min, which is ${min}`);
  const random = options.random ?? Math.random;
  if (typeof random !== 'function') throw new OptionError('reconnect.random', random, 'a function');
  return {
    max,
    delay(failures) {
      const longest = Math.min(min * 2 ** failures, max);
      const shortest = Math.max(longest / 2, min);
      return shortest + random() * (longest - shortest);
    },
  };
}
