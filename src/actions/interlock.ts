import type { MigrationStatus, Qmp, StatusInfo } from '../qmp/index.js';
import { guestStayed } from '../vm/index.js';

/** What a wait inside an action takes. */
export interface Limits {
  readonly signal: AbortSignal;
}

/** A migration in any other state has a second copy in the making, and memory that may not be there yet. */
const OVER: ReadonlySet<MigrationStatus> = new Set(['none', 'cancelled', 'failed']);

/**
 * Why running this VM could make two running copies of it, or undefined. After a completed migration the guest lives
 * elsewhere, and QEMU accepts `cont` and `system_reset` on the source all the same; only the source's side reports
 * `ram`, and it still does after a reset.
 */
export async function runsElsewhere(
  vm: Qmp,
  { status }: StatusInfo,
  { signal }: Limits,
): Promise<string | undefined> {
  if (status === 'postmigrate' || status === 'finish-migrate') return status;
  const migration = await vm.execute('query-migrate', {}, { signal });
  if (guestStayed(migration, status)) return undefined;
  if (migration.status === 'completed') return migration.ram === undefined ? undefined : 'migrated-away';
  return migration.status === undefined || OVER.has(migration.status)
    ? undefined
    : `migrating: ${migration.status}`;
}
