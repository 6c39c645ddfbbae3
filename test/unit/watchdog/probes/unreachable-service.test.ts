// The fear: a network that is gone looks like a dead service, or a service that hangs like one that is well.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer, type Server } from 'node:net';
import { onTestFinished, describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/testing/index.js';
import {
  askProbe,
  type Probe,
  type ProbeAnswer,
  type ProbeLimits,
  probe,
} from '../../../../src/watchdog/index.js';
import { freePort, leaveStaleSocket, Peer, temporaryPath } from '../pets/sockets.js';
import { asked } from './asked.js';

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** A server of bytes. */
async function raw(bytes: string): Promise<number> {
  return await portOf(
    createSocketServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    }),
  );
}

/** A port whose queue of connections is full, and nobody takes one from it: the next one is not answered. */
async function unanswered(): Promise<number> {
  const program = `
    const server = require('node:net').createServer();
    server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
      require('node:fs').writeSync(1, String(server.address().port));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [port] = await once(child.stdout, 'data');
  for (let waiting = 0; waiting < 8; waiting += 1) {
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    socket.on('error', () => {});
    onTestFinished(() => {
      socket.destroy();
    });
    if (waiting === 0) await once(socket, 'connect');
  }
  return Number(port);
}

/** Asks in virtual time: only the deadline needs it. `until` is what must have happened really before. */
async function askedLate(one: Probe<ProbeLimits>, until: Promise<unknown>): Promise<ProbeAnswer> {
  const clock = new VirtualClock();
  const answer = askProbe(one, { clock, signal: new AbortController().signal });
  await until;
  let given: ProbeAnswer | undefined;
  void answer.then((value) => {
    given = value;
  });
  while (given === undefined) await clock.advance(100);
  return given;
}

describe('a TCP or unix socket', () => {
  test('that accepts connections is ok', async () => {
    const path = temporaryPath();
    const peer = await Peer.listen({ host: '127.0.0.1', port: 0 });
    expect(await asked(probe.tcp({ host: '127.0.0.1', port: peer.port }))).toEqual({
      verdict: 'ok',
      reason: `tcp:127.0.0.1:${peer.port} accepts connections`,
    });
    await Peer.listen({ path });
    expect(await asked(probe.tcp({ path }))).toMatchObject({ verdict: 'ok' });
  });

  test('that nobody listens at fails', async () => {
    const port = await freePort();
    expect(await asked(probe.tcp({ host: '127.0.0.1', port }))).toEqual({
      verdict: 'fail',
      reason: `nobody listens at tcp:127.0.0.1:${port}`,
    });
    const path = temporaryPath();
    expect(await asked(probe.tcp({ path }))).toEqual({
      verdict: 'fail',
      reason: `there is no socket at unix:${path}`,
    });
    await leaveStaleSocket(path);
    expect(await asked(probe.tcp({ path }))).toMatchObject({ verdict: 'fail' });
  });

  test('whose host has no name, or no way to it, is unknown', async () => {
    expect(await asked(probe.tcp({ host: 'no-such-host.invalid', port: 1 }))).toMatchObject({
      verdict: 'unknown',
    });
    const nowhere = { host: 'no-such-host.invalid', port: 1 };
    expect(await asked(probe.tcp(nowhere, { unreachable: 'fail' })), 'a name is no way').toMatchObject({
      verdict: 'unknown',
    });
  });

  test('that does not answer at all is what its owner says', async () => {
    const port = await unanswered();
    for (const unreachable of ['unknown', 'fail'] as const) {
      const one = probe.tcp({ host: '127.0.0.1', port }, { unreachable });
      expect(await askedLate(one, Promise.resolve())).toEqual({
        verdict: unreachable,
        reason: `tcp:127.0.0.1:${port} can not be reached: timeout`,
      });
    }
  });
});

describe('an HTTP service', () => {
  test.each([
    [200, 'ok'],
    [204, 'ok'],
    [301, 'fail'],
    [404, 'fail'],
    [503, 'fail'],
  ])('that answers with status %i: %s', async (status, verdict) => {
    const url = await served((_, answer) => answer.writeHead(status).end());
    expect(await asked(probe.http(url))).toEqual({ verdict, reason: `status ${status}` });
  });

  test('is judged by the status that its owner wants, and asked as its owner says', async () => {
    const seen: (string | undefined)[] = [];
    const url = await served(({ method, headers, url: path }, answer) => {
      seen.push(method, path, headers.authorization);
      answer.writeHead(401).end('x'.repeat(100_000));
    });
    const one = probe.http(`${url}/health?key=secret`, {
      method: 'HEAD',
      headers: { authorization: 'Bearer secret' },
      status: (status) => status === 401,
    });
    expect(one.name).toBe(`${url}/health`);
    expect(await asked(one)).toEqual({ verdict: 'ok', reason: 'status 401' });
    expect(seen).toEqual(['HEAD', '/health?key=secret', 'Bearer secret']);
  });

  test('whose judge answers neither true nor false is unknown, and not lost', async () => {
    const url = await served((_, answer) => answer.writeHead(200).end());
    // What the types do not let through, JavaScript does.
    const status = (async () => true) as unknown as () => boolean;
    expect(await asked(probe.http(url, { status }))).toEqual({
      verdict: 'unknown',
      reason: 'the status function answered an empty object, which is neither true nor false',
    });
  });

  test('whose status nobody can judge is unknown', async () => {
    const url = await served((_, answer) => answer.end());
    const status = (): boolean => {
      throw new Error('no idea');
    };
    expect(await asked(probe.http(url, { status }))).toEqual({ verdict: 'unknown', reason: 'no idea' });
  });

  test('that sends a body for ever is asked no longer than for its head', async () => {
    let closed: Promise<unknown> | undefined;
    const url = await served((_, answer) => {
      closed = once(answer, 'close');
      answer.writeHead(200).write('x'.repeat(65_536));
    });
    expect(await asked(probe.http(url))).toMatchObject({ verdict: 'ok' });
    await closed;
  });

  test('that accepts the connection and says nothing fails', async () => {
    let came = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      came = resolve;
    });
    const url = await served(() => came());
    expect(await askedLate(probe.http(url), arrival)).toEqual({
      verdict: 'fail',
      reason: 'it accepted the connection, and it did not answer within 2000 ms',
    });
  });

  test('that hangs up, or speaks no HTTP, or has a head without end, fails', async () => {
    for (const bytes of ['', 'SSH-2.0-OpenSSH_9.2\r\n', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`])
      expect(await asked(probe.http(`http://127.0.0.1:${await raw(bytes)}`))).toMatchObject({
        verdict: 'fail',
      });
  });

  test('that is not there fails, and one whose name or certificate is not right is unknown', async () => {
    expect(await asked(probe.http(`http://127.0.0.1:${await freePort()}`))).toEqual({
      verdict: 'fail',
      reason: 'the connection was refused',
    });
    expect(await asked(probe.http('http://no-such-host.invalid'))).toMatchObject({ verdict: 'unknown' });
    expect(await asked(probe.http(`https://127.0.0.1:${await raw('no TLS')}`))).toMatchObject({
      verdict: 'unknown',
    });
  });

  test('that does not answer at all is what its owner says', async () => {
    const port = await unanswered();
    for (const unreachable of ['unknown', 'fail'] as const) {
      const one = probe.http(`http://127.0.0.1:${port}/`, { unreachable });
      expect(await askedLate(one, Promise.resolve())).toEqual({
        verdict: unreachable,
        reason: 'it did not answer within 2000 ms',
      });
    }
  });

  test.each([
    ['ftp://host/', {}, 'probe.http must be a URL'],
    ['nowhere', {}, 'probe.http must be a URL'],
    ['http://host', { method: 'POST' }, 'probe.http.method'],
    ['http://host', { status: 200 }, 'probe.http.status'],
    ['http://host', { unreachable: 'ok' }, 'probe.http.unreachable'],
    ['http://host', { body: '' }, 'probe.http.body'],
  ])('options that can not be used are refused: %s %o', (url, options, message) => {
    expect(() => probe.http(url, options as object)).toThrow(message);
  });
});
