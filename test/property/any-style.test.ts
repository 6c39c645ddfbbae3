// The fear: what is read without parsing, because QEMU writes it so, is understood otherwise than what is parsed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connected, eventLine, type Session } from '../unit/qmp/wire.js';
import { json, message, name, qemuStyle } from './arbitraries.js';

const HEARD = ['STOP', 'RESET', '__proto__', 'X_UNKNOWN'] as const;

/** A message, in which `id` may be that of a command. */
interface Said {
  readonly text: (id: string) => string;
  readonly command: number;
}

const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('-0', '007', '1e3', '1.5', '99999999999999999999'),
);
const value = fc.oneof(
  json.map(qemuStyle),
  // What is no value, or more than one, and only looks like the inside of a message.
  fc.constantFrom(
    'null',
    '{}',
    '',
    ' {} ',
    '1, "id": "AAAA"',
    '{}, "event": "STOP"',
    '{"a": 1',
    '{}}',
    '"\\ud800"',
    '18446744073709551615',
    '{"__proto__": 1}',
    '1, "return": 2',
    'nul',
  ),
);
const quickLooking: fc.Arbitrary<(id: string) => string> = fc.oneof(
  fc.tuple(value, fc.constantFrom('', ' ', ', "x": 1')).map(
    ([text, extra]) =>
      (id: string) =>
        `{"return": ${text}, "id": "${id}"${extra}}`,
  ),
  fc
    .tuple(number, number, fc.constantFrom(...HEARD), fc.option(value), fc.constantFrom('', ' ', ', "x": 1'))
    .map(
      ([seconds, microseconds, event, data, extra]) =>
        () =>
          `{"timestamp": {"seconds": ${seconds}, "microseconds": ${microseconds}}, "event": ${JSON.stringify(event)}${data === null ? '' : `, "data": ${data}`}${extra}}`,
    ),
  // An event that nobody hears is not looked at beyond its name: only a plain one may differ in nothing.
  name.map((event) => () => eventLine(event, { a: 1 }).trimEnd()),
  message.map((given) => () => qemuStyle(given)),
);
const said: fc.Arbitrary<Said> = fc.record({ text: quickLooking, command: fc.nat(6) });

/** What a session makes of it. */
async function understood(saids: readonly Said[], disguise: (line: string) => string): Promise<unknown> {
  const session: Session = await connected();
  const { client, wire } = session;
  const log: unknown[] = [];
  for (const event of HEARD) client.on(event, ({ at, ...heard }) => log.push(['event', heard, at]));
  const commands = Array.from({ length: 7 }, (_, n) => {
    client.executeAny('x', { n }).then(
      (result) => log.push(['returned', n, result]),
      (error: { outcome: string; message: string }) => log.push(['failed', n, error.outcome]),
    );
    return wire.last.id;
  });
  for (const { text, command } of saids) {
    wire.bytes(`${disguise(text(commands[command]!))}\r\n`);
    await new Promise(setImmediate);
  }
  const { statistics } = client;
  const { kind } = await Promise.race([client.closed, Promise.resolve({ kind: 'open' })]);
  await client.close();
  await new Promise(setImmediate);
  return { log, statistics, kind };
}

test('the quick way and the long way understand the same', async () => {
  let events = 0;
  let returned = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 6 }), async (saids) => {
      const quick = (await understood(saids, (line) => line)) as { readonly log: readonly unknown[][] };
      // A blank before it is the same JSON, and not how QEMU begins.
      expect(quick).toEqual(await understood(saids, (line) => ` ${line}`));
      events += quick.log.filter(([what]) => what === 'event').length;
      returned += quick.log.filter(([what]) => what === 'returned').length;
    }),
    { numRuns: 400 },
  );
  expect(Math.min(events, returned)).toBeGreaterThan(50);
}, 30_000);
