import {
  type Clock,
  knownOptions,
  milliseconds,
  nonEmpty,
  systemClock,
  type WaitOptions,
} from '../../core/index.js';
import type { JobStatus } from '../qapi/index.js';
import type { Qmp } from '../qmp.js';
import type { JobEnd } from './end.js';
import { FollowedJob } from './followed-job.js';
import { JobFollower } from './follower.js';
import type { KnownJobStatus } from './status.js';

/** Options of {@link job}. */
export interface JobOptions {
  /**
   * While somebody waits: how often QEMU is asked for its jobs when no event tells that something changed, in
   * milliseconds. Default 1,000.
   */
  readonly interval?: number | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** How far a job has come. Both figures are in a unit of the job's own, mostly bytes, and both may grow. */
export interface JobProgress {
  readonly current: number;
  readonly total: number;
}

/** Options of {@link Job.progress}. */
export interface JobProgressOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
}

/** How an iteration over a job's progress ended. */
export type JobProgressEnd =
  | { readonly kind: 'ended'; readonly end: JobEnd }
  | { readonly kind: 'aborted'; readonly error: unknown }
  /** The consumer left, or the job is not followed any more. */
  | { readonly kind: 'returned' };

/** A job of QEMU's that is followed. */
export interface Job extends Disposable {
  readonly id: string;
  /**
   * How far it has come, from now on: what is new, and only the newest to a consumer that is slow. Ends with the job, or
   * with the monitor.
   */
  progress(options?: JobProgressOptions): AsyncIterableIterator<JobProgress, JobProgressEnd, void>;
  /**
   * Resolves once it is known that the job is or was in this state, with the state that QEMU then shows; `null` when it
   * is gone. The default `timeout` is 600,000 ms.
   * @throws {@link JobStatusError} it has gone past that state, has ended, or there is none.
   * @throws {@link JobTimeoutError}, {@link AbortError}
   * @throws {@link SessionClosedError} the monitor was lost first.
   */
  reached(status: KnownJobStatus, options?: WaitOptions): Promise<JobStatus>;
  /**
   * Resolves with how it ended, once QEMU shows it concluded or not at all; a failure is a result, too. A job that is not
   * dismissed automatically stays with QEMU: `job-dismiss` it. The default `timeout` is 600,000 ms.
   * @throws {@link JobTimeoutError}, {@link AbortError}
   */
  ended(options?: WaitOptions): Promise<JobEnd>;
}

/**
 * Follows a job by its id. It listens from now on, and asks QEMU when it is first waited for: so make it before the
 * command that starts the job, and wait after that. Block jobs that are dismissed automatically vanish at their end, and
 * only who listened knows how they ended. Dispose of it, unless you wait for the end.
 *
 * ```ts
 * import { job, QmpClient } from 'qmp-watchdog';
 *
 * await using client = await QmpClient.connect({ path: '/run/vm1.qmp' });
 * using backup = job(client, 'backup0');
 * await client.execute('blockdev-backup', { 'job-id': 'backup0', device: 'disk', target: 'copy', sync: 'full' });
 * for await (const { current, total } of backup.progress()) process.stdout.write(`${current} of ${total}\n`);
 * const { outcome } = await backup.ended();
 * ```
 * @throws {@link OptionError}
 */
export function job(qmp: Qmp, id: string, options: JobOptions = {}): Job {
  nonEmpty('id', id);
  knownOptions('job', options, ['interval', 'clock']);
  const interval = milliseconds('job.interval', options.interval, 1_000, { min: 10 });
  return new FollowedJob(new JobFollower(qmp, id, interval, options.clock ?? systemClock));
}
