// The fear: our own standstill is not seen, is counted twice, or is looked for when nobody wants to know.
import { expect, test } from 'vitest';
import { VirtualClock } from 'qmp-watchdog/testing';
import { Deadlines, LagMonitor } from '../../../src/core/index.js';

test('a stall is counted once, to within the tick in which it began, and never taken back', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  expect(LagMonitor.of(clock)).toBe(lag);
  const stop = lag.watch();
  const alsoStop = lag.watch();
  await clock.advance(950);
  expect(lag.total(clock.now())).toBe(0);
  await clock.stall(5_000);
  const total = lag.total(clock.now());
  expect(total).toBeGreaterThanOrEqual(4_900);
  expect(total).toBeLessThanOrEqual(5_000);
  await clock.advance(10_000);
  expect(lag.total(clock.now())).toBe(total);
  stop();
  stop();
  await clock.stall(1_000);
  expect(lag.total(clock.now())).toBeGreaterThanOrEqual(total + 880);
  alsoStop();
  expect(Deadlines.of(clock).size).toBe(0);
});

test('who asks in the middle of it, before any timer has fired, is told', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  const told: number[] = [];
  clock.setTimer(10, () => told.push(lag.total(clock.now())));
  await clock.stall(2_000);
  expect(told).toEqual([1_900]);
  expect(lag.total(clock.now())).toBe(1_900);
  stop();
});

test('the jitter of timers is none', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  for (let n = 0; n < 50; n += 1) await clock.stall(115);
  expect(lag.total(clock.now())).toBe(0);
  stop();
});

test('while nobody watches, nothing is counted and no timer is set', async () => {
  const clock = new VirtualClock();
  const lag = LagMonitor.of(clock);
  lag.watch()();
  await clock.stall(5_000);
  expect(lag.total(clock.now())).toBe(0);
  expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
});
