/**
 * Memory of the host has failed under the guest: somebody is told, and the guest is shut down in order, so that it can
 * start on another host before more of it fails. What QEMU could ignore was not in use.
 */
import { act, type Notifier, on, type Policy } from 'qmp-watchdog';

export const memoryFailure = (notify: Notifier): Policy => ({
  name: 'memory failure',
  on: on.event('MEMORY_FAILURE', ({ action }) => action !== 'ignore'),
  do: act.systemPowerdown({ wait: 180_000 }),
  notify,
  limit: { max: 1, per: 3_600_000 },
  // It may crash at any time: a disk's error can wait.
  severity: 'fatal',
});
