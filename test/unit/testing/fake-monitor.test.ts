import { afterEach, describe, expect, test } from 'vitest';
import { QmpClient } from '../../../src/qmp/index.js';
import { answer, FakeQemu, type FakeQemuOptions, VirtualClock } from '../../../src/testing/index.js';
import { brief, negotiated, RawClient } from './raw-client.js';

const made: FakeQemu[] = [];
function fake(options: FakeQemuOptions = {}): { clock: VirtualClock; qemu: FakeQemu } {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, status: 'prelaunch', ...options });
  made.push(qemu);
  return { clock, qemu };
}
afterEach(async () => {
  for (const qemu of made.splice(0)) await qemu[Symbol.asyncDispose]();
});

describe('what QEMU prints', () => {
  test('greeting, negotiation and replies, byte for byte', async () => {
    const { qemu } = fake({ version: '7.2.22' });
    const client = new RawClient(qemu);
    client.send(
      { execute: 'query-status', id: 'a' },
      { execute: 'qmp_capabilities', arguments: { enable: ['oob'] }, id: 'b' },
      { execute: 'query-status', id: 'c' },
      { execute: 'query-version' },
    );
    await client
      .take()
      .then((lines) =>
        expect(lines).toEqual([
          '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}',
          `{"id": "a", "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}`,
          '{"return": {}, "id": "b"}',
          '{"return": {"status": "prelaunch", "singlestep": false, "running": false}, "id": "c"}',
          '{"return": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}}',
        ]),
      );
  });

  test('events, stamped by the wall clock', async () => {
    const clock = new VirtualClock({ wall: new Date('2026-02-03T04:05:06.789Z') });
    const qemu = new FakeQemu({ clock });
    made.push(qemu);
    const client = await negotiated(qemu);
    client.send({ execute: 'stop', id: 1 }, { execute: 'system_reset', id: 2 });
    expect(await client.take()).toEqual([
      '{"timestamp": {"seconds": 1770091506, "microseconds": 789000}, "event": "STOP"}',
      '{"return": {}, "id": 1}',
      '{"timestamp": {"seconds": 1770091506, "microseconds": 789000}, "event": "RESET", "data": {"guest": false, "reason": "host-qmp-system-reset"}}',
      '{"return": {}, "id": 2}',
    ]);
  });

  test('pretty output as with pretty=on', async () => {
    const { qemu } = fake({ pretty: true });
    const client = new RawClient(qemu);
    client.send({ execute: 'qmp_capabilities', id: [] });
    await client
      .take()
      .then((lines) =>
        expect(lines.slice(-5)).toEqual(
          ['{', '    "return": {', '    },', '    "id": [', '    ]', '}'].slice(-5),
        ),
      );
    client.send('{"execute":"query-yank","id":{}}');
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.text).toBe(
      '{\r\n    "return": [\r\n        {\r\n            "type": "chardev",\r\n            "id": "compat_monitor0"\r\n        }\r\n    ],\r\n    "id": {\r\n    }\r\n}\r\n',
    );
  });

  test('ASCII only, exact integers, and fractions with 17 digits', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    client.send(
      '{"execute":"stop","id":"\\u00e9é😀\\u0001\u007f/"}',
      '{"execute":"stop","id":18446744073709551615}',
      '{"execute":"stop","id":-0.1}{"execute":"stop","id":2.5}{"execute":"stop","id":1e30}',
    );
    expect(await client.take()).toEqual([
      '{"return": {}, "id": "\\u00E9\\u00E9\\uD83D\\uDE00\\u0001\\u007F/"}',
      '{"return": {}, "id": 18446744073709551615}',
      '{"return": {}, "id": -0.10000000000000001}',
      '{"return": {}, "id": 2.5}',
      '{"return": {}, "id": 1e+30}',
    ]);
  });

  test.each([
    ['7.2.22', true],
    ['10.0.2', false],
  ])('query-status of %s has singlestep: %s', async (version, has) => {
    const { qemu } = fake({ version });
    const client = await negotiated(qemu);
    client.send({ execute: 'query-status' });
    const [reply] = await client.messages();
    expect('singlestep' in Object(reply?.return)).toBe(has);
  });
});

