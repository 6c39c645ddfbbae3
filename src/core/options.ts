import { OptionError } from './errors.js';

/** Bounds of a numeric option, both included. */
export interface Range {
  readonly min: number;
  readonly max?: number;
  /** Whether `Infinity` may be written. */
  readonly infinity?: boolean;
}

const LONGEST = 2 ** 53 - 1;

function checkNumber(name: string, value: number, range: Range, kind: string): number {
  const max = range.max ?? LONGEST;
  const fits =
    typeof value === 'number' &&
    ((value >= range.min && value <= max) || (range.infinity === true && value === Number.POSITIVE_INFINITY));
  if (!fits) {
    const upper = range.max === undefined ? `of at least ${range.min}` : `from ${range.min} to ${range.max}`;
    throw new OptionError(name, value, `${kind} ${upper}${range.infinity === true ? ', or Infinity' : ''}`);
  }
  return value;
}

/** A duration in milliseconds, or `fallback` when the option was left out. @throws {@link OptionError} */
export function milliseconds(
  name: string,
  value: number | undefined,
  fallback: number,
  range: Range,
): number {
  return value === undefined ? fallback : checkNumber(name, value, range, 'a number of milliseconds');
}

/** A whole number, or `fallback` when the option was left out. @throws {@link OptionError} */
export function count(name: string, value: number | undefined, fallback: number, range: Range): number {
  if (value === undefined) return fallback;
  checkNumber(name, value, range, 'a whole number');
  if (!Number.isInteger(value) && value !== Number.POSITIVE_INFINITY)
    throw new OptionError(name, value, 'a whole number');
  return value;
}

/** One of a few words, or `fallback`. @throws {@link OptionError} */
export function oneOf<const W extends string>(
  name: string,
  value: W | undefined,
  fallback: W,
  words: readonly W[],
): W {
  if (value === undefined) return fallback;
  if (!words.includes(value))
    throw new OptionError(name, value, `one of ${words.map((word) => `'${word}'`).join(', ')}`);
  return value;
}

/** A string that is not empty. @throws {@link OptionError} */
export function nonEmpty(name: string, value: string): string {
  if (typeof value !== 'string' || value === '')
    throw new OptionError(name, value, 'a string that is not empty');
  return value;
}

/**
 * A signal, or `undefined` when the option was left out. Passing the controller in its place is the common slip; without
 * this check it would surface as a TypeError in the middle of a wait.
 * @throws {@link OptionError}
 */
export function abortSignal(name: string, value: AbortSignal | undefined): AbortSignal | undefined {
  if (value === undefined || isAbortSignal(value)) return value;
  throw new OptionError(name, value, 'an AbortSignal, such as the `signal` of an AbortController');
}

function isAbortSignal(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'aborted' in value &&
    'addEventListener' in value &&
    typeof value.addEventListener === 'function'
  );
}

/**
 * Refuses options that do not exist: a misspelt `timout` would otherwise silently mean the default.
 * @throws {@link OptionError}
 */
export function knownOptions(where: string, options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw new OptionError(where, options, 'an object');
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const value: unknown = Reflect.get(options, key);
    // It may be a secret under a misspelt name.
    const harmless = typeof value === 'number' || typeof value === 'boolean' || value === undefined;
    throw new OptionError(
      `${where}.${key}`,
      harmless ? value : `<${typeof value}>`,
      `left out: the known options are ${known.join(', ')}`,
    );
  }
}
