// The fear: a node that lives, or that is silent on purpose, is taken for dead; or its death is never noticed.
import { describe, expect, test } from 'vitest';
import { Watchdog } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { Recorder } from '../pets/recorder.js';
import { Cable, linked, node, peerOf, refusals } from './linked.js';

/** A watchdog of node-b, and what has happened to it. */
function watching(two: ReturnType<typeof linked>): { readonly dog: Watchdog; readonly log: string[] } {
  const { clock, a } = two;
  const dog = new Watchdog({ id: 'node-b', timeout: 3_500, clock, pets: a.peer('node-b') });
  const log: string[] = [];
  dog.on('transition', ({ type, at }) => log.push(`${type}@${Math.round(at)}`));
  dog.start();
  return { dog, log };
}

test('a node that falls silent is found within the timeout, and not before', async () => {
  await using two = linked();
  await using watched = watching(two).dog;
  await two.clock.advance(10_000);
  const [cable] = two.cables as [Cable];
  cable.bToA = false;
  cable.aToB = false;
  await two.clock.advance(3_499);
  expect(watched.state).toBe('armed');
  await two.clock.advance(1);
  expect(watched.state).toBe('expired');
});

test('one whose connection has ended is unknown, and not dead', async () => {
  await using two = linked();
  const { dog, log } = watching(two);
  await using _ = dog;
  await two.clock.advance(10_000);
  two.cables[0]?.cut();
  await two.clock.advance(60_000);
  expect(log).toEqual(['unknown@0', 'armed@0', 'known@0', 'unknown@10000']);
  expect(dog.snapshot.unknownBecause).toBe('node-b: a stream was closed by the other side');
});

test('one that was never heard is unknown', async () => {
  const clock = new VirtualClock();
  await using a = node('node-a', clock, [{ stream: new Cable().a }]);
  await using dog = new Watchdog({ id: 'node-b', timeout: 3_500, clock, pets: a.peer('node-b') });
  dog.start();
  await clock.advance(60_000);
  expect(dog.snapshot).toMatchObject({ state: 'armed', unknownBecause: 'node-b: it has not been heard yet' });
});

test('one that says that it is paused may be silent for so long, and no longer', async () => {
  await using two = linked();
  const { dog, log } = watching(two);
  await using _ = dog;
  await two.clock.advance(10_000);
  two.b.pause('the host is being suspended', 20_000);
  await two.clock.advance(0);
  const [cable] = two.cables as [Cable];
  cable.bToA = false;
  cable.aToB = false;
  await two.clock.advance(19_999);
  expect(dog.snapshot.pausedBy).toBe('node-b is paused: the host is being suspended');
  await two.clock.advance(3_501);
  expect(log.slice(3)).toEqual(['paused@10000', 'resumed@30000', 'expired@33500']);
});

test('a pause that is over is over, and one that lasts is told again, also to who comes later', async () => {
  await using two = linked({ a: { maxPause: 5_000 } });
  const { clock, a, b, told } = two;
  await clock.advance(1_000);
  b.pause('first', 3_600_000);
  await clock.advance(1_000);
  b.pause('second', 4_000);
  await clock.advance(0);
  const later = new Recorder();
  await using _ = a.peer('node-b').start(later, { clock });
  await clock.advance(1_000);
  expect(later.told).toEqual([
    'opened',
    'paused: node-b is paused: second for 4000',
    'paused: node-b is paused: second for 3000',
    'pet',
  ]);
  b.resume();
  await clock.advance(0);
  expect(told.told.filter((what) => !/pet|opened|closed/.test(what))).toEqual([
    // At once, and with the beat of that second.
    'paused: node-b is paused: first for 5000',
    'paused: node-b is paused: first for 5000',
    'resumed: node-b is paused: first',
    'paused: node-b is paused: second for 4000',
    'paused: node-b is paused: second for 3000',
    'resumed: node-b is paused: second',
  ]);
  expect(peerOf(a)).toMatchObject({ state: 'running', reason: '' });
});

test('one that says that it leaves is unknown from then on, and is told that it was heard', async () => {
  await using two = linked();
  const { dog, log } = watching(two);
  await using _ = dog;
  await two.clock.advance(10_000);
  expect(await two.clock.runUntil(two.b.leave('host maintenance'))).toEqual(['node-a']);
  await two.b[Symbol.asyncDispose]();
  await two.clock.advance(60_000);
  expect(log.slice(3)).toEqual(['unknown@10000']);
  expect(dog.snapshot.unknownBecause).toBe('node-b has left: host maintenance');
  expect(peerOf(two.a)).toMatchObject({ state: 'leaving', reason: 'host maintenance' });
});

test('both may leave at a time', async () => {
  await using two = linked();
  await two.clock.advance(1_000);
  const [cable] = two.cables as [Cable];
  // What each says first is lost, so that neither knows of the other.
  cable.aToB = false;
  cable.bToA = false;
  const left = Promise.all([two.a.leave('so'), two.b.leave('so too')]);
  cable.aToB = true;
  cable.bToA = true;
  expect(await two.clock.runUntil(left)).toEqual([['node-b'], ['node-a']]);
  const sent = cable.a.sent.length;
  await two.clock.advance(1_000);
  // They go on saying it, and do not set each other off.
  expect(cable.a.sent.length - sent).toBe(5);
});

