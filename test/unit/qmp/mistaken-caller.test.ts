// The fear: a QEMU that connects to us is taken for another one, or somebody who says nothing keeps the others out.
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import {
  type AcceptOptions,
  type ListenAddress,
  type ListenerOptions,
  QmpListener,
  type Refusal,
  type SocketAddress,
} from '../../../src/qmp/index.js';
import { FakeQemu, VirtualClock } from '../../../src/testing/index.js';
import { Authority } from '../../certificates/index.js';
import { errorOf, outcomeOf } from './wire.js';

const A = '11111111-1111-4111-8111-111111111111';
const B = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';

interface Door extends AsyncDisposable {
  readonly listener: QmpListener;
  readonly refusals: Refusal[];
  /** The next refusal that was not taken yet. */
  refusal(): Promise<Refusal>;
}

async function open(
  address: ListenAddress = { path: temporaryPath() },
  options: ListenerOptions = {},
): Promise<Door> {
  const listener = await QmpListener.listen(address, options);
  const refusals: Refusal[] = [];
  listener.on('refused', (refusal) => refusals.push(refusal));
  let taken = 0;
  const refusal = async (): Promise<Refusal> => {
    await expect.poll(() => refusals.length, { timeout: 5_000 }).toBeGreaterThan(taken);
    taken += 1;
    return refusals[taken - 1]!;
  };
  return { listener, refusals, refusal, [Symbol.asyncDispose]: () => listener.close() };
}

function temporaryPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'door-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'monitors');
}

const dialSocket = (to: SocketAddress): Socket =>
  'path' in to ? connect({ path: to.path }) : connect({ port: to.port, host: to.host ?? 'localhost' });

/** A QEMU that connects to us, as one does with `reconnect`. Ends when it is hung up on. */
async function dial(
  to: SocketAddress,
  { name, uuid }: { name?: string; uuid?: string },
  socket = dialSocket(to),
  connected = 'connect',
): Promise<{ readonly qemu: FakeQemu; readonly socket: Socket; readonly hungUp: Promise<unknown> }> {
  const qemu = new FakeQemu({ name, uuid });
  onTestFinished(async () => {
    socket.destroy();
    await qemu[Symbol.asyncDispose]();
  });
  socket.on('error', () => {});
  const hungUp = new Promise((resolve) => socket.once('close', resolve));
  const monitor = qemu.transport();
  socket.once(connected, () =>
    monitor.start({ received: (bytes) => socket.write(Buffer.from(bytes)), closed: () => socket.end() }),
  );
  socket.on('data', (bytes: Buffer) => monitor.write(bytes.toString('latin1')));
  socket.once('close', () => monitor.close());
  return { qemu, socket, hungUp };
}

/** A peer that says what it is told, if anything. */
async function stranger(to: SocketAddress, says = ''): Promise<Socket> {
  const socket = dialSocket(to);
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  if (says !== '') socket.write(says);
  return socket;
}

const waiting = (listener: QmpListener, count: number) =>
  expect.poll(() => listener.statistics.waiting, { timeout: 5_000 }).toBe(count);

describe('who is waited for', () => {
  test('is told by UUID and by name, in whatever order they come', async () => {
    await using door = await open();
    const { listener } = door;
    const early = listener.accept({ uuid: B.toUpperCase() });
    await dial(listener.address, { name: 'a', uuid: A });
    await waiting(listener, 1);
    await dial(listener.address, { name: 'b', uuid: B });
    await using b = await early;
    await using a = await listener.accept({ name: 'a', uuid: A });
    expect([await a.execute('query-name'), await b.execute('query-name')]).toEqual([
      { name: 'a' },
      { name: 'b' },
    ]);
    expect(a.capabilities).toEqual(['oob']);
    expect(listener.statistics).toMatchObject({ accepted: 2, waiting: 0, introductions: 0 });
    expect(door.refusals).toEqual([]);
  });

  test('comes before who takes anyone', async () => {
    await using door = await open();
    const { listener } = door;
    const anyone = listener.accept();
    const named = listener.accept({ name: 'a' });
    await dial(listener.address, { name: 'a' });
    expect(await (await named).execute('query-name')).toEqual({ name: 'a' });
    expect(await outcomeOf(anyone)).toBeUndefined();
    await dial(listener.address, { name: 'b' });
    expect(await (await anyone).execute('query-name')).toEqual({ name: 'b' });
  });

  test('must fit in both where both are asked for', async () => {
    await using door = await open();
    const { listener } = door;
    await dial(listener.address, { name: 'a', uuid: B });
    await waiting(listener, 1);
    const error = await errorOf(listener.accept({ name: 'a', uuid: A, timeout: 1 }));
    expect(error).toMatchObject({ code: 'ERR_ACCEPT_TIMEOUT', timeout: 1 });
    expect(error.message).toMatch(`no QEMU with the name a and UUID ${A} connected to unix:`);
    expect(error.message).toMatch(`within 1 ms; waiting there: name a and UUID ${B}`);
  });

  test('is not waited for beyond the signal, nor handed to who has gone', async () => {
    await using door = await open();
    const { listener } = door;
    const controller = new AbortController();
    const gone = errorOf(listener.accept({ name: 'a', signal: controller.signal }));
    controller.abort('enough');
    expect(await gone).toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    await dial(listener.address, { name: 'a' });
    await waiting(listener, 1);
  });

  test.for<[AcceptOptions, string]>([
    [{ uuid: 'vm1' }, 'uuid'],
    [{ name: '' }, 'name'],
    [{ timeout: -1 }, 'timeout'],
    [{ nmae: 'a' } as AcceptOptions, 'accept.nmae'],
  ])('is not %j', async ([options, option]) => {
    await using door = await open();
    expect(await errorOf(door.listener.accept(options))).toMatchObject({ code: 'ERR_OPTION', option });
  });
});

