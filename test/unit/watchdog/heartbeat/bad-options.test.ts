// The fear: a misspelt or impossible option is found out only when the node is needed; or a secret shows in an error.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { heartbeat, type HeartbeatOptions, OptionError } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { Cable, linked, node, peerOf, refusals, SECRET } from './linked.js';

const good = { cluster: 'lab', node: 'node-a', peers: ['node-b'], key: { id: 1, secret: SECRET } };
const udp = { port: 7_000 };

/** What plain JavaScript may pass: the compiler would refuse most of it. */
const cases: readonly (readonly [what: string, given: object, option: string])[] = [
  ['a misspelt name', { intervall: 1 }, 'heartbeat.intervall'],
  ['no cluster', { cluster: undefined }, 'cluster'],
  ['a node with a space', { node: 'node a' }, 'node'],
  ['a node that is too long', { node: 'n'.repeat(65) }, 'node'],
  ['peers in one text', { peers: 'node-b' }, 'peers'],
  ['no peers', { peers: [] }, 'peers.length'],
  ['itself as a peer', { peers: ['node-a'] }, 'peers[0]'],
  ['a peer twice', { peers: ['node-b', 'node-b'] }, 'peers[1]'],
  ['no key', { key: undefined }, 'key'],
  ['a secret in the place of a key', { key: SECRET }, 'key'],
  ['a key without an id', { key: { secret: SECRET } }, 'key.id'],
  ['an id that is too large', { key: { id: 256, secret: SECRET } }, 'key.id'],
  ['a short secret', { key: { id: 1, secret: 'abcd1234' } }, 'key.secret'],
  [
    'a secret that is a phrase',
    { key: { id: 1, secret: 'correct horse battery staple'.repeat(3) } },
    'key.secret',
  ],
  ['half a byte', { key: { id: 1, secret: `${SECRET}a` } }, 'key.secret'],
  ['two keys with one id', { otherKey: { id: 1, secret: '22'.repeat(32) } }, 'otherKey.id'],
  ['a misspelt secret', { key: { id: 1, secrt: SECRET } }, 'key.secrt'],
  ['a misspelt key', { keys: { id: 1, secret: SECRET } }, 'heartbeat.keys'],
  ['an interval that is too short', { interval: 49 }, 'interval'],
  ['a freshness of less than two intervals', { interval: 1_000, freshness: 1_999 }, 'freshness'],
  ['a freshness of more than a hundred', { interval: 50, freshness: 5_001 }, 'freshness'],
  ['an endless pause', { maxPause: Number.POSITIVE_INFINITY }, 'maxPause'],
  ['more lag than time', { maxLag: 1.1 }, 'maxLag'],
  ['health that is no function', { healthy: true }, 'healthy'],
  ['a role of two words', { role: 'the primary' }, 'role'],
  ['a token that is a number', { token: 1 }, 'token'],
  ['token 0', { token: 0n }, 'token'],
  ['a token that is too large', { token: 2n ** 64n }, 'token'],
  ['no time to prove anything', { proofTimeout: 0 }, 'proofTimeout'],
  ['no paths', { paths: [] }, 'paths.length'],
  ['a path that is none', { paths: [{}] }, 'paths[0]'],
  ['a transport', { paths: [{ transport: {} }] }, 'paths[0]'],
  ['an empty socket path', { paths: [{ path: '' }] }, 'paths[0].path'],
  ['a port that nobody knows', { paths: [{ listen: { port: 0 } }] }, 'paths[0].listen.port'],
  [
    'TLS to listen with, without a certificate',
    { paths: [{ listen: { port: 1, tls: { ca: PEM() } } }] },
    'paths[0].listen.tls.cert',
  ],
  ['datagrams to nobody', { paths: [{ udp, to: [] }] }, 'paths[0].to.length'],
  ['datagrams to nowhere', { paths: [{ udp }] }, 'paths[0].to'],
  ['datagrams to a name', { paths: [{ udp, to: { host: 'node-b', port: 1 } }] }, 'paths[0].to.host'],
  ['datagrams without a port', { paths: [{ udp: {}, to: udp }] }, 'paths[0].udp.port'],
  ['datagrams between families', { paths: [{ udp, to: { host: '::1', port: 1 } }] }, 'paths[0].to'],
  ['a misspelt address', { paths: [{ udp, to: udp, form: 1 }] }, 'paths[0].form'],
];

function PEM(): string {
  return '-----BEGIN CERTIFICATE-----';
}

function refusedBy(make: () => unknown): OptionError | undefined {
  try {
    make();
  } catch (error) {
    if (error instanceof OptionError) return error;
    throw error;
  }
  return undefined;
}

describe('an option is refused by name', () => {
  test.each(cases)('%s', (_, given, option) => {
    const options = { paths: [{ path: '/run/beat' }], ...good, ...given } as HeartbeatOptions;
    const error = refusedBy(() => heartbeat(options));
    expect(error?.option).toBe(option);
    for (const secret of [SECRET, 'abcd1234', 'horse']) expect(inspect(error)).not.toContain(secret);
  });
});

test('what it is asked later is checked as well', async () => {
  const clock = new VirtualClock();
  await using a = node('node-a', clock, [{ stream: new Cable().a }]);
  const asked: readonly (readonly [() => unknown, string])[] = [
    [() => a.peer('node-x'), 'node'],
    [() => a.pause('', 1), 'pause.reason'],
    [() => a.pause('two\nlines', 1), 'pause.reason'],
    [() => a.pause('ü'.repeat(101), 1), 'pause.reason'],
    [() => a.pause('so', Number.POSITIVE_INFINITY), 'pause.max'],
    [() => a.setRole('a b'), 'role'],
    [() => a.setToken(-1n), 'token'],
    [() => a.setKeys({ key: { id: 1, secret: 'short' } }), 'key.secret'],
    [() => a.setKeys({ ...good, otherkey: { id: 2, secret: SECRET } } as never), 'setKeys.cluster'],
    [() => a.setKeys(SECRET as never), 'key'],
  ];
  for (const [ask, option] of asked) expect(refusedBy(ask)?.option).toBe(option);
  await expect(a.leave('')).rejects.toMatchObject({ option: 'leave.reason' });
  await expect(a.leave('so', { timeout: -1 })).rejects.toMatchObject({ option: 'leave.timeout' });
  expect(a.snapshot.state).toBe('running');
});

test('a key is exchanged without a beat that is lost, and the old one is worth nothing afterwards', async () => {
  const [last, next] = [
    { id: 1, secret: SECRET },
    { id: 2, secret: new Uint8Array(32).fill(9) },
  ];
  await using two = linked();
  const { clock, a, b, told } = two;
  const steps = [{ key: last, otherKey: next }, { key: next, otherKey: last }, { key: next }];
  await clock.advance(2_000);
  for (const keys of steps) {
    for (const beat of [a, b]) {
      beat.setKeys(keys);
      const before = told.count(/^pet/);
      await clock.advance(3_000);
      expect(told.count(/^pet/)).toBe(before + 3);
    }
  }
  expect([refusals(a), refusals(b)]).toEqual([{}, {}]);
  b.setKeys({ key: last });
  const { petCount } = peerOf(a);
  await clock.advance(3_000);
  expect(peerOf(a).petCount).toBe(petCount);
  expect(refusals(a)).toEqual({ 'unknown-key': 3 });
});
