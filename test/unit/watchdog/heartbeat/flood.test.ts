// The fear: whoever can reach a port fills our memory or our time, or drowns out those who have the key.
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { heartbeat, type Heartbeat, type HeartbeatOptions, systemClock } from 'qmp-watchdog';
import { Allowance } from '../../../../src/core/index.js';
import { Challenges } from '../../../../src/watchdog/heartbeat/challenges.js';
import { Crowd, type Visitor } from '../../../../src/watchdog/heartbeat/crowd.js';
import { Recorder } from '../pets/recorder.js';
import { closed, dial, freePort, temporaryPath } from '../pets/sockets.js';
import { type Cable, linked, peerOf, refusals, SECRET } from './linked.js';
import { freeUdpPort, udpSocket } from './udp.js';

function node(
  name: string,
  paths: HeartbeatOptions['paths'],
  options: Partial<HeartbeatOptions> = {},
): Heartbeat {
  const peers = ['node-a', 'node-b'].filter((peer) => peer !== name);
  const common = { cluster: 'lab', node: name, peers, paths, key: { id: 1, secret: SECRET } };
  return heartbeat({ ...common, interval: 50, reconnect: { min: 1, max: 10 }, ...options });
}

/** An honest pair on a unix socket or a port, and what the one hears of the other. */
async function pair(
  listen: { readonly path: string } | { readonly host: string; readonly port: number },
  options: Partial<HeartbeatOptions> = {},
): Promise<{ readonly a: Heartbeat; readonly told: Recorder } & AsyncDisposable> {
  const a = node('node-a', [{ listen }], options);
  const b = node('node-b', [listen]);
  const told = new Recorder();
  const running = a.peer('node-b').start(told, { clock: systemClock });
  await told.until(/^pet/, 2);
  return {
    a,
    told,
    async [Symbol.asyncDispose]() {
      await Promise.all([running, a, b].map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

/** That the peer is heard on as if nothing had happened. */
async function goesOn(told: Recorder): Promise<void> {
  await told.until(/^pet/, told.count(/^pet/) + 3);
  expect(told.told.filter((what) => /^(closed|failed)/.test(what))).toEqual([
    'closed: node-b: it has not been heard yet',
  ]);
}

describe('on a socket that listens', () => {
  const one = { timeout: 20_000 };

  test('a length of a gigabyte is hung up on before anything of it is kept', one, async () => {
    const path = temporaryPath();
    await using honest = await pair({ path });
    const bad = await dial({ path });
    const over = closed(bad);
    bad.write(Buffer.from('40000000', 'hex'));
    await over;
    expect(refusals(honest.a)).toEqual({ 'too-long': 1 });
    await goesOn(honest.told);
  });

  test('garbage without end is hung up on after 4 KiB', one, async () => {
    const path = temporaryPath();
    await using honest = await pair({ path });
    const bad = await dial({ path });
    const over = closed(bad);
    // Frames of nothing, which are no frames.
    for (let n = 0; n < 64; n += 1) bad.write(Buffer.alloc(65_536));
    await over;
    const { malformed = 0, ...others } = refusals(honest.a);
    expect(others).toEqual({ unproven: 1 });
    expect(malformed).toBeLessThanOrEqual(1_024);
    await goesOn(honest.told);
  });

  test('one that says nothing, or half a frame, is hung up on in time', one, async () => {
    const path = temporaryPath();
    await using honest = await pair({ path }, { proofTimeout: 300 });
    const [silent, half] = [await dial({ path }), await dial({ path })];
    const over = Promise.all([closed(silent), closed(half)]);
    half.write(Buffer.from('00000100', 'hex'));
    half.write('QWHB');
    await over;
    expect(refusals(honest.a)).toEqual({ unproven: 2 });
    await goesOn(honest.told);
  });

  test('a crowd that says nothing evicts itself, and whoever has the key gets through', one, async () => {
    const at = { host: '127.0.0.1', port: await freePort() };
    await using a = node('node-a', [{ listen: at }]);
    const crowd: Socket[] = [];
    await expect.poll(() => a.snapshot.paths[0]?.downBecause).toBeUndefined();
    for (let n = 0; n < 40; n += 1) crowd.push(await dial(at));
    await expect.poll(() => refusals(a)['crowded']).toBe(32);
    await expect.poll(() => crowd.filter((socket) => !socket.closed).length).toBe(8);
    await using _b = node('node-b', [at]);
    const told = new Recorder();
    await using _ = a.peer('node-b').start(told, { clock: systemClock });
    await told.until(/^pet/, 3);
    // All that is left of the crowd is what there was room for beside it.
    expect(refusals(a)['crowded']).toBe(33);
  });
});

test('datagrams of strangers are dropped, and the peer is heard beside them', async () => {
  const [ofA, ofB] = [{ port: await freeUdpPort() }, { port: await freeUdpPort() }];
  await using a = node('node-a', [{ udp: ofA, to: ofB }]);
  const told = new Recorder();
  await using _ = a.peer('node-b').start(told, { clock: systemClock });
  await using _b = node('node-b', [{ udp: ofB, to: ofA }]);
  await told.until(/^pet/, 2);
  const stranger = await udpSocket();
  for (let n = 0; n < 500; n += 1) {
    const garbage = Buffer.alloc(n % 2 === 0 ? 100 : 5_000);
    await new Promise((resolve) => stranger.send(garbage, ofA.port, '127.0.0.1', resolve));
  }
  await goesOn(told);
  expect(Object.keys(refusals(a))).toEqual(['unknown-source']);
});

test('a flood from the address of a peer that answers nothing of ours costs no signature and drowns nobody out', async () => {
  await using two = linked();
  const { clock, cables, a, told } = two;
  const [cable] = cables as [Cable];
  await clock.advance(2_000);
  // A real frame of another time: everything about it is right but what it answers.
  const beat = Buffer.from(cable.b.sent.at(-1) ?? '');
  beat.fill(0x77, 4 + 39, 4 + 55);
  for (let n = 0; n < 10_000; n += 1) cable.a.push(beat);
  await clock.advance(0);
  expect(refusals(a)).toEqual({ stale: 10_000 });
  const before = told.count(/^pet/);
  await clock.advance(5_000);
  expect(told.count(/^pet/)).toBe(before + 5);
});

test('a flood of forged hellos is refused for less than a signature each, and drowns nobody out', async () => {
  await using two = linked();
  const { clock, cables, a, told } = two;
  const [cable] = cables as [Cable];
  await clock.advance(2_000);
  const hello = Buffer.from(cable.b.sent[0] ?? '');
  hello.writeUInt8(hello.readUInt8(hello.length - 1) ^ 1, hello.length - 1);
  for (let n = 0; n < 10_000; n += 1) cable.a.push(hello);
  await clock.advance(0);
  expect(refusals(a)).toEqual({ forged: 60, flooded: 9_940 });
  const before = told.count(/^pet/);
  await clock.advance(5_000);
  expect(told.count(/^pet/)).toBe(before + 5);
  expect(peerOf(a).unknownBecause).toBeUndefined();
});

test('a flood of recorded hellos has no challenge forgotten that the peer is about to answer, however seldom it beats', async () => {
  const seldom = { a: { interval: 30_000 }, b: { interval: 30_000 } };
  // Of an earlier process of node-b, whose every hello somebody has kept.
  await using earlier = linked(seldom);
  await earlier.clock.advance(0);
  const hello = (earlier.cables[0] as Cable).b.sent[0]!;
  await using two = linked(seldom);
  const { clock, cables, a, told } = two;
  const [cable] = cables as [Cable];
  await clock.advance(45_000);
  const before = told.count(/^pet/);
  for (let times = 0; times < 400; times += 1) {
    cable.a.push(hello);
    await clock.advance(50);
  }
  expect(refusals(a)).toEqual({});
  expect(told.count(/^pet/)).toBe(before + 1);
});

test('an allowance is what is gained in time, and no more than its reserve', () => {
  const allowance = new Allowance(10, 3, 0);
  const taken = (now: number, times: number): number =>
    Array.from({ length: times }, () => allowance.take(now)).filter(Boolean).length;
  expect([taken(0, 10), taken(99, 1), taken(100, 2), taken(1_000_000, 10), taken(999_000, 1)]).toEqual([
    3, 0, 1, 3, 0,
  ]);
});

test('no more than 256 challenges are remembered, and none that is too old', () => {
  const challenges = new Challenges(1_000);
  for (let n = 1; n <= 10_000; n += 1) challenges.issue(`nonce ${n}`, n, 0);
  expect(challenges.size).toBe(256);
  expect([challenges.orderOf('nonce 10000', 1_000), challenges.orderOf('nonce 9744', 0)]).toEqual([
    10_000,
    undefined,
  ]);
  expect(challenges.orderOf('nonce 10000', 1_001)).toBeUndefined();
  challenges.issue('next', 10_001, 1_001);
  expect(challenges.size).toBe(1);
});

test('who has to go is the oldest of its host, then of the host that has most; a node has two connections', () => {
  const crowd = new Crowd<Visitor & { readonly name: string }>();
  const visitor = (source: string, name = source): Visitor & { readonly name: string } => ({
    source,
    name,
    hangUp: () => {},
  });
  const eight = Array.from({ length: 8 }, (_, n) => visitor('greedy', `${n}`));
  for (const one of eight) expect(crowd.enter(one)).toBeUndefined();
  expect(crowd.enter(visitor('greedy', 'ninth'))).toBe(eight[0]);
  for (let n = 0; n < 56; n += 1) expect(crowd.enter(visitor(`host ${n}`))).toBeUndefined();
  const honest = visitor('honest');
  expect(crowd.enter(honest)).toBe(eight[1]);
  expect(crowd.visitors.length).toBe(64);
  expect(crowd.proved(honest, 'node-b')).toBeUndefined();
  const [second, third] = [visitor('honest', 'second'), visitor('honest', 'third')];
  for (const one of [second, third]) crowd.enter(one);
  expect(crowd.proved(second, 'node-b')).toBeUndefined();
  expect(crowd.proved(third, 'node-b')).toBe(honest);
  expect(crowd.proved(honest, 'node-b')).toBeUndefined();
  crowd.leave(second);
  expect(crowd.visitors).toContain(third);
  expect(crowd.visitors).not.toContain(second);
});
