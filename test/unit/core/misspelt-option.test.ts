// The fear: an option that is misspelt, or of the wrong kind, silently means the default.
import { describe as suite, expect, test } from 'vitest';
import {
  abortSignal,
  count,
  describe,
  knownOptions,
  messageOf,
  milliseconds,
  nonEmpty,
  OptionError,
  oneOf,
} from '../../../src/core/index.js';

const refusal = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    const { option, value, message, code } = error as OptionError;
    expect(code).toBe('ERR_OPTION');
    return [option, value, message];
  }
  throw new Error('it was not refused');
};

suite('milliseconds', () => {
  const range = { min: 1, max: 100 };

  test('takes what is in range, the bounds included, and the default when left out', () => {
    expect([1, 1.5, 100].map((value) => milliseconds('wait', value, 50, range))).toEqual([1, 1.5, 100]);
    expect(milliseconds('wait', undefined, 50, range)).toBe(50);
    expect(milliseconds('wait', Number.POSITIVE_INFINITY, 50, { min: 1, infinity: true })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test.for([
    0,
    0.999,
    -1,
    101,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    '5',
    null,
    true,
    {},
    5n,
  ])('refuses %s', (value) => {
    expect(refusal(() => milliseconds('wait', value as number, 50, range))).toEqual([
      'wait',
      value,
      expect.stringContaining('wait must be a number of milliseconds from 1 to 100; got '),
    ]);
  });

  test('says when Infinity may be written, and has no upper bound then but sanity', () => {
    expect(() => milliseconds('wait', 0, 50, { min: 1, infinity: true })).toThrow(
      'wait must be a number of milliseconds of at least 1, or Infinity; got 0',
    );
    expect(() => milliseconds('wait', 2 ** 53, 50, { min: 1, infinity: true })).toThrow(OptionError);
  });
});

suite('count', () => {
  test('takes whole numbers in range', () => {
    expect([1, 8].map((value) => count('window', value, 4, { min: 1, max: 8 }))).toEqual([1, 8]);
    expect(count('window', undefined, 4, { min: 1 })).toBe(4);
    expect(count('window', Number.POSITIVE_INFINITY, 4, { min: 1, infinity: true })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test.for([1.5, 0, 9, '4', Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(refusal(() => count('window', value as number, 4, { min: 1, max: 8 }))).toEqual([
      'window',
      value,
      expect.stringContaining('window must be a whole number'),
    ]);
  });
});

suite('words', () => {
  test('one of a few, by name', () => {
    expect(oneOf('mode', 'enforce', 'observe', ['observe', 'enforce'])).toBe('enforce');
    expect(oneOf('mode', undefined, 'observe', ['observe', 'enforce'])).toBe('observe');
    expect(() => oneOf('mode', 'enfroce' as 'observe', 'observe', ['observe', 'enforce'])).toThrow(
      "mode must be one of 'observe', 'enforce'; got \"enfroce\"",
    );
  });

  test.for(['', undefined, null, 5, ['x']])('a string that is not empty is not %j', (value) => {
    expect(() => nonEmpty('path', value as string)).toThrow('path must be a string that is not empty; got ');
  });
});

suite('a signal', () => {
  test('may be left out', () => {
    const { signal } = new AbortController();
    expect(abortSignal('signal', signal)).toBe(signal);
    expect(abortSignal('signal', undefined)).toBeUndefined();
  });

  test('is not its controller, the common slip', () => {
    expect(() => abortSignal('signal', new AbortController() as unknown as AbortSignal)).toThrow(
      'signal must be an AbortSignal, such as the `signal` of an AbortController; got ',
    );
  });

  test.for([null, true, 'abort', {}, new EventTarget()])('nor is it %s', (value) => {
    expect(() => abortSignal('signal', value as AbortSignal)).toThrow(OptionError);
  });

  test('may come from elsewhere: what counts is what it can do', () => {
    const foreign = {
      aborted: false,
      reason: undefined,
      addEventListener: () => {},
      removeEventListener: () => {},
    };
    expect(abortSignal('signal', foreign as unknown as AbortSignal)).toBe(foreign);
  });
});

suite('unknown options', () => {
  test('are refused by name, with the known ones', () => {
    expect(refusal(() => knownOptions('execute', { timout: 5 }, ['signal', 'timeout']))).toEqual([
      'execute.timout',
      5,
      'execute.timout must be left out: the known options are signal, timeout; got 5',
    ]);
  });

  test.for([null, 5, 'timeout'])('options can not be %j', (value) => {
    expect(() => knownOptions('execute', value as unknown as object, ['timeout'])).toThrow(
      'execute must be an object; got ',
    );
  });

  test('known ones pass', () => {
    knownOptions('execute', { timeout: undefined, signal: undefined }, ['signal', 'timeout']);
    knownOptions('execute', {}, []);
  });
});

test('a refused value is described on one short line, and no content of an object is told', () => {
  expect(describe('x'.repeat(100))).toBe(`"${'x'.repeat(77)}..."`);
  expect(describe('a\nb')).toBe('"a\\nb"');
  expect(describe([1, 2])).toBe('an array of 2');
  expect(describe({})).toBe('an empty object');
  expect(describe({ password: 'secret', b: 1, c: 1, d: 1, e: 1, f: 1 })).toBe(
    'an object with password, b, c, d, e, ...',
  );
  expect(describe(function named() {})).toBe('a function (named)');
  expect(describe(() => {})).toBe('a function');
  expect(describe(5n)).toBe('5');
  expect(describe(Object.create(null))).toBe('an empty object');
});

test('the message of anything that was thrown', () => {
  expect([new Error('no'), 'text', undefined, Object.create(null)].map(messageOf)).toEqual([
    'no',
    '"text"',
    'undefined',
    'an empty object',
  ]);
});
