// The fear: an integer of some size, in some place, next to some text, does not come through.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, stringifyJson } from '../../src/core/index.js';

const leaf = fc.oneof(
  fc.bigInt(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.constantFrom(
    2n ** 53n - 1n,
    2n ** 53n,
    -(2n ** 53n),
    1n - 2n ** 53n,
    2n ** 64n - 1n,
    10n ** 15n,
    10n ** 16n,
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.string({ unit: 'grapheme' }),
  // Text that could pose as a mark, spelt plainly or with escapes.
  fc.tuple(fc.nat(3), fc.nat(3)).map(([n, m]) => `wide-${n}:${m}`),
  fc.constantFrom(null, true, false, '\\', '"', '\\"', '\\u0077ide-0:0', '18446744073709551615'),
);

const value = fc.letrec<{ value: unknown; leaf: unknown; list: unknown; object: unknown }>((tie) => ({
  leaf,
  value: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'wide-0:0', 'toJSON')),
    tie('value'),
    { maxKeys: 5, noNullPrototype: true },
  ),
})).value;

/** What parsing gives back: a bigint only where a number could not be exact. */
const canonical = (given: unknown): unknown => {
  if (typeof given === 'bigint')
    return given >= Number.MIN_SAFE_INTEGER && given <= Number.MAX_SAFE_INTEGER ? Number(given) : given;
  if (
    typeof given === 'number' &&
    Number.isInteger(given) &&
    !Number.isSafeInteger(given) &&
    !String(given).includes('e')
  )
    return BigInt(String(given));
  if (Array.isArray(given)) return given.map(canonical);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, canonical(member)]));
};

test('what is written is read again, with integers of any size in any place', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(parseJson(stringifyJson(given))).toStrictEqual(canonical(given));
    }),
    { numRuns: 2_000 },
  );
});

/** Every bigint as the number that JSON.parse makes of it. */
const rounded = (given: unknown): unknown => {
  if (typeof given === 'bigint') return Number(given);
  if (Array.isArray(given)) return given.map(rounded);
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, rounded(member)]));
};

const outcome = (run: () => unknown): unknown => {
  try {
    return { value: run() };
  } catch (error) {
    return { refused: (error as Error).name };
  }
};

test('any text is refused, or read, exactly as JSON.parse does, but for the rounding', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '18446744073709551615',
      '-9007199254740993',
      '1234567890123456',
      '12345678901234567.5',
      '12345678901234567e3',
      '-',
      '01234567890123456789',
    ),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"',
      '\\',
      '\\"',
      '\\\\',
      '\\u0077',
      ' ',
      '\n',
      '\t',
      '\u00a0',
    ),
    fc.constantFrom('"a"', '"wide-0:0"', '"wide-1:0"', 'true', 'null', '1', '"__proto__"', 'wide-0:'),
  );
  const assembled = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const damaged = fc
    .tuple(value, fc.nat(), fc.nat(3), fc.constantFrom('', '"', '1', ',', '18446744073709551615', '\\'))
    .map(([given, at, length, instead]) => {
      const text = stringifyJson(given);
      const place = at % (text.length + 1);
      return text.slice(0, place) + instead + text.slice(place + length);
    });
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(assembled, damaged), (text) => {
      const plain = outcome(() => JSON.parse(text));
      if ('value' in (plain as object)) read += 1;
      expect(outcome(() => rounded(parseJson(text)))).toStrictEqual(plain);
    }),
    { numRuns: 5_000 },
  );
  // Were all of them refused, this would say little.
  expect(read).toBeGreaterThan(200);
});

test('without a bigint in it, a value is written as JSON.stringify writes it, also by the exact writer', () => {
  fc.assert(
    fc.property(
      fc.anything({
        withDate: true,
        withBoxedValues: true,
        withSparseArray: true,
        withNullPrototype: true,
        withTypedArray: true,
      }),
      (given) => {
        const plain = JSON.stringify([given]);
        expect(stringifyJson([given])).toBe(plain);
        expect(stringifyJson([given, 1n])).toBe(`${plain.slice(0, -1)},1]`);
      },
    ),
    { numRuns: 2_000 },
  );
});
