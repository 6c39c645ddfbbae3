// The fear: a guest that was taken over takes over, chokes or misleads the host that asks it something.
import { describe, expect, test } from 'vitest';
import { GuestFraming } from '../../../src/agent/framing.js';
import { readGuestMessage } from '../../../src/agent/message.js';
import { errorOf, stateOf, wired } from './setting.js';

describe('a reply that can not be used', () => {
  const replies: Record<string, string> = {
    'that is not JSON': '{"return": {}',
    'that is nested too deep': `{"return": ${'['.repeat(100)}${']'.repeat(100)}, "id": "ID"}`,
    'that is too large': `{"return": {"host-name": "${'x'.repeat(5_000)}"}}`,
    'with a member __proto__': '{"return": {"host-name": "a", "__proto__": {"admin": true}}, "id": "ID"}',
    'with it deep inside': '{"return": {"host-name": "a", "x": [{"y": {"__proto__": 1}}]}, "id": "ID"}',
    'with it in disguise': '{"return": {"host-name": "a", "\\u005f_proto__": {}}, "id": "ID"}',
    'of the wrong shape': '{"return": {"host-name": 5}, "id": "ID"}',
    'without the member': '{"return": {"toString": "a"}, "id": "ID"}',
    'that is a list': '{"return": [], "id": "ID"}',
    'that is null': '{"return": null, "id": "ID"}',
  };
  test.for(Object.entries(replies))(
    '%s fails its command at once, and the next one succeeds',
    async ([, reply]) => {
      const { agent, clock, wire } = await wired({ maxMessageBytes: 2_048 });
      const sync = wire.onWrite;
      wire.onWrite = () => {};
      const failure = agent.execute('guest-get-host-name').catch((error: unknown) => error);
      await clock.advance(0);
      wire.onWrite = sync;
      wire.bytes(`${reply.replace('ID', String(wire.last.id))}\n`);
      expect(await failure).toMatchObject({
        name: 'GuestReplyError',
        code: 'ERR_GUEST_REPLY',
        outcome: 'unknown',
      });
      expect(clock.now()).toBe(0);
      wire.onWrite = (written) => {
        if (written.sync) sync(written);
        else queueMicrotask(() => wire.reply({ 'host-name': 'b' }, written));
      };
      expect(await clock.runUntil(agent.execute('guest-get-host-name'))).toEqual({ 'host-name': 'b' });
      await agent.close();
    },
  );
});

describe('a reply that says of what kind it is', () => {
  const answered = async (value: unknown): Promise<unknown> => {
    const { agent, clock, wire } = await wired();
    const sync = wire.onWrite;
    wire.onWrite = (written) => {
      if (written.sync) sync(written);
      else queueMicrotask(() => wire.reply(value, written));
    };
    const result = await clock.runUntil(
      agent.execute('guest-get-cpustats').catch((error: Error) => error.message),
    );
    await agent.close();
    return result;
  };
  const linux = { type: 'linux', cpu: 0, user: 1, nice: 2, system: 3, idle: 4 };

  test('is checked as that kind', async () => {
    expect(await answered([linux])).toEqual([linux]);
    expect(await answered([linux, { ...linux, idle: '4' }])).toContain('return[1].idle is not an integer');
    expect(await answered([{ ...linux, user: undefined }])).toContain('return[0].user is missing');
    expect(await answered([{ ...linux, iowait: null }])).toContain('return[0].iowait is not an integer');
  });

  test('passes when the kind is newer than these types, and fails without one', async () => {
    expect(await answered([{ type: 'newer', anything: [] }])).toEqual([{ type: 'newer', anything: [] }]);
    expect(await answered([{ type: 'toString' }])).toEqual([{ type: 'toString' }]);
    expect(await answered([{}])).toContain('return[0].type is not a string');
    expect(await answered([5])).toContain('return[0] is not an object');
  });
});

test('what is neither reply nor error settles nothing', async () => {
  const { agent, clock, wire } = await wired();
  wire.onWrite = () => {};
  const ping = agent.ping();
  await clock.advance(0);
  const { id } = wire.last;
  wire.say([], { event: 'STOP', id }, { id }, { QMP: {} });
  wire.bytes('5\n"x"\nnull\n');
  await clock.advance(0);
  expect(await stateOf(ping)).toBeUndefined();
  wire.reply();
  expect(await ping).toBe(0);
  expect(agent.statistics.unusableMessages).toBe(7);
  await agent.close();
});

test('an error reply may have any shape', async () => {
  for (const error of [{}, null, [], 'x', { class: 5, desc: {} }]) {
    const { agent, clock, wire } = await wired();
    wire.onWrite = () => {};
    const failure = errorOf(clock, agent.ping());
    await stateOf(failure);
    wire.say({ error, id: wire.last.id });
    expect(await failure).toMatchObject({ class: 'GenericError', desc: '(no description)' });
    await agent.close();
  }
});

