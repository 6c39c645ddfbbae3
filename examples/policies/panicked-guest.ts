/**
 * A guest that panics: its memory is written down, and it is reset. It needs a pvpanic device, and QEMU must keep the
 * guest for us: `-action panic=pause`.
 */
import { join } from 'node:path';
import { act, on, type Policy } from 'qmp-watchdog';

export const panickedGuest = (folder: string): Policy => ({
  name: 'panicked guest',
  on: on.event('GUEST_PANICKED', ({ action }) => action === 'pause'),
  do: act.escalate(
    {
      action: act.sequence(
        act.dump({ path: (incident) => join(folder, `${incident}-${Date.now()}.kdump`), timeout: 600_000 }),
        act.systemReset(),
      ),
      timeout: 630_000,
    },
    // Without room for a dump the guest has to come back all the same.
    { action: act.systemReset(), timeout: 30_000 },
  ),
  limit: { max: 2, per: 3_600_000 },
});