describe('two that claim to be the same VM', () => {
  test.for([{ name: 'a', uuid: A }, { uuid: A }, { name: 'a' }])(
    'as %j: the second is refused and reported, whether or not the first was accepted',
    async (identity) => {
      await using door = await open();
      const { listener } = door;
      await dial(listener.address, identity);
      await waiting(listener, 1);
      const second = await dial(listener.address, identity);
      expect(await door.refusal()).toMatchObject({ cause: 'duplicate', ...identity });
      await second.hungUp;
      const client = await listener.accept(identity);
      const third = await dial(listener.address, identity);
      expect(await door.refusal()).toMatchObject({ cause: 'duplicate', ...identity });
      await third.hungUp;
      expect(await client.execute('query-status')).toMatchObject({ running: true });
      expect(listener.statistics.refused).toEqual({
        crowded: 0,
        'not-introduced': 0,
        duplicate: 2,
        unclaimed: 0,
      });
      // It is the session that counts: once it is over, the VM is welcome again.
      await client.close();
      await dial(listener.address, identity);
      await using again = await listener.accept(identity);
      expect(await again.execute('query-status')).toMatchObject({ running: true });
    },
  );

  test('by name only are two, when their UUIDs differ, or when they say nothing at all', async () => {
    await using door = await open();
    const { listener } = door;
    for (const identity of [{ name: 'a', uuid: A }, { name: 'a', uuid: B }, {}, {}])
      await dial(listener.address, identity);
    await waiting(listener, 4);
    expect(door.refusals).toEqual([]);
  });
});

describe('who is not wanted', () => {
  test('waits for so long and no longer', async () => {
    const clock = new VirtualClock();
    await using door = await open(undefined, { clock, waitTimeout: 100 });
    const { listener } = door;
    const caller = await dial(listener.address, { name: 'a' });
    await waiting(listener, 1);
    await clock.advance(100);
    expect(await door.refusal()).toMatchObject({ cause: 'unclaimed', name: 'a' });
    await caller.hungUp;
    expect(listener.statistics).toMatchObject({ waiting: 0, accepted: 0 });
    expect(Deadlines.of(clock).size).toBe(0);
  });

  test('waits among so many and no more', async () => {
    await using door = await open(undefined, { maxWaiting: 1 });
    await dial(door.listener.address, { name: 'a' });
    await waiting(door.listener, 1);
    const second = await dial(door.listener.address, { name: 'b' });
    expect(await door.refusal()).toMatchObject({ cause: 'crowded', name: 'b' });
    await second.hungUp;
    // It has left no trace: it may come again when there is room.
    await using _ = await door.listener.accept({ name: 'a' });
    await dial(door.listener.address, { name: 'b' });
    await waiting(door.listener, 1);
  });

  test('is forgotten when it hangs up by itself', async () => {
    const clock = new VirtualClock();
    await using door = await open(undefined, { clock });
    const { socket } = await dial(door.listener.address, { name: 'a' });
    await waiting(door.listener, 1);
    socket.destroy();
    await waiting(door.listener, 0);
    expect(door.refusals).toEqual([]);
    expect(Deadlines.of(clock).size).toBe(0);
  });
});

