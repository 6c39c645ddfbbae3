// The fear: bytes of whatever kind hang the reader, grow its memory without bound, or throw into the event loop.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deadlines, QmpWatchdogError } from '../../src/core/index.js';
import { QmpClient } from '../../src/qmp/index.js';
import { VirtualClock } from '../../src/testing/index.js';
import { greeting, outcomeOf, Wire } from '../unit/qmp/wire.js';
import { message, qemuStyle } from './arbitraries.js';

const piece: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      '\n',
      '\r',
      '{',
      '}',
      '{\n',
      '}\n',
      '"',
      '\\',
      '[',
      '\xff',
      '\0',
      '{"',
      '{"QMP":',
      '(qemu) ',
      '\r\n\r\n',
    )
    .map((text) => Buffer.from(text, 'latin1')),
  message.map((value) => Buffer.from(`${qemuStyle(value)}\r\n`)),
  // A message, and a byte of it that is not what it was.
  fc.tuple(message, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
    const bytes = Buffer.from(`${qemuStyle(value)}\r\n`);
    bytes[at % bytes.length] = byte;
    return bytes;
  }),
);

const garbage = fc.oneof(
  fc.array(piece, { maxLength: 20 }),
  fc.array(piece, { maxLength: 2 }),
  fc.array(
    message.map((value) => Buffer.from(`${qemuStyle(value)}\r\n`)),
    { maxLength: 5 },
  ),
);

test('whatever comes instead of a greeting ends in time with an error of ours, or is a greeting', async () => {
  await fc.assert(
    fc.asyncProperty(garbage, async (chunks) => {
      const clock = new VirtualClock();
      const wire = new Wire();
      const connecting = QmpClient.connect({ transport: wire }, { clock, maxMessageBytes: 1_024 });
      const settled = connecting.then(
        async (client) => void (await client.close()),
        (error: unknown) => expect(error).toBeInstanceOf(QmpWatchdogError),
      );
      await wire.started;
      for (const chunk of chunks) wire.bytes(chunk);
      await clock.advance(10_000);
      await settled;
      expect(wire.closed).toBe(1);
      expect(Deadlines.of(clock).size).toBe(0);
    }),
    { numRuns: 400 },
  );
}, 30_000);

test('whatever comes in a session leaves it usable, or ended with a reason, and every command with an outcome', async () => {
  let usable = 0;
  let ended = 0;
  await fc.assert(
    fc.asyncProperty(garbage, async (chunks) => {
      const clock = new VirtualClock();
      const wire = new Wire();
      const connecting = QmpClient.connect({ transport: wire }, { clock, maxMessageBytes: 1_024 });
      await wire.started;
      wire.say(greeting());
      wire.reply(wire.last);
      const client = await connecting;
      client.on('STOP', () => {});
      const command = client.execute('query-status').then(
        () => 'answered',
        (error: { outcome: string }) => error.outcome,
      );
      for (const chunk of chunks) wire.bytes(chunk);
      await clock.advance(10_000);
      expect(await command).toBe('unknown');
      wire.bytes('\n');
      const { kind } = await Promise.race([client.closed, Promise.resolve({ kind: 'open' })]);
      if (kind === 'open') {
        const next = outcomeOf(client.execute('query-status'));
        wire.reply(wire.last, 'usable');
        // In the middle of a pretty printed message this reply was a part of it.
        if ((await next) === undefined) wire.bytes('}\n');
        else {
          usable += 1;
          expect(await next).toEqual({ value: 'usable' });
        }
      } else {
        ended += 1;
        expect(kind).toBe('violation');
      }
      await client.close();
      expect(Deadlines.of(clock).size).toBe(0);
    }),
    { numRuns: 400 },
  );
  expect(Math.min(usable, ended)).toBeGreaterThan(10);
}, 30_000);

test('garbage without end is cut off at the limit, not kept', async () => {
  const clock = new VirtualClock();
  for (const piece of ['x', '{"a":"', '[', '\\', '"', '{\n"a":1,\n', '\xff']) {
    const wire = new Wire();
    const connecting = QmpClient.connect({ transport: wire }, { clock, maxMessageBytes: 1_000_000 });
    await wire.started;
    wire.say(greeting());
    wire.reply(wire.last);
    const client = await connecting;
    let sent = 0;
    while (wire.closed === 0 && sent < 3_000_000) {
      wire.bytes(piece.repeat(10_000));
      sent += piece.length * 10_000;
    }
    expect(await client.closed).toMatchObject({ kind: 'violation' });
    // Line ends are not kept, and the last piece was too much.
    expect(sent).toBeLessThan(1_500_000);
  }
});

test('a message nested as deep as the limit allows is read, or refused, and ends nothing but the session', async () => {
  const clock = new VirtualClock();
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    for (const wide of ['1', '18446744073709551615']) {
      const wire = new Wire();
      const connecting = QmpClient.connect({ transport: wire }, { clock });
      await wire.started;
      wire.say(greeting());
      wire.reply(wire.last);
      const client = await connecting;
      const result = client.executeAny('x-deep');
      wire.bytes(
        `{"return": ${open.repeat(200_000)}${wide}${close.repeat(200_000)}, "id": "${wire.last.id}"}\r\n`,
      );
      const outcome = await result.then(
        () => 'answered',
        (error: { outcome: string }) => error.outcome,
      );
      expect(outcome).toBe('answered');
      await client.close();
    }
  }
});
