// The fear: a command whose answer never came is called failed, or repeated, or keeps its caller waiting for ever.
import { getEventListeners } from 'node:events';
import { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { type Clock, Deadlines } from '../../../src/core/index.js';
import { type ClosedReason, QmpClient, type QmpClientOptions } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { deliver } from '../../../src/testing/outside.js';
import { connected, errorOf, greeting, outcomeOf, type Session, Wire } from './wire.js';

describe('a command without an answer', () => {
  test('rejects after ten seconds by default, its outcome unknown', async () => {
    const { client, clock } = await connected();
    const error = errorOf(client.execute('stop'));
    await clock.advance(9_999);
    expect(await outcomeOf(error)).toBeUndefined();
    await clock.advance(1);
    expect(await error).toMatchObject({
      name: 'CommandTimeoutError',
      outcome: 'unknown',
      message:
        'stop was not answered within 10000 ms; it was sent and may still run: ask for the state before repeating it',
    });
  });

  test('rejects after the time that the client, or the call, says', async () => {
    const { client, clock } = await connected({ commandTimeout: 100 });
    const errors = [
      errorOf(client.execute('stop')),
      errorOf(client.execute('stop', {}, { timeout: 50 })),
      errorOf(client.execute('stop', {}, { timeout: 0 })),
    ];
    await clock.advance(0);
    expect(await outcomeOf(errors[2]!)).toMatchObject({ value: { timeout: 0 } });
    await clock.advance(50);
    expect(await outcomeOf(errors[1]!)).toMatchObject({ value: { timeout: 50 } });
    expect(await outcomeOf(errors[0]!)).toBeUndefined();
    await clock.advance(50);
    expect(await errors[0]).toMatchObject({ timeout: 100 });
  });

  test('waits for ever only where that was written', async () => {
    const { client, clock, wire } = await connected();
    const result = client.execute('query-name', {}, { timeout: Number.POSITIVE_INFINITY });
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
    await clock.advance(1e10);
    wire.reply(wire.last, { name: 'late' });
    expect(await result).toEqual({ name: 'late' });
  });

  test('that is answered in the last moment is answered', async () => {
    const { client, clock, wire } = await connected();
    const result = client.execute('query-name', {}, { timeout: 100 });
    // QEMU answers in time, and its answer waits in the socket while this process stalls beyond the deadline.
    clock.outside.setTimer(50, () => deliver(clock.outside, () => wire.reply(wire.last, { name: 'just' })));
    await clock.stall(5_000);
    expect(await result).toEqual({ name: 'just' });
  });
});

test('a command that becomes due while the last round of I/O of another is under way has a round of its own', async () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const drains: (() => void)[] = [];
  const clock = {
    now: () => now,
    setTimer: (_: number, callback: () => void) => {
      timers.push(callback);
      return {
        cancel: () => void timers.splice(timers.indexOf(callback), 1),
        ref: () => {},
        unref: () => {},
      };
    },
    drain: () => new Promise<void>((resolve) => void drains.push(resolve)),
    atEndOfTurn: () => {},
  };
  const wire = new Wire();
  const connecting = QmpClient.connect({ transport: wire }, { clock: clock as unknown as Clock });
  await wire.started;
  wire.say(greeting());
  wire.reply(wire.last);
  const client = await connecting;
  const first = client.executeAny('first', {}, { timeout: 100 });
  const second = client.executeAny('second', {}, { timeout: 105 });
  first.catch(() => {});
  second.catch(() => {});
  now = 100;
  timers.pop()?.();
  // That round takes 10 ms, so the second command is due before it ends; its answer arrived at the last moment.
  now = 110;
  drains.pop()?.();
  expect(await outcomeOf(first)).toMatchObject({ error: { code: 'ERR_COMMAND_TIMEOUT' } });
  expect(await outcomeOf(second)).toBeUndefined();
  timers.pop()?.();
  wire.reply(wire.last, 'just in time');
  drains.pop()?.();
  expect(await second).toBe('just in time');
  await client.close();
});

