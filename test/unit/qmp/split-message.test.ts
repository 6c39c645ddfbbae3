// The fear: a message is cut where the network cut it, a size limit is met in the field, or garbage grows without bound.
import { describe, expect, test } from 'vitest';
import { MessageFraming } from '../../../src/qmp/framing.js';
import { ProtocolError } from '../../../src/qmp/errors.js';

interface Setting {
  readonly framing: MessageFraming;
  readonly messages: string[];
  readonly ascii: boolean[];
}

const setting = (maxMessageBytes = 1_000_000): Setting => {
  const messages: string[] = [];
  const ascii: boolean[] = [];
  const framing = new MessageFraming(maxMessageBytes, (bytes, start, end, isAscii) => {
    messages.push(bytes.toString('utf8', start, end));
    ascii.push(isAscii);
  });
  return { framing, messages, ascii };
};

const cut = (chunks: readonly (string | Buffer)[], max?: number): string[] => {
  const { framing, messages } = setting(max);
  for (const chunk of chunks) framing.push(Buffer.from(chunk));
  return messages;
};

describe('lines', () => {
  test.for<[string, string[], string[]]>([
    ['one', ['{"a":1}\r\n'], ['{"a":1}']],
    ['without a carriage return', ['{"a":1}\n'], ['{"a":1}']],
    ['several in one read', ['1\r\n2\n3\r\n'], ['1', '2', '3']],
    ['in two reads', ['{"a"', ':1}\r\n'], ['{"a":1}']],
    ['in one byte each', [...'{"a":1}\r\n{"b":2}\r\n'], ['{"a":1}', '{"b":2}']],
    ['cut between CR and LF', ['{"a":1}\r', '\n{"b":2}\r\n'], ['{"a":1}', '{"b":2}']],
    ['cut before CR', ['{"a":1}', '\r\n'], ['{"a":1}']],
    [
      'the end of one and the beginning of the next in one read',
      ['{"a', '":1}\r\n{"b', '":2}\r\n'],
      ['{"a":1}', '{"b":2}'],
    ],
    ['empty ones are no messages', ['\r\n\n\r\r\n', '', '\r', '\n', '1\n'], ['1']],
    ['a CR in the middle stays', ['a\rb\n'], ['a\rb']],
    ['an unfinished one is no message', ['1\n{"a":'], ['1']],
  ])('%s', ([, chunks, messages]) => {
    expect(cut(chunks)).toEqual(messages);
  });

  test('a character of several bytes, cut in its middle, arrives whole', () => {
    const text = '{"name":"Gerät-⚙️-𝄞"}';
    const bytes = Buffer.from(`${text}\r\n`);
    for (let at = 1; at < bytes.length; at += 1) {
      const { framing, messages, ascii } = setting();
      framing.push(bytes.subarray(0, at));
      framing.push(bytes.subarray(at));
      expect(messages).toEqual([text]);
      expect(ascii).toEqual([false]);
    }
  });

  test('only a line of nothing but ASCII is called that', () => {
    const { framing, ascii } = setting();
    framing.push(Buffer.from('{"a'));
    framing.push(Buffer.from('ä'));
    framing.push(Buffer.from('"}\n'));
    framing.push(Buffer.from('{"a"}\n'));
    expect(ascii).toEqual([false, true]);
  });

  test('what was read may be overwritten after the call', () => {
    const { framing, messages } = setting();
    const shared = Buffer.alloc(8);
    for (const piece of ['{"abc":1', '234}\r\n{"', 'd":12}\r\n']) {
      shared.write(piece.padEnd(8), 'latin1');
      framing.push(shared.subarray(0, piece.length));
      shared.fill('#');
    }
    expect(messages).toEqual(['{"abc":1234}', '{"d":12}']);
  });

  test('a message of several megabytes in small reads arrives whole', () => {
    const text = JSON.stringify({
      return: Array.from({ length: 60_000 }, (_, n) => `node-${n}-${'x'.repeat(40)}`),
    });
    const bytes = Buffer.from(`${text}\r\n`);
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 1_448) chunks.push(bytes.subarray(at, at + 1_448));
    const messages = cut(chunks, 64 * 1024 * 1024);
    expect(messages).toHaveLength(1);
    expect(messages[0] === text).toBe(true);
  });
});

