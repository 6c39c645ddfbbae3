// The fear: a path that can be had is not used, one that was lost is not followed again, or one end never lets go of it.
import { describe, expect, test } from 'vitest';
import { heartbeat, type Heartbeat, type HeartbeatOptions, systemClock, Watchdog } from 'qmp-watchdog';
import { Authority } from '../../../certificates/index.js';
import { Recorder } from '../pets/recorder.js';
import { freePort, temporaryPath } from '../pets/sockets.js';
import { peerOf, refusals, SECRET } from './linked.js';
import { freeUdpPort } from './udp.js';

type Paths = HeartbeatOptions['paths'];

function node(name: string, paths: Paths, options: Partial<HeartbeatOptions> = {}): Heartbeat {
  const peers = ['node-a', 'node-b'].filter((peer) => peer !== name);
  return heartbeat({
    ...{ cluster: 'lab', node: name, peers, paths, key: { id: 1, secret: SECRET } },
    ...{ interval: 50, reconnect: { min: 1, max: 10 } },
    ...options,
  });
}

async function hear(a: Heartbeat): Promise<{ readonly told: Recorder } & AsyncDisposable> {
  const told = new Recorder();
  const running = a.peer('node-b').start(told, { clock: systemClock });
  return { told, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

const ways: readonly (readonly [string, () => Promise<readonly [Paths, Paths]>])[] = [
  [
    'a unix socket',
    async () => {
      const path = temporaryPath();
      return [[{ listen: { path } }], [{ path }]];
    },
  ],
  [
    'TCP',
    async () => {
      const at = { host: '127.0.0.1', port: await freePort() };
      return [[{ listen: at }], [at]];
    },
  ],
  [
    'UDP',
    async () => {
      const [a, b] = [{ port: await freeUdpPort() }, { host: '127.0.0.1', port: await freeUdpPort() }];
      return [[{ udp: a, to: b }], [{ udp: b, to: [a] }]];
    },
  ],
  [
    'UDP over IPv6',
    async () => {
      const a = { host: '::1', port: await freeUdpPort('::1') };
      const b = { host: '0:0::0:1', port: await freeUdpPort('::1') };
      return [[{ udp: a, to: b }], [{ udp: b, to: [a] }]];
    },
  ],
  [
    'TLS with a shared key',
    async () => {
      const tls = { psk: { identity: 'nodes', key: '44'.repeat(16) } };
      const at = { host: '127.0.0.1', port: await freePort(), tls };
      return [[{ listen: at }], [at]];
    },
  ],
];

describe.each(ways)('over %s', (_, make) => {
  test('two nodes hear each other, in either order of starting, and again after one was started again', async () => {
    const [ours, theirs] = await make();
    await using b = node('node-b', theirs);
    await using a = node('node-a', ours);
    await using heard = await hear(a);
    await heard.told.until(/^pet/, 5);
    expect([refusals(a), refusals(b)]).toEqual([{}, {}]);
    await b[Symbol.asyncDispose]();
    const before = heard.told.count(/^pet/);
    await using again = node('node-b', theirs, { role: 'again' });
    await heard.told.until(/^pet/, before + 5);
    expect(peerOf(a).role).toBe('again');
    const until = new Promise((resolve) => again.on('peer', resolve));
    await a.leave('done', { timeout: 5_000 });
    await until;
    expect(peerOf(again, 'node-a')).toMatchObject({ state: 'leaving', reason: 'done' });
  });
});

test('over TLS with certificates, and whoever has none gets nowhere', async () => {
  await using authority = await Authority.create();
  await using strangers = await Authority.create();
  const server = await authority.certify('server', 'node-a', ['IP:127.0.0.1']);
  const client = await authority.certify('client', 'node-b');
  const stranger = await strangers.certify('client', 'node-b');
  const at = { host: '127.0.0.1', port: await freePort() };
  await using a = node('node-a', [{ listen: { ...at, tls: { ca: authority.ca, ...server } } }]);
  await using heard = await hear(a);
  {
    await using _b = node('node-b', [{ ...at, tls: { ca: authority.ca, ...stranger } }]);
    await new Promise((resolve) => a.on('refused', resolve));
    expect(Object.keys(refusals(a))).toEqual(['unproven']);
    expect(heard.told.count(/^pet/)).toBe(0);
  }
  await using b = node('node-b', [{ ...at, tls: { ca: authority.ca, ...client } }]);
  await heard.told.until(/^pet/, 3);
  expect(b.snapshot.paths[0]).toMatchObject({ name: `tls:127.0.0.1:${at.port}`, lines: 1 });
});

test('UDP and TCP at a time count once, and each is enough', async () => {
  const tcp = { host: '127.0.0.1', port: await freePort() };
  const [ofA, ofB] = [{ port: await freeUdpPort() }, { port: await freeUdpPort() }];
  const udp = node('node-b', [{ udp: ofB, to: ofA }, tcp]);
  await using a = node('node-a', [{ udp: ofA, to: ofB }, { listen: tcp }]);
  await using heard = await hear(a);
  await heard.told.until(/^pet/, 5);
  await expect.poll(() => peerOf(a).copyCount).toBeGreaterThan(2);
  const { petCount, paths } = peerOf(a);
  expect([paths.length, heard.told.count(/^pet/)]).toEqual([2, petCount]);
  await udp[Symbol.asyncDispose]();
  await using _b = node('node-b', [tcp]);
  const before = heard.told.count(/^pet/);
  await heard.told.until(/^pet/, before + 3);
  expect(peerOf(a).paths).toEqual([expect.stringMatching(/^tcp:/)]);
});

test('a process that ends without a word is found by its silence over datagrams, though its connection has ended', async () => {
  const tcp = { host: '127.0.0.1', port: await freePort() };
  const [ofA, ofB] = [{ port: await freeUdpPort() }, { port: await freeUdpPort() }];
  await using a = node('node-a', [{ udp: ofA, to: ofB }, { listen: tcp }]);
  const b = node('node-b', [{ udp: ofB, to: ofA }, tcp]);
  await using dog = new Watchdog({ id: 'node-b', timeout: 300, pets: a.peer('node-b') });
  const expired = new Promise((resolve) => dog.on('expired', resolve));
  dog.start();
  await expect.poll(() => peerOf(a).paths.length).toBe(2);
  await b[Symbol.asyncDispose]();
  expect(await expired).toMatchObject({ cause: 'silence' });
  expect(peerOf(a).paths).toEqual([expect.stringMatching(/^udp:/)]);
});

test('an address that is in use says so, and is used once it is free', async () => {
  const path = temporaryPath();
  const first = node('node-a', [{ listen: { path } }]);
  await using b = node('node-b', [{ path }]);
  await new Promise((resolve) => first.on('peer', resolve));
  await using second = node('node-a', [{ listen: { path } }]);
  await using heard = await hear(second);
  await expect.poll(() => second.snapshot.paths[0]?.downBecause).toMatch(/is in use/);
  await first[Symbol.asyncDispose]();
  await heard.told.until(/^pet/, 1);
  expect(second.snapshot.paths[0]?.downBecause).toBeUndefined();
  expect(b.node).toBe('node-b');
});

test('disposing lets go of everything, and twice does no harm', async () => {
  const path = temporaryPath();
  const port = await freeUdpPort();
  const a = node('node-a', [{ listen: { path } }, { udp: { port }, to: { port: 9 } }]);
  await using heard = await hear(a);
  await heard.told.until(/^closed/);
  await Promise.all([a[Symbol.asyncDispose](), a[Symbol.asyncDispose]()]);
  expect(heard.told.told.at(-1)).toBe('closed: this heartbeat has ended');
  await using later = await hear(a);
  await later.told.until(/^closed: this heartbeat has ended/);
  await using again = node('node-a', [{ listen: { path } }, { udp: { port }, to: { port: 9 } }]);
  await expect
    .poll(() => again.snapshot.paths.map(({ downBecause }) => downBecause))
    .toEqual([undefined, undefined]);
});