test('a leave that nobody hears says so, in time', async () => {
  await using two = linked();
  await two.clock.advance(1_000);
  const [cable] = two.cables as [Cable];
  cable.bToA = false;
  const begun = two.clock.now();
  expect(await two.clock.runUntil(two.b.leave('gone', { timeout: 700 }))).toEqual([]);
  expect(two.clock.now() - begun).toBe(700);
  await expect(two.b.leave('gone', { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
  await two.b[Symbol.asyncDispose]();
  expect(await two.b.leave('gone')).toEqual([]);
});

test('one that lives and does not hear us is unknown, and dead once it is silent', async () => {
  await using two = linked();
  const { dog, log } = watching(two);
  await using _ = dog;
  await two.clock.advance(10_000);
  const [cable] = two.cables as [Cable];
  cable.aToB = false;
  await two.clock.advance(120_000);
  expect(dog.snapshot).toMatchObject({ state: 'armed', unknownBecause: 'node-b does not hear us' });
  expect(log.slice(3).map((line) => line.replace(/@.*/, ''))).toEqual(['unknown']);
  cable.bToA = false;
  await two.clock.advance(5_000 + 3_500);
  expect(dog.state).toBe('expired');
  // It hears us again, and we it.
  cable.aToB = true;
  cable.bToA = true;
  await two.clock.advance(2_000);
  expect(dog.snapshot).toMatchObject({ state: 'armed', channel: 'proven' });
});

describe('two paths', () => {
  test('count once, and one of them is enough', async () => {
    await using two = linked({ cables: 2 });
    const { clock, cables, a, told } = two;
    await clock.advance(10_000);
    const { petCount, copyCount, paths } = peerOf(a);
    // Both lines begin with a frame of their own each.
    expect([told.count(/pet/) === petCount, petCount < 18, copyCount >= 9, paths.length]).toEqual([
      true,
      true,
      true,
      2,
    ]);
    const before = told.count(/pet/);
    cables[0]?.cut();
    await clock.advance(10_000);
    expect(told.count(/pet/)).toBe(before + 10);
    expect(told.count(/closed/)).toBe(1);
    expect(peerOf(a).paths.length).toBe(1);
    cables[1]?.cut();
    await clock.advance(0);
    expect(told.told.at(-1)).toBe('closed: node-b: a stream was closed by the other side');
    expect(refusals(a)).toEqual({});
  });

  test('one on which it does not hear us does not matter while it does on the other', async () => {
    await using two = linked({ cables: 2 });
    const { clock, cables, told } = two;
    await clock.advance(1_000);
    const before = told.told.filter((what) => what !== 'pet').length;
    (cables[1] as Cable).aToB = false;
    await clock.advance(60_000);
    expect(told.told.filter((what) => what !== 'pet').length).toBe(before);
  });
});

test('intervals as different as 100 ms and a minute do not make either take the other for deaf or dead', async () => {
  await using two = linked({ a: { interval: 100 }, b: { interval: 60_000 } });
  const { clock, a, b, told } = two;
  await clock.advance(600_000);
  expect(told.told.filter((what) => what !== 'pet')).toEqual([
    'closed: node-b: it has not been heard yet',
    'opened',
  ]);
  expect(peerOf(a)).toMatchObject({ interval: 60_000 });
  expect(peerOf(b, 'node-a').petCount).toBeGreaterThan(5_900);
  expect([refusals(a), refusals(b)]).toEqual([{}, {}]);
});

test('one that was started again is heard at once, and says what is so now', async () => {
  const clock = new VirtualClock();
  const [first, second] = [new Cable(), new Cable()];
  await using a = node('node-a', clock, [{ stream: first.a }, { stream: second.a }]);
  const told = new Recorder();
  await using _ = a.peer('node-b').start(told, { clock });
  await using old = node('node-b', clock, [{ stream: first.b }], { token: 7n });
  await clock.advance(5_000);
  old.pause('upgrade', 60_000);
  await clock.advance(0);
  first.cut();
  await using _next = node('node-b', clock, [{ stream: second.b }], { token: 8n });
  await clock.advance(1_000);
  expect(peerOf(a)).toMatchObject({ state: 'running', token: 8n });
  expect(told.count(/^paused/)).toBe(1);
  expect(told.count(/^resumed: node-b is paused: upgrade/)).toBe(1);
  expect(told.told.at(-1)).toBe('pet');
});

test('what it is and holds is said at once, in one frame', async () => {
  await using two = linked();
  const { clock, a, b, cables } = two;
  await clock.advance(1_000);
  const seen: string[] = [];
  a.on('peer', ({ role, token }) => seen.push(`${role} ${token}`));
  const [cable] = cables as [Cable];
  const sent = cable.b.sent.length;
  b.setRole('primary');
  b.setToken(2n ** 64n - 1n);
  await clock.advance(0);
  expect(cable.b.sent.length).toBe(sent + 1);
  expect(seen).toEqual(['primary 18446744073709551615']);
  b.setToken(undefined);
  await clock.advance(0);
  expect(seen.at(-1)).toBe('primary undefined');
});
