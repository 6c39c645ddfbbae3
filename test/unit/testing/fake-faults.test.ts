import { afterEach, describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { QmpClient, type QmpClientOptions } from '../../../src/qmp/index.js';
import {
  answer,
  FakeQemu,
  type FakeQemuOptions,
  impostor,
  VirtualClock,
} from '../../../src/testing/index.js';
import { brief, negotiated, RawClient } from './raw-client.js';

const made: FakeQemu[] = [];
function fake(options: FakeQemuOptions = {}): {
  clock: VirtualClock;
  qemu: FakeQemu;
  connect(options?: QmpClientOptions): Promise<QmpClient>;
} {
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options });
  made.push(qemu);
  const connect = (options: QmpClientOptions = {}) =>
    clock.runUntil(QmpClient.connect({ transport: qemu.transport() }, { clock, ...options }));
  return { clock, qemu, connect };
}
afterEach(async () => {
  for (const qemu of made.splice(0)) await qemu[Symbol.asyncDispose]();
});

describe('a stalled main loop', () => {
  test('greets, and never answers the negotiation', async () => {
    const { clock, qemu, connect } = fake();
    qemu.mainLoop.stall();
    await expect(connect({ negotiationTimeout: 700 })).rejects.toMatchObject({
      name: 'NegotiationTimeoutError',
    });
    expect(clock.now()).toBe(700);
  });

  test('leaves the out-of-band lane of an earlier session alive', async () => {
    const { clock, qemu, connect } = fake();
    const client = await connect();
    qemu.mainLoop.stall();
    const status = client.execute('query-status');
    expect(await client.executeOob('query-yank')).toHaveLength(1);
    expect((await clock.runUntil(client.liveness({ timeout: 500 }))).verdict).toBe('main-loop-stalled');
    qemu.mainLoop.resume();
    expect((await status).status).toBe('running');
    expect((await client.liveness()).verdict).toBe('responsive');
  });

  test('without out-of-band execution does not even greet, and a session falls silent', async () => {
    const { clock, qemu, connect } = fake({ oob: false });
    const client = await connect();
    qemu.mainLoop.stall();
    expect((await clock.runUntil(client.liveness({ timeout: 500 }))).verdict).toBe('unknown');
    await client.close();
    await expect(connect({ greetingTimeout: 100 })).rejects.toMatchObject({ name: 'GreetingTimeoutError' });
  });

  test('holds back what happens to the VM until it resumes', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    qemu.mainLoop.stall();
    qemu.vm.ioError();
    qemu.process.kill('SIGTERM');
    expect(await client.messages()).toEqual([]);
    expect(qemu.vm.status).toBe('running');
    qemu.mainLoop.resume();
    expect((await client.messages()).map(brief)).toEqual(['BLOCK_IO_ERROR', 'STOP', 'SHUTDOWN']);
    expect(client.closed).toBe(true);
  });
});

describe('a stopped process', () => {
  test('accepts connections and says nothing at all; after SIGCONT it answers', async () => {
    const { clock, qemu, connect } = fake();
    const client = await connect();
    qemu.process.stop();
    qemu.process.stop();
    expect((await clock.runUntil(client.liveness({ timeout: 500 }))).verdict).toBe('unresponsive');
    await expect(connect({ greetingTimeout: 300 })).rejects.toMatchObject({ name: 'GreetingTimeoutError' });
    const waiting = [new RawClient(qemu), new RawClient(qemu)];
    qemu.process.continue();
    expect((await client.liveness()).verdict).toBe('responsive');
    expect(await waiting[0]?.take()).toEqual([]);
    await client.close();
    expect((await waiting[0]?.messages())?.map(brief)).toEqual(['greeting']);
    expect(await waiting[1]?.messages()).toEqual([]);
  });

  test('what was sent meanwhile is answered in order, late replies too', async () => {
    const { clock, qemu } = fake();
    qemu.on('slow', answer.after(100));
    qemu.on('urgent', answer.after(100), { oob: true });
    const client = await negotiated(qemu);
    client.send({ execute: 'slow', id: 1 }, { 'exec-oob': 'urgent', id: 2 });
    await clock.advance(50);
    qemu.process.stop();
    client.send({ execute: 'query-name', id: 3 });
    await clock.advance(1000);
    expect(await client.messages()).toEqual([]);
    qemu.process.continue();
    expect((await client.messages()).map(brief).sort()).toEqual(['return 1', 'return 2', 'return 3']);
  });

  test('SIGTERM waits for SIGCONT, SIGKILL does not', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    qemu.process.stop();
    qemu.process.kill('SIGTERM');
    expect(await client.messages()).toEqual([]);
    qemu.process.continue();
    expect((await client.messages()).map(brief)).toEqual(['SHUTDOWN']);
    const other = fake().qemu;
    const its = await negotiated(other);
    other.process.stop();
    other.process.kill('SIGKILL');
    await its.take();
    expect(its.closed).toBe(true);
  });

  test('a client that left meanwhile is noticed afterwards, and the next one greeted', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    qemu.process.stop();
    client.close();
    const next = new RawClient(qemu);
    expect(await next.take()).toEqual([]);
    qemu.process.continue();
    expect((await next.messages()).map(brief)).toEqual(['greeting']);
  });
});

