// The fear: the preset in the manner of Xen does less than its parts: a guest that hangs is not restarted, or one that is
// well is.
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type GuestWatchdog, guestWatchdog } from 'qmp-watchdog';
import { superviseGuest } from './supervised-guest.js';

test('a guest that stops petting is restarted, and arms its timer anew', async () => {
  let preset!: GuestWatchdog;
  await using s = await superviseGuest({
    overSessions: true,
    // It is the guest's own timer that is to find it.
    timeout: 30_000,
    bootGrace: 60_000,
    start: {
      initial: 'a',
      args: (directory) => [
        ...['-chardev', `socket,id=arm0,path=${join(directory, 'arm')},server=on,wait=off`],
        ...['-device', 'isa-serial,chardev=arm0,index=2'],
      ],
    },
    moreDogs(guest, vm) {
      const port = { path: join(guest.directory, 'arm') };
      preset = guestWatchdog({ port, vm, actions: 'restart', minTimeout: 1_000, bootGrace: 60_000 });
      return preset.armed.watchdogs;
    },
    policies: () => preset.policies,
  });
  const [timer] = preset.armed.watchdogs;
  await vi.waitFor(
    () => expect(timer!.snapshot).toMatchObject({ state: 'armed', channel: 'proven' }),
    10_000,
  );
  expect(s.story).toEqual([]);
  await s.guest.send('k');
  await s.record('ended', { how: 'recovered' });
  expect(s.of('trigger')).toMatchObject([{ policy: 'guest hangs', cause: { watchdog: 'guest-1' } }]);
  expect(s.of('result')).toMatchObject([{ action: 'system_reset', outcome: 'done', reason: 'reset' }]);
  expect(preset.armed.snapshot.epoch).toBe(2);
  await s.finish();
});