describe('who does not introduce itself', () => {
  test('is dropped by the deadline of the greeting, and keeps nobody out', async () => {
    const clock = new VirtualClock();
    await using door = await open(undefined, { clock, session: { greetingTimeout: 1_000 } });
    const { listener } = door;
    const silent = await stranger(listener.address);
    await expect.poll(() => listener.statistics.introductions).toBe(1);
    await dial(listener.address, { name: 'a' });
    await using client = await listener.accept({ name: 'a' });
    expect(listener.statistics).toMatchObject({ introductions: 1, accepted: 1 });
    const ended = once(silent.resume(), 'close');
    await clock.advance(1_000);
    expect(await door.refusal()).toMatchObject({
      cause: 'not-introduced',
      error: { code: 'ERR_GREETING_TIMEOUT' },
    });
    await ended;
    expect(client.statistics.inFlight).toBe(0);
  });

  test('is counted with what it said instead, or that it hung up', async () => {
    await using door = await open();
    await stranger(door.listener.address, 'GET / HTTP/1.1\r\n\r\n');
    expect(await door.refusal()).toMatchObject({ cause: 'not-introduced', error: { code: 'ERR_NOT_QMP' } });
    (await stranger(door.listener.address)).destroy();
    expect(await door.refusal()).toMatchObject({ error: { code: 'ERR_SESSION_CLOSED' } });
    expect(door.listener.statistics.refused['not-introduced']).toBe(2);
  });

  test('is one of so many, and one more is hung up on at once', async () => {
    await using door = await open(undefined, { maxIntroductions: 2 });
    await stranger(door.listener.address);
    const second = await stranger(door.listener.address);
    await expect.poll(() => door.listener.statistics.introductions).toBe(2);
    const third = await stranger(door.listener.address);
    await once(third.resume(), 'close');
    expect(await door.refusal()).toMatchObject({ cause: 'crowded' });
    second.destroy();
    await door.refusal();
    await dial(door.listener.address, { name: 'a' });
    await using _ = await door.listener.accept({ name: 'a' });
  });

  test('answers, but not who it is, is given up', async () => {
    const clock = new VirtualClock();
    await using door = await open(undefined, { clock, session: { negotiationTimeout: 50 } });
    const { qemu } = await dial(door.listener.address, { name: 'a' });
    qemu.on('query-name', () => new Promise(() => {}));
    await expect.poll(() => qemu.received.length).toBe(3);
    await clock.advance(50);
    expect(await door.refusal()).toMatchObject({
      cause: 'not-introduced',
      error: { code: 'ERR_COMMAND_TIMEOUT', command: 'query-name' },
    });
  });
});

describe('over TLS', () => {
  test('only who shows a certificate of the authority is heard', async () => {
    await using ours = await Authority.create();
    await using theirs = await Authority.create();
    const [server, client, alien] = await Promise.all([
      ours.certify('server', 'us', ['DNS:localhost']),
      ours.certify('client', 'qemu'),
      theirs.certify('client', 'qemu'),
    ]);
    await using door = await open({ port: 0, tls: { ca: ours.ca, ...server } });
    const { address } = door.listener;
    if (!('port' in address)) throw new Error('it listens on a path');
    const secured = (identity: object): Socket =>
      connectTls({ port: address.port, host: 'localhost', ca: ours.ca, ...identity });
    const { qemu } = await dial(address, { name: 'a' }, secured(client), 'secureConnect');
    await using session = await door.listener.accept({ name: 'a' });
    expect(await session.execute('query-name')).toEqual({ name: 'a' });
    expect(qemu.received.length).toBeGreaterThan(2);
    for (const identity of [{}, alien]) {
      secured(identity)
        .on('error', () => {})
        .resume();
      expect(await door.refusal()).toMatchObject({ cause: 'not-introduced', error: { failure: 'tls' } });
    }
    await stranger(address, '{"QMP": {}}\r\n');
    expect(await door.refusal()).toMatchObject({ cause: 'not-introduced', error: { failure: 'tls' } });
  }, 30_000);

  test('who does not finish the handshake is dropped', async () => {
    const clock = new VirtualClock();
    const psk = { identity: 'qemu', key: 'ab'.repeat(16) };
    await using door = await open({ host: '127.0.0.1', port: 0, tls: { psk } }, { clock });
    const silent = await stranger(door.listener.address);
    await expect.poll(() => door.listener.statistics.introductions).toBe(1);
    const ended = once(silent.resume(), 'close');
    await clock.advance(5_000);
    expect(await door.refusal()).toMatchObject({
      error: {
        failure: 'tls',
        message: expect.stringMatching(
          /^the TLS handshake with tls:127\.0\.0\.1:\d+ from 127\.0\.0\.1:\d+ was not finished within 5000 ms$/,
        ),
      },
    });
    await ended;
    expect(Deadlines.of(clock).size).toBe(0);
  });
});

