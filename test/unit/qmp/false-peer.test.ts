// The fear: over TLS we talk to somebody who is not our QEMU, or are turned away and not told why.
import { EventEmitter, getEventListeners, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions as ServerOptions, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { QmpClient, type QmpClientOptions, type TlsOptions } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { Authority, type Identity } from '../../certificates/index.js';
import { errorOf, greeting } from './wire.js';

let ours: Authority;
let theirs: Authority;
let qemu: Identity;
let client: Identity;
let alien: Identity;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([Authority.create(), Authority.create()]);
  [qemu, client, alien] = await Promise.all([
    ours.certify('server', 'qemu', ['DNS:qemu.example', 'IP:127.0.0.1']),
    ours.certify('client', 'client'),
    theirs.certify('client', 'client'),
  ]);
}, 30_000);
afterAll(async () => {
  await Promise.all([ours[Symbol.asyncDispose](), theirs[Symbol.asyncDispose]()]);
});

/** Greets, and answers every command with {}; `silent` greets only. */
function speak(socket: Socket, major = 11, silent = false): void {
  socket.on('error', () => {});
  socket.write(`${JSON.stringify(greeting(['oob'], major))}\r\n`);
  socket.setEncoding('utf8').on('data', (text: string) => {
    if (silent) return;
    for (const line of text.split('\n').filter(Boolean))
      socket.write(`${JSON.stringify({ return: {}, id: JSON.parse(line).id })}\r\n`);
  });
}

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** As QEMU with tls-creds-x509 and verify-peer=yes. */
const monitor = (
  options: ServerOptions = {},
  serve: (socket: TLSSocket) => void = (socket) => speak(socket),
) =>
  listening(
    createTlsServer({ ca: ours.ca, ...qemu, requestCert: true, rejectUnauthorized: true, ...options }, serve),
  );

const attempt = (port: number, tls: TlsOptions, options: QmpClientOptions = {}) =>
  QmpClient.connect({ host: '127.0.0.1', port, tls }, options);

const pem = (authority: Authority, identity?: Identity): TlsOptions => ({ ca: authority.ca, ...identity });

describe('with certificates', () => {
  test.for(['TLSv1.2', 'TLSv1.3'] as const)('both ends know each other, over %s', async (version) => {
    const port = await monitor({ minVersion: version, maxVersion: version });
    await using session = await attempt(port, pem(ours, client));
    expect(await session.execute('stop')).toEqual({});
    await using bytes = await attempt(port, {
      ca: Buffer.from(ours.ca),
      cert: new Uint8Array(Buffer.from(client.cert)),
      key: Buffer.from(client.key),
      servername: 'qemu.example',
    });
    expect(await bytes.execute('cont')).toEqual({});
  });

  test('a server of another name is refused', async () => {
    const port = await monitor();
    for (const servername of ['elsewhere.example', '127.0.0.2']) {
      const error = await errorOf(attempt(port, { ...pem(ours, client), servername } as TlsOptions));
      expect(error).toMatchObject({ code: 'ERR_CONNECT', failure: 'tls', address: `tls:127.0.0.1:${port}` });
      expect(error.message).toContain(
        `the TLS handshake with tls:127.0.0.1:${port} failed: its certificate is of another name; if that is the one you mean, give it as tls.servername`,
      );
    }
  });

  test('a server of another authority is refused', async () => {
    const port = await monitor();
    const error = await errorOf(attempt(port, pem(theirs, client)));
    expect(error).toMatchObject({ failure: 'tls' });
    expect(error.message).toContain('tls.ca has not signed its certificate');
  });

  test.for(['TLSv1.2', 'TLSv1.3'] as const)('who turns us away is told of, over %s', async (version) => {
    const port = await monitor({ minVersion: version, maxVersion: version });
    for (const identity of [undefined, alien]) {
      const error = await errorOf(attempt(port, pem(ours, identity)));
      expect(error).toMatchObject({ name: 'ConnectError', failure: 'tls' });
      expect(error.message).toMatch(
        version === 'TLSv1.2'
          ? /it (hung up: it )?refuses our certificate or key/
          : identity === undefined
            ? /hung up after the TLS handshake, before its greeting, most likely because it demands a certificate .* and none was given: tls\.cert and tls\.key$/
            : /most likely because its authority has not signed our certificate, or its tls-authz does not list it$/,
      );
    }
  });

  test('who hangs up later, or is hung up on, is not accused of that', async () => {
    const port = await monitor({}, (socket) => {
      speak(socket);
      socket.once('data', () => setImmediate(() => socket.end()));
    });
    const session = await attempt(port, pem(ours, client));
    expect(await session.closed).toEqual({ kind: 'ended' });
    const other = await attempt(port, pem(ours, client));
    expect(await other.close()).toEqual({ kind: 'closed' });
  });
});

