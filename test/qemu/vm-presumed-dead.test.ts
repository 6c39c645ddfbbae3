// The fear: a VM whose QEMU stands still, or waits for its storage, is given up for dead; or what it did then is missed.
import { describe, expect, test } from 'vitest';
import { act, systemClock } from 'qmp-watchdog';
import { type FollowedVm, follow, until } from './followed-vm.js';
import { guestStandsStill, READ_DISK, startStored } from './hung-storage.js';
import { startGuest } from './qemu-under-test.js';

describe.concurrent('a QEMU that is silent', () => {
  test('because SIGSTOP stopped it is unresponsive, has not exited, and is known again after SIGCONT', async () => {
    await using guest = await startGuest({ args: ['-S'] });
    await using followed = await follow({ path: guest.qmpPath }, { process: { pid: guest.pid } });
    const { vm } = followed;
    await until(vm, { confidence: 'known' });
    await guest.stop();
    const silent = await until(vm, { health: { verdict: 'unresponsive' } });
    expect(silent).toMatchObject({ connected: true, session: 1, exit: undefined, confidence: 'stale' });
    // What it was is told still, as what it was.
    expect(silent.run).toMatchObject({ status: 'prelaunch' });
    const starting = vm.execute('cont');
    guest.continue();
    await starting;
    await until(vm, {
      health: { verdict: 'responsive' },
      confidence: 'known',
      run: { running: true, status: 'running' },
      session: 1,
    });
    expect(healthOf(followed)).toEqual(['health: unresponsive', 'health: responsive']);
    expect(followed.told('exited')).toEqual([]);
  });

  test('because its storage hangs is stalled, and yank out of band frees it', async () => {
    await using stored = await startStored();
    await using followed = await follow({ path: stored.guest.qmpPath });
    const { vm } = followed;
    await stored.storage.hang();
    const reading = vm.executeAny('human-monitor-command', READ_DISK, { timeout: 30_000 });
    const stalled = await until(vm, { health: { verdict: 'main-loop-stalled' } });
    expect(stalled).toMatchObject({ connected: true, exit: undefined, run: { running: true } });
    await vm.executeOob('yank', { instances: [{ type: 'block-node', 'node-name': 'd0' }] });
    await reading;
    await until(vm, { health: { verdict: 'responsive' }, confidence: 'known', run: { running: true } });
    expect(healthOf(followed)).toEqual(['health: main-loop-stalled', 'health: responsive']);
  });

  test('because stop waits for its storage is paused once yank has freed it, as it was told', async () => {
    await using stored = await startStored({ initial: 'r' });
    await using followed = await follow({ path: stored.guest.qmpPath });
    const { vm } = followed;
    await stored.storage.hang();
    // Its request under way is what stop waits for.
    await guestStandsStill(stored.guest);
    const stopping = vm.execute('stop', {}, { timeout: 30_000 });
    await until(vm, { health: { verdict: 'main-loop-stalled' } });
    const result = await act.yank(['d0']).run({
      vm,
      clock: systemClock,
      signal: AbortSignal.timeout(10_000),
      cause: { on: 'expired', watchdog: 'guest', expiry: 'silence', silentFor: 1_000, at: 0 },
      incident: 'hung storage',
      timeout: 10_000,
      stillStands: async () => undefined,
    });
    expect(result).toMatchObject({ outcome: 'done', reason: 'answering' });
    await stopping;
    await until(vm, {
      health: { verdict: 'responsive' },
      confidence: 'known',
      run: { running: false, status: 'paused', why: 'operator' },
    });
  });
});

/** Without the moments at which this process itself was too late to judge. */
function healthOf(followed: FollowedVm): readonly string[] {
  return followed.told('health').filter((line) => line !== 'health: unknown');
}
