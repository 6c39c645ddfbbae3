// The fear: this process stood still, and the silence that it did not listen to is held against its peer.
import { expect, test } from 'vitest';
import { LagMonitor } from '../../../src/core/index.js';
import { VirtualClock } from '../../../src/testing/index.js';

test('a process that stood still knows for how long', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  await clock.advance(1_000);
  expect(lag.total(clock.now())).toBe(0);
  await clock.stall(700);
  const total = lag.total(clock.now());
  // It looks ten times a second: up to one tick of a stall is not noticed.
  expect(total).toBeGreaterThanOrEqual(600);
  expect(total).toBeLessThanOrEqual(700);
  await clock.advance(5_000);
  expect(lag.total(clock.now())).toBe(total);
  await clock.stall(300);
  expect(lag.total(clock.now())).toBeGreaterThanOrEqual(total + 200);
  expect(lag.total(clock.now())).toBeLessThanOrEqual(total + 300);
  stop();
});

test('one stall is counted once, whoever asks first: the clock or a user', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  await clock.advance(150);
  const asked: number[] = [];
  clock.outside.setTimer(400, () => {});
  clock.setTimer(100, () => asked.push(lag.total(clock.now()), lag.total(clock.now())));
  await clock.stall(500);
  expect(asked[0]).toBe(asked[1]);
  expect(lag.total(clock.now())).toBe(asked[0]);
  expect(asked[0]).toBeGreaterThanOrEqual(400);
  stop();
});

test('it watches only while somebody wants to know, and holds no timer afterwards', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  expect(LagMonitor.of(clock)).toBe(lag);
  const [one, other] = [lag.watch(), lag.watch()];
  one();
  one();
  await clock.stall(500);
  expect(lag.total(clock.now())).toBeGreaterThanOrEqual(400);
  other();
  const total = lag.total(clock.now());
  expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  await clock.stall(5_000);
  expect(lag.total(clock.now())).toBe(total);
});
