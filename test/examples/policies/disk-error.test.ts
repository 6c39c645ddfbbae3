import { simulate } from 'qmp-watchdog/testing';
import { expect, test } from 'vitest';
import { diskError } from '../../../examples/policies/disk-error.js';

test('a disk that comes back is continued', async () => {
  await using sim = await simulate([diskError]);
  sim.vm.ioError({ persistent: true });
  await sim.advance(5_000);
  sim.vm.repair();
  await sim.advance(10_000);
  expect(sim.vm.status).toBe('running');
  expect(sim.pages).toEqual([]);
});

test('one that stays broken is tried less and less often, and then left to people', async () => {
  await using sim = await simulate([diskError]);
  sim.vm.ioError({ persistent: true });
  await sim.advance(600_000);
  const times = sim.actions.map(({ at }) => at);
  const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
  expect(sim.supervisor.snapshot.halted).toHaveProperty('disk error');
  expect(sim.pages).toMatchObject([{ policy: 'disk error' }]);
});

test('one that fails again and again is left to people, too', async () => {
  await using sim = await simulate([diskError]);
  for (let times = 1; times <= 4; times += 1) {
    sim.vm.ioError();
    await sim.advance(60_000);
    expect(sim.vm.status).toBe(times > 3 ? 'io-error' : 'running');
  }
  expect(sim.actions).toHaveLength(3);
  expect(sim.pages).toHaveLength(1);
});

test('a disk that is full, and a VM that somebody paused, are none of its business', async () => {
  await using sim = await simulate([diskError]);
  sim.vm.ioError({ nospace: true });
  await sim.advance(60_000);
  sim.vm.cont();
  sim.vm.stop();
  await sim.advance(60_000);
  expect(sim.actions).toEqual([]);
});