describe('a signal', () => {
  test('ends the wait, not the command', async () => {
    const { client, wire } = await connected();
    const controller = new AbortController();
    const error = errorOf(client.execute('stop', {}, { signal: controller.signal }));
    controller.abort(new Error('operator'));
    expect(await error).toMatchObject({
      name: 'AbortError',
      code: 'ERR_ABORTED',
      outcome: 'unknown',
      cause: new Error('operator'),
    });
    expect((await error).message).toBe('stop was aborted (outcome: unknown)');
    expect(await outcomeOf(client.closed)).toBeUndefined();
    wire.reply(wire.last);
    expect(client.statistics.lateReplies).toBe(1);
  });

  test('that has aborted already keeps the command from being sent', async () => {
    const { client, wire } = await connected();
    expect(await errorOf(client.execute('stop', {}, { signal: AbortSignal.abort('before') }))).toMatchObject({
      code: 'ERR_ABORTED',
      outcome: 'not-sent',
      cause: 'before',
    });
    expect(wire.sent).toHaveLength(1);
  });

  test('does not outlive its command, and the command not its deadline, on every path', async () => {
    const paths: Record<
      string,
      (session: Session, controller: AbortController) => Promise<unknown> | unknown
    > = {
      answered: ({ wire }) => wire.reply(wire.last),
      refused: ({ wire }) => wire.refuse(wire.last),
      'timed out': ({ clock }) => clock.advance(1_000),
      aborted: (_, controller) => controller.abort(),
      closed: ({ client }) => client.close(),
      'hung up': ({ wire }) => wire.end(),
      broken: ({ wire }) => wire.end(new Error('EPIPE')),
      'garbage came': ({ wire }) => wire.bytes('garbage\r\n'),
    };
    for (const [path, take] of Object.entries(paths)) {
      for (const oob of [false, true]) {
        const session = await connected();
        const controller = new AbortController();
        const options = { signal: controller.signal, timeout: 1_000 };
        const result = oob
          ? session.client.executeOob('query-yank', {}, options)
          : session.client.execute('stop', {}, options);
        result.catch(() => {});
        expect(getEventListeners(controller.signal, 'abort').length, path).toBe(1);
        expect(Deadlines.of(session.clock).size, path).toBe(1);
        await take(session, controller);
        expect(await outcomeOf(result), path).toBeDefined();
        expect(getEventListeners(controller.signal, 'abort').length, path).toBe(0);
        expect(Deadlines.of(session.clock).size, path).toBe(0);
        await session.client.close();
      }
    }
  });
});