test('integers stay exact', async () => {
  const { agent, clock, wire } = await wired();
  wire.onWrite = () => {};
  const time = agent.execute('guest-get-time');
  await clock.advance(0);
  wire.bytes(`{"return": 1795301378784646001, "id": "${wire.last.id}"}\n`);
  expect(await time).toBe(1_795_301_378_784_646_001n);
  const any = agent.executeAny('guest-get-diskstats');
  await clock.advance(0);
  wire.bytes(`{"return": [{"ticks": 18446744073709551615}], "id": "${wire.last.id}"}\n`);
  expect(await any).toEqual([{ ticks: 18_446_744_073_709_551_615n }]);
  const tooWide = errorOf(clock, agent.execute('guest-get-time'));
  await stateOf(tooWide);
  wire.bytes(`{"return": 99999999999999999999999, "id": "${wire.last.id}"}\n`);
  expect(await tooWide).toMatchObject({ name: 'GuestReplyError' });
  await agent.close();
});

test('a pid or handle beyond 2^53 is given back as it came', async () => {
  const { agent, clock, wire } = await wired();
  wire.onWrite = () => {};
  const running = agent.exec('/bin/x').catch(() => {});
  await clock.advance(0);
  wire.bytes(`{"return": {"pid": 9223372036854775807}, "id": "${wire.last.id}"}\n`);
  await clock.advance(10);
  expect(wire.bytesWritten.at(-1)?.toString()).toContain('"pid":9223372036854775807');
  await agent.close();
  await clock.runUntil(running);
});

describe('memory is bounded', () => {
  const grown = (run: () => void): number => {
    const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    const before = used();
    run();
    return used() - before;
  };

  test('whatever comes while nobody waits', async () => {
    const { agent, wire } = await wired();
    const line = Buffer.from(`{"return": "${'x'.repeat(65_000)}"}\n`);
    expect(
      grown(() => {
        for (let n = 0; n < 1_000; n += 1) wire.bytes(line);
      }),
    ).toBeLessThan(20_000_000);
    expect(agent.statistics.staleReplies).toBe(1_000);
    await agent.close();
  });

  test('by a line that never ends', () => {
    const messages: Buffer[] = [];
    let tooLong = 0;
    const framing = new GuestFraming(1_000_000, {
      message: (bytes) => messages.push(Buffer.from(bytes)),
      tooLong: () => {
        tooLong += 1;
      },
    });
    const chunk = Buffer.alloc(65_536, 'x');
    expect(
      grown(() => {
        for (let n = 0; n < 2_000; n += 1) framing.push(chunk);
      }),
    ).toBeLessThan(10_000_000);
    expect(tooLong).toBe(1);
    expect(framing.pendingBytes).toBe(0);
    framing.push(Buffer.from('rest\n{"a":1}\n'));
    expect(messages.map(String)).toEqual(['{"a":1}']);
  });
});

describe('time is bounded', () => {
  const million = 1_000_000;
  const costly: Record<string, string> = {
    'nested arrays': `{"return": ${'['.repeat(4 * million)}${']'.repeat(4 * million)}}`,
    'nested objects': `{"return": ${'{"a":'.repeat(million)}1${'}'.repeat(million)}}`,
    'empty objects': `{"return": [${'{},'.repeat(2 * million)}1]}`,
    members: `{"return": {${Array.from({ length: 500_000 }, (_, n) => `"k${n}":1`).join(',')}}}`,
    'wide integers': `{"return": [${'12345678901234567890,'.repeat(300_000)}1]}`,
    escapes: `{"return": "${'\\u005f'.repeat(million)}"}`,
    'escaped quotes': `{"return": "${'\\"__'.repeat(million)}"}`,
    'what looks like our own marks': `{"return": ["${'wide-1:'.repeat(million)}", 12345678901234567890]}`,
    'a string without an end': `{"return": "${'\\\\'.repeat(4 * million)}`,
  };
  test.for(Object.entries(costly))('for megabytes of %s', ([, text]) => {
    const { user: before } = process.cpuUsage();
    readGuestMessage(text);
    expect((process.cpuUsage().user - before) / 1_000).toBeLessThan(1_000);
  });

  test('and nothing honest is refused for it', () => {
    const brackets = '[{'.repeat(200);
    const value = {
      text: `"${brackets}\\"`,
      list: Array.from({ length: 5_000 }, (_, n) => ({ name: `${n}`, online: true })),
    };
    expect(readGuestMessage(JSON.stringify({ return: value }))).toEqual({
      kind: 'return',
      id: undefined,
      value,
    });
  });
});