describe('the wire', () => {
  test('output in pieces of any size', async () => {
    const { qemu, connect } = fake();
    qemu.wire.pieceBytes = 1;
    const client = await connect();
    expect((await client.execute('query-status')).status).toBe('running');
    const raw = await negotiated(fake().qemu);
    expect(raw.pieces).toBe(2);
    qemu.wire.pieceBytes = Number.POSITIVE_INFINITY;
    expect(() => {
      qemu.wire.pieceBytes = 0;
    }).toThrow(/pieceBytes/);
  });

  test('the end in the middle of a message', async () => {
    const { qemu, connect } = fake();
    const client = await connect();
    qemu.wire.cutAfter(20);
    const status = client.execute('query-status').catch((error) => `${error.name} ${error.outcome}`);
    expect(await status).toBe('SessionClosedError unknown');
    expect(qemu.process.state).toBe('running');
    expect((await (await connect()).execute('query-status')).status).toBe('running');
  });

  test('the end in the middle of the greeting, and at once', async () => {
    const { qemu, connect } = fake();
    qemu.wire.cutAfter(10);
    await expect(connect()).rejects.toMatchObject({ name: 'SessionClosedError' });
    qemu.wire.cutAfter(0);
    await expect(connect()).rejects.toMatchObject({ name: 'SessionClosedError' });
    expect((await (await connect()).execute('query-status')).status).toBe('running');
  });

  test('a message that stands half finished', async () => {
    const { clock, qemu, connect } = fake();
    const client = await connect({ halfMessageTimeout: 300 });
    qemu.wire.stickAfter(20);
    const status = client.execute('query-status');
    await clock.advance(300);
    expect(client.statistics.halfMessages).toBe(1);
    qemu.wire.unstick();
    expect((await status).status).toBe('running');
  });

  test('errors without an id, replies to nobody, and garbage', async () => {
    const { qemu, connect } = fake();
    const client = await connect();
    qemu.wire.send({ error: { class: 'GenericError', desc: 'JSON parse error, expecting value' } });
    qemu.wire.send({ return: {}, id: 'nobody' });
    qemu.wire.send({ mystery: true });
    await client.execute('query-status');
    expect(client.statistics).toMatchObject({ errorsWithoutId: 1, staleReplies: 1, unknownMessages: 1 });
    qemu.wire.send(Buffer.from([1, 2, 3, 0x0a]));
    expect((await client.closed).kind).toBe('violation');
  });

  test('bytes as they are', async () => {
    const { qemu } = fake();
    const client = await negotiated(qemu);
    qemu.wire.send('half a line');
    await new Promise((resolve) => setImmediate(resolve));
    expect(client.text).toBe('half a line');
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => qemu.wire.send(cycle)).toThrow(/cycle/);
  });

  test('events before the greeting and before the reply to the negotiation', async () => {
    const { qemu } = fake();
    qemu.wire.early('greeting', 'RESUME');
    qemu.wire.early('negotiation', 'RTC_CHANGE', { offset: 1 });
    const client = new RawClient(qemu);
    client.send({ execute: 'qmp_capabilities', id: 1 });
    expect((await client.messages()).map(brief)).toEqual(['RESUME', 'greeting', 'RTC_CHANGE', 'return 1']);
    client.close();
    await client.take();
    expect((await negotiated(qemu)).text).toBe('');
  });

  test('a slow greeting, and one that never comes', async () => {
    const { clock, qemu, connect } = fake();
    qemu.wire.greetingDelay = 400;
    await connect();
    expect(clock.now()).toBe(400);
    qemu.wire.hangUp();
    qemu.wire.greetingDelay = Number.POSITIVE_INFINITY;
    await expect(connect({ greetingTimeout: 1000 })).rejects.toMatchObject({ name: 'GreetingTimeoutError' });
    expect(clock.now()).toBe(1400);
  });

  test('hanging up leaves QEMU alive; yank does the same', async () => {
    const { clock, qemu, connect } = fake();
    const first = await connect();
    qemu.wire.hangUp();
    expect((await first.closed).kind).toBe('ended');
    const second = await connect();
    const yanked = second
      .executeOob('yank', { instances: [{ type: 'chardev', id: 'compat_monitor0' }] })
      .catch((error) => error.name);
    expect(await yanked).toBe('SessionClosedError');
    expect(clock.now()).toBe(0);
    expect((await (await connect()).execute('query-status')).status).toBe('running');
  });

  test('pretty can be switched', async () => {
    const { qemu, connect } = fake({ pretty: true });
    const client = await connect();
    expect((await client.execute('query-status')).status).toBe('running');
    qemu.wire.pretty = false;
    expect((await client.execute('query-status')).status).toBe('running');
  });
});