describe('the end of the session', () => {
  const ends: Record<
    string,
    { readonly end: (session: Session) => unknown; readonly reason: object; readonly says: string }
  > = {
    'close()': {
      end: ({ client }) => client.close(),
      reason: { kind: 'closed' },
      says: 'was closed on this side',
    },
    'the peer hanging up': {
      end: ({ wire }) => wire.end(),
      reason: { kind: 'ended' },
      says: 'was closed by the peer',
    },
    'a broken connection': {
      end: ({ wire }) => wire.end(new Error('ECONNRESET')),
      reason: { kind: 'failed', error: new Error('ECONNRESET') },
      says: 'broke: ECONNRESET',
    },
    garbage: {
      end: ({ wire }) => wire.bytes('garbage\r\n'),
      reason: { kind: 'violation', error: expect.objectContaining({ code: 'ERR_PROTOCOL' }) },
      says: 'was given up: QEMU sent a line that is not JSON: "garbage"',
    },
    'a message that is too large': {
      end: ({ wire }) => wire.bytes('x'.repeat(2_000)),
      reason: { kind: 'violation', error: expect.objectContaining({ code: 'ERR_PROTOCOL' }) },
      says: 'was given up: a message of more than 1024 bytes came in (maxMessageBytes); the session can not go on',
    },
  };

  test.for(Object.entries(ends))(
    'by %s leaves the outcome of what was sent unknown, and of what was not, not-sent',
    async ([, { end, reason, says }]) => {
      const session = await connected({ window: 1, maxMessageBytes: 1_024 });
      const { client, wire, clock } = session;
      const [sent, queued, oob] = [
        client.execute('stop'),
        client.execute('cont'),
        client.executeOob('query-yank'),
      ].map(errorOf);
      await end(session);
      expect(await client.closed).toEqual(reason);
      expect(await sent).toMatchObject({
        name: 'SessionClosedError',
        code: 'ERR_SESSION_CLOSED',
        command: 'stop',
        outcome: 'unknown',
        reason,
      });
      expect((await sent)!.message).toBe(`stop: the QMP session ${says}; it may have run, and may still run`);
      expect(await queued).toMatchObject({ command: 'cont', outcome: 'not-sent', reason });
      expect((await queued)!.message).toBe(`cont: the QMP session ${says}; it was not sent`);
      expect(await oob).toMatchObject({ command: 'query-yank', outcome: 'unknown' });
      expect(await errorOf(client.execute('stop'))).toMatchObject({ outcome: 'not-sent', reason });
      expect(wire.closed).toBe(1);
      expect(Deadlines.of(clock).size).toBe(0);
      expect(await client.close()).toEqual(reason);
    },
  );

  test('tells with it what QEMU said before: SHUTDOWN is always heard', async () => {
    const { client, wire } = await connected();
    wire.event('SHUTDOWN', { guest: false, reason: 'host-signal' });
    const error = errorOf(client.execute('stop'));
    wire.end();
    expect(await client.closed).toEqual({ kind: 'ended', shutdown: { guest: false, reason: 'host-signal' } });
    expect((await error).message).toBe(
      'stop: the QMP session was closed by the peer after SHUTDOWN (host-signal); it may have run, and may still run',
    );
  });

  test.for([{}, { guest: 1, reason: 5 }, { reason: 'guest-reset' }])(
    'survives a SHUTDOWN of an unexpected shape: %j',
    async (data) => {
      const { client, wire } = await connected();
      wire.event('SHUTDOWN', data);
      wire.end();
      const { shutdown } = await client.closed;
      expect(shutdown).toEqual('reason' in data ? { guest: false, reason: String(data.reason) } : undefined);
    },
  );

  test('in the middle of a message says so', async () => {
    const { client, wire } = await connected();
    const error = errorOf(client.execute('query-name'));
    wire.bytes('{"return": {"na');
    wire.end();
    const reason: ClosedReason = { kind: 'ended', halfMessageBytes: 15 };
    expect(await client.closed).toEqual(reason);
    expect((await error).message).toBe(
      'query-name: the QMP session was closed by the peer in the middle of a message (15 bytes); it may have run, and may still run',
    );
  });

  test('takes nothing in any more, be it in the same read', async () => {
    const { client, wire } = await connected();
    const heard: string[] = [];
    client.on('STOP', () => heard.push('STOP'));
    const result = errorOf(client.executeAny('a'));
    wire.bytes(`garbage\r\n{"return": {}, "id": "${wire.last.id}"}\r\n{"event": "STOP"}\r\n`);
    expect(await result).toMatchObject({ outcome: 'unknown' });
    expect(heard).toEqual([]);
    expect(client.statistics).toMatchObject({ events: 0, inFlight: 1 });
    expect(wire.closed).toBe(1);
  });

  test('by close() of a listener in the middle of a read is the end of that read', async () => {
    const { client, wire } = await connected();
    const heard: unknown[] = [];
    client.on('STOP', () => client.close());
    client.on('RESUME', () => heard.push('RESUME'));
    wire.bytes('{"event": "STOP"}\r\n{"event": "RESUME"}\r\n{"event": "ST');
    expect(await client.closed).toEqual({ kind: 'closed' });
    expect(heard).toEqual([]);
  });

  test('leaves no deadline behind that would hold the process, half a message or not', async () => {
    const { client, wire, clock } = await connected({ maxMessageBytes: 1_024 });
    wire.bytes(`{"return": "${'x'.repeat(2_000)}`);
    expect(await client.closed).toMatchObject({ kind: 'violation' });
    expect(Deadlines.of(clock).size).toBe(0);
    await clock.advance(60_000);
    expect(client.statistics.halfMessages).toBe(0);

    const closing = await connected();
    closing.client.on('STOP', () => closing.client.close());
    closing.wire.bytes('{"event": "STOP"}\r\n{"ev');
    expect(Deadlines.of(closing.clock).size).toBe(0);
  });
});

describe('close', () => {
  test('is idempotent, as is disposal, in any order', async () => {
    const { client, wire } = await connected();
    const [first, second] = [client.close(), client.close()];
    await client[Symbol.asyncDispose]();
    await client[Symbol.asyncDispose]();
    expect(await Promise.all([first, second, client.close(), client.closed])).toEqual(
      Array(4).fill({ kind: 'closed' }),
    );
    expect(wire.closed).toBe(1);
  });

  test('at the end of a block, by its disposal', async () => {
    let kept: QmpClient | undefined;
    {
      await using session = await connected();
      kept = session.client;
    }
    expect(await kept.closed).toEqual({ kind: 'closed' });
  });
});

