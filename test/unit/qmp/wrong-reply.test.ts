// The fear: a reply is taken for the answer to another command, above all one of an earlier session.
import { describe, expect, test } from 'vitest';
import { idOf, numberOf } from '../../../src/qmp/ids.js';
import { QmpClient, type SessionClosedError } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { connected, errorOf, eventLine, greeting, outcomeOf, Wire } from './wire.js';

const connecting = async () => {
  const clock = new VirtualClock();
  const wire = new Wire();
  const client = QmpClient.connect({ transport: wire }, { clock });
  client.catch(() => {});
  await wire.started;
  return { clock, wire, client };
};

describe('negotiation', () => {
  test('enables out-of-band execution where it is offered', async () => {
    const { wire, client } = await connecting();
    wire.say(greeting(['oob', 'x-other']));
    expect(wire.sent).toEqual([
      { execute: 'qmp_capabilities', arguments: { enable: ['oob'] }, id: expect.any(String) },
    ]);
    wire.reply(wire.last);
    expect((await client).capabilities).toEqual(['oob']);
  });

  test('enables nothing where it is not', async () => {
    const { wire, client } = await connecting();
    wire.say(greeting([]));
    expect(wire.sent).toEqual([{ execute: 'qmp_capabilities', id: expect.any(String) }]);
    wire.reply(wire.last);
    expect((await client).capabilities).toEqual([]);
  });

  test('tells the version of the greeting', async () => {
    const { client } = await connected({ major: 11 });
    expect(client.version).toEqual({ qemu: { major: 11, minor: 2, micro: 22 }, package: 'test' });
  });

  test('does not take a reply to a command of the earlier session as its own, before the greeting or after it', async () => {
    const { wire, client } = await connecting();
    wire.say(
      { return: { status: 'running' }, id: 'zz.5' },
      greeting(),
      { return: {}, id: 'zz.6' },
      { id: 'zz.7', error: { class: 'GenericError', desc: 'old' } },
    );
    expect(await outcomeOf(client)).toBeUndefined();
    wire.reply(wire.last);
    expect((await client).statistics).toMatchObject({ staleReplies: 3, lateReplies: 0 });
  });

  test('does not take a reply without an id as its own, nor an id that is no string', async () => {
    const { wire, client } = await connecting();
    wire.say(
      greeting(),
      { return: {} },
      { return: {}, id: 1 },
      { return: {}, id: { nested: [1] } },
      { return: {}, id: null },
    );
    expect(await outcomeOf(client)).toBeUndefined();
    wire.reply(wire.last);
    expect((await client).statistics.staleReplies).toBe(4);
  });

  test('survives an error without an id, whoever caused it', async () => {
    const { wire, client } = await connecting();
    wire.say(greeting(), { error: { class: 'GenericError', desc: 'JSON parse error' } });
    expect(await outcomeOf(client)).toBeUndefined();
    wire.reply(wire.last);
    expect((await client).statistics).toMatchObject({ errorsWithoutId: 1, staleReplies: 0 });
  });

  test('survives events before the greeting and before its reply', async () => {
    const { wire, client } = await connecting();
    wire.event('STOP');
    wire.say(greeting());
    wire.event('RESUME');
    wire.say({
      event: 'RESET',
      data: { guest: true, reason: 'guest-reset' },
      timestamp: { seconds: -1, microseconds: -1 },
    });
    wire.reply(wire.last);
    expect((await client).statistics.events).toBe(3);
  });

  test('survives all of it in one read', async () => {
    const { wire, client } = await connecting();
    wire.bytes(
      `${eventLine('STOP')}${JSON.stringify({ return: 1, id: 'old' })}\r\n${JSON.stringify(greeting())}\r\n${eventLine('RESUME')}`,
    );
    wire.reply(wire.last);
    expect((await client).statistics).toMatchObject({ events: 2, staleReplies: 1 });
  });

  test('that is refused ends the attempt, in the words of QEMU', async () => {
    const { wire, client } = await connecting();
    wire.say(greeting());
    wire.refuse(wire.last, "Capability 'oob' isn't available");
    expect(await errorOf(client)).toMatchObject({
      code: 'ERR_PROTOCOL',
      message: "QEMU refused qmp_capabilities: Capability 'oob' isn't available (GenericError)",
    });
    expect(wire.closed).toBe(1);
  });

  test('a second greeting changes nothing', async () => {
    const { client, wire } = await connected();
    wire.say(greeting([], 99));
    expect(client.version.qemu.major).toBe(7);
    expect(client.statistics.unknownMessages).toBe(1);
    expect(wire.sent).toHaveLength(1);
    expect(await outcomeOf(client.closed)).toBeUndefined();
  });
});

