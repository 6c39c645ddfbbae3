// The fear: a reply that is empty, zero or false is taken for no reply, and a key in an unexpected place for another message.
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../src/qmp/message.js';
import { readEventHead } from '../../../src/qmp/quick-event.js';
import { connected, eventLine } from './wire.js';

describe('a return', () => {
  test.for<[string, unknown]>([
    ['{}', {}],
    ['""', ''],
    ['0', 0],
    ['[]', []],
    ['false', false],
    ['null', null],
    ['18446744073709551615', 18446744073709551615n],
    ['{"return":1,"error":2,"event":"x","id":"y"}', { return: 1, error: 2, event: 'x', id: 'y' }],
  ])('of %s is a return', async ([text, value]) => {
    expect(readMessage(`{"return": ${text}, "id": "x"}`)).toEqual({ kind: 'return', id: 'x', value });
    const { client, wire } = await connected();
    const result = client.executeAny('x-anything');
    wire.bytes(`{"return": ${text}, "id": ${JSON.stringify(wire.last.id)}}\r\n`);
    expect(await result).toEqual(value);
  });

  test('may have its keys in any order, and keys that nobody knows', () => {
    expect(readMessage('{"id": "x", "x-new": {"return": 1}, "return": {"a": 1}}')).toEqual({
      kind: 'return',
      id: 'x',
      value: { a: 1 },
    });
  });

  test.for<[string, unknown]>([
    ['5', 5],
    ['null', null],
    ['{"n": [1]}', { n: [1] }],
    ['"x"', 'x'],
    ['18446744073709551615', 18446744073709551615n],
  ])('has the id %s, as it stands', ([text, id]) => {
    expect(readMessage(`{"return": {}, "id": ${text}}`)).toEqual({ kind: 'return', id, value: {} });
  });

  test('without an id has none', () => {
    expect(readMessage('{"return": {}}')).toEqual({ kind: 'return', id: undefined, value: {} });
  });
});

describe('an error', () => {
  test('has its class and description, with an id or without', () => {
    expect(readMessage('{"id": "x", "error": {"class": "DeviceNotFound", "desc": "no such"}}')).toEqual({
      kind: 'error',
      id: 'x',
      class: 'DeviceNotFound',
      desc: 'no such',
    });
    expect(readMessage('{"error": {"class": "GenericError", "desc": "JSON parse error"}}')).toMatchObject({
      kind: 'error',
      id: undefined,
    });
  });

  test.for(['{}', '""', 'null', '5', '{"class": 1, "desc": null}'])(
    'that says %s is still an error',
    (text) => {
      expect(readMessage(`{"error": ${text}, "id": "x"}`)).toEqual({
        kind: 'error',
        id: 'x',
        class: 'GenericError',
        desc: '(no description)',
      });
    },
  );
});

describe('an event', () => {
  test('has data and a stamp', () => {
    expect(readMessage('{"timestamp": {"seconds": 5, "microseconds": 6}, "event": "STOP"}')).toEqual({
      kind: 'event',
      event: 'STOP',
      data: {},
      timestamp: { seconds: 5, microseconds: 6 },
    });
  });

  test('may have its keys in any order', () => {
    expect(
      readMessage('{"data": {"a": 0}, "event": "X", "timestamp": {"microseconds": 6, "seconds": 5}}'),
    ).toEqual({
      kind: 'event',
      event: 'X',
      data: { a: 0 },
      timestamp: { seconds: 5, microseconds: 6 },
    });
  });

  test.for([
    '{"seconds": -1, "microseconds": -1}',
    '{}',
    'null',
    '{"seconds": "1", "microseconds": 2}',
    '18446744073709551615',
  ])('with the stamp %s has none, which is -1 and -1', (stamp) => {
    expect(readMessage(`{"event": "X", "timestamp": ${stamp}}`)).toMatchObject({
      kind: 'event',
      timestamp: { seconds: -1, microseconds: -1 },
    });
  });

  test('without a stamp at all has none either', () => {
    expect(readMessage('{"event": "X"}')).toMatchObject({
      kind: 'event',
      timestamp: { seconds: -1, microseconds: -1 },
    });
  });
});

describe('a greeting', () => {
  test('has a version and capabilities', () => {
    expect(
      readMessage(
        '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": "p"}, "capabilities": ["oob", "x-new"]}}',
      ),
    ).toEqual({
      kind: 'greeting',
      greeting: {
        version: { qemu: { major: 7, minor: 2, micro: 22 }, package: 'p' },
        capabilities: ['oob', 'x-new'],
      },
    });
  });

  test('of an unexpected shape is a greeting without what is missing', () => {
    const empty = { version: { qemu: { major: 0, minor: 0, micro: 0 }, package: '' }, capabilities: [] };
    expect(readMessage('{"QMP": {}}')).toEqual({ kind: 'greeting', greeting: empty });
    expect(readMessage('{"QMP": {"version": [], "capabilities": [1, null, {}]}}')).toEqual({
      kind: 'greeting',
      greeting: empty,
    });
  });
});

test.for([
  '{}',
  '[]',
  '5',
  'null',
  '"QMP"',
  '{"QMP": 5}',
  '{"event": 5}',
  '{"event": null}',
  '[{"return": {}}]',
  '{"__proto__": {"return": 1}}',
])('%s is nothing that the protocol knows', (text) => {
  expect(readMessage(text)).toEqual({ kind: 'other' });
});

test.for(['', '{', 'QEMU 7.2 monitor', '{"return": }', '\u00ff{}', '{"a":1}{"b":2}'])(
  '%j is no JSON',
  (text) => {
    expect(readMessage(text)).toMatchObject({ kind: 'not-json', cause: expect.any(SyntaxError) });
  },
);

describe('the name of an event, found without parsing', () => {
  const nameOf = (text: string): string | undefined =>
    readEventHead(Buffer.from(text), 0, Buffer.byteLength(text))?.name;

  test.for(['STOP', 'BLOCK_IO_ERROR', '__org.example_EVENT', 'X'])('is %s as parsing finds it', (name) => {
    const line = eventLine(name, { a: 1 }).trim();
    expect(nameOf(line)).toBe(name);
    expect(readMessage(line)).toMatchObject({ kind: 'event', event: name });
  });

  test('is found with a stamp of -1', () => {
    expect(nameOf('{"timestamp": {"seconds": -1, "microseconds": -1}, "event": "STOP"}')).toBe('STOP');
  });

  test('is found where the message stands in a larger buffer, and never beyond its end', () => {
    const line = eventLine('STOP').trim();
    const bytes = Buffer.from(`xx${line}${line}`);
    expect(readEventHead(bytes, 2, 2 + line.length)?.name).toBe('STOP');
    for (let end = 2; end < 2 + line.indexOf('STOP') + 5; end += 1)
      expect(readEventHead(bytes, 2, end)?.name).toBeUndefined();
  });

  test.for([
    '{"return": {}, "id": "x"}',
    '{"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 2}}',
    '{"timestamp":{"seconds":1,"microseconds":2},"event":"STOP"}',
    '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "ST\\u004fP"}',
    '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "Größe"}',
    '{"timestamp": {"seconds": , "microseconds": 2}, "event": "STOP"}',
    '{"timestamp": {"seconds": -, "microseconds": 2}, "event": "STOP"}',
    '{"timestamp": {"seconds": 1.5, "microseconds": 2}, "event": "STOP"}',
    '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP',
    '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": STOP}',
    '',
    '{',
  ])('is left to parsing where it is not plain: %s', (text) => {
    expect(nameOf(text)).toBeUndefined();
  });
});
