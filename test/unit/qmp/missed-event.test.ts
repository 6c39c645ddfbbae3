// The fear: the event that was waited for came a moment before the waiting began, or a wait outlives what it waits for.
import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { type EventSource, eventStream } from '../../../src/qmp/event-stream.js';
import type { ClosedReason } from '../../../src/qmp/index.js';
import { connected, errorOf, outcomeOf, type Session } from './wire.js';

describe('an expectation', () => {
  test('misses nothing that comes while the command is under way', async () => {
    const { client, wire } = await connected();
    const stopping = client.expect('STOP').during(() => client.execute('stop'));
    wire.event('STOP', undefined, 7);
    wire.reply(wire.last);
    expect(await stopping).toEqual({
      result: {},
      event: { event: 'STOP', data: {}, timestamp: { seconds: 7, microseconds: 2 }, at: 0 },
    });
  });

  test('misses nothing in one read with the reply, in either order', async () => {
    for (const order of ['before', 'after']) {
      const { client, wire } = await connected();
      const stopping = client.expect('STOP').during(() => client.execute('stop'));
      const event = '{"event": "STOP"}\r\n';
      const reply = `{"return": {}, "id": "${wire.last.id}"}\r\n`;
      wire.bytes(order === 'before' ? event + reply : reply + event);
      expect((await stopping).event.event, order).toBe('STOP');
    }
  });

  test('misses nothing that comes before the command is even sent', async () => {
    const { client, wire } = await connected();
    const stopping = client.expect('STOP').during(() => {
      wire.event('STOP');
      return 'no command at all';
    });
    expect(await stopping).toMatchObject({ result: 'no command at all', event: { event: 'STOP' } });
  });

  test('takes the first event that fits, and passes over the others', async () => {
    const { client, wire } = await connected();
    const waiting = client.expect('RESET', { where: ({ data }) => !data.guest }).wait();
    wire.event('STOP');
    wire.event('RESET', { guest: true, reason: 'guest-reset' });
    wire.event('RESET', { guest: false, reason: 'host-qmp-system-reset' });
    wire.event('RESET', { guest: false, reason: 'second' });
    expect((await waiting).data).toEqual({ guest: false, reason: 'host-qmp-system-reset' });
  });

  test('whose condition throws is reported, and goes on waiting', async () => {
    const reported: unknown[] = [];
    const { client, wire } = await connected({ onListenerError: (error) => reported.push(error) });
    let calls = 0;
    const waiting = client
      .expect('STOP', {
        where: () => {
          calls += 1;
          if (calls === 1) throw new Error('bad condition');
          return true;
        },
      })
      .wait();
    wire.event('STOP', undefined, 1);
    wire.event('STOP', undefined, 2);
    expect((await waiting).timestamp.seconds).toBe(2);
    expect(reported).toEqual([new Error('bad condition')]);
  });

  test('may be used again, and subscribes to nothing before it is', async () => {
    const { client, wire } = await connected();
    const expectation = client.expect('STOP');
    wire.event('STOP', undefined, 1);
    const [first, second] = [expectation.wait(), expectation.wait()];
    wire.event('STOP', undefined, 2);
    expect([(await first).timestamp.seconds, (await second).timestamp.seconds]).toEqual([2, 2]);
    const third = expectation.during(() => wire.event('STOP', undefined, 3));
    expect((await third).event.timestamp.seconds).toBe(3);
  });

  test('ends after its time, ten seconds by default', async () => {
    const { client, clock } = await connected();
    const [usual, short] = [
      errorOf(client.expect('STOP').wait()),
      errorOf(client.expect('STOP', { timeout: 10 }).wait()),
    ];
    await clock.advance(10);
    expect(await short).toMatchObject({
      name: 'ExpectTimeoutError',
      code: 'ERR_EXPECT_TIMEOUT',
      event: 'STOP',
      timeout: 10,
    });
    expect((await short).message).toBe('no STOP event that fits came within 10 ms');
    await clock.advance(9_989);
    expect(await outcomeOf(usual)).toBeUndefined();
    await clock.advance(1);
    expect(await usual).toMatchObject({ timeout: 10_000 });
  });

  test('during something that fails ends with that failure, and leaves nothing behind', async () => {
    const { client, wire, clock } = await connected();
    const controller = new AbortController();
    const refused = errorOf(
      client.expect('STOP', { signal: controller.signal }).during(() => client.execute('stop')),
    );
    wire.refuse(wire.last, 'not now');
    expect(await refused).toMatchObject({ code: 'ERR_COMMAND_REJECTED', desc: 'not now' });
    expect(
      await errorOf(
        client.expect('STOP').during(() => {
          throw new Error('at once');
        }),
      ),
    ).toMatchObject({ message: 'at once' });
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    expect(Deadlines.of(clock).size).toBe(0);
  });

  test('whose event comes late waits for it although the command is long done', async () => {
    const { client, wire, clock } = await connected();
    const stopping = client.expect('STOP').during(() => client.execute('stop'));
    wire.reply(wire.last);
    await clock.advance(9_000);
    expect(await outcomeOf(stopping)).toBeUndefined();
    wire.event('STOP');
    expect(await stopping).toMatchObject({ event: { at: 9_000 } });
  });

  test('waits for the command although the event has come', async () => {
    const { client, wire } = await connected();
    const stopping = client.expect('STOP').during(() => client.execute('stop'));
    wire.event('STOP');
    expect(await outcomeOf(stopping)).toBeUndefined();
    wire.reply(wire.last);
    expect(await stopping).toMatchObject({ result: {} });
  });

  test('ends by its signal, its deadline or the end of the session, though what runs never ends', async () => {
    const ends: Record<string, [(session: Session, controller: AbortController) => unknown, object]> = {
      signal: [(_, controller) => controller.abort('enough'), { code: 'ERR_ABORTED', cause: 'enough' }],
      deadline: [({ clock }) => clock.advance(1_000), { code: 'ERR_EXPECT_TIMEOUT' }],
      close: [({ client }) => client.close(), { code: 'ERR_SESSION_CLOSED', reason: { kind: 'closed' } }],
    };
    for (const [name, [end, failure]] of Object.entries(ends)) {
      const session = await connected();
      const controller = new AbortController();
      const options = { signal: controller.signal, timeout: 1_000 };
      const never = errorOf(session.client.expect('STOP', options).during(() => new Promise(() => {})));
      await end(session, controller);
      expect(await outcomeOf(never), name).toMatchObject({ value: failure });
      expect(getEventListeners(controller.signal, 'abort').length, name).toBe(0);
      expect(Deadlines.of(session.clock).size, name).toBe(0);
    }
  });

  test('ends with the session, with how it ended', async () => {
    const { client, wire } = await connected();
    const waiting = errorOf(client.expect('STOP').wait());
    wire.event('SHUTDOWN', { guest: false, reason: 'host-qmp-quit' });
    wire.end();
    const reason: ClosedReason = { kind: 'ended', shutdown: { guest: false, reason: 'host-qmp-quit' } };
    expect(await waiting).toMatchObject({ code: 'ERR_SESSION_CLOSED', reason });
    expect((await waiting).message).toBe(
      'waiting for STOP: the QMP session was closed by the peer after SHUTDOWN (host-qmp-quit)',
    );
    expect(await errorOf(client.expect('STOP').wait())).toMatchObject({ code: 'ERR_SESSION_CLOSED', reason });
  });

  test('that can not be met any more does not run what was to bring it about', async () => {
    const { client } = await connected();
    let runs = 0;
    const run = (): void => void (runs += 1);
    expect(
      await errorOf(client.expect('STOP', { signal: AbortSignal.abort('before') }).during(run)),
    ).toMatchObject({ code: 'ERR_ABORTED', cause: 'before' });
    await client.close();
    expect(await errorOf(client.expect('STOP').during(run))).toMatchObject({ code: 'ERR_SESSION_CLOSED' });
    expect(runs).toBe(0);
    expect(await errorOf(client.expect('STOP').during(() => client.execute('stop')))).toMatchObject({
      code: 'ERR_SESSION_CLOSED',
    });
  });

  test.for<[string, object, string]>([
    ['a misspelt option', { were: () => true }, 'expect.were'],
    ['a bad time', { timeout: -1 }, 'expect.timeout'],
    ['a controller', { signal: new AbortController() }, 'expect.signal'],
    ['a condition that is no function', { where: true }, 'expect.where'],
  ])('with %s is refused at once', async ([, options, option]) => {
    const { client } = await connected();
    expect(() => client.expect('STOP', options)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', option }),
    );
  });
});