describe('replies', () => {
  test('find their commands in any order', async () => {
    const { client, wire } = await connected();
    const results = ['a', 'b', 'c'].map((name) => client.executeAny(name));
    const commands = wire.sent.slice(1);
    for (const index of [2, 0, 1]) wire.reply(commands[index]!, `to ${commands[index]!.execute}`);
    expect(await Promise.all(results)).toEqual(['to a', 'to b', 'to c']);
  });

  test('and errors are of one command only', async () => {
    const { client, wire } = await connected();
    const [refused, answered] = [client.executeAny('a'), client.executeAny('b')];
    const [, a, b] = wire.sent;
    wire.refuse(a!, 'not now', 'DeviceNotActive');
    wire.reply(b!, 1);
    expect(await errorOf(refused)).toMatchObject({
      name: 'CommandRejectedError',
      code: 'ERR_COMMAND_REJECTED',
      command: 'a',
      outcome: 'rejected',
      class: 'DeviceNotActive',
      desc: 'not now',
      message: 'QEMU rejected a: not now (DeviceNotActive)',
    });
    expect(await answered).toBe(1);
  });

  test('with an unknown id, none, or one that is no string settle nothing and are counted', async () => {
    const { client, wire } = await connected();
    const result = client.execute('query-status');
    const { id } = wire.last;
    wire.say(
      { return: 'stale', id: 'old.1' },
      { return: 'stale' },
      { return: 'stale', id: 7 },
      { return: 'stale', id: [id] },
      { return: 'stale', id: { id } },
      { return: 'stale', id: `${id} ` },
      { return: 'stale', id: id.toUpperCase() === id ? `${id}x` : id.toUpperCase() },
      { error: { class: 'GenericError', desc: 'whose?' } },
      { error: { class: 'GenericError', desc: 'whose?' }, id: null },
    );
    expect(await outcomeOf(result)).toBeUndefined();
    expect(client.statistics).toMatchObject({ staleReplies: 8, errorsWithoutId: 1, inFlight: 1 });
    wire.reply(wire.last, { status: 'running', running: true });
    expect(await result).toEqual({ status: 'running', running: true });
  });

  test('that come twice settle nothing the second time', async () => {
    const { client, wire } = await connected();
    const first = client.executeAny('a');
    wire.reply(wire.last, 1);
    wire.reply(wire.last, 2);
    expect(await first).toBe(1);
    expect(client.statistics).toMatchObject({ staleReplies: 1, inFlight: 0 });
  });

  test('to a command that still waits here to be sent are not believed', async () => {
    const { client, wire } = await connected({ window: 1 });
    const [first, second] = [client.executeAny('a'), client.executeAny('b')];
    // Ids are handed out one after the other.
    wire.say({ return: 'guessed', id: idOf(numberOf(wire.last.id) + 1) });
    wire.reply(wire.last, 1);
    expect(await first).toBe(1);
    expect(await outcomeOf(second)).toBeUndefined();
    wire.reply(wire.last, 2);
    expect(await second).toBe(2);
    expect(client.statistics.staleReplies).toBe(1);
  });

  test('that nobody can make sense of are counted, and hurt nothing', async () => {
    const { client, wire } = await connected();
    wire.say({}, { hello: 1 }, [1], { QMP: {} });
    wire.bytes('5\r\nnull\r\n"text"\r\n');
    expect(client.statistics.unknownMessages).toBe(7);
    const result = client.executeAny('a');
    wire.reply(wire.last, 1);
    expect(await result).toBe(1);
  });
});

describe('ids', () => {
  test('are short, and never the same in two sessions', async () => {
    const ids = new Set<string>();
    for (let session = 0; session < 50; session += 1) {
      const { client, wire } = await connected();
      void client.execute('query-status').catch(() => {});
      for (const { id } of wire.sent) ids.add(id);
      expect(wire.last.id).toMatch(/^[\w-]{4}$/);
      await client.close();
    }
    expect(ids.size).toBe(100);
  });

  test('are never used twice in a session', async () => {
    const { client, wire } = await connected();
    for (let n = 0; n < 2_000; n += 1) {
      const result = client.executeAny('a');
      wire.reply(JSON.parse(wire.written.at(-1)!), n);
      expect(await result).toBe(n);
    }
    expect(new Set(wire.sent.map(({ id }) => id)).size).toBe(2_001);
  });
});

describe('what is written', () => {
  test('has not a byte too many: QEMU reads it one by one', async () => {
    const { client, wire } = await connected();
    void client.execute('stop').catch(() => {});
    expect(wire.written.at(-1)).toMatch(/^\{"execute":"stop","id":"[\w-]{4}"\}\n$/);
    void client.execute('stop', {}).catch(() => {});
    expect(wire.written.at(-1)).toMatch(/^\{"execute":"stop","id":"[\w-]{4}"\}\n$/);
    void client.executeAny('a', { b: [1, { c: 'd' }] }).catch(() => {});
    expect(wire.written.at(-1)).toMatch(
      /^\{"execute":"a","arguments":\{"b":\[1,\{"c":"d"\}\]\},"id":"[\w-]{4}"\}\n$/,
    );
    void client.executeOob('query-yank').catch(() => {});
    expect(wire.written.at(-1)).toMatch(/^\{"exec-oob":"query-yank","id":"[\w-]{4}"\}\n$/);
  });

  test('carries wide integers and awkward text exactly', async () => {
    const { client, wire } = await connected();
    void client
      .executeAny('a', { deep: [{ addr: 18446744073709551615n }], text: 'a"b\n\u2028\u{1f600}' })
      .catch(() => {});
    expect(wire.written.at(-1)).toContain(
      '"arguments":{"deep":[{"addr":18446744073709551615}],"text":"a\\"b\\n\\u2028\\ud83d\\ude00"}',
    );
  });

  test('is one line, whatever the command is called', async () => {
    const { client, wire } = await connected();
    void client.executeAny('a"\n\\').catch(() => {});
    expect(wire.written.at(-1)!.indexOf('\n')).toBe(wire.written.at(-1)!.length - 1);
    expect(wire.last.execute).toBe('a"\n\\');
  });
});

test('a session that ended says so to whoever comes later, with how it ended', async () => {
  const { client, wire } = await connected();
  wire.end(new Error('ECONNRESET'));
  const error = (await errorOf(client.execute('stop'))) as unknown as SessionClosedError;
  expect(error).toMatchObject({
    code: 'ERR_SESSION_CLOSED',
    command: 'stop',
    outcome: 'not-sent',
    reason: { kind: 'failed' },
  });
  expect(error.message).toBe('stop: the QMP session broke: ECONNRESET; it was not sent');
  expect(wire.sent).toHaveLength(1);
});