describe('with a shared key', () => {
  const psk = { identity: 'client', key: '0badc0ffee0ddf00d0badc0ffee0ddf0' };
  const keyed = (options: ServerOptions = {}) =>
    listening(
      createTlsServer(
        {
          pskCallback: (_, identity) => (identity === psk.identity ? Buffer.from(psk.key, 'hex') : null),
          ...options,
        },
        (socket) => speak(socket),
      ),
    );

  test('both ends know it', async () => {
    const port = await keyed();
    await using session = await attempt(port, { psk });
    expect(await session.execute('stop')).toEqual({});
    await using bytes = await attempt(port, { psk: { ...psk, key: Buffer.from(psk.key, 'hex') } });
    expect(await bytes.execute('stop')).toEqual({});
  });

  test('another key, or another user, is turned away', async () => {
    const port = await keyed();
    for (const wrong of [{ key: 'ffff' }, { identity: 'nobody' }]) {
      const error = await errorOf(attempt(port, { psk: { ...psk, ...wrong } }));
      expect(error).toMatchObject({ failure: 'tls' });
      expect(error.message).toMatch(
        /the TLS handshake with .* failed: it (hung up: it )?refuses our certificate or key/,
      );
    }
  });

  test('a certificate in place of the key is no proof, whoever signed it', async () => {
    const port = await monitor({ requestCert: false });
    const error = await errorOf(attempt(port, { psk }));
    expect(error).toMatchObject({ failure: 'tls' });
    expect(error.message).toContain('it shows a certificate, and knows no shared key');
  });
});

