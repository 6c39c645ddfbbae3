// The fear: a monitor on the network is open to anyone, or turns us away, or never answers, and we are not told why.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QmpClient, type QmpClientOptions, QmpListener, type TlsOptions } from 'qmp-watchdog';
import { Authority, type Identity } from '../certificates/index.js';
import type { Guest } from '../guest/index.js';
import { since, startGuest } from './qemu-under-test.js';

let ours: Authority;
let theirs: Authority;
let client: Identity;
let alien: Identity;
beforeAll(async () => {
  [ours, theirs] = await Promise.all([Authority.create(), Authority.create()]);
  [client, alien] = await Promise.all([
    ours.certify('client', 'the-watchdog'),
    theirs.certify('client', 'the-watchdog'),
    ours.certify('server', 'the-host', ['DNS:host.example', 'IP:127.0.0.1']),
  ]);
});
afterAll(async () => {
  await Promise.all([ours[Symbol.asyncDispose](), theirs[Symbol.asyncDispose]()]);
});

/** A QEMU with one monitor on a TCP port, and one that is local. */
async function startTls(
  credentials: readonly string[],
  more = '',
): Promise<{ readonly guest: Guest; readonly port: number } & AsyncDisposable> {
  const chardev = `socket,id=net,host=127.0.0.1,port=0,server=on,wait=off,tls-creds=tls0${more}`;
  const guest = await startGuest({
    args: ['-S', ...credentials, '-chardev', chardev, '-mon', 'chardev=net,mode=control'],
    timeout: 20_000, // some versions make Diffie-Hellman parameters first
  });
  await using local = await QmpClient.connect({ path: guest.qmpPath });
  const { filename } = (await local.execute('query-chardev')).find(({ label }) => label === 'net')!;
  const [, port] = /127\.0\.0\.1:(\d+)/.exec(filename) ?? [];
  return { guest, port: Number(port), [Symbol.asyncDispose]: () => guest[Symbol.asyncDispose]() };
}

const certificates = () => [
  '-object',
  `tls-creds-x509,id=tls0,dir=${ours.directory},endpoint=server,verify-peer=yes`,
];

const attempt = (port: number, tls?: TlsOptions, options?: QmpClientOptions) =>
  QmpClient.connect({ host: '127.0.0.1', port, tls }, options);

const errorOf = (connecting: Promise<QmpClient>) =>
  connecting.then(
    () => 'connected',
    (error: unknown) => error,
  );

describe.concurrent('a monitor with certificates', () => {
  test('answers who shows one, or, in a QEMU too old for that, is said to be of no use', async () => {
    await using vm = await startTls(certificates());
    const connecting = attempt(vm.port, { ca: ours.ca, ...client }, { negotiationTimeout: 1_000 });
    if (since(8, 0)) {
      await using session = await connecting;
      expect(session.capabilities).toEqual(['oob']);
      expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' });
      expect(Object.keys(await session.execute('query-qmp-schema')).length).toBeGreaterThan(500);
      return;
    }
    expect(await errorOf(connecting)).toMatchObject({
      name: 'TlsUnansweredError',
      code: 'ERR_TLS_UNANSWERED',
    });
    // The VM is as well as ever.
    await using local = await QmpClient.connect({ path: vm.guest.qmpPath });
    expect(await local.liveness()).toMatchObject({ verdict: 'responsive' });
  });

  test('turns away who shows none, and one of another authority', async () => {
    await using vm = await startTls(certificates());
    expect(await errorOf(attempt(vm.port, { ca: ours.ca }))).toMatchObject({
      code: 'ERR_CONNECT',
      failure: 'tls',
      message: expect.stringContaining('most likely because it demands a certificate'),
    });
    expect(await errorOf(attempt(vm.port, { ca: ours.ca, ...alien }))).toMatchObject({
      failure: 'tls',
      message: expect.stringContaining('its authority has not signed our certificate'),
    });
  });

  test('turns away whose name is not on its list', async () => {
    const list = ['-object', 'authz-simple,id=authz0,identity=CN=somebody-else'];
    await using vm = await startTls([...certificates(), ...list], ',tls-authz=authz0');
    expect(await errorOf(attempt(vm.port, { ca: ours.ca, ...client }))).toMatchObject({
      failure: 'tls',
      message: expect.stringContaining('or its tls-authz does not list it'),
    });
  });

  test('is not believed under another name, nor by another authority', async () => {
    await using vm = await startTls(certificates());
    const named = { ca: ours.ca, ...client, servername: 'elsewhere.example' };
    expect(await errorOf(attempt(vm.port, named))).toMatchObject({
      failure: 'tls',
      message: expect.stringContaining('its certificate is of another name'),
    });
    expect(await errorOf(attempt(vm.port, { ca: theirs.ca, ...client }))).toMatchObject({
      failure: 'tls',
      message: expect.stringContaining('tls.ca has not signed its certificate'),
    });
  });

  test('says nothing to who speaks no TLS', async () => {
    await using vm = await startTls(certificates());
    const error = await errorOf(attempt(vm.port, undefined, { greetingTimeout: 300 }));
    expect(error).toMatchObject({
      code: 'ERR_GREETING_TIMEOUT',
      message: expect.stringContaining('Or this port speaks TLS'),
    });
  });
});

test('a monitor with a shared key answers who knows it, and nobody else', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'psk-'));
  try {
    const key = '0badc0ffee0ddf00d0badc0ffee0ddf0';
    await writeFile(join(directory, 'keys.psk'), `watchdog:${key}\n`);
    await using vm = await startTls(['-object', `tls-creds-psk,id=tls0,dir=${directory},endpoint=server`]);
    const psk = { identity: 'watchdog', key };
    const wrong = { psk: { ...psk, key: key.replaceAll('0', '1') } };
    expect(await errorOf(attempt(vm.port, wrong))).toMatchObject({ failure: 'tls' });
    const connecting = attempt(vm.port, { psk }, { negotiationTimeout: 1_000 });
    if (!since(8, 0)) {
      expect(await errorOf(connecting)).toMatchObject({ code: 'ERR_TLS_UNANSWERED' });
      return;
    }
    await using session = await connecting;
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' });
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a QEMU that connects to us over TLS is known by its certificate', async () => {
  await using host = await Authority.create();
  const server = await host.certify('server', 'the-watchdog', ['IP:127.0.0.1', 'DNS:localhost']);
  await host.certify('client', 'the-vm');
  await using listener = await QmpListener.listen(
    { host: '127.0.0.1', port: 0, tls: { ca: host.ca, ...server } },
    { session: { negotiationTimeout: 1_000 } },
  );
  const refused = new Promise((resolve) => listener.on('refused', resolve));
  const port = 'port' in listener.address ? listener.address.port : 0;
  const creds = `tls-creds-x509,id=tls0,dir=${host.directory},endpoint=client,verify-peer=yes`;
  const chardev = `socket,id=net,host=127.0.0.1,port=${port},tls-creds=tls0`;
  const args = [
    '-S',
    '-name',
    'vm1',
    '-object',
    creds,
    '-chardev',
    chardev,
    '-mon',
    'chardev=net,mode=control',
  ];
  await using _ = await startGuest({ args });
  if (!since(8, 0)) {
    expect(await refused).toMatchObject({ cause: 'not-introduced', error: { code: 'ERR_TLS_UNANSWERED' } });
    return;
  }
  await using session = await listener.accept({ name: 'vm1' });
  expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' });
});
