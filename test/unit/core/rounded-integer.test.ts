// The fear: an address or a counter beyond 2^53 is rounded on its way in or out, and nobody notices.
import { afterEach, describe, expect, test } from 'vitest';
import { parseJson, stringifyJson, toBigInt, toNumber } from '../../../src/core/index.js';

describe('parsing', () => {
  test.for<[string, unknown]>([
    ['18446744073709551615', 18446744073709551615n],
    ['-9223372036854775808', -9223372036854775808n],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992n],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740991', -9007199254740991],
    ['-9007199254740992', -9007199254740992n],
    ['1234567890123456', 1234567890123456],
    ['  18446744073709551615\r\n', 18446744073709551615n],
    ['[18446744073709551615,18446744073709551615]', [18446744073709551615n, 18446744073709551615n]],
    ['{"a":18446744073709551615}', { a: 18446744073709551615n }],
    [
      '{"a" : 18446744073709551615 , "b" : [ -18446744073709551615 ]}',
      { a: 18446744073709551615n, b: [-18446744073709551615n] },
    ],
    [`1${'0'.repeat(400)}`, 10n ** 400n],
  ])('%s is exact, and a bigint only where it must be', ([text, value]) => {
    expect(parseJson(text)).toStrictEqual(value);
  });

  test.for<[string, number]>([
    ['12345678901234567890.5', 12345678901234567890.5],
    ['12345678901234567890e5', 12345678901234567890e5],
    ['1.2345678901234567890', 1.234567890123456789],
    ['0.12345678901234567890', 0.1234567890123456789],
    ['-0', -0],
    ['1e400', Number.POSITIVE_INFINITY],
  ])('%s stays a number: it is not written as an integer', ([text, value]) => {
    expect(parseJson(text)).toBe(value);
  });

  test.for([
    ['"18446744073709551615"', '18446744073709551615'],
    ['"a\\"18446744073709551615\\""', 'a"18446744073709551615"'],
    ['"\\\\", 18446744073709551615', undefined],
    ['["\\\\",18446744073709551615]', ['\\', 18446744073709551615n]],
    ['{"18446744073709551615":18446744073709551615}', { '18446744073709551615': 18446744073709551615n }],
  ])('digits in a string are a string: %s', ([text, value]) => {
    if (value === undefined) expect(() => parseJson(text as string)).toThrow(SyntaxError);
    else expect(parseJson(text as string)).toStrictEqual(value);
  });

  test('text that looks like the mark of a moved integer is left alone', () => {
    expect(parseJson('["wide-0:0",18446744073709551615]')).toStrictEqual(['wide-0:0', 18446744073709551615n]);
    expect(parseJson('["wide-0:0","wide-1:0","wide-2:1",18446744073709551615]')).toStrictEqual([
      'wide-0:0',
      'wide-1:0',
      'wide-2:1',
      18446744073709551615n,
    ]);
    expect(parseJson('{"wide-0:0":18446744073709551615}')).toStrictEqual({
      'wide-0:0': 18446744073709551615n,
    });
  });

  test('nor is it fooled by one that is spelt with escapes', () => {
    expect(parseJson('["\\u0077ide-0:0",18446744073709551615]')).toStrictEqual([
      'wide-0:0',
      18446744073709551615n,
    ]);
    expect(parseJson('["w\\u0069de\\u002d0:0","wide-1:0",18446744073709551615]')).toStrictEqual([
      'wide-0:0',
      'wide-1:0',
      18446744073709551615n,
    ]);
    expect(parseJson('["\\\\u0077ide-0:0",18446744073709551615]')).toStrictEqual([
      '\\u0077ide-0:0',
      18446744073709551615n,
    ]);
  });

  test('a message full of such marks is parsed in linear time', () => {
    const marks = Array.from({ length: 100_000 }, (_, n) => `wide-${n}:0`);
    const parsed = parseJson(`${JSON.stringify(marks).slice(0, -1)},18446744073709551615]`) as unknown[];
    expect(parsed).toHaveLength(100_001);
    expect(parsed.at(-2)).toBe('wide-99999:0');
    expect(parsed.at(-1)).toBe(18446744073709551615n);
  });

  test('so is one full of strings, with escapes or without', () => {
    const plain = Array.from({ length: 300_000 }, () => 'plain');
    expect(parseJson(`${JSON.stringify(plain).slice(0, -1)},18446744073709551615]`)).toHaveLength(300_001);
    const escaped = `${'\\'.repeat(1_000_000)}"`;
    const parsed = parseJson(`[${JSON.stringify(escaped)},18446744073709551615]`) as unknown[];
    expect(parsed[0] === escaped).toBe(true);
    expect(parsed[1]).toBe(18446744073709551615n);
  });

  test('a key named __proto__ stays a key, and changes no prototype', () => {
    const parsed = parseJson(
      '{"__proto__":{"polluted":18446744073709551615},"constructor":18446744073709551615}',
    ) as object;
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
    expect(Object.keys(parsed)).toEqual(['__proto__', 'constructor']);
    expect(Object.getOwnPropertyDescriptor(parsed, '__proto__')?.value).toStrictEqual({
      polluted: 18446744073709551615n,
    });
    const direct = parseJson('{"__proto__":18446744073709551615}') as object;
    expect(Object.getPrototypeOf(direct)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(direct, '__proto__')?.value).toBe(18446744073709551615n);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('the order of keys is kept', () => {
    expect(
      Object.keys(parseJson('{"z":18446744073709551615,"a":1,"m":18446744073709551615}') as object),
    ).toEqual(['z', 'a', 'm']);
  });

  test('a message nested ten thousand deep is parsed', () => {
    const depth = 10_000;
    let value = parseJson(`${'['.repeat(depth)}18446744073709551615${']'.repeat(depth)}`);
    for (let level = 0; level < depth; level += 1) value = (value as unknown[])[0];
    expect(value).toBe(18446744073709551615n);
  });

  const WIDE = '18446744073709551615';
  test.for([
    '',
    `${WIDE}${WIDE} 1`,
    `0${WIDE}`,
    `+${WIDE}`,
    `--${WIDE}`,
    `${WIDE}-`,
    `${WIDE}.`,
    `${WIDE}e`,
    `-`,
    `[${WIDE}`,
    `[${WIDE},]`,
    `[,${WIDE}]`,
    `[1 ${WIDE}]`,
    `[${WIDE} 1]`,
    `[${WIDE} ${WIDE}]`,
    `[${WIDE}"a"]`,
    `["a"${WIDE}]`,
    `{${WIDE}}`,
    `{${WIDE}:1}`,
    `{${WIDE} : 1}`,
    `{"a":1,${WIDE}:2}`,
    `{"a":1,${WIDE}}`,
    `{"a" ${WIDE}}`,
    `{"a"::${WIDE}}`,
    `{:${WIDE}}`,
    `{"a":${WIDE},}`,
    `{"a":${WIDE}`,
    `"${WIDE}`,
    `"\\${WIDE}`,
    `["a\n",${WIDE}]`,
    `["\\u12",${WIDE}]`,
    `[\\u0031${WIDE}]`,
    `[NaN,${WIDE}]`,
    `[Infinity,${WIDE}]`,
    `['a',${WIDE}]`,
    `[${WIDE}n]`,
    `[0x${WIDE}]`,
    `[${WIDE}] ${WIDE}`,
    `\u00a0${WIDE}`,
    `[\v${WIDE}]`,
    `// c\n${WIDE}`,
  ])('what is no JSON is refused as JSON.parse refuses it: %j', (text) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe('writing', () => {
  test('a bigint is written as its digits, wherever it stands', () => {
    expect(stringifyJson(18446744073709551615n)).toBe('18446744073709551615');
    expect(stringifyJson({ a: [{ b: -9223372036854775808n }], c: 1 })).toBe(
      '{"a":[{"b":-9223372036854775808}],"c":1}',
    );
    expect(stringifyJson([1n, 0n])).toBe('[1,0]');
  });

  test('all else is written as JSON.stringify writes it, a bigint beside it or not', () => {
    const same: unknown[] = [
      { a: undefined, b: () => 1, c: Symbol('c'), d: null },
      [undefined, () => 1, Symbol('c'), null],
      // biome-ignore lint/suspicious/noSparseArray: a hole is written as null
      [, 1],
      Number.NaN,
      -0,
      1e21,
      'a"\\\u2028\ud800',
      new Date(0),
      { toJSON: (key: string) => `key ${key}` },
      new Map([[1, 2]]),
      Object.create({ inherited: 1 }),
      Object(5),
      Object('boxed'),
      Object(true),
      JSON.parse('{"__proto__":1,"b":2}'),
    ];
    for (const value of same) {
      const text = JSON.stringify([value]);
      expect(stringifyJson([value])).toBe(text);
      expect(stringifyJson([value, 1n])).toBe(`${text.slice(0, -1)},1]`);
      expect(stringifyJson({ value, one: 1n })).toBe(
        `${JSON.stringify({ value }).slice(0, -1)}${JSON.stringify({ value }) === '{}' ? '' : ','}"one":1}`,
      );
    }
  });

  test('a boxed bigint, and one that toJSON brings, are exact too', () => {
    expect(stringifyJson([Object(18446744073709551615n)])).toBe('[18446744073709551615]');
    expect(stringifyJson({ size: { toJSON: () => 18446744073709551615n } })).toBe(
      '{"size":18446744073709551615}',
    );
  });

  test('a cycle is refused, with a bigint beside it or not, in a nested argument or not', () => {
    const cycle: Record<string, unknown> = { first: 1 };
    cycle['self'] = { list: [cycle] };
    expect(() => stringifyJson(cycle)).toThrow(TypeError);
    expect(() => stringifyJson({ wide: 1n, cycle })).toThrow(TypeError);
    expect(() => stringifyJson({ cycle, wide: 1n })).toThrow(TypeError);
  });

  test('the same object twice is no cycle', () => {
    const shared = { wide: 18446744073709551615n };
    expect(stringifyJson([shared, shared])).toBe(
      '[{"wide":18446744073709551615},{"wide":18446744073709551615}]',
    );
  });

  test('nothing that JSON can not say becomes an empty message', () => {
    expect(() => stringifyJson(undefined)).toThrow(TypeError);
    expect(() => stringifyJson(() => 1)).toThrow(TypeError);
    expect(() => stringifyJson(Symbol('s'))).toThrow(TypeError);
  });

  describe('where somebody taught BigInt.prototype a toJSON', () => {
    afterEach(() => {
      Reflect.deleteProperty(BigInt.prototype, 'toJSON');
    });

    test('an exact integer still is one, and not the string that it taught', () => {
      Object.defineProperty(BigInt.prototype, 'toJSON', {
        configurable: true,
        value(this: bigint) {
          return this.toString();
        },
      });
      expect(stringifyJson({ size: 18446744073709551615n })).toBe('{"size":18446744073709551615}');
    });
  });
});

describe('converting', () => {
  test('toNumber gives the number, and throws rather than round', () => {
    expect(toNumber(5n)).toBe(5);
    expect(toNumber(5)).toBe(5);
    expect(() => toNumber(2n ** 53n)).toThrow(RangeError);
    expect(() => toNumber(-(2n ** 64n))).toThrow('-18446744073709551616 is not a safe integer');
  });

  test('toBigInt gives the bigint, and throws on a fraction', () => {
    expect(toBigInt(5)).toBe(5n);
    expect(toBigInt(5n)).toBe(5n);
    expect(() => toBigInt(1.5)).toThrow(RangeError);
    expect(() => toBigInt(Number.NaN)).toThrow(RangeError);
  });
});
