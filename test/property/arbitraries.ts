import fc from 'fast-check';

/** Names as QEMU has them, and names that a client might trip over. */
export const name = fc.oneof(
  fc.constantFrom(
    'STOP',
    'RESUME',
    'RESET',
    'SHUTDOWN',
    'BLOCK_IO_ERROR',
    'X_UNKNOWN',
    '__org.example_EVENT',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'error', 'event', '', 'Größe', 'a"b', '\\'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

/** Any JSON value. Written and parsed again it is itself. */
export const json = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'grapheme' })
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const stamp = fc.oneof(
  fc.constant({ seconds: -1, microseconds: -1 }),
  fc.record({ seconds: fc.nat(), microseconds: fc.nat(999_999) }),
  fc.record({ microseconds: fc.nat(999_999), seconds: fc.nat() }),
);

const event = fc.record(
  { timestamp: stamp, event: name, data: fc.oneof(fc.dictionary(fc.string(), json), fc.constant({})) },
  { requiredKeys: ['event'] },
);

/** Replies with the members in any order, and with members that nobody knows. */
const reply = fc
  .oneof(
    fc.record({ return: json, id: json, 'x-new': json }, { requiredKeys: ['return'] }),
    fc.record(
      { error: fc.record({ class: name, desc: fc.string() }), id: json, 'x-new': json },
      { requiredKeys: ['error'] },
    ),
  )
  .chain((value) =>
    fc
      .shuffledSubarray(Object.entries(value), { minLength: Object.keys(value).length })
      .map((entries) => Object.fromEntries(entries) as object),
  );

/** What a QMP server may say. */
export const message: fc.Arbitrary<object> = fc.oneof(
  event,
  reply,
  fc.dictionary(fc.string(), json, { noNullPrototype: true }),
);

export const lineEnding = fc.constantFrom('\r\n', '\n');

/** As QEMU prints: a blank after each colon and comma, and nothing that is not ASCII. */
export function qemuStyle(value: unknown): string {
  const text = JSON.stringify(value, null, 1).replaceAll(
    /("(?:[^"\\]|\\.)*")|(,)\n\s*|\n\s*/g,
    (_, string?: string, comma?: string) => string ?? (comma === undefined ? '' : ', '),
  );
  return text.replaceAll(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** As QEMU prints with `pretty=on`. */
export function prettyPrinted(value: unknown): string {
  return JSON.stringify(value, null, 4)
    .replaceAll('\n', '\r\n')
    .replace(/^\{\}$/, '{\r\n}');
}

/** `bytes`, cut anywhere. */
export function chunked(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc.array(fc.nat(bytes.length), { maxLength: 24 }).map((cuts) => {
    const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
    return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
  });
}