describe('requests that are none', () => {
  test.each([
    [
      '{"execute":"stop","bogus":1,"id":3}',
      `{"id": 3, "error": {"class": "GenericError", "desc": "QMP input member 'bogus' is unexpected"}}`,
    ],
    [
      '{"execute":"stop","arguments":{"x":1},"id":3}',
      `{"id": 3, "error": {"class": "GenericError", "desc": "Parameter 'x' is unexpected"}}`,
    ],
    [
      '{"execute":"stop","arguments":[],"id":3}',
      `{"id": 3, "error": {"class": "GenericError", "desc": "QMP input member 'arguments' must be an object"}}`,
    ],
    [
      '{"execute":3,"id":3}',
      `{"id": 3, "error": {"class": "GenericError", "desc": "QMP input member 'execute' must be a string"}}`,
    ],
    ['{"id":3}', `{"id": 3, "error": {"class": "GenericError", "desc": "QMP input lacks member 'execute'"}}`],
    [
      '{"execute":"stop","exec-oob":"stop","id":9}',
      `{"id": 9, "error": {"class": "GenericError", "desc": "QMP input member 'execute' clashes with 'exec-oob'"}}`,
    ],
    ['[]', '{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}'],
    ['7 ', '{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}'],
    ['hello ', `{"error": {"class": "GenericError", "desc": "JSON parse error, invalid keyword 'hello'"}}`],
    ['}', '{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}'],
    ['{"a":}', '{"error": {"class": "GenericError", "desc": "JSON parse error, expecting value"}}'],
    [
      '{"execute":"nosuch","id":1}',
      '{"id": 1, "error": {"class": "CommandNotFound", "desc": "The command nosuch has not been found"}}',
    ],
    [
      '{"execute":"qmp_capabilities","id":1}',
      '{"id": 1, "error": {"class": "CommandNotFound", "desc": "Capabilities negotiation is already complete, command ignored"}}',
    ],
  ])('%s', async (sent, reply) => {
    const { qemu } = fake({ onComplaint: 'collect' });
    const client = await negotiated(qemu);
    client.send(sent);
    expect(await client.take()).toEqual([reply]);
    client.send({ execute: 'query-name', id: 'after' });
    expect((await client.messages()).map(brief)).toEqual(['return after']);
  });
});

describe('out-of-band execution', () => {
  test('before it is enabled exec-oob is no member', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu, []);
    client.send({ 'exec-oob': 'query-yank', id: 1 });
    expect(await client.take()).toEqual([
      `{"id": 1, "error": {"class": "GenericError", "desc": "QMP input member 'exec-oob' is unexpected"}}`,
    ]);
  });

  test('query-yank and yank run; anything else draws an error with its id', async () => {
    const { qemu } = fake({ allow: ['nosuch', 'yank'] });
    const client = await negotiated(qemu);
    client.send(
      { 'exec-oob': 'query-yank', id: 1 },
      { 'exec-oob': 'query-status', id: 2 },
      { 'exec-oob': 'nosuch', id: 3 },
      { 'exec-oob': 'yank', id: 4 },
      { 'exec-oob': 'yank', arguments: { instances: [] }, id: 5 },
      { 'exec-oob': 'yank', arguments: { instances: [{ type: 'migration' }] }, id: 6 },
    );
    expect(await client.take()).toEqual([
      '{"return": [{"type": "chardev", "id": "compat_monitor0"}], "id": 1}',
      '{"id": 2, "error": {"class": "GenericError", "desc": "The command query-status does not support OOB"}}',
      '{"id": 3, "error": {"class": "CommandNotFound", "desc": "The command nosuch has not been found"}}',
      `{"id": 4, "error": {"class": "GenericError", "desc": "Parameter 'instances' is missing"}}`,
      '{"return": {}, "id": 5}',
      '{"id": 6, "error": {"class": "DeviceNotFound", "desc": "Instance not found"}}',
    ]);
  });

  test('without the offer it can not be enabled', async () => {
    const { qemu } = fake({ oob: false });
    const client = new RawClient(qemu);
    client.send(
      { execute: 'qmp_capabilities', arguments: { enable: ['oob'] }, id: 1 },
      { execute: 'qmp_capabilities', id: 2 },
    );
    expect((await client.messages()).map(brief)).toEqual(['greeting', 'GenericError 1', 'return 2']);
  });

  test('before QEMU 6.0 there is no yank, and the client still tells a live monitor', async () => {
    const { clock, qemu } = fake({ version: '5.2.0', allow: ['query-yank'] });
    const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    await expect(client.executeOob('query-yank')).rejects.toMatchObject({ class: 'CommandNotFound' });
    qemu.mainLoop.stall();
    expect((await clock.runUntil(client.liveness({ timeout: 1000 }))).verdict).toBe('main-loop-stalled');
  });
});

