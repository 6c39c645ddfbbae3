// The fear: a message is not quite what the documentation shows, and the client stumbles.
import { describe, expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { answer, FakeQemu, VirtualClock } from 'qmp-watchdog/testing';
import { outcomeOf } from '../unit/qmp/wire.js';

const connect = async () => {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock });
  return { clock, qemu, client: await QmpClient.connect({ transport: qemu.transport() }, { clock }) };
};

describe('a reply', () => {
  test.for([
    {},
    '',
    0,
    [],
    false,
    null,
    18446744073709551615n,
    -9223372036854775808n,
    2 ** 53 - 1,
    'Gerät ⚙ 𝄞',
  ])('of %o arrives as it is', async (value) => {
    const { qemu, client } = await connect();
    qemu.on('x-value', () => value);
    expect(await client.executeAny('x-value')).toStrictEqual(value);
  });

  test('of megabytes arrives as it is, in pieces of any size', async () => {
    const { qemu, client } = await connect();
    const large = Array.from({ length: 5_000 }, (_, n) => ({
      name: `type-${n}`,
      'meta-type': 'object',
      members: [],
    }));
    qemu.on('x-large', () => large);
    for (const size of [1_000, 4_096, 65_536, Number.POSITIVE_INFINITY]) {
      qemu.wire.pieceBytes = size;
      expect(await client.executeAny('x-large')).toEqual(large);
    }
  });

  test('is refused by class, whatever the class', async () => {
    const { qemu, client } = await connect();
    for (const errorClass of [
      'GenericError',
      'CommandNotFound',
      'DeviceNotActive',
      'DeviceNotFound',
      'KVMMissingCap',
      'NewerClass',
    ]) {
      qemu.on('x-refused', answer.error(`because of ${errorClass}`, errorClass));
      await expect(client.executeAny('x-refused')).rejects.toMatchObject({
        outcome: 'rejected',
        class: errorClass,
        desc: `because of ${errorClass}`,
      });
    }
    await expect(client.executeAny('__org.example_unknown')).rejects.toMatchObject({
      class: 'CommandNotFound',
    });
  });

  test('that belongs to nobody is counted', async () => {
    const { clock, qemu, client } = await connect();
    qemu.wire.send({ error: { class: 'GenericError', desc: 'JSON parse error, invalid keyword' } });
    qemu.wire.send({ return: {}, id: { any: ['thing', null] } });
    qemu.wire.send({ 'x-newer': true });
    await clock.advance(0);
    expect(client.statistics).toMatchObject({ errorsWithoutId: 1, staleReplies: 1, unknownMessages: 1 });
    expect(await client.execute('query-status')).toMatchObject({ status: 'running' });
  });
});

describe('an event', () => {
  test('that is newer than the types, or downstream, is heard by its name, with keys that nobody knows', async () => {
    const { clock, qemu, client } = await connect();
    const heard: unknown[] = [];
    client.on('NEWER_EVENT', ({ data }) => heard.push(data));
    client.on('__org.example_EVENT', ({ data }) => heard.push(data));
    qemu.emit('NEWER_EVENT', { 'x-unstable': [1n, { deep: 18446744073709551615n }] });
    qemu.emit('__org.example_EVENT');
    qemu.emit('UNHEARD_EVENT', { a: 1 });
    await clock.advance(0);
    expect(heard).toEqual([{ 'x-unstable': [1, { deep: 18446744073709551615n }] }, {}]);
    expect(client.statistics.events).toBe(3);
  });

  test('with wide integers in it is exact: a Hyper-V panic', async () => {
    const { clock, qemu, client } = await connect();
    const waiting = client.expect('GUEST_PANICKED').wait();
    const info = {
      type: 'hyper-v' as const,
      arg1: 18446744073709551615n,
      arg2: 1,
      arg3: 9007199254740993n,
      arg4: 0,
      arg5: -1,
    };
    qemu.emit('GUEST_PANICKED', { action: 'pause', info });
    await clock.advance(0);
    expect((await waiting).data).toEqual({ action: 'pause', info });
  });

  test('without a usable stamp has none, and its time of arrival is our own', async () => {
    const { clock, qemu, client } = await connect();
    await clock.advance(1_234);
    const waiting = client.expect('STOP').wait();
    qemu.wire.send({ event: 'STOP', timestamp: { seconds: -1, microseconds: -1 } });
    await clock.advance(0);
    expect(await waiting).toMatchObject({ timestamp: { seconds: -1, microseconds: -1 }, at: 1_234 });
  });
});

describe('a connection that breaks', () => {
  test('in the middle of a message ends with half of it, and an unknown outcome', async () => {
    for (let bytes = 1; bytes < 30; bytes += 7) {
      const { qemu, client } = await connect();
      qemu.wire.cutAfter(bytes);
      const error = await client.execute('query-status').catch((reason) => reason);
      expect(error).toMatchObject({ code: 'ERR_SESSION_CLOSED', outcome: 'unknown' });
      expect(await client.closed).toEqual({ kind: 'ended', halfMessageBytes: bytes });
      expect(error.message).toContain(`in the middle of a message (${bytes} bytes)`);
    }
  });

  test('or sticks there is noticed by its deadline and by liveness, and goes on when the rest comes', async () => {
    const { clock, qemu, client } = await connect();
    qemu.wire.stickAfter(20);
    const command = client.execute('query-status', {}, { timeout: 60_000 });
    const probe = client.liveness({ timeout: 1_000 });
    await clock.advance(5_000);
    expect(await probe).toMatchObject({ verdict: 'unresponsive', evidence: { halfMessageBytes: 20 } });
    expect(client.statistics.halfMessages).toBe(1);
    expect(await outcomeOf(command)).toBeUndefined();
    qemu.wire.unstick();
    expect(await clock.runUntil(command)).toMatchObject({ status: 'running' });
  });
});

test('garbage ends the session with its first bytes quoted, and QEMU serves the next client', async () => {
  const { clock, qemu, client } = await connect();
  qemu.wire.send('\u001b[31mnot QMP\r\n');
  await clock.advance(0);
  expect(await client.closed).toMatchObject({
    kind: 'violation',
    error: { code: 'ERR_PROTOCOL', message: 'QEMU sent a line that is not JSON: "\\x1b[31mnot QMP"' },
  });
  await using next = await QmpClient.connect({ transport: qemu.transport() }, { clock });
  expect(await next.execute('query-status')).toMatchObject({ status: 'running' });
});
