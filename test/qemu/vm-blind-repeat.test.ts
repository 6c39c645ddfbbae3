// The fear: the session breaks in the middle of an action, and the action is taken for failed, or done once more.
import { expect, test, vi } from 'vitest';
import { act, type JournalRecord, on, Supervisor } from 'qmp-watchdog';
import { commandsGivenTo, follow, TRACE_COMMANDS, until } from './followed-vm.js';
import { startStored } from './hung-storage.js';

test('an action that was cut off is unknown, and is not repeated when the session is back', async () => {
  await using stored = await startStored({
    initial: 'r',
    monitors: 2,
    args: ['-action', 'watchdog=none', ...TRACE_COMMANDS],
  });
  const { guest, storage } = stored;
  await using local = await follow({ path: guest.qmpPaths[1]! });
  await using followed = await follow({ path: guest.qmpPath });
  const { vm } = followed;
  const supervisor = new Supervisor({
    vm,
    policies: [{ name: 'hung guest', on: on.event('WATCHDOG'), do: act.stop({ timeout: 30_000 }) }],
    mode: 'enforce',
    journal: 'none',
  });
  const records: JournalRecord[] = [];
  supervisor.on('record', (record) => records.push(record));
  const end = new AbortController();
  const run = supervisor.run({ signal: end.signal });
  // It cannot pet its watchdog while it waits for its disk, and for that disk stop waits too.
  await guest.send('w');
  await storage.hang();
  await until(local.vm, { health: { verdict: 'main-loop-stalled' } });
  await local.vm.executeOob('yank', { instances: [{ type: 'chardev', id: 'compat_monitor0' }] });
  const cutOff = expect.objectContaining({ kind: 'result', outcome: 'unknown', reason: 'disconnected' });
  await vi.waitFor(() => expect(records).toContainEqual(cutOff), { timeout: 10_000, interval: 10 });
  await local.vm.executeOob('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
  await until(vm, { session: 2, confidence: 'known', run: { status: 'paused' } });
  end.abort();
  await run.catch(() => {});
  const story = records
    .map(({ kind }) => kind)
    .filter((kind) => ['intent', 'result', 'ended'].includes(kind));
  expect(story).toEqual(['intent', 'result', 'ended']);
  expect(records).toContainEqual(expect.objectContaining({ kind: 'ended', how: 'unknown' }));
  const given = await commandsGivenTo(guest);
  expect(given.filter((command) => command === 'stop')).toHaveLength(1);
});
