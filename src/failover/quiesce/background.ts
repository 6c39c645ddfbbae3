import type { JobInfo } from '../../qmp/index.js';
import type { Course } from './ask.js';
import type { Progress } from './progress.js';

const JOB_ENDED: ReadonlySet<string> = new Set(['concluded', 'null']);
const MIGRATION_ENDED: ReadonlySet<string> = new Set(['none', 'completed', 'failed', 'cancelled']);

/** Those that still do something. */
export function liveJobs(jobs: readonly JobInfo[]): readonly JobInfo[] {
  return jobs.filter(({ status }) => !JOB_ENDED.has(status));
}

/** Whether a migration in this state does nothing any more. */
export function hasEnded(migration: string): boolean {
  return MIGRATION_ENDED.has(migration);
}

/** The guest runs elsewhere by now. */
export const MIGRATED = 'migrated-away';

/**
 * Ends a migration from here. What goes on all the same, {@link MIGRATED} where it completed first, or undefined.
 */
export function* endMigration(progress: Progress): Course<string | undefined> {
  progress.begin('jobs');
  let cancelled = false;
  const phase = yield* progress.until(function* () {
    const migration = yield* progress.insist({ ask: 'migration' });
    if (!migration.ok) return undefined;
    const { status = 'none' } = migration.value;
    if (hasEnded(status)) return status;
    if (!(yield* progress.consent())) return undefined;
    const cancelling = yield* progress.insist({ ask: 'cancel-migration' });
    cancelled ||= cancelling.ok;
    return undefined;
  });
  if (phase === undefined) {
    progress.failed('a migration goes on');
    return 'a migration goes on, or QEMU does not say that it ended';
  }
  // One that had completed before was looked at already.
  if (cancelled && phase === 'completed') {
    progress.failed(MIGRATED);
    return MIGRATED;
  }
  if (cancelled) progress.done(`migration ${phase}`);
  return undefined;
}

/** Cancels every job, and waits until none does anything any more. What goes on all the same, or undefined. */
export function* endJobs(progress: Progress): Course<string | undefined> {
  progress.begin('jobs');
  const asked = new Set<string>();
  let goingOn = 'QEMU does not say which jobs it has';
  const none = yield* progress.until(function* () {
    const jobs = yield* progress.insist({ ask: 'jobs' });
    if (!jobs.ok) return undefined;
    const live = liveJobs(jobs.value);
    if (live.length === 0) return true;
    goingOn = `${live.map(({ id, type, status }) => `${type} job ${id} (${status})`).join(', ')} goes on`;
    for (const { id } of live) {
      // Once is enough for QEMU, unless it never heard of it, or could not do it yet.
      if (asked.has(id)) continue;
      if (!(yield* progress.consent())) return undefined;
      const cancelled = yield* progress.ask({ ask: 'cancel-job', id });
      if (cancelled.ok) asked.add(id);
    }
    return undefined;
  });
  if (none === true) {
    progress.done(asked.size === 0 ? undefined : `cancelled ${[...asked].join(', ')}`);
    return undefined;
  }
  progress.failed(goingOn);
  return goingOn;
}
