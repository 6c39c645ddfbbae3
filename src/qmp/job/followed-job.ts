import {
  AbortError,
  abortSignal,
  knownOptions,
  milliseconds,
  OptionError,
  type WaitOptions,
  wait,
} from '../../core/index.js';
import { SessionClosedError } from '../errors.js';
import type { JobStatus } from '../qapi/index.js';
import type { JobEnd } from './end.js';
import { JobStatusError, JobTimeoutError } from './errors.js';
import type { JobFollower, Watcher } from './follower.js';
import type { Job, JobProgress, JobProgressEnd, JobProgressOptions } from './job.js';
import { progressOf } from './progress.js';
import { canReach, isKnownStatus, JOB_STATUSES, type KnownJobStatus } from './status.js';

const DEFAULT_TIMEOUT = 600_000;

/** A {@link Job}: the waits of those who follow it. */
export class FollowedJob implements Job {
  readonly #follower: JobFollower;

  constructor(follower: JobFollower) {
    this.#follower = follower;
  }

  get id(): string {
    return this.#follower.id;
  }

  progress(options: JobProgressOptions = {}): AsyncIterableIterator<JobProgress, JobProgressEnd, void> {
    knownOptions('progress', options, ['signal']);
    return progressOf(this.#follower, abortSignal('progress.signal', options.signal));
  }

  async reached(status: KnownJobStatus, options: WaitOptions = {}): Promise<JobStatus> {
    if (!isKnownStatus(status)) throw new OptionError('status', status, `one of ${JOB_STATUSES}`);
    return await this.#until<JobStatus>(status, options, (resolve, reject) => {
      const { id, info, end, passed } = this.#follower;
      const now = info?.status ?? (end === undefined ? undefined : 'null');
      if (passed.has(status)) resolve(now ?? status);
      else if (end?.outcome === 'unknown' && end.why === 'closed')
        reject(new SessionClosedError(`waiting for job ${id} to be ${status}`, end.reason));
      else if (end !== undefined || (now !== undefined && !canReach(now, status)))
        reject(new JobStatusError(id, status, now, end));
    });
  }

  async ended(options: WaitOptions = {}): Promise<JobEnd> {
    return await this.#until('over', options, (resolve) => {
      if (this.#follower.end !== undefined) resolve(this.#follower.end);
    });
  }

  [Symbol.dispose](): void {
    this.#follower.leave();
  }

  #until<T>(
    what: string,
    options: WaitOptions,
    look: (resolve: (value: T) => void, reject: (error: Error) => void) => void,
  ): Promise<T> {
    knownOptions('job', options, ['signal', 'timeout']);
    const signal = abortSignal('job.signal', options.signal);
    const timeout = milliseconds('job.timeout', options.timeout, DEFAULT_TIMEOUT, { min: 0, infinity: true });
    const { id, clock } = this.#follower;
    const aborted = (reason: unknown): Error => new AbortError(`waiting for job ${id} to be ${what}`, reason);
    const timedOut = (): Error => {
      const { info, failure } = this.#follower;
      return new JobTimeoutError(id, what, info?.status, timeout, failure);
    };
    return wait<T>({ clock, signal, timeout, timedOut, aborted }, (resolve, reject) => {
      const watcher: Watcher = {
        looked: () => look(resolve, reject),
        left: () => reject(aborted('it is not followed any more')),
      };
      this.#follower.watch(watcher);
      return () => this.#follower.unwatch(watcher);
    });
  }
}
