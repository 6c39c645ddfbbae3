/**
 * A hung guest that may be on its way to another host: it is reset only when no migration is under way. Until then the
 * policy waits, and pages when that lasts; a guest that has arrived elsewhere is none of ours any more.
 */
import { act, on, type Policy, when } from 'qmp-watchdog';

export const migratingGuest: Policy = {
  name: 'hung, and not migrating',
  on: on.expired('guest'),
  when: when.notMigrating(),
  do: act.escalate({ action: act.systemReset(), timeout: 300_000 }),
  limit: { max: 3, per: 3_600_000 },
};
