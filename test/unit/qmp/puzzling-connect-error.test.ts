// The fear: connecting fails, and the message does not say whose fault it is, nor what to do next.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { type QmpAddress, QmpClient, type QmpClientOptions } from '../../../src/qmp/index.js';
import { VirtualClock } from '../../../src/testing/index.js';
import { errorOf, greeting, outcomeOf, Wire } from './wire.js';

describe('to a path', () => {
  let directory = '';
  let servers: Server[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'connect-'));
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const listen = async (
    path: string,
    serve: (socket: Socket) => void = (socket) => socket.destroy(),
  ): Promise<void> => {
    const server = createServer(serve).listen(path);
    servers.push(server);
    await once(server, 'listening');
  };

  const refusal = async (path: string): Promise<Error & Record<string, unknown>> => {
    const error = await errorOf(QmpClient.connect({ path }));
    expect(error).toMatchObject({
      name: 'ConnectError',
      code: 'ERR_CONNECT',
      address: `unix:${path}`,
      cause: expect.any(Error),
    });
    return error;
  };

  test('where nothing is', async () => {
    const path = join(directory, 'none');
    expect(await refusal(path)).toMatchObject({
      failure: 'no-such-socket',
      message: `unix:${path} does not exist: is QEMU running, and is this the path of its -qmp option?`,
    });
  });

  test('in a folder that is none', async () => {
    writeFileSync(join(directory, 'file'), '');
    expect(await refusal(join(directory, 'file', 'qmp'))).toMatchObject({ failure: 'no-such-socket' });
  });

  test('of a plain file, or a folder', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    expect(await refusal(file)).toMatchObject({
      failure: 'no-such-socket',
      message: expect.stringMatching(/^unix:.* is not a socket/),
    });
    mkdirSync(join(directory, 'folder'));
    expect(await refusal(join(directory, 'folder'))).toMatchObject({
      failure: 'no-such-socket',
      message: expect.stringContaining('is not a socket'),
    });
  });

  test('of a socket on which nobody listens', async () => {
    const path = join(directory, 'qmp');
    // A process that is killed leaves its socket behind, as QEMU does.
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    expect(spawnSync(process.execPath, ['-e', script]).signal).toBe('SIGKILL');
    expect(await refusal(path)).toMatchObject({
      failure: 'refused',
      message: expect.stringContaining(
        'refused the connection: the socket is there but nobody listens; QEMU has ended, or has not started listening yet',
      ),
    });
  });

  test('of a socket that this user may not open', async () => {
    const path = join(directory, 'qmp');
    await listen(path);
    chmodSync(path, 0o600);
    chmodSync(directory, 0o755);
    const root = process.geteuid?.() === 0;
    // Permissions do not bind the superuser: be somebody else for a moment.
    if (root) process.seteuid?.(65_534);
    else chmodSync(path, 0o000);
    try {
      expect(await refusal(path)).toMatchObject({
        failure: 'permission',
        message: `unix:${path} may not be opened by this user: check the permissions of the socket and its folder`,
      });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  test('that is too long for a socket', async () => {
    const path = join(directory, 'x'.repeat(120));
    const error = await errorOf(QmpClient.connect({ path }));
    expect(error).toMatchObject({ code: 'ERR_OPTION', option: 'address.path' });
    expect(error.message).toContain('the limit for unix sockets');
  });

  test('of a server that hangs up before it says anything', async () => {
    const path = join(directory, 'qmp');
    await listen(path, (socket) => void socket.end());
    const error = await errorOf(QmpClient.connect({ path }));
    expect(error).toMatchObject({
      name: 'SessionClosedError',
      code: 'ERR_SESSION_CLOSED',
      reason: { kind: 'ended' },
    });
    expect(error.message).toBe(
      `connecting to unix:${path}, waiting for its greeting: the QMP session was closed by the peer`,
    );
  });

  test('aborts at once', async () => {
    const path = join(directory, 'qmp');
    await listen(path, () => {});
    const controller = new AbortController();
    const error = errorOf(QmpClient.connect({ path }, { signal: controller.signal }));
    controller.abort('enough');
    expect(await error).toMatchObject({
      code: 'ERR_ABORTED',
      cause: 'enough',
      message: `connecting to unix:${path} was aborted`,
    });
    expect(await errorOf(QmpClient.connect({ path }, { signal: controller.signal }))).toMatchObject({
      code: 'ERR_ABORTED',
    });
  });
});

describe('to a port', () => {
  test('on which nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    expect(await errorOf(QmpClient.connect({ host: '127.0.0.1', port }))).toMatchObject({
      failure: 'refused',
      address: `tcp:127.0.0.1:${port}`,
      message: expect.stringMatching(/^tcp:127\.0\.0\.1:\d+ refused the connection: nobody listens there/),
    });
    // A name may have several addresses: Node then says so in an AggregateError.
    expect(await errorOf(QmpClient.connect({ port }))).toMatchObject({
      failure: 'refused',
      address: `tcp:localhost:${port}`,
    });
  });

  test('of a host that does not exist', async () => {
    expect(await errorOf(QmpClient.connect({ host: 'no-such-host.invalid', port: 4_444 }))).toMatchObject({
      failure: 'unreachable',
      message: expect.stringMatching(/^tcp:no-such-host\.invalid:4444 can not be reached: the host name/),
    });
  });
});

