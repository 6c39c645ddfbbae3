// The fear: a sign of life is missed, or made up, because of how the bytes happened to be cut.
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle, systemClock } from '../../../../src/core/index.js';
import { pets } from '../../../../src/watchdog/pets/index.js';
import { LineFraming } from '../../../../src/watchdog/pets/line-framing.js';
import { Recorder } from './recorder.js';

/** Reads `chunks` as lines of at most `maxLineBytes` bytes. */
function frame(
  chunks: readonly Uint8Array[],
  maxLineBytes: number,
): { readonly found: string[]; readonly most: number } {
  const found: string[] = [];
  let most = 0;
  const framing = new LineFraming(maxLineBytes, {
    line: (line) => found.push(line.toString('latin1')),
    tooLong: () => found.push('too long'),
  });
  for (const chunk of chunks) {
    // The bytes are valid only during the call.
    const lent = Buffer.from(chunk);
    framing.push(lent);
    lent.fill('#');
    most = Math.max(most, framing.keptBytes);
  }
  return { found, most };
}

/** The same, said in another way: everything is there at once. */
function expected(bytes: Buffer, maxLineBytes: number): string[] {
  const pieces = bytes.toString('latin1').split('\n');
  const unfinished = pieces.pop() ?? '';
  const found = pieces.flatMap((piece) => {
    if (piece.length > maxLineBytes) return ['too long'];
    const line = piece.replace(/\r+$/, '');
    return line === '' ? [] : [line];
  });
  return unfinished.length > maxLineBytes ? [...found, 'too long'] : found;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const line = fc.oneof(
  fc.constant(Buffer.from('WATCHDOG=1\n')),
  fc.constant(Buffer.from('\r\n')),
  fc
    .tuple(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('\n', '\r\n', '\r\r\n', ''))
    .map(([bytes, end]) => Buffer.concat([bytes, Buffer.from(end)])),
  fc
    .uint8Array({ size: 'max', minLength: 4, maxLength: 12 })
    .map((bytes) => Buffer.from(bytes.map((byte) => [0x0a, 0x0d, 0x61][byte % 3]!))),
);
const stream = fc.array(line, { maxLength: 20 }).map((parts) => Buffer.concat(parts));

describe('the framing', () => {
  test('finds the same lines however they are cut, and keeps no more than a line may have', () => {
    fc.assert(
      fc.property(
        stream,
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 32 }),
        (bytes, places, maxLineBytes) => {
          const { found, most } = frame(cut(bytes, places), maxLineBytes);
          expect(found).toEqual(expected(bytes, maxLineBytes));
          expect(most).toBeLessThanOrEqual(maxLineBytes);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('takes lines one byte at a time', () => {
    const bytes = Buffer.from('HB 0001\r\n\r\n\nHB 0002\nHB 00');
    expect(
      frame(
        [...bytes].map((byte) => Buffer.of(byte)),
        7 + 1,
      ).found,
    ).toEqual(['HB 0001', 'HB 0002']);
  });

  test('a line may have exactly as many bytes as allowed, and not one more', () => {
    expect(frame([Buffer.from('12345\n123456\n12345\n')], 5).found).toEqual(['12345', 'too long', '12345']);
    expect(frame([Buffer.from('123'), Buffer.from('45\n123'), Buffer.from('456\n12345\n')], 5).found).toEqual(
      ['12345', 'too long', '12345'],
    );
  });
});

describe('pets.lines', () => {
  test('tells the same pets and refusals however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.array(fc.nat(), { maxLength: 10 }), async (bytes, places) => {
        const [whole, pieces] = await Promise.all([tell([bytes]), tell(cut(bytes, places))]);
        expect(pieces).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  test('a character that two reads share is whole', async () => {
    const bytes = Buffer.from('läuft ✓\n');
    expect(
      await tell(
        [...bytes].map((byte) => Buffer.of(byte)),
        'läuft ✓',
      ),
    ).toEqual(['opened', 'heard', 'pet']);
  });

  test('a line that has not ended is no sign of life', async () => {
    expect(await tell([Buffer.from('WATCHDOG=1')])).toEqual(['opened', 'heard']);
  });
});

async function tell(chunks: readonly Buffer[], fitting = 'WATCHDOG=1'): Promise<string[]> {
  const source = new PassThrough();
  const recorder = new Recorder();
  const running = pets
    .lines({ stream: source }, { line: fitting, maxLineBytes: 32 })
    .start(recorder, { clock: systemClock });
  for (const chunk of chunks) if (chunk.length > 0) source.write(chunk);
  await settle();
  await running[Symbol.asyncDispose]();
  return recorder.told;
}