describe('a stall of this process', () => {
  test('replies that arrived in time are read before anything is decided', async () => {
    const { clock, qemu, connect } = fake();
    qemu.on('query-status', answer.after(900, answer.builtIn));
    const client = await connect();
    const status = client.execute('query-status', {}, { timeout: 1000 });
    await clock.advance(500);
    await clock.stall(5000);
    expect((await status).status).toBe('running');
  });

  test('a reply that was late is late', async () => {
    const { clock, qemu, connect } = fake();
    qemu.on('query-status', answer.after(6000, answer.builtIn));
    const client = await connect();
    const status = client.execute('query-status', {}, { timeout: 1000 }).catch((error) => error.name);
    await clock.stall(5000);
    expect(await status).toBe('CommandTimeoutError');
  });

  test('heartbeats go on arriving, and are read after the late timers have fired', async () => {
    const { clock, qemu } = fake();
    const seen: string[] = [];
    qemu.heartbeatStream().on('data', () => {
      seen.push('beat');
    });
    await clock.advance(500);
    seen.length = 0;
    clock.setTimer(50, () => seen.push('timer'));
    clock.setTimer(70, () => void Promise.resolve().then(() => seen.push('second timer')));
    Deadlines.of(clock)
      .create((_, late) => seen.push(`deadline, ${late} late`))
      .set(clock.now() + 100);
    await clock.stall(1000);
    expect(seen.slice(0, 2)).toEqual(['timer', 'second timer']);
    expect(seen.filter((entry) => entry === 'beat')).toHaveLength(10);
    expect(seen.at(-1)).toBe('deadline, 900 late');
  });
});

describe('impostors', () => {
  test.each(['hmp', 'guest-agent'] as const)('%s is recognised', async (kind) => {
    const clock = new VirtualClock();
    const connecting = QmpClient.connect({ transport: impostor(kind, { clock }) }, { clock });
    await expect(clock.runUntil(connecting)).rejects.toMatchObject({ name: 'NotQmpError', looksLike: kind });
  });

  test('they answer in their own way', async () => {
    const texts: string[] = [];
    for (const kind of ['hmp', 'guest-agent'] as const) {
      const transport = impostor(kind);
      let text = '';
      let closed = 0;
      transport.start({
        received: (bytes) => {
          text += bytes.toString();
        },
        closed: () => {
          closed += 1;
        },
      });
      transport.write('{"execute":"qmp_capabilities"}\n');
      await new Promise((resolve) => setImmediate(resolve));
      transport.close();
      transport.close();
      await new Promise((resolve) => setImmediate(resolve));
      expect(closed).toBe(1);
      texts.push(text);
    }
    expect(texts[0]).toMatch(/^QEMU .* monitor.*\(qemu\) .*unknown command.*\(qemu\) $/s);
    expect(texts[1]).toMatch(/CommandNotFound/);
  });
});
