// The fear: a ninth command fills QEMU's queue, it stops reading, and the lane that was to save us is shut.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { READ_DISK, readDisk, startStored } from './hung-storage.js';
import { RawMonitor } from './raw-monitor.js';

/** Sends the commands in one burst, and asks out of band behind them. */
function askBehind(monitor: RawMonitor, commands: readonly (readonly [string, object?])[]): void {
  const lines = commands.map(([execute, args], n) =>
    JSON.stringify({ execute, arguments: args ?? {}, id: `c${n}` }),
  );
  monitor.write(`${lines.join('')}{"exec-oob":"query-yank","id":"oob"}`);
}

const isOob = ({ id }: { readonly id?: unknown }): boolean => id === 'oob';
const harmless = (count: number) => Array.from({ length: count }, () => ['query-status'] as const);

/** Returns when the main loop has begun to wait for the disk: when a command of this monitor is not answered any more. */
async function stalled(bystander: RawMonitor): Promise<void> {
  for (let n = 0; ; n += 1) {
    bystander.execute('query-name', `probe ${n}`);
    const answered = bystander.until(({ id }) => id === `probe ${n}`, 100);
    if (
      await answered.then(
        () => false,
        () => true,
      )
    )
      return;
  }
}

test('QEMU answers out of band behind eight commands of which one is executed, and not behind nine', async () => {
  await using vm = await startStored({ args: ['-S'], monitors: 2 });
  const [path, other] = vm.guest.qmpPaths;
  using bystander = await RawMonitor.negotiated(other!);
  await vm.storage.hang();
  {
    using eight = await RawMonitor.negotiated(path!);
    eight.execute('human-monitor-command', 'reading', READ_DISK);
    await stalled(bystander);
    askBehind(eight, harmless(7));
    await eight.until(isOob, 2_000);
    expect(eight.messages.some(({ id }) => id === 'c0')).toBe(false);
    vm.storage.recover();
    await eight.until(({ id }) => id === 'c6');
  }
  await vm.storage.hang();
  {
    using nine = await RawMonitor.negotiated(path!);
    nine.execute('human-monitor-command', 'reading', READ_DISK);
    await stalled(bystander);
    askBehind(nine, harmless(8));
    await expect(nine.until(isOob, 400)).rejects.toThrow('it never came');
    vm.storage.recover();
    await nine.until(isOob);
  }
});

test('where something else blocks the main loop, none is executed: seven are all that QEMU takes', async () => {
  await using vm = await startStored({ args: ['-S'], monitors: 4 });
  const [first, second, third, fourth] = vm.guest.qmpPaths;
  using bystander = await RawMonitor.negotiated(fourth!);
  using blocking = await RawMonitor.negotiated(first!);
  using seven = await RawMonitor.negotiated(second!);
  using eight = await RawMonitor.negotiated(third!);
  await vm.storage.hang();
  blocking.execute('human-monitor-command', 'reading', READ_DISK);
  await stalled(bystander);
  askBehind(seven, harmless(7));
  await seven.until(isOob, 2_000);
  askBehind(eight, harmless(8));
  await expect(eight.until(isOob, 400)).rejects.toThrow('it never came');
  vm.storage.recover();
  await eight.until(isOob);
});

test('the window keeps the lane open, however many commands are submitted', async () => {
  await using vm = await startStored({ args: ['-S'] });
  await using client = await QmpClient.connect({ path: vm.guest.qmpPath });
  await vm.storage.hang();
  const reading = readDisk(client, 20_000);
  const others = Array.from({ length: 30 }, () => client.execute('query-status', {}, { timeout: 20_000 }));
  expect(await client.executeOob('query-yank', {}, { timeout: 2_000 })).not.toEqual([]);
  // With a full window the main loop can not be asked: that is not known to be a stall.
  expect(await client.liveness({ timeout: 300 })).toMatchObject({
    verdict: 'unknown',
    why: 'window-full',
    evidence: { outOfBand: { state: 'answered' } },
  });
  expect(client.statistics.inFlight).toBe(7);
  vm.storage.recover();
  await reading;
  for (const status of await Promise.all(others)) expect(status).toMatchObject({ status: 'prelaunch' });
});

test('a client whose window is too wide does not take the starved lane for a dead QEMU', async () => {
  await using vm = await startStored({ args: ['-S'] });
  await using client = await QmpClient.connect({ path: vm.guest.qmpPath }, { window: 32 });
  await vm.storage.hang();
  const reading = readDisk(client, 20_000);
  const others = Array.from({ length: 12 }, () => client.execute('query-status', {}, { timeout: 20_000 }));
  expect(await client.liveness({ timeout: 300 })).toMatchObject({
    verdict: 'unknown',
    why: 'window-full',
    evidence: { outOfBand: { state: 'silent' } },
  });
  vm.storage.recover();
  await Promise.all([reading, ...others]);
  expect((await client.liveness()).verdict).toBe('responsive');
});
