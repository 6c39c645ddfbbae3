// The fear: a node is taken for alive because of what somebody recorded, held back, or made up.
import { describe, expect, test } from 'vitest';
import { Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { Cable, linked, node, peerOf, refusals, SECRET } from './linked.js';

test('two nodes that are linked hear each other from the first round trip on, once an interval', async () => {
  await using two = linked();
  const { clock, a, b, told } = two;
  await clock.advance(0);
  expect(told.told).toEqual(['closed: node-b: it has not been heard yet', 'opened', 'pet', 'pet']);
  await clock.advance(10_000);
  expect(told.count(/pet/)).toBe(12);
  expect([refusals(a), refusals(b)]).toEqual([{}, {}]);
  expect(peerOf(a)).toMatchObject({ state: 'running', interval: 1_000, lag: 0, petCount: 12, copyCount: 0 });
});

test('what was recorded and comes again counts for nothing', async () => {
  await using two = linked();
  const { clock, cables, a, told } = two;
  const [cable] = cables as [Cable];
  await clock.advance(3_000);
  const pets = told.count(/pet/);
  const recorded = [...cable.b.sent];
  for (const bytes of recorded) cable.a.push(bytes);
  await clock.advance(0);
  expect(told.count(/pet/)).toBe(pets);
  // The first hello came before anything was known of the line: it is answered once more, and that is all.
  expect(refusals(a)).toEqual({ replayed: recorded.length - 1 });
  expect(peerOf(a).unknownBecause).toBeUndefined();
});

test('what was recorded proves no channel to a watchdog that listens only since then', async () => {
  await using two = linked();
  const { clock, cables, a } = two;
  const [cable] = cables as [Cable];
  await clock.advance(3_000);
  cable.bToA = false;
  await using dog = new Watchdog({
    id: 'b',
    timeout: 5_000,
    pets: a.peer('node-b'),
    watches: 'other',
    clock,
  });
  dog.start();
  await clock.advance(0);
  for (const bytes of [...cable.b.sent]) cable.a.push(bytes);
  await clock.advance(0);
  expect(dog.snapshot).toMatchObject({ channel: 'unproven', petCount: 0 });
  expect(dog.snapshot.refusedCount).toBeGreaterThan(0);
  cable.bToA = true;
  await clock.advance(1_000);
  expect(dog.snapshot).toMatchObject({ channel: 'proven', petCount: 1 });
});

test('what was recorded counts for nothing with the next process either', async () => {
  const clock = new VirtualClock();
  const cable = new Cable();
  await using _b = node('node-b', clock, [{ stream: cable.b }]);
  {
    await using _first = node('node-a', clock, [{ stream: cable.a }]);
    await clock.advance(10_000);
  }
  const fake = new Cable();
  await using second = node('node-a', clock, [{ stream: fake.a }]);
  await clock.advance(0);
  for (const bytes of cable.b.sent) fake.a.push(bytes);
  await clock.advance(0);
  // The one hello among them may be answered: whoever plays it can do nothing with the answer.
  expect(refusals(second)).toEqual({ stale: cable.b.sent.length - 1 });
  expect(peerOf(second)).toMatchObject({ petCount: 0, unknownBecause: 'node-b: it has not been heard yet' });
  expect(peerOf(second).state).toBeUndefined();
});

test('what was held back is no sign of life once its challenge is too old, however new it looks', async () => {
  await using two = linked({ a: { freshness: 3_000 } });
  const { clock, cables, a, told } = two;
  const [cable] = cables as [Cable];
  await clock.advance(2_000);
  cable.bToA = false;
  const before = cable.b.sent.length;
  await clock.advance(2_000);
  const held = cable.b.sent.slice(before);
  expect(held.length).toBe(2);
  cable.aToB = false;
  await clock.advance(3_001);
  const pets = told.count(/pet/);
  for (const bytes of held) cable.a.push(bytes);
  await clock.advance(0);
  expect(told.count(/pet/)).toBe(pets);
  expect(refusals(a)).toEqual({ stale: 2 });
});

test('what waited while this process stood still has not grown old', async () => {
  const clock = new VirtualClock();
  const cable = new Cable();
  await using a = node('node-a', clock, [{ stream: cable.a }], { freshness: 3_000 });
  // A world of its own: it goes on while node-a stalls.
  await using _b = node('node-b', clock, [{ stream: cable.b }]);
  await clock.advance(2_000);
  cable.bToA = false;
  await clock.advance(1_000);
  const [held] = cable.b.sent.slice(-1) as [Buffer];
  await clock.stall(60_000);
  const { petCount } = peerOf(a);
  cable.a.push(held);
  await clock.advance(0);
  expect(peerOf(a).petCount).toBe(petCount + 1);
  expect(refusals(a)).toEqual({});
});

describe('a frame is refused, and counted, that', () => {
  test.each([
    ['is signed with another secret', { key: { id: 1, secret: '22'.repeat(32) } }, 'forged'],
    ['is signed with a key that is not known', { key: { id: 2, secret: SECRET } }, 'unknown-key'],
    ['is of another cluster', { cluster: 'other' }, 'wrong-cluster'],
    ['is of a node that is not expected', { node: 'node-x' }, 'unknown-node'],
  ])('%s', async (_, options, cause) => {
    await using two = linked({ b: options });
    const { clock, a, told } = two;
    await clock.advance(3_000);
    expect(told.count(/pet|opened/)).toBe(0);
    // A hello as soon as the line is up, and one an interval.
    expect(Object.keys(refusals(a))).toEqual([cause]);
    expect(refusals(a)[cause]).toBeGreaterThanOrEqual(4);
  });
});

test('its own frames that come back are no sign of anybody', async () => {
  const clock = new VirtualClock();
  const cable = new Cable();
  await using a = node('node-a', clock, [{ stream: cable.a }]);
  await clock.advance(0);
  for (const bytes of cable.a.sent) cable.a.push(bytes);
  await clock.advance(0);
  expect(refusals(a)).toEqual({ 'unknown-node': 1 });
});

test('frames of another process of the node are refused once a newer one has come', async () => {
  const clock = new VirtualClock();
  const [first, second] = [new Cable(), new Cable()];
  await using a = node('node-a', clock, [{ stream: first.a }, { stream: second.a }]);
  await using _old = node('node-b', clock, [{ stream: first.b }], { role: 'old' });
  await clock.advance(5_000);
  expect(peerOf(a)).toMatchObject({ role: 'old' });
  const { incarnation } = peerOf(a);
  await using _new = node('node-b', clock, [{ stream: second.b }], { role: 'new' });
  await clock.advance(0);
  expect(peerOf(a).role).toBe('new');
  expect(peerOf(a).incarnation).not.toBe(incarnation);
  await clock.advance(10_000);
  expect(peerOf(a)).toMatchObject({ role: 'new' });
  expect(Object.keys(refusals(a))).toEqual(['old-incarnation']);
  expect(refusals(a)['old-incarnation']).toBeGreaterThanOrEqual(10);
});
