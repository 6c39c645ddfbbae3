import type { MigrationInfo, RunState } from '../qmp/index.js';

/**
 * Whether the guest is still here although QEMU calls a migration completed, with `ram` as at the source of a real one.
 * A snapshot (`savevm`, `snapshot-save`) goes through QEMU's code for migrations, and a COLO primary that goes on alone
 * was migrating until then. Nobody measured how long these took, and the VM is in the run state that it had, where a
 * migration leaves it in `postmigrate`.
 */
export function guestStayed(migration: MigrationInfo, status: RunState): boolean {
  return isUnmeasured(migration) && status !== 'postmigrate' && status !== 'finish-migrate';
}

/** Whether a migration was completed in no time. */
export function isUnmeasured({ status, downtime, 'total-time': total }: MigrationInfo): boolean {
  return status === 'completed' && total === 0 && downtime === 0;
}
