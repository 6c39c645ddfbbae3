// The fear: two managers whose channels are in threads of their own do not hear each other when their main threads are busy.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advancedWatchdog, type AdvancedWatchdogOptions, type AnyWatchdog } from 'qmp-watchdog';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { block } from './petting-thread.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'managers-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

function manager(role: AdvancedWatchdogOptions['role'], node: AdvancedWatchdogOptions['node']): AnyWatchdog {
  const notify = { path: '/run/nobody' };
  const times = { pulseInterval: 100, jitter: 500, timeout: 1_500 };
  const { watchdogs } = advancedWatchdog({
    role,
    node,
    notify,
    isolated: true,
    lostChannel: 'silence',
    ...times,
  });
  return watchdogs[0]!;
}

test('both pulse and hear while this thread does neither, and one that is gone is silent where that was asked for', async () => {
  const path = join(directory, 'node');
  await using primary = manager('primary', { listen: { path } });
  await using secondary = manager('secondary', { path });
  primary.start();
  secondary.start();
  for (const dog of [primary, secondary])
    await vi.waitFor(() => expect(dog.snapshot).toMatchObject({ channel: 'proven' }), 10_000);
  const heard = [primary, secondary].map(({ snapshot }) => snapshot.petCount);
  block(3_000);
  for (const [index, dog] of [primary, secondary].entries()) {
    const { state, petCount } = dog.snapshot;
    expect(state).toBe('armed');
    expect(petCount - heard[index]!).toBeGreaterThan(10);
  }
  await primary.stop();
  block(10_000, () => secondary.state === 'expired');
  expect(secondary.snapshot).toMatchObject({ state: 'expired', silent: true });
});
