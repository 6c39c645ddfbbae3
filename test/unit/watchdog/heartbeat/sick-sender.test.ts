// The fear: a process that can not be relied upon goes on petting; or is silent, so that nobody knows why.
import { describe, expect, test } from 'vitest';
import { VirtualClock } from 'qmp-watchdog/testing';
import { OwnHealth } from '../../../../src/watchdog/heartbeat/own-health.js';
import { OwnWord } from '../../../../src/watchdog/heartbeat/own-word.js';
import { isReason } from '../../../../src/watchdog/heartbeat/frame.js';
import { Cable, linked, node, peerOf } from './linked.js';

describe('while its own check does not say true, nobody is petted, and everybody knows why', () => {
  test.each([
    ['says false', () => false, 'its own check failed'],
    ['says why', () => 'the disk is full', 'the disk is full'],
    [
      'throws',
      () => {
        throw new Error('no\nsuch file');
      },
      'its own check threw "no\\nsuch file"',
    ],
    [
      'promises',
      (() => Promise.resolve(true)) as unknown as () => boolean,
      'its own check answered an empty object, which is neither true nor false nor a reason',
    ],
  ])('it %s', async (_, check, reason) => {
    let ill = false;
    await using two = linked({ b: { healthy: () => (ill ? check() : true) } });
    const { clock, a, b, told } = two;
    await clock.advance(5_500);
    ill = true;
    const before = told.count(/pet/);
    await clock.advance(3_000);
    expect(told.count(/pet/)).toBe(before);
    expect(told.count(/^(closed|failed|paused)/)).toBe(1);
    // It is there, which is all that this says.
    expect(told.told.slice(-6)).toEqual(
      Array(3)
        .fill(['heard', `refused: node-b says that it is not healthy: ${reason}`])
        .flat(),
    );
    expect(peerOf(a)).toMatchObject({ state: 'unhealthy', reason });
    expect(b.snapshot).toMatchObject({ state: 'unhealthy', reason });
    ill = false;
    await clock.advance(1_000);
    expect(told.told.at(-1)).toBe('pet');
  });
});

test('a process that stood still most of the time says so, until it has run for a while', async () => {
  const clock = new VirtualClock();
  await using b = node('node-b', clock, [{ stream: new Cable().b }], { maxLag: 0.5 });
  await clock.advance(20_000);
  expect(b.snapshot).toMatchObject({ state: 'running', lag: 0 });
  await clock.stall(5_000);
  await clock.advance(1_000);
  expect(b.snapshot.state).toBe('running');
  expect(b.snapshot.lag).toBeGreaterThan(0.2);
  await clock.stall(30_000);
  await clock.advance(1_000);
  expect(b.snapshot).toMatchObject({
    state: 'unhealthy',
    reason: expect.stringMatching(/^it stood still for \d\d %/),
  });
  await clock.advance(11_000);
  expect(b.snapshot).toMatchObject({ state: 'running', lag: 0 });
});

test('whatever a check says fits in a frame', () => {
  for (const said of ['ä'.repeat(200), `${'x'.repeat(198)}😀`, '\ud800', 'a\u2028b\r\nc', '']) {
    const health = new OwnHealth(1, () => said);
    health.examine({ now: 0, stalled: 0 });
    const { state, reason } = new OwnWord('', undefined, health).at(0);
    expect(state).toBe('unhealthy');
    expect(isReason(reason), JSON.stringify(reason)).toBe(true);
  }
});