describe('pretty printed messages', () => {
  const pretty = (value: unknown): string => `${JSON.stringify(value, null, 4).replaceAll('\n', '\r\n')}\r\n`;

  test('are joined, and parse as what was said', () => {
    const values = [
      { QMP: { version: {}, capabilities: ['oob'] } },
      { return: { nested: { deeper: [{ a: 1 }] } }, id: 'x' },
    ];
    const messages = cut([values.map(pretty).join('')]);
    expect(messages.map((message) => JSON.parse(message))).toEqual(values);
  });

  test('are joined from one byte each too', () => {
    const value = { return: { list: [1, 2], empty: {}, text: '}' } };
    expect(cut([...pretty(value)]).map((message) => JSON.parse(message))).toEqual([value]);
  });

  test('may be mixed with lines', () => {
    const messages = cut([`{"a":1}\r\n${pretty({ b: { c: 2 } })}{"d":3}\r\n`]);
    expect(messages.map((message) => JSON.parse(message))).toEqual([{ a: 1 }, { b: { c: 2 } }, { d: 3 }]);
  });

  test('as QEMU writes an empty object', () => {
    expect(cut(['{\r\n    "return": {\r\n    }\r\n}\r\n']).map((message) => JSON.parse(message))).toEqual([
      { return: {} },
    ]);
  });

  test('know whether they are ASCII by all of their lines', () => {
    const { framing, ascii } = setting();
    framing.push(Buffer.from('{\n"ä":\n'));
    framing.push(Buffer.from('1\n}\n{\n}\n'));
    expect(ascii).toEqual([false, true]);
  });
});

describe('the limit', () => {
  test('allows a message of just its size, however it is cut', () => {
    const line = 'x'.repeat(100);
    expect(cut([`${line}\n`], 100)).toEqual([line]);
    expect(cut([...line, '\n'], 100)).toEqual([line]);
    expect(cut([line.slice(0, 50), `${line.slice(50)}\n1\n`], 100)).toEqual([line, '1']);
  });

  test('refuses one byte more, in one read, in many, or unfinished', () => {
    const line = 'x'.repeat(101);
    const refusal = 'a message of more than 100 bytes came in (maxMessageBytes)';
    expect(() => cut([`${line}\n`], 100)).toThrow(refusal);
    expect(() => cut([line], 100)).toThrow(refusal);
    expect(() => cut([line.slice(0, 60), line.slice(60), '\n'], 100)).toThrow(refusal);
    expect(() => cut([...line], 100)).toThrow(ProtocolError);
  });

  test('counts one message, not all of them', () => {
    expect(
      cut(
        Array.from({ length: 50 }, () => 'x'.repeat(99).concat('\n')),
        100,
      ),
    ).toHaveLength(50);
  });

  test('holds for pretty printed messages too', () => {
    expect(() => cut(['{\n', ...Array.from({ length: 20 }, () => '    "a": 1,\n')], 100)).toThrow(
      ProtocolError,
    );
    expect(() => cut(['{\n', 'x'.repeat(101)], 100)).toThrow(ProtocolError);
  });

  test('empty lines within a pretty printed message take no memory at all', () => {
    const { framing } = setting(1_024);
    framing.push(Buffer.from('{\n'));
    const empty = Buffer.from('\r\n'.repeat(32_768));
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < 32; n += 1) framing.push(empty);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
    expect(framing.pendingBytes).toBe(1);
  });

  test('bounds the memory of a message that trickles in byte by byte, overhead included', () => {
    const { framing } = setting(1_000_000);
    const byte = Buffer.from('x');
    const before = process.memoryUsage();
    for (let n = 0; n < 500_000; n += 1) framing.push(byte);
    const after = process.memoryUsage();
    expect(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(
      20_000_000,
    );
    expect(framing.pendingBytes).toBe(500_000);
  });
});

describe('pending bytes', () => {
  test('are those of the message that has begun', () => {
    const { framing } = setting();
    const pending = (text: string): number => {
      framing.push(Buffer.from(text));
      return framing.pendingBytes;
    };
    expect([pending('1\n'), pending('{"a'), pending('":1'), pending('}\r\n'), pending('\r\n')]).toEqual([
      0, 3, 6, 0, 0,
    ]);
    expect(pending('{\n')).toBe(1);
    expect(pending('"a": 1\n  ')).toBe(9);
    expect(pending('\n}\n')).toBe(0);
  });
});

test('messages are counted, so that a reader can tell a stalled one from a stream that never pauses at its end', () => {
  const { framing } = setting();
  framing.push(Buffer.from('1\n2\n{\n'));
  expect(framing.messages).toBe(2);
  framing.push(Buffer.from('"a":1\n}\n3'));
  expect(framing.messages).toBe(3);
});
