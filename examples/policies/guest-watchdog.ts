/**
 * A guest that no longer feeds its emulated watchdog (`-device i6300esb`). QEMU must stop it and leave the rest to us
 * (`-action watchdog=pause`): then the reset is limited, verified and on record.
 */
import { act, on, type Policy } from 'qmp-watchdog';

export const guestWatchdog: Policy = {
  name: 'guest watchdog',
  on: on.event('WATCHDOG', ({ action }) => action === 'pause'),
  do: act.systemReset(),
  limit: { max: 3, per: 3_600_000 },
};
