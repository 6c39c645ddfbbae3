import { expect, test } from 'vitest';
import { type Input, MonitorInput } from '../../../src/testing/fake-qemu/monitor-input.js';

function read(...chunks: (string | Buffer)[]): Input[] {
  const input = new MonitorInput();
  const read: Input[] = [];
  for (const chunk of chunks) {
    input.push(Buffer.from(chunk));
    for (let next = input.next(); next !== undefined; next = input.next()) read.push(next);
  }
  return read;
}

test('a value ends with its last byte, not with its line', () => {
  expect(read('{"a":1}{"b":2}[3]"four" 5 ')).toEqual([
    { value: { a: 1 } },
    { value: { b: 2 } },
    { value: [3] },
    { value: 'four' },
    { value: 5 },
  ]);
});

test('pieces of any size give the same values', () => {
  const text = Buffer.from(' {"a":"}{é\\"\\\\","b":[[{"c":[]}]]}\r\n{"d":null} true ');
  const whole = read(text);
  expect(whole).toEqual([
    { value: { a: '}{é"\\', b: [[{ c: [] }]] } },
    { value: { d: null } },
    { value: true },
  ]);
  for (let size = 1; size < 12; size += 1) {
    const pieces: Buffer[] = [];
    for (let start = 0; start < text.length; start += size) pieces.push(text.subarray(start, start + size));
    expect(read(...pieces)).toEqual(whole);
  }
});

test('0xFF makes the parser start afresh, wherever it comes', () => {
  const stray = (text: string): Input => ({ parseError: `JSON parse error, stray '${text}'` });
  expect(read(Buffer.from([0xff]), '{"a":1}')).toEqual([stray('\uFFFD'), { value: { a: 1 } }]);
  expect(read('{"exe', Buffer.from([0xff]), '{"a":1}')).toEqual([stray('{"exe\uFFFD'), { value: { a: 1 } }]);
});

test('a control character ends a string that is not closed', () => {
  expect(read('"unterminated\n{"a":1}')).toEqual([
    { parseError: `JSON parse error, stray '"unterminated\n'` },
    { value: { a: 1 } },
  ]);
});

test('wide integers stay exact', () => {
  expect(read('{"id":18446744073709551615}')).toEqual([{ value: { id: 18446744073709551615n } }]);
});
