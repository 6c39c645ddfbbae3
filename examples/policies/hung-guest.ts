/** A guest that hangs while QEMU still says `running`: first an NMI, then a reset, and after three times somebody. */
import { act, on, type Policy } from 'qmp-watchdog';

export const hungGuest: Policy = {
  name: 'hung guest',
  on: on.expired('guest'),
  do: act.escalate(
    // With `kernel.unknown_nmi_panic=1` Linux panics here, and kdump writes down why it hung.
    { action: act.injectNmi(), timeout: 30_000 },
    // So long the guest may take to boot, until its first heartbeat.
    { action: act.systemReset(), timeout: 300_000 },
  ),
  limit: { max: 3, per: 3_600_000 },
};