describe('a stream of events', () => {
  test('has what came since it was asked for, of these names only, in order', async () => {
    const { client, wire } = await connected();
    wire.event('STOP', undefined, 1);
    const events = client.events(['STOP', 'RESUME', 'STOP']);
    wire.event('STOP', undefined, 2);
    wire.event('RESET', { guest: true, reason: 'guest-reset' });
    wire.event('RESUME', undefined, 3);
    wire.end();
    const seen: string[] = [];
    for await (const { event, lost, timestamp } of events)
      seen.push(`${event} ${timestamp.seconds} lost ${lost}`);
    expect(seen).toEqual(['STOP 2 lost 0', 'RESUME 3 lost 0']);
  });

  test('ends with the reason of the session, for its iterator and for its promise', async () => {
    const { client, wire } = await connected();
    const events = client.events(['STOP']);
    const waiting = events.next();
    wire.end(new Error('ECONNRESET'));
    const reason = { kind: 'failed', error: new Error('ECONNRESET') };
    expect(await waiting).toEqual({ done: true, value: reason });
    expect(await events.next()).toEqual({ done: true, value: reason });
    expect(await events.ended).toEqual(reason);
  });

  test('of a session that is over ends at once', async () => {
    const { client } = await connected();
    await client.close();
    const events = client.events(['STOP']);
    expect(await events.next()).toEqual({ done: true, value: { kind: 'closed' } });
    expect(await events.ended).toEqual({ kind: 'closed' });
  });

  test('ends by its signal after what waits has been taken, and leaves no listener', async () => {
    const { client, wire } = await connected();
    const controller = new AbortController();
    const events = client.events(['STOP'], { signal: controller.signal });
    wire.event('STOP', undefined, 1);
    controller.abort('enough');
    wire.event('STOP', undefined, 2);
    expect(await events.next()).toMatchObject({ done: false, value: { timestamp: { seconds: 1 } } });
    expect(await events.next()).toEqual({ done: true, value: { kind: 'aborted', error: 'enough' } });
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test('whose consumer breaks off hears nothing more and is not parsed for any longer', async () => {
    const { client, wire } = await connected();
    const events = client.events(['STOP']);
    wire.event('STOP');
    for await (const { event } of events) {
      expect(event).toBe('STOP');
      break;
    }
    expect(await events.ended).toEqual({ kind: 'returned' });
    expect(await events.next()).toEqual({ done: true, value: { kind: 'returned' } });
  });

  test('whose consumer waits and then leaves ends the wait', async () => {
    const { client } = await connected();
    const events = client.events(['STOP']);
    const waiting = events.next();
    expect(await events.return()).toEqual({ done: true, value: { kind: 'returned' } });
    expect(await waiting).toEqual({ done: true, value: { kind: 'returned' } });
  });

  test.for<[string, unknown, object, string]>([
    ['a misspelt option', ['STOP'], { capactiy: 5 }, 'events.capactiy'],
    ['no room at all', ['STOP'], { capacity: 0 }, 'events.capacity'],
    ['room without end', ['STOP'], { capacity: Number.POSITIVE_INFINITY }, 'events.capacity'],
    ['a controller', ['STOP'], { signal: new AbortController() }, 'events.signal'],
    ['one name instead of a list', 'STOP', {}, 'events.names'],
  ])('with %s is refused', async ([, names, options, option]) => {
    const { client } = await connected();
    expect(() => client.events(names as 'STOP'[], options)).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION', option }),
    );
  });

  describe('leaves nothing with its source', () => {
    const source = (over?: ClosedReason) => {
      const listeners = new Set<object>();
      const add = (): (() => void) => {
        const listener = {};
        listeners.add(listener);
        return () => void listeners.delete(listener);
      };
      const eventSource: EventSource = {
        on: () => Object.assign(add(), { [Symbol.dispose]: () => {} }),
        onClosed: (listener) => {
          if (over === undefined) return add();
          listener(over);
          return () => {};
        },
      };
      return { eventSource, listeners };
    };

    test('when its consumer leaves', async () => {
      const { eventSource, listeners } = source();
      const stream = eventStream(eventSource, ['A', 'B']);
      expect(listeners.size).toBe(3);
      await stream.return();
      expect(listeners.size).toBe(0);
    });

    test('when its signal aborts, be it before it begins', () => {
      const { eventSource, listeners } = source();
      const controller = new AbortController();
      eventStream(eventSource, ['A'], { signal: controller.signal });
      controller.abort();
      expect(listeners.size).toBe(0);
      eventStream(eventSource, ['A'], { signal: AbortSignal.abort() });
      expect(listeners.size).toBe(0);
    });

    test('when the source is over already', () => {
      const { eventSource, listeners } = source({ kind: 'closed' });
      const { signal } = new AbortController();
      eventStream(eventSource, ['A'], { signal });
      expect(listeners.size).toBe(0);
      expect(getEventListeners(signal, 'abort')).toHaveLength(0);
    });
  });
});

describe('a listener', () => {
  test('receives the event with its stamp and its time of arrival by the clock', async () => {
    const { client, wire, clock } = await connected();
    const heard: unknown[] = [];
    client.on('RESET', (event) => heard.push(event));
    await clock.advance(1_234);
    wire.event('RESET', { guest: false, reason: 'host-qmp-system-reset' }, 99);
    wire.say({
      event: 'RESET',
      data: { guest: true, reason: 'guest-reset' },
      timestamp: { seconds: -1, microseconds: -1 },
    });
    expect(heard).toEqual([
      {
        event: 'RESET',
        data: { guest: false, reason: 'host-qmp-system-reset' },
        timestamp: { seconds: 99, microseconds: 2 },
        at: 1_234,
      },
      {
        event: 'RESET',
        data: { guest: true, reason: 'guest-reset' },
        timestamp: { seconds: -1, microseconds: -1 },
        at: 1_234,
      },
    ]);
  });

  test('of an event that these types do not know hears it by its name', async () => {
    const { client, wire } = await connected();
    const heard: unknown[] = [];
    client.on('__org.example_SOMETHING', ({ data }) => heard.push(data));
    client.on('Größe', ({ data }) => heard.push(data));
    wire.event('__org.example_SOMETHING', { wide: 1 });
    wire.bytes(
      '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "Größe", "data": {"a": 18446744073709551615}}\r\n',
    );
    expect(heard).toEqual([{ wide: 1 }, { a: 18446744073709551615n }]);
  });

  test('that throws hurts neither the next event nor the reply', async () => {
    const reported: unknown[] = [];
    const { client, wire } = await connected({
      onListenerError: (error, event) => reported.push([event, (error as Error).message]),
    });
    const heard: string[] = [];
    client.on('STOP', () => {
      throw new Error('no');
    });
    client.on('STOP', () => heard.push('second'));
    const result = client.execute('query-name');
    wire.bytes(`{"event": "STOP"}\r\n{"event": "STOP"}\r\n{"return": {}, "id": "${wire.last.id}"}\r\n`);
    expect(await result).toEqual({});
    expect(heard).toEqual(['second', 'second']);
    expect(reported).toEqual([
      ['STOP', 'no'],
      ['STOP', 'no'],
    ]);
  });

  test('that unsubscribes hears nothing more, and what nobody hears is not parsed', async () => {
    const { client, wire } = await connected();
    const heard: string[] = [];
    const off = client.on('STOP', () => heard.push('STOP'));
    wire.event('STOP');
    off();
    // Were it parsed, this would be a violation.
    wire.bytes('{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP", "data": {broken}}\r\n');
    expect(heard).toEqual(['STOP']);
    expect(client.statistics.events).toBe(2);
    expect(await outcomeOf(client.closed)).toBeUndefined();
  });
});