describe('a port that', () => {
  test('speaks no TLS is told from one that does', async () => {
    const port = await listening(createServer((socket) => speak(socket)));
    const error = await errorOf(attempt(port, pem(ours, client)));
    expect(error).toMatchObject({ failure: 'tls' });
    expect(error.message).toContain('it does not speak TLS; leave out tls');
  });

  test('speaks TLS, and is met without, says nothing, and its error asks for tls', async () => {
    const port = await monitor();
    const error = await errorOf(QmpClient.connect({ host: '127.0.0.1', port }, { greetingTimeout: 50 }));
    expect(error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT' });
    expect(error.message).toContain('Or this port speaks TLS (its chardev has tls-creds): then pass tls.');
  });

  test('says nothing in the handshake is given up, and the signal ends it too', async () => {
    const clock = new VirtualClock();
    const server = new EventEmitter();
    // Its first bytes prove that our end has connected.
    const port = await listening(createServer((socket) => socket.once('data', () => server.emit('met'))));
    const met = once(server, 'met');
    const slow = errorOf(attempt(port, pem(ours, client), { clock }));
    await met;
    await clock.advance(5_000);
    expect(await slow).toMatchObject({
      failure: 'timeout',
      message: `tls:127.0.0.1:${port} did not finish the TLS handshake within 5000 ms`,
    });
    const controller = new AbortController();
    const aborted = errorOf(attempt(port, pem(ours, client), { signal: controller.signal }));
    controller.abort('enough');
    expect(await aborted).toMatchObject({ code: 'ERR_ABORTED', cause: 'enough' });
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  test('hangs up in the handshake', async () => {
    const port = await listening(createServer((socket) => void socket.destroy()));
    expect(await errorOf(attempt(port, pem(ours, client)))).toMatchObject({ failure: 'tls' });
  });

  test('nobody listens on is refused as without TLS', async () => {
    const server = createServer();
    const port = await listening(server);
    server.close();
    await once(server, 'close');
    expect(await errorOf(attempt(port, pem(ours, client)))).toMatchObject({
      failure: 'refused',
      address: `tls:127.0.0.1:${port}`,
    });
  });
});

describe('a QEMU that greets over TLS and does not answer', () => {
  const unanswered = async (major: number) => {
    const clock = new VirtualClock();
    const server = new EventEmitter();
    const port = await monitor({}, (socket) => {
      speak(socket, major, true);
      socket.once('data', () => server.emit('asked'));
    });
    const asked = once(server, 'asked');
    const error = errorOf(attempt(port, pem(ours, client), { clock }));
    await asked;
    await clock.advance(5_000);
    return await error;
  };

  test('and is older than 8.0 is not said to be blocked, but to be of no use so, with the way out', async () => {
    const error = await unanswered(7);
    expect(error).toMatchObject({ name: 'TlsUnansweredError', code: 'ERR_TLS_UNANSWERED', timeout: 5_000 });
    expect(error.message).toContain(
      'this is 7.2.22; nothing can be told of the VM. Use a local unix monitor',
    );
  });

  test('and is newer has a main loop that is blocked', async () => {
    expect(await unanswered(8)).toMatchObject({ code: 'ERR_NEGOTIATION_TIMEOUT' });
  });
});

describe('TLS options', () => {
  const key = '-----BEGIN PRIVATE KEY-----secret';
  const cert = '-----BEGIN CERTIFICATE-----';
  test.for<[string, unknown, string]>([
    ['no object', true, 'tls'],
    ['empty', {}, 'tls.ca'],
    ['the path of the authority', { ca: '/etc/pki/ca-cert.pem' }, 'tls.ca'],
    ['a certificate without its key', { ca: cert, cert }, 'tls.key'],
    ['a key without its certificate', { ca: cert, key }, 'tls.cert'],
    ['the path of the key', { ca: cert, cert, key: '/etc/secret.pem' }, 'tls.key'],
    ['a passphrase that is none', { ca: cert, cert, key, passphrase: { secret: 1 } }, 'tls.passphrase'],
    ['an empty servername', { ca: cert, servername: '' }, 'tls.servername'],
    ['not to verify', { ca: cert, rejectUnauthorized: false }, 'tls.rejectUnauthorized'],
    ['a key and certificates', { psk: { identity: 'x', key: 'aa' }, ca: cert }, 'tls.ca'],
    ['no identity', { psk: { key: 'aa' } }, 'tls.psk.identity'],
    ['half a byte', { psk: { identity: 'x', key: 'secret' } }, 'tls.psk.key'],
    ['an empty key', { psk: { identity: 'x', key: new Uint8Array() } }, 'tls.psk.key'],
    ['what OpenSSL can not read', { ca: cert, cert, key }, 'tls'],
  ])('that are %s are refused, and no secret is told', async ([, tls, option]) => {
    const error = await errorOf(QmpClient.connect({ port: 1, tls: tls as TlsOptions }));
    expect(error).toMatchObject({ code: 'ERR_OPTION', option: `address.${option}` });
    expect(`${error.message}${JSON.stringify(error['value'])}`).not.toContain('secret');
  });

  test('are not for a unix socket', async () => {
    const address = { path: '/run/vm1.qmp', tls: { ca: cert } };
    expect(await errorOf(QmpClient.connect(address))).toMatchObject({ option: 'address.tls' });
  });

  test.for([0, 999, '5', Number.NaN])('keepAlive = %s is refused', async (keepAlive) => {
    const address = { port: 1, keepAlive: keepAlive as number };
    expect(await errorOf(QmpClient.connect(address))).toMatchObject({ option: 'address.keepAlive' });
  });
});
