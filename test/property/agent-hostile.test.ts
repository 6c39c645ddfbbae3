// Whatever a guest sends, cut wherever: the client never hangs, never grows without bound, and never settles a command
// with what was not said to it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GuestFraming } from '../../src/agent/framing.js';
import { type GuestReply, readGuestMessage } from '../../src/agent/message.js';
import { type AgentCommand, AgentSession } from '../../src/agent/session.js';
import { GuestAgent } from '../../src/agent/index.js';
import { VirtualClock } from '../../src/testing/index.js';
import { Wire, type Written } from '../unit/agent/setting.js';

/** Cuts bytes into chunks of these sizes, over and over. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let n = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = sizes[n % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
    n += 1;
  }
  return chunks;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 2 }).map((json) => Buffer.from(`${json}\n`)),
  fc
    .constantFrom('\xff', '\n', '\r\n', '{"return": {}}\n', '{"error": {}}\n', '{"ret')
    .map((text) => Buffer.from(text, 'latin1')),
);

describe('framing', () => {
  /** The same in a dozen lines and without care for memory. */
  function model(bytes: Buffer, max: number): string[] {
    const out: string[] = [];
    let line: number[] = [];
    let delimited = false;
    for (const byte of bytes) {
      if (byte === 0xff) {
        line = [];
        delimited = true;
      } else if (byte === 0x0a) {
        const tooLong = line.length > max;
        while (line.at(-1) === 0x0d) line.pop();
        if (tooLong) delimited = false;
        else if (line.length > 0) {
          out.push(`${delimited}:${Buffer.from(line).toString('latin1')}`);
          delimited = false;
        }
        line = [];
      } else line.push(byte);
    }
    return out;
  }

  test('gives the same lines however the bytes are cut, and keeps no more than it may', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        sizes,
        fc.integer({ min: 1, max: 60 }),
        (pieces, cuts, max) => {
          const bytes = Buffer.concat(pieces);
          const seen: string[] = [];
          const framing = new GuestFraming(max, {
            message: (line, delimited) => seen.push(`${delimited}:${line.toString('latin1')}`),
            tooLong: () => {},
          });
          for (const chunk of cut(bytes, cuts)) {
            const copy = Buffer.from(chunk);
            framing.push(copy);
            copy.fill(0x23);
            expect(framing.pendingBytes).toBeLessThanOrEqual(max);
          }
          expect(seen).toEqual(model(bytes, max));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a message', () => {
  test('of any text is read without an exception, and what it brings sets no prototype', () => {
    const member = fc.oneof(fc.constant('__proto__'), fc.constantFrom('return', 'id', 'error', 'class', 'a'));
    const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('1', '"x"', 'null', '18446744073709551615'),
        fc
          .array(fc.tuple(member, tie('value')), { maxLength: 3 })
          .map((members) => `{${members.map(([name, text]) => `"${name}":${text}`).join(',')}}`),
        fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          value,
          value.map((text) => `{"return":${text}}`),
        ),
        (text) => {
          const message = readGuestMessage(text);
          if (message.kind === 'return' || message.kind === 'error')
            expect(JSON.stringify(message, (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(
              '__proto__',
            );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a session', () => {
  /** One step of a world in which the guest says anything at any time. */
  const step = fc.oneof(
    fc.record({ kind: fc.constant('hostile' as const), bytes: piece }),
    fc.record({ kind: fc.constant('sync' as const), honest: fc.boolean(), old: fc.boolean() }),
    fc.record({ kind: fc.constant('reply' as const), error: fc.boolean() }),
    fc.record({ kind: fc.constant('submit' as const), fresh: fc.boolean() }),
    fc.record({ kind: fc.constant('abandon' as const) }),
    fc.record({ kind: fc.constant('reset' as const) }),
  );

  test('settles a command only when it is with the agent, with its own id, and at most once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), sizes, (steps, cuts) => {
        const settled = new Map<AgentCommand, number>();
        const sentAs = new Map<AgentCommand, Written>();
        let lastSync: Written | undefined;
        const parse = (bytes: Buffer): Written => ({
          sync: bytes[0] === 0xff,
          ...JSON.parse(bytes.subarray(bytes[0] === 0xff ? 1 : 0).toString('latin1')),
        });
        let lastWritten: Written | undefined;
        let settling: ((command: AgentCommand, reply?: GuestReply) => void) | undefined;
        const session: AgentSession = new AgentSession(
          {
            write: (bytes) => {
              lastWritten = parse(bytes);
              if (lastWritten.sync) lastSync = lastWritten;
            },
            synchronised: () => {},
            replied: (command, reply) => settling?.(command, reply),
            failed: (command) => settling?.(command),
          },
          { maxMessageBytes: 200, newSyncId: () => 1 + Math.floor(session.counters.syncs * 7) },
        );
        settling = (command, reply) => {
          settled.set(command, (settled.get(command) ?? 0) + 1);
          expect(sentAs.has(command)).toBe(true);
          const id = sentAs.get(command)?.id;
          if (reply !== undefined && id !== undefined) expect(reply.id).toBe(id);
        };
        const feed = (bytes: Buffer): void => {
          for (const chunk of cut(bytes, cuts)) session.receive(chunk);
        };
        const pump = (): void => {
          const { next } = session;
          if (next === undefined) return;
          if (session.needsSync(next)) session.synchronise(next);
          else {
            session.send(next);
            if (lastWritten !== undefined) sentAs.set(next, lastWritten);
          }
        };
        const commands: AgentCommand[] = [];
        for (const action of steps) {
          if (action.kind === 'hostile') feed(action.bytes);
          if (action.kind === 'sync') {
            if (!session.synchronised && !session.synchronising) session.synchronise();
            if (action.honest && lastSync !== undefined)
              feed(
                Buffer.from(
                  `\xff${JSON.stringify({ return: lastSync.arguments?.['id'], ...(!action.old && lastSync.id && { id: lastSync.id }) })}\n`,
                  'latin1',
                ),
              );
          }
          if (action.kind === 'reply' && lastWritten !== undefined) {
            const body = action.error ? { error: { class: 'C', desc: 'd' } } : { return: {} };
            feed(Buffer.from(`${JSON.stringify({ ...body, id: lastWritten.id })}\n`));
          }
          if (action.kind === 'submit') {
            const command = session.prepare('guest-ping', {}, action.fresh);
            commands.push(command);
            session.enqueue(command, false);
          }
          if (action.kind === 'abandon') {
            const command = commands.findLast(({ state }) => state !== 'over');
            if (command !== undefined) session.abandon(command);
          }
          if (action.kind === 'reset') session.reset();
          pump();
          expect(session.pendingBytes).toBeLessThanOrEqual(200);
          if (session.inFlight !== undefined) expect(session.inFlight.state).toBe('sent');
        }
        for (const times of settled.values()) expect(times).toBe(1);
        for (const command of commands)
          if (command.state === 'queued') expect(sentAs.has(command)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a client', () => {
  test('settles every call in time, whatever the guest sends, and lets no lie pass for an answer', async () => {
    const lie = fc.oneof(
      piece,
      fc.constantFrom('return', 'error').map((kind) => ({ kind })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), lie), { maxLength: 20 }),
        fc.boolean(),
        async (lies, synchronises) => {
          const clock = new VirtualClock();
          const wire = new Wire();
          wire.onWrite = (written) => {
            if (written.sync && synchronises) queueMicrotask(() => wire.sync(written));
          };
          for (const [at, what] of lies)
            clock.outside.setTimer(at, () => {
              if (Buffer.isBuffer(what)) wire.bytes(what);
              else wire.say({ [what.kind]: what.kind === 'error' ? {} : 'lie', id: wire.written.at(-1)?.id });
            });
          const connecting = GuestAgent.connect(
            { transport: wire },
            { clock, timeout: 4_000, maxMessageBytes: 1_024 },
          );
          const agent = await clock.runUntil(connecting.catch(() => undefined));
          expect(clock.now()).toBeLessThanOrEqual(4_000);
          if (!synchronises) expect(agent).toBeUndefined();
          if (agent === undefined) return;
          const started = clock.now();
          const calls = [
            agent.execute('guest-get-host-name', {}, { timeout: 1_000 }),
            agent.exec('/bin/x', [], { timeout: 1_000 }),
            agent.readFile('/x', { timeout: 1_000 }).next(),
            agent.frozen(() => 'frozen', { deadline: 1_000, thawTimeout: 1_000 }),
          ];
          const results = await clock.runUntil(Promise.allSettled(calls));
          // No lie has the shape of an answer to any of these.
          expect(results.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
          expect(clock.now() - started).toBeLessThan(20_000);
          await clock.runUntil(agent.close());
          expect(clock.pendingTimers.filter(({ held, at }) => held && at > 3_000)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