describe('the iteration', () => {
  test('gives everybody as they come, and ends when the listener is closed', async () => {
    await using door = await open();
    const { listener } = door;
    const sessions = listener[Symbol.asyncIterator]();
    await dial(listener.address, { name: 'a', uuid: A });
    expect((await sessions.next()).value).toMatchObject({ name: 'a', uuid: A });
    await dial(listener.address, {});
    const { value } = await sessions.next();
    expect(value).toMatchObject({ name: undefined, uuid: undefined });
    const last = sessions.next();
    await listener.close();
    expect(await last).toEqual({ done: true, value: { kind: 'closed' } });
  });
});

describe('closing', () => {
  test('hangs up on whoever was not accepted, keeps who was, and removes the socket', async () => {
    const path = temporaryPath();
    const door = await open({ path });
    const { listener } = door;
    await dial(listener.address, { name: 'kept' });
    const kept = await listener.accept({ name: 'kept' });
    const unwanted = await dial(listener.address, { name: 'unwanted' });
    await waiting(listener, 1);
    const silent = await stranger(listener.address);
    await expect.poll(() => listener.statistics.introductions).toBe(1);
    const accepting = errorOf(listener.accept({ name: 'late' }));
    const ended = once(silent.resume(), 'close');
    await Promise.all([listener.close(), listener.close()]);
    await Promise.all([unwanted.hungUp, ended]);
    expect(await accepting).toMatchObject({ code: 'ERR_LISTEN', address: `unix:${path}` });
    expect(await errorOf(listener.accept())).toMatchObject({ code: 'ERR_LISTEN' });
    expect(existsSync(path)).toBe(false);
    expect(await kept.execute('query-name')).toEqual({ name: 'kept' });
    expect(door.refusals).toEqual([]);
    await kept.close();
  });
});

test('closing hangs up on who is being asked for its name', async () => {
  const door = await open();
  const { qemu, hungUp } = await dial(door.listener.address, { name: 'a' });
  qemu.on('query-name', () => new Promise(() => {}));
  await expect.poll(() => qemu.received.length).toBe(3);
  await door.listener.close();
  await hungUp;
  expect(door.refusals).toEqual([]);
});

describe('listening', () => {
  test('where somebody else listens is refused', async () => {
    await using door = await open();
    expect(await errorOf(QmpListener.listen(door.listener.address))).toMatchObject({
      name: 'ListenError',
      code: 'ERR_LISTEN',
      message: expect.stringContaining('is in use: another process listens there'),
    });
  });

  test('says which port it got', async () => {
    await using door = await open({ host: '127.0.0.1', port: 0 });
    expect(door.listener.address).toEqual({ host: '127.0.0.1', port: expect.any(Number) });
    await dial(door.listener.address, { name: 'a' });
    await using _ = await door.listener.accept();
  });

  test('is not begun when the signal has aborted, and leaves no socket behind', async () => {
    const path = temporaryPath();
    const signal = AbortSignal.abort('enough');
    expect(await errorOf(QmpListener.listen({ path }, { signal }))).toMatchObject({ code: 'ERR_ABORTED' });
    await expect.poll(() => existsSync(path)).toBe(false);
  });

  test.for<[unknown, ListenerOptions, string]>([
    [undefined, {}, 'address'],
    [{ path: '' }, {}, 'address.path'],
    [{ port: -1 }, {}, 'address.port'],
    [{ port: 0, keepAlive: 5 }, {}, 'address.keepAlive'],
    [{ port: 0, tls: { ca: '-----BEGIN ' } }, {}, 'address.tls.cert'],
    [{ port: 0, tls: {} }, {}, 'address.tls.ca'],
    [{ port: 0 }, { maxWaiting: 0 }, 'maxWaiting'],
    [{ port: 0 }, { maxIntroductions: 1.5 }, 'maxIntroductions'],
    [{ port: 0 }, { waitTimeout: 0 }, 'waitTimeout'],
    [{ port: 0 }, { timeout: 0 }, 'timeout'],
    [{ port: 0 }, { session: { signal: undefined } as object }, 'session.signal'],
    [{ port: 0 }, { session: { window: 0 } }, 'window'],
    [{ port: 0 }, { session: null as unknown as object }, 'session'],
    [{ port: 0 }, { max: 1 } as ListenerOptions, 'listen.max'],
  ])('on %j with %j is refused', async ([address, options, option]) => {
    expect(await errorOf(QmpListener.listen(address as ListenAddress, options))).toMatchObject({
      code: 'ERR_OPTION',
      option,
    });
  });
});