describe('what can not be asked', () => {
  test('out of band without out-of-band execution is not sent', async () => {
    const { client, wire } = await connected({ capabilities: [] });
    expect(await errorOf(client.executeOob('query-yank'))).toMatchObject({
      name: 'OobUnavailableError',
      code: 'ERR_OOB_UNAVAILABLE',
      outcome: 'not-sent',
      command: 'query-yank',
      message: expect.stringContaining('did not offer the "oob" capability'),
    });
    expect(wire.sent).toHaveLength(1);
  });

  test.for<[string, object, string]>([
    ['a misspelt option', { timout: 5 }, 'stop.timout'],
    ['a misspelt option beside a right one', { timeout: 5, singal: undefined }, 'stop.singal'],
    ['a negative time', { timeout: -1 }, 'timeout'],
    ['a time that is no number', { timeout: '5' }, 'timeout'],
    ['NaN', { timeout: Number.NaN }, 'timeout'],
    ['the controller in place of its signal', { signal: new AbortController() }, 'signal'],
  ])('%s is refused by name, and nothing is sent', async ([, options, option]) => {
    const { client, wire, clock } = await connected();
    const before = clock.pendingTimers.length;
    expect(await errorOf(client.execute('stop', {}, options))).toMatchObject({ code: 'ERR_OPTION', option });
    expect(await errorOf(client.executeAny('stop', {}, options))).toMatchObject({
      code: 'ERR_OPTION',
      option,
    });
    expect(await errorOf(client.executeOob('query-yank', {}, options))).toMatchObject({ code: 'ERR_OPTION' });
    expect(wire.sent).toHaveLength(1);
    expect(clock.pendingTimers).toHaveLength(before);
    expect(client.statistics.inFlight).toBe(0);
  });

  test('options that are no object are refused', async () => {
    const { client } = await connected();
    expect(await errorOf(client.execute('stop', {}, null as unknown as object))).toMatchObject({
      code: 'ERR_OPTION',
    });
    expect(await errorOf(client.execute('stop', {}, 5 as unknown as object))).toMatchObject({
      code: 'ERR_OPTION',
    });
  });

  test.for([undefined, '', 5])('a command named %j', async (name) => {
    const { client, wire } = await connected();
    expect(await errorOf(client.executeAny(name as string))).toMatchObject({
      code: 'ERR_OPTION',
      option: 'command',
    });
    expect(wire.sent).toHaveLength(1);
  });
});

describe('a stream whose writing answers at once', () => {
  type Answer = (command: { readonly id: string; readonly execute?: string }, stream: Prompt) => void;

  /** A peer that pushes its answer in the middle of the write, as in-memory fakes do. */
  class Prompt extends Duplex {
    readonly answer: Answer;

    constructor(answer: Answer) {
      super();
      this.answer = answer;
    }

    override _read(): void {}

    override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
      for (const line of String(chunk).trim().split('\n')) this.answer(JSON.parse(line), this);
      done();
    }

    say(...messages: object[]): void {
      this.push(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
    }
  }

  const connect = async (answer: Answer, options: QmpClientOptions = {}) => {
    const clock = new VirtualClock();
    const stream = new Prompt((command, self) =>
      command.execute === 'qmp_capabilities'
        ? self.say({ return: {}, id: command.id })
        : answer(command, self),
    );
    stream.say(greeting());
    return { clock, stream, client: await QmpClient.connect({ stream }, { clock, ...options }) };
  };

  test('is answered', async () => {
    const { client, clock } = await connect(({ id }, stream) =>
      stream.say({ return: { name: 'prompt' }, id }),
    );
    for (let n = 0; n < 3; n += 1)
      expect(await outcomeOf(client.execute('query-name'))).toEqual({ value: { name: 'prompt' } });
    expect(client.statistics).toMatchObject({ inFlight: 0, staleReplies: 0 });
    expect(Deadlines.of(clock).size).toBe(0);
    await client.close();
  });

  test('keeps the order of what it said, also when an answer comes in the middle of a read', async () => {
    const order: string[] = [];
    const { client, stream } = await connect(({ id, execute }, self) =>
      self.say({ event: 'THIRD' }, { return: execute, id }),
    );
    client.on('FIRST', () => {
      order.push('first');
      void client.executeAny('asked').then(() => order.push('reply'));
    });
    client.on('SECOND', () => order.push('second'));
    client.on('THIRD', () => order.push('third'));
    stream.say({ event: 'FIRST' }, { event: 'SECOND' });
    await outcomeOf(client.closed);
    expect(order).toEqual(['first', 'second', 'third', 'reply']);
    await client.close();
  });

  test('that dies in the middle of a write leaves an unknown outcome, at once', async () => {
    const { client, clock } = await connect((_, stream) => void stream.destroy(new Error('EPIPE')));
    const reason: ClosedReason = { kind: 'failed', error: new Error('EPIPE') };
    expect(await errorOf(client.execute('stop'))).toMatchObject({
      code: 'ERR_SESSION_CLOSED',
      outcome: 'unknown',
      reason,
    });
    expect(Deadlines.of(clock).size).toBe(0);
  });
});