describe('the command queue', () => {
  const status = (id: number): object => ({ execute: 'query-status', id });

  test('a running command and seven queued ones leave the out-of-band lane free; a ninth starves it', async () => {
    const { qemu } = fake();
    qemu.on('stop', answer.never);
    const client = await negotiated(qemu);
    client.send({ execute: 'stop', id: 0 }, ...[1, 2, 3, 4, 5, 6, 7].map(status), {
      'exec-oob': 'query-yank',
      id: 'oob',
    });
    expect((await client.messages()).map(brief)).toEqual(['return oob']);
    client.send(status(8), { 'exec-oob': 'query-yank', id: 'starved' }, status(9));
    expect(await client.messages()).toEqual([]);
    expect(qemu.received.at(-1)).toMatchObject({ id: 8 });
  });

  test('with the main loop stalled by something else already the eighth starves it', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    qemu.mainLoop.stall();
    client.send(...[1, 2, 3, 4, 5, 6, 7].map(status), { 'exec-oob': 'query-yank', id: 'oob' });
    expect((await client.messages()).map(brief)).toEqual(['return oob']);
    client.send(status(8), { 'exec-oob': 'query-yank', id: 'late' });
    expect(await client.messages()).toEqual([]);
    qemu.mainLoop.resume();
    expect((await client.messages()).map(brief)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((id) => `return ${id}`),
      'return late',
    ]);
  });

  test('without out-of-band execution one command is read at a time', async () => {
    const { clock, qemu } = fake({ oob: false });
    qemu.on('stop', answer.after(100, answer.builtIn));
    const client = await negotiated(qemu, []);
    client.send({ execute: 'stop', id: 1 }, status(2));
    await client.take();
    expect(qemu.received.map(({ name }) => name)).toEqual(['qmp_capabilities', 'stop']);
    await clock.advance(100);
    expect((await client.messages()).map(brief)).toEqual(['return 1', 'return 2']);
  });

  test('the library keeps within what the queue takes, and its out-of-band lane open', async () => {
    const { clock, qemu } = fake();
    qemu.on('stop', answer.never);
    const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    const pending = Promise.allSettled(
      Array.from({ length: 30 }, () => client.execute('stop', {}, { timeout: 5000 })),
    );
    await clock.advance(100);
    expect(await client.executeOob('query-yank')).toHaveLength(1);
    await client.close();
    await pending;
  });
});

describe('one client at a time', () => {
  test('a second one hears nothing until the first leaves, and is greeted then', async () => {
    const { qemu } = fake();
    const first = await negotiated(qemu);
    const second = new RawClient(qemu);
    second.send({ execute: 'qmp_capabilities', id: 'second' });
    expect(await second.take()).toEqual([]);
    first.close();
    await first.take();
    expect((await second.messages()).map(brief)).toEqual(['greeting', 'return second']);
  });

  test('one that gives up waiting leaves the line', async () => {
    const { qemu } = fake();
    const first = await negotiated(qemu);
    const second = new RawClient(qemu);
    const third = new RawClient(qemu);
    second.close();
    await second.take();
    first.close();
    await first.take();
    expect((await third.messages()).map(brief)).toEqual(['greeting']);
    expect(second.text).toBe('');
  });

  test('the reply of a command that was running at the disconnect goes to the next session, after its greeting and before its negotiation', async () => {
    const { clock, qemu } = fake();
    qemu.on('query-block', answer.after(500, []));
    const first = await negotiated(qemu);
    first.send({ execute: 'query-block', id: 'stale' }, { execute: 'stop', id: 'discarded' });
    await first.take();
    first.close();
    const second = new RawClient(qemu);
    second.send({ execute: 'qmp_capabilities', id: 'mine' });
    expect((await second.messages()).map(brief)).toEqual(['greeting']);
    await clock.advance(500);
    expect((await second.messages()).map(brief)).toEqual(['return stale', 'return mine']);
    // It was read, and never executed.
    expect(qemu.received.map(({ id }) => id)).toEqual([undefined, 'stale', 'discarded', 'mine']);
  });

  test('the library survives the stale reply', async () => {
    const { clock, qemu } = fake();
    qemu.on('query-block', answer.after(500, []));
    const first = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    const lost = first.executeAny('query-block').catch((error) => error.outcome);
    await clock.advance(1);
    await first.close();
    expect(await lost).toBe('unknown');
    const second = await clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock }));
    expect(second.statistics.staleReplies).toBe(1);
    expect((await second.execute('query-status')).status).toBe('prelaunch');
  });

  test('without a next session the reply is lost', async () => {
    const { clock, qemu } = fake();
    qemu.on('query-block', answer.after(500, []));
    const first = await negotiated(qemu);
    first.send({ execute: 'query-block', id: 'lost' });
    await first.take();
    first.close();
    await clock.advance(1000);
    const second = await negotiated(qemu);
    second.send({ execute: 'query-name', id: 'fresh' });
    expect((await second.messages()).map(brief)).toEqual(['return fresh']);
  });
});

