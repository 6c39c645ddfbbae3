// The fear: how the network cut the bytes decides what is understood.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MessageFraming } from '../../src/qmp/framing.js';
import { readMessage } from '../../src/qmp/message.js';
import { readEventHead } from '../../src/qmp/quick-event.js';
import { chunked, lineEnding, message, prettyPrinted, qemuStyle } from './arbitraries.js';

const understood = (chunks: readonly Buffer[]): unknown[] => {
  const messages: unknown[] = [];
  const framing = new MessageFraming(1_000_000, (bytes, start, end, ascii) => {
    const text = bytes.toString(ascii ? 'latin1' : 'utf8', start, end);
    const read = readMessage(text);
    messages.push(read);
    const name = readEventHead(bytes, start, end)?.name;
    // The fast path may decline, and must never disagree.
    if (name !== undefined) expect(read).toMatchObject({ kind: 'event', event: name });
  });
  for (const chunk of chunks) {
    const own = Buffer.from(chunk);
    framing.push(own);
    // The reader's buffer is used again.
    own.fill(0x23);
  }
  expect(framing.pendingBytes).toBe(0);
  return messages;
};

test('any chunking of any stream of messages gives the same messages, printed on a line or prettily', () => {
  fc.assert(
    fc.property(
      fc
        .array(
          fc.record({
            message,
            print: fc.constantFrom(JSON.stringify, qemuStyle, prettyPrinted),
            end: lineEnding,
            blank: fc.constantFrom('', '\r\n', '\n'),
          }),
          { maxLength: 8 },
        )
        .chain((said) => {
          const stream = Buffer.from(
            said.map(({ message, print, end, blank }) => blank + print(message) + end).join(''),
          );
          return fc.record({
            said: fc.constant(said.map(({ message }) => message)),
            chunks: chunked(stream),
          });
        }),
      ({ said, chunks }) => {
        expect(understood(chunks)).toEqual(said.map((value) => readMessage(JSON.stringify(value))));
      },
    ),
    { numRuns: 500 },
  );
});

test('a stream cut at every single byte is understood like one that was not cut', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), (said) => {
      const stream = Buffer.from(said.map((value) => `${qemuStyle(value)}\r\n`).join(''));
      const bytes = Array.from({ length: stream.length }, (_, at) => stream.subarray(at, at + 1));
      expect(understood(bytes)).toEqual(understood([stream]));
    }),
    { numRuns: 100 },
  );
});