describe('a peer that', () => {
  const attempt = async (options: QmpClientOptions = {}) => {
    const clock = new VirtualClock();
    const wire = new Wire();
    const error = errorOf(QmpClient.connect({ transport: wire }, { clock, ...options }));
    await wire.started;
    const expectNothingLeft = (): void => {
      expect(wire.closed).toBe(1);
      expect(Deadlines.of(clock).size).toBe(0);
    };
    return { clock, wire, error, expectNothingLeft };
  };

  test.for<[string, string, string]>([
    ['is the human monitor', "QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ", 'hmp'],
    ['is the human monitor, cut in its first line', 'QEMU 7.2.22 moni', 'unknown'],
    ['is the human monitor, in its prompt', '(qemu) ', 'hmp'],
    ['is the human monitor, after a blank line', '\r\n(qemu) ', 'hmp'],
    ['is a guest agent in the middle of a synchronisation', '\xff{"return": 5}\n', 'guest-agent'],
    ['speaks first, and not QMP', 'SSH-2.0-OpenSSH_9.2\r\n', 'unknown'],
    ['sends bytes without sense', '\x00\x01\x02garbage', 'unknown'],
  ])('%s is told apart at once', async ([, says, looksLike]) => {
    const { wire, error, expectNothingLeft } = await attempt();
    wire.bytes(Buffer.from(says, 'latin1'));
    expect(await error).toMatchObject({
      name: 'NotQmpError',
      code: 'ERR_NOT_QMP',
      looksLike,
      address: 'unix:/run/test.qmp',
    });
    expectNothingLeft();
  });

  test('is the human monitor gets the advice that helps, and its first bytes quoted', async () => {
    const { wire, error } = await attempt();
    wire.bytes("QEMU 7.2.22 monitor - type 'help' for more information\r\n(qemu) ");
    expect((await error).message).toBe(
      "unix:/run/test.qmp is not a QMP server: it is QEMU's human monitor (HMP). Use the socket of -qmp, or of -mon with mode=control. " +
        'Its first bytes: "QEMU 7.2.22 monitor - type \'help\' for more information\\r\\n(qemu) "',
    );
  });

  test('is the human monitor, byte by byte', async () => {
    const { wire, error } = await attempt();
    for (const byte of '\n(qemu) ') wire.bytes(byte);
    expect(await error).toMatchObject({ code: 'ERR_NOT_QMP' });
  });

  test('is quoted by no more than eighty bytes, whatever they are', async () => {
    const { wire, error } = await attempt();
    wire.bytes(Buffer.from('\x1b[31m\u00e9'.repeat(100), 'latin1'));
    const { firstBytes } = await error;
    expect(firstBytes).toMatch(/^"(\\x1b\[31m\\xe9)+\\x1b\[/);
    expect(String(firstBytes).replaceAll(/\\x../g, '.')).toHaveLength(82);
  });

  test('answers like a guest agent and never greets is told apart when the greeting does not come', async () => {
    const { wire, clock, error, expectNothingLeft } = await attempt();
    wire.say({ return: {} }, { error: { class: 'CommandNotFound', desc: 'no' } });
    await clock.advance(5_000);
    expect(await error).toMatchObject({ code: 'ERR_NOT_QMP', looksLike: 'guest-agent' });
    expectNothingLeft();
  });

  test('accepts and is silent: busy, or stopped', async () => {
    const { clock, error, expectNothingLeft } = await attempt();
    await clock.advance(4_999);
    expect(await outcomeOf(error)).toBeUndefined();
    await clock.advance(1);
    expect(await error).toMatchObject({
      name: 'GreetingTimeoutError',
      code: 'ERR_GREETING_TIMEOUT',
      timeout: 5_000,
      address: 'unix:/run/test.qmp',
    });
    expect((await error).message).toBe(
      'connected to unix:/run/test.qmp, but no QMP greeting came within 5000 ms: another client holds this monitor, or the QEMU process is stopped. ' +
        'Give each client a monitor of its own (-qmp may be repeated), and check the process.',
    );
    expectNothingLeft();
  });

  test('sends events and no greeting is silent all the same', async () => {
    const { clock, wire, error } = await attempt({ greetingTimeout: 100 });
    wire.event('STOP');
    await clock.advance(100);
    expect(await error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT', timeout: 100 });
  });

  test('greets and then is silent: its main loop is blocked', async () => {
    const { clock, wire, error, expectNothingLeft } = await attempt({ negotiationTimeout: 300 });
    await clock.advance(4_000);
    wire.say(greeting());
    // Its time begins with the greeting.
    await clock.advance(299);
    expect(await outcomeOf(error)).toBeUndefined();
    await clock.advance(1);
    expect(await error).toMatchObject({
      name: 'NegotiationTimeoutError',
      code: 'ERR_NEGOTIATION_TIMEOUT',
      timeout: 300,
    });
    expect((await error).message).toContain(
      "unix:/run/test.qmp greeted but did not answer qmp_capabilities within 300 ms: QEMU's main loop is blocked",
    );
    expectNothingLeft();
  });

  test('hangs up before the greeting, or in the middle of it', async () => {
    const before = await attempt();
    before.wire.end();
    expect(await before.error).toMatchObject({
      code: 'ERR_SESSION_CLOSED',
      reason: { kind: 'ended' },
      command: undefined,
      outcome: undefined,
    });
    expect((await before.error).message).toBe(
      'connecting to unix:/run/test.qmp, waiting for its greeting: the QMP session was closed by the peer',
    );
    const middle = await attempt();
    middle.wire.bytes('{"QMP": {"vers');
    middle.wire.end();
    expect((await middle.error).message).toBe(
      'connecting to unix:/run/test.qmp, waiting for its greeting: the QMP session was closed by the peer in the middle of a message (14 bytes)',
    );
    middle.expectNothingLeft();
  });

  test('hangs up, or breaks, after the greeting', async () => {
    const ended = await attempt();
    ended.wire.say(greeting());
    ended.wire.end();
    expect((await ended.error).message).toBe(
      'connecting to unix:/run/test.qmp, waiting for its reply to qmp_capabilities: the QMP session was closed by the peer',
    );
    const broken = await attempt();
    broken.wire.say(greeting());
    broken.wire.end(new Error('read ECONNRESET'));
    expect(await broken.error).toMatchObject({
      message:
        'connecting to unix:/run/test.qmp, waiting for its reply to qmp_capabilities: the QMP session broke: read ECONNRESET',
      cause: new Error('read ECONNRESET'),
    });
    broken.expectNothingLeft();
  });

  test('greets with a message that is too large', async () => {
    const { wire, error, expectNothingLeft } = await attempt({ maxMessageBytes: 1_024 });
    wire.bytes(`{"QMP": "${'x'.repeat(2_000)}`);
    expect(await error).toMatchObject({
      code: 'ERR_PROTOCOL',
      message: expect.stringContaining('more than 1024 bytes'),
    });
    expectNothingLeft();
  });

  test('talks sense without end, and never QMP, is given up in time', async () => {
    const { clock, wire, error } = await attempt({ greetingTimeout: 100 });
    for (let n = 0; n < 10; n += 1) {
      wire.say({ hello: n });
      await clock.advance(10);
    }
    expect(await error).toMatchObject({ code: 'ERR_GREETING_TIMEOUT' });
  });

  test('is waited for no longer than the signal lasts', async () => {
    const controller = new AbortController();
    const { wire, error, expectNothingLeft } = await attempt({ signal: controller.signal });
    wire.say(greeting());
    controller.abort('enough');
    expect(await error).toMatchObject({
      code: 'ERR_ABORTED',
      cause: 'enough',
      message: 'connecting to unix:/run/test.qmp was aborted',
    });
    expectNothingLeft();
  });

  test('has an address that looks like a guest agent is hinted at', async () => {
    const clock = new VirtualClock();
    const wire = Object.assign(new Wire(), { address: 'unix:/run/vm1.qga' });
    const error = errorOf(QmpClient.connect({ transport: wire }, { clock, greetingTimeout: 1 }));
    await wire.started;
    await clock.advance(1);
    expect((await error).message).toContain("This address looks like a guest agent's, which never greets.");
  });
});

describe('an address', () => {
  test.for<[string, unknown, string]>([
    ['nothing', undefined, 'address'],
    ['null', null, 'address'],
    ['a string', '/run/vm1.qmp', 'address'],
    ['an empty object', {}, 'address'],
    ['an empty path', { path: '' }, 'address.path'],
    ['a path that is no string', { path: 5 }, 'address.path'],
    ['a path and a port', { path: '/run/x', port: 5 }, 'address.port'],
    ['port 0', { port: 0 }, 'address.port'],
    ['a port too high', { port: 65_536 }, 'address.port'],
    ['a port in words', { port: '4444' }, 'address.port'],
    ['an empty host', { host: '', port: 4_444 }, 'address.host'],
    ['a host without a port', { host: 'localhost' }, 'address'],
    ['no stream', { stream: undefined }, 'address.stream'],
    ['a stream that can only be read', { stream: { on: () => {} } }, 'address.stream'],
    ['no transport', { transport: null }, 'address.transport'],
    ['a transport that can not start', { transport: { write: () => {} } }, 'address.transport'],
    ['a misspelt member', { stream: new PassThrough(), pth: 'x' }, 'address.pth'],
  ])('that is %s is refused', async ([, address, option]) => {
    expect(await errorOf(QmpClient.connect(address as QmpAddress))).toMatchObject({
      code: 'ERR_OPTION',
      option,
    });
  });

  test.for<[keyof QmpClientOptions | 'conectTimeout', unknown]>([
    ['conectTimeout', 5],
    ['connectTimeout', 0],
    ['greetingTimeout', '5'],
    ['negotiationTimeout', -1],
    ['commandTimeout', Number.NaN],
    ['halfMessageTimeout', 0.5],
    ['maxMessageBytes', 100],
    ['maxMessageBytes', 2 ** 28 + 1],
    ['maxMessageBytes', Number.POSITIVE_INFINITY],
    ['window', 0],
    ['window', 1.5],
    ['signal', new AbortController()],
    ['onListenerError', 'log'],
    ['clock', {}],
  ])('with the option %s = %s is refused before anything is touched', async ([name, value]) => {
    const wire = new Wire();
    const error = await errorOf(QmpClient.connect({ transport: wire }, { [name]: value }));
    expect(error).toMatchObject({
      code: 'ERR_OPTION',
      option: name === 'conectTimeout' ? 'connect.conectTimeout' : name,
      value,
    });
    expect(await outcomeOf(wire.started)).toBeUndefined();
  });
});