describe('scripts', () => {
  test('a value, an error, a promise, a delay, a throw, nothing', async () => {
    const { clock, qemu } = fake();
    const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    qemu.on('a', ({ x }) => ({ doubled: Number(x) * 2 }));
    qemu.on('b', () => answer.error('no such thing', 'DeviceNotFound'));
    qemu.on('c', async () => [1, 2n ** 64n - 1n]);
    qemu.on('d', () => answer.after(250, answer.error('late')));
    qemu.on('e', () => {
      throw new TypeError('broken script');
    });
    qemu.on('f', () => {});
    expect(await client.executeAny('a', { x: 21 })).toEqual({ doubled: 42 });
    await expect(client.executeAny('b')).rejects.toMatchObject({ class: 'DeviceNotFound' });
    expect(await client.executeAny('c')).toEqual([1, 18446744073709551615n]);
    const late = client.executeAny('d').catch((error) => `${error.code} ${clock.now()}`);
    expect(await clock.runUntil(late)).toMatch(/250$/);
    await expect(client.executeAny('e')).rejects.toThrow(/broken script/);
    expect(await client.executeAny('f')).toEqual({});
  });

  test('end with their subscription, and the built-in answer is back', async () => {
    const { clock, qemu } = fake({ name: 'vm1' });
    const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    const stop = qemu.on('query-name', () => ({ name: 'scripted' }));
    expect(await client.execute('query-name')).toEqual({ name: 'scripted' });
    stop();
    expect(await client.execute('query-name')).toEqual({ name: 'vm1' });
  });

  test('may wrap the built-in answer', async () => {
    const { clock, qemu } = fake({ status: 'running' });
    qemu.on('stop', (_, { at }) => (at < 100 ? answer.error('not yet') : answer.builtIn));
    const client = await QmpClient.connect({ transport: qemu.transport() }, { clock });
    await expect(client.execute('stop')).rejects.toThrow(/not yet/);
    await clock.advance(100);
    await client.execute('stop');
    expect(qemu.vm.status).toBe('paused');
  });

  test('apply out of band only where that is allowed', async () => {
    const { qemu } = fake();
    qemu.on('mine', () => ({ ok: true }));
    qemu.on('urgent', () => ({ ok: true }), { oob: true });
    qemu.on('query-yank', answer.after(0, []));
    const client = await negotiated(qemu);
    client.send({ 'exec-oob': 'mine', id: 1 }, { 'exec-oob': 'urgent', id: 2 });
    expect((await client.messages()).map(brief)).toEqual(['GenericError 1', 'return 2']);
  });

  test('can silence the negotiation', async () => {
    const { clock, qemu } = fake();
    qemu.on('qmp_capabilities', answer.never);
    const connecting = QmpClient.connect(
      { transport: qemu.transport() },
      { clock, negotiationTimeout: 3000 },
    );
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({ name: 'NegotiationTimeoutError' });
    expect(clock.now()).toBe(3000);
  });
});

test('what was received is told in order, with arguments, lane, id and time', async () => {
  const { clock, qemu } = fake();
  const client = await negotiated(qemu);
  await clock.advance(40);
  client.send(
    { execute: 'set-action', arguments: { panic: 'pause' }, id: 'x' },
    { 'exec-oob': 'query-yank', id: [1] },
  );
  await client.take();
  expect(qemu.received.slice(1)).toEqual([
    { name: 'set-action', args: { panic: 'pause' }, lane: 'in-band', id: 'x', at: 40 },
    { name: 'query-yank', args: {}, lane: 'out-of-band', id: [1], at: 40 },
  ]);
  qemu.forgetReceived();
  expect(qemu.received).toEqual([]);
});

test.each([
  [{ version: '7.2' }, /version must be a version/],
  [{ versoin: '7.2.0' }, /FakeQemu.versoin/],
  [{ actions: { reboot: 'explode' } }, /actions.reboot must be one of/],
  [{ guest: { interval: 0 } }, /guest.interval/],
])('an option that can not be used is refused: %j', (options, message) => {
  // The types refuse these already.
  expect(() => new FakeQemu(options as FakeQemuOptions)).toThrow(message);
});
