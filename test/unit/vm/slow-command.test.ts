import { describe, expect, test } from 'vitest';
import { Deadlines } from '../../../src/core/index.js';
import { commandClass } from '../../../src/vm/index.js';
import { followed } from './followed.js';

// The fear: one time-out for all commands is too short for the slow ones and too long for the rest.

describe('a command of a VM', () => {
  test('that is slow for its class is told once, and still waited for', async () => {
    const { vm, qemu, clock, changes } = await followed({ vm: { probeInterval: Number.POSITIVE_INFINITY } });
    qemu.mainLoop.stall();
    const stopping = vm.execute('stop');
    await clock.advance(1_999);
    expect(changes).toEqual([]);
    await clock.advance(10_000);
    expect(changes).toMatchObject([{ type: 'slow', command: 'stop', waited: 2_000, source: 'local' }]);
    qemu.mainLoop.resume();
    await clock.runUntil(stopping);
  });

  test('is given up at the hard deadline of its class: unknown, and not failed', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    const [query, stop] = ['query-status', 'stop'].map((command) =>
      vm.executeAny(command).catch((error: unknown) => error),
    );
    await clock.advance(10_000);
    expect(await query).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', timeout: 10_000, outcome: 'unknown' });
    await clock.advance(20_000);
    expect(await stop).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', timeout: 30_000, outcome: 'unknown' });
  });

  test('has the deadline that it was given', async () => {
    const { vm, qemu, clock } = await followed();
    qemu.mainLoop.stall();
    const stopping = vm.execute('stop', {}, { timeout: 500 }).catch((error: unknown) => error);
    await clock.advance(500);
    expect(await stopping).toMatchObject({ code: 'ERR_COMMAND_TIMEOUT', timeout: 500 });
  });

  test('leaves no deadline behind', async () => {
    const { vm, clock } = await followed({
      vm: { probeInterval: Number.POSITIVE_INFINITY, reconcileInterval: Number.POSITIVE_INFINITY },
    });
    await clock.runUntil(vm.execute('query-status'));
    expect(Deadlines.of(clock).size).toBe(0);
  });
});

test.each([
  ['query-block', 'query'],
  ['qom-get', 'query'],
  ['system_reset', 'run'],
  ['stop', 'run'],
  ['blockdev-add', 'block'],
  ['blockdev-set-active', 'block'],
  ['transaction', 'block'],
  ['device_del', 'block'],
  ['migrate', 'migration'],
  ['migrate-set-capabilities', 'migration'],
  ['x-colo-lost-heartbeat', 'migration'],
  ['nbd-server-stop', 'migration'],
  ['dump-guest-memory', 'dump'],
  ['human-monitor-command', 'dump'],
  ['set-action', 'other'],
  ['x-of-tomorrow', 'other'],
])('%s belongs to the class %s', (command, name) => {
  const { soft, hard } = commandClass(command);
  expect(commandClass(command).name).toBe(name);
  expect(hard).toBeGreaterThan(soft);
});
