// The fear: some order of replies, events, garbage, late answers and hang-ups gives a command two outcomes, a wrong one,
// or none.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deadlines } from '../../src/core/index.js';
import { type CommandFailure, QmpClient } from '../../src/qmp/index.js';
import { VirtualClock } from '../../src/testing/index.js';
import { greeting, type Sent, Wire } from '../unit/qmp/wire.js';
import { message } from './arbitraries.js';

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('submit' as const),
      oob: fc.boolean(),
      timeout: fc.constantFrom(50, 500, 5_000),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('reply' as const), which: fc.nat(30), error: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reply again' as const), which: fc.nat(30) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('advance' as const), by: fc.constantFrom(1, 49, 50, 451) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), which: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('event' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('noise' as const), message }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('liveness' as const) }) },
);

const ending = fc.constantFrom('none', 'close', 'hang up', 'break', 'garbage', 'half a message');

interface Tracked {
  readonly name: string;
  readonly controller: AbortController;
  readonly outcomes: unknown[];
}

test('every command has exactly one outcome, and never a wrong one', async () => {
  let answered = 0;
  let unknown = 0;
  let notSent = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.constantFrom(1, 3, 8),
      fc.boolean(),
      ending,
      async (steps, window, wholeReads, end) => {
        const clock = new VirtualClock();
        const wire = new Wire();
        const connecting = QmpClient.connect({ transport: wire }, { clock, window });
        await wire.started;
        wire.say(greeting());
        wire.reply(wire.last);
        const client = await connecting;
        let heard = 0;
        let sentEvents = 0;
        client.on('HEARD', () => void (heard += 1));
        const probes: Promise<unknown>[] = [];
        const tracked = new Map<string, Tracked>();
        /** What the peer answered first to each command. */
        const firstAnswer = new Map<string, unknown>();
        const commands = (): readonly Sent[] => wire.sent.slice(1);
        /** Unanswered commands that the peer has. */
        const open = (): Sent[] => commands().filter(({ id }) => !firstAnswer.has(id));
        const say = (...messages: object[]): void => {
          if (wholeReads) wire.say(...messages);
          else
            for (const byte of messages.map((one) => `${JSON.stringify(one)}\r\n`).join('')) wire.bytes(byte);
        };

        for (const one of steps) {
          switch (one.kind) {
            case 'submit': {
              const name = one.oob ? 'query-yank' : `c${tracked.size}`;
              const key = `${name}/${tracked.size}`;
              const controller = new AbortController();
              const options = { signal: controller.signal, timeout: one.timeout };
              const outcomes: unknown[] = [];
              tracked.set(key, { name, controller, outcomes });
              const result = one.oob
                ? client.executeOob('query-yank', {}, options)
                : client.executeAny(name, { key }, options);
              result.then(
                (value) => outcomes.push({ value }),
                (error: unknown) => outcomes.push({ error }),
              );
              break;
            }
            case 'reply': {
              const candidates = open();
              const sent = candidates[one.which % Math.max(candidates.length, 1)];
              if (sent === undefined) break;
              const answer = one.error
                ? { error: { class: 'GenericError', desc: `no ${sent.id}` }, id: sent.id }
                : { return: `yes ${sent.id}`, id: sent.id };
              firstAnswer.set(sent.id, one.error ? 'error' : 'return');
              say(answer);
              break;
            }
            case 'reply again': {
              const candidates = commands().filter(({ id }) => firstAnswer.has(id));
              const sent = candidates[one.which % Math.max(candidates.length, 1)];
              if (sent !== undefined) say({ return: 'twice', id: sent.id });
              break;
            }
            case 'advance':
              await clock.advance(one.by);
              break;
            case 'abort':
              [...tracked.values()][one.which]?.controller.abort();
              break;
            case 'event':
              sentEvents += 1;
              say({ event: 'HEARD' });
              break;
            case 'noise':
              // Whatever it is, it is nobody's: no id of ours, no event that is heard, no greeting that counts.
              say(one.message);
              break;
            case 'liveness':
              probes.push(client.liveness({ timeout: 100 }));
              break;
          }
          const inBand = open().filter((sent) => 'execute' in sent).length;
          expect(inBand).toBeLessThanOrEqual(window);
          expect(client.statistics.inFlight).toBe(open().length);
        }
        expect(heard).toBe(sentEvents);

        if (end === 'close') await client.close();
        else if (end === 'hang up') wire.end();
        else if (end === 'break') wire.end(new Error('ECONNRESET'));
        else if (end === 'garbage') wire.bytes('garbage\r\n');
        else if (end === 'half a message') {
          wire.bytes('{"return": "yes');
          wire.end();
        } else {
          // Nothing else comes, ever: the deadlines must end it.
          await clock.advance(10_000);
        }
        await Promise.all(probes);
        await new Promise(setImmediate);

        const sentTo = new Map(commands().map((sent) => [sent.execute ?? sent['exec-oob'], sent]));
        for (const [key, { name, outcomes }] of tracked) {
          expect(outcomes, key).toHaveLength(1);
          const outcome = outcomes[0] as { readonly value?: unknown; readonly error?: CommandFailure };
          const sent = name === 'query-yank' ? undefined : sentTo.get(name);
          if ('value' in outcome) {
            answered += 1;
            expect(outcome.value).toMatch(/^yes /);
            if (sent !== undefined) expect(outcome.value).toBe(`yes ${sent.id}`);
            continue;
          }
          const error = outcome.error!;
          expect(error).toMatchObject({ outcome: expect.stringMatching(/^(not-sent|rejected|unknown)$/) });
          if (error.outcome === 'rejected' && sent !== undefined)
            expect(error).toMatchObject({ desc: `no ${sent.id}` });
          if (error.outcome === 'not-sent') {
            notSent += 1;
            expect(sent).toBeUndefined();
          }
          if (error.outcome === 'unknown') {
            unknown += 1;
            if (name !== 'query-yank') expect(sent).toBeDefined();
          }
        }
        await client.close();
        expect(Deadlines.of(clock).size).toBe(0);
        for (const { controller } of tracked.values()) controller.abort();
      },
    ),
    { numRuns: 1_000 },
  );
  // Each kind of outcome was met, or this would say little.
  expect(Math.min(answered, unknown, notSent)).toBeGreaterThan(20);
}, 60_000);
