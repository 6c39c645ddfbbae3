// The fear: a stream that the user connected is over, or breaks, in a way of its own, and the session never learns of it.
import { once } from 'node:events';
import { connect as connectSocket, createServer } from 'node:net';
import { Duplex, type DuplexOptions } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { QmpClient } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { errorOf, greeting, outcomeOf } from './wire.js';

/** A stream whose other end is in the test's hands. */
class Pipe extends Duplex {
  written = '';

  constructor(options: DuplexOptions = {}) {
    super(options);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
    this.written += chunk;
    done();
  }

  say(...messages: object[]): void {
    this.push(messages.map((message) => `${JSON.stringify(message)}\r\n`).join(''));
  }

  get lastId(): string {
    return JSON.parse(this.written.trim().split('\n').at(-1)!).id;
  }
}

const connect = async (options: DuplexOptions = {}, prepare: (pipe: Pipe) => void = () => {}) => {
  const clock = new VirtualClock();
  const pipe = new Pipe(options);
  prepare(pipe);
  const connecting = QmpClient.connect({ stream: pipe }, { clock });
  pipe.say(greeting());
  await new Promise(setImmediate);
  pipe.say({ return: {}, id: pipe.lastId });
  return { clock, pipe, client: await connecting };
};

const attempt = async (stream: Duplex) => {
  const clock = new VirtualClock();
  const error = errorOf(QmpClient.connect({ stream }, { clock }));
  return await outcomeOf(error);
};

describe('a stream that is over before the session begins', () => {
  test.for<[string, (pipe: Pipe) => unknown]>([
    ['destroyed', (pipe) => pipe.destroy()],
    ['ended and read to its end', (pipe) => once(pipe.resume(), 'end')],
    ['ended', () => {}],
  ])('%s', async ([how, end]) => {
    const pipe = new Pipe({ autoDestroy: how !== 'ended and read to its end' });
    if (how !== 'destroyed') pipe.push(null);
    await end(pipe);
    expect(await attempt(pipe)).toMatchObject({
      value: { code: 'ERR_SESSION_CLOSED', reason: { kind: 'ended' } },
    });
  });

  test('broken', async () => {
    const pipe = new Pipe();
    pipe.on('error', () => {});
    pipe.destroy(new Error('EPIPE'));
    await new Promise((resolve) => pipe.on('close', resolve));
    expect(await attempt(pipe)).toMatchObject({
      value: { code: 'ERR_SESSION_CLOSED', reason: { kind: 'failed', error: new Error('EPIPE') } },
    });
  });
});

describe('a stream that ends during the session', () => {
  const ends: Record<string, [DuplexOptions, (pipe: Pipe) => void, object]> = {
    'by its end': [{}, (pipe) => pipe.push(null), { kind: 'ended' }],
    'by its end, without ever telling that it closed': [
      { emitClose: false },
      (pipe) => pipe.push(null),
      { kind: 'ended' },
    ],
    'by being destroyed': [{}, (pipe) => pipe.destroy(), { kind: 'ended' }],
    'by an error': [
      {},
      (pipe) => pipe.destroy(new Error('ECONNRESET')),
      { kind: 'failed', error: new Error('ECONNRESET') },
    ],
    'by an error, without ever telling that it closed': [
      { emitClose: false },
      (pipe) => pipe.destroy(new Error('ECONNRESET')),
      { kind: 'failed', error: new Error('ECONNRESET') },
    ],
    'by an error that it does not close for': [
      { autoDestroy: false },
      (pipe) => pipe.emit('error', new Error('EIO')),
      { kind: 'failed', error: new Error('EIO') },
    ],
  };

  test.for(Object.entries(ends))('%s', async ([, [options, end, reason]]) => {
    const { clock, pipe, client } = await connect(options);
    const pending = errorOf(client.execute('stop'));
    end(pipe);
    expect(await outcomeOf(client.closed)).toEqual({ value: reason });
    expect(await outcomeOf(pending)).toMatchObject({
      value: { code: 'ERR_SESSION_CLOSED', outcome: 'unknown', reason },
    });
    expect(pipe.destroyed).toBe(true);
    expect(Deadlines.of(clock).size).toBe(0);
    expect(['data', 'end', 'close'].map((event) => pipe.listenerCount(event))).toEqual([0, 0, 0]);
  });

  test('may break once more afterwards, and ends no process by it', async () => {
    const { pipe, client } = await connect();
    await client.close();
    pipe.emit('error', new Error('late'));
    expect(await client.closed).toEqual({ kind: 'closed' });
  });

  test('takes what came before its end', async () => {
    const { pipe, client } = await connect();
    const heard: string[] = [];
    client.on('STOP', () => heard.push('STOP'));
    const last = client.execute('query-name');
    pipe.say({ event: 'STOP' }, { return: { name: 'last words' }, id: pipe.lastId });
    pipe.push(null);
    expect(await last).toEqual({ name: 'last words' });
    expect(heard).toEqual(['STOP']);
    expect(await client.closed).toEqual({ kind: 'ended' });
  });
});

test('a stream that its owner has paused goes on', async () => {
  const { client } = await connect({}, (pipe) => pipe.pause());
  expect(client.capabilities).toEqual(['oob']);
  await client.close();
});

test('a stream that gives text instead of bytes is understood', async () => {
  const { pipe, client } = await connect({}, (pipe) => pipe.setEncoding('utf8'));
  const result = client.execute('query-name');
  pipe.say({ return: { name: 'Gerät ⚙ 𝄞' }, id: pipe.lastId });
  expect(await result).toEqual({ name: 'Gerät ⚙ 𝄞' });
  await client.close();
});

test('a stream is destroyed with the session, also when connecting fails', async () => {
  const { pipe, client } = await connect();
  await client.close();
  expect(pipe.destroyed).toBe(true);
  const clock = new VirtualClock();
  const silent = new Pipe();
  const error = errorOf(QmpClient.connect({ stream: silent }, { clock, greetingTimeout: 10 }));
  await clock.advance(10);
  expect(await error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT', address: 'the given stream' });
  expect(silent.destroyed).toBe(true);
});

test('what the peer said before we began to listen is not lost, over a real socket either', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    // The greeting, a stale reply and an event at once, and the end.
    socket.end(`{"event": "STOP"}\r\n${JSON.stringify(greeting())}\r\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  try {
    for (const stream of [true, false]) {
      const address = { host: '127.0.0.1', port };
      const socket = connectSocket(port, '127.0.0.1');
      if (stream) await once(socket, 'connect');
      const error = await errorOf(QmpClient.connect(stream ? { stream: socket } : address));
      expect(error.message).toContain(
        'waiting for its reply to qmp_capabilities: the QMP session was closed by the peer',
      );
      socket.destroy();
    }
  } finally {
    server.close();
  }
});
