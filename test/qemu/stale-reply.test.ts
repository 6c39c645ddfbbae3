// The fear: the answer to a command of the last session comes into this one, and is believed.
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { READ_DISK, readDisk, startStored } from './hung-storage.js';
import { RawMonitor } from './raw-monitor.js';

test('QEMU sends it after the new greeting and before the reply to the new negotiation, and forgets what was queued', async () => {
  await using vm = await startStored({ args: ['-S'], traced: true });
  await vm.storage.hang();
  {
    using old = await RawMonitor.negotiated(vm.guest.qmpPath);
    old.execute('human-monitor-command', 'old', READ_DISK);
    old.execute('cont', 'queued');
    old.write('{"exec-oob":"query-yank","id":"read"}');
    // QEMU has read all of it, and has begun with what is not queued: after the negotiation, the second.
    await old.until(({ id }) => id === 'read');
    await vm.begun(2);
  }
  using next = new RawMonitor(vm.guest.qmpPath);
  await next.until(({ QMP }) => QMP !== undefined);
  next.write('{"execute":"qmp_capabilities","id":"new"}');
  vm.storage.recover();
  await next.until(({ id }) => id === 'new');
  expect(next.messages.map(({ id }) => id)).toEqual([undefined, 'old', 'new']);
  next.execute('query-status', 'status');
  // The queued cont was never run, and nobody was told.
  expect((await next.until(({ id }) => id === 'status')).return).toMatchObject({ status: 'prelaunch' });
  expect(next.messages.map(({ id }) => id)).toEqual([undefined, 'old', 'new', 'status']);
});

test('the client survives it: it counts one stale reply, negotiates by id, and knows what it does not know', async () => {
  await using vm = await startStored({ args: ['-S'], traced: true });
  const old = await QmpClient.connect({ path: vm.guest.qmpPath });
  await vm.storage.hang();
  const running = readDisk(old, 20_000).catch((reason) => reason);
  const queued = old.execute('cont', {}, { timeout: 20_000 }).catch((reason) => reason);
  await old.executeOob('query-yank');
  await vm.begun(2);
  await old.close();
  // Both were sent. One is still running, and one never will be: neither may be called failed.
  for (const error of [await running, await queued])
    expect(error).toMatchObject({
      code: 'ERR_SESSION_CLOSED',
      outcome: 'unknown',
      reason: { kind: 'closed' },
    });

  const connecting = QmpClient.connect({ path: vm.guest.qmpPath }, { negotiationTimeout: 20_000 });
  // A new session can not be ready before the old command is done.
  expect(
    await Promise.race([connecting, new Promise((resolve) => setTimeout(resolve, 300, 'not ready'))]),
  ).toBe('not ready');
  vm.storage.recover();
  await using client = await connecting;
  expect(client.statistics).toMatchObject({ staleReplies: 1, lateReplies: 0, inFlight: 0 });
  expect(client.capabilities).toEqual(['oob']);
  expect(await client.execute('query-status')).toMatchObject({ status: 'prelaunch' });
});
