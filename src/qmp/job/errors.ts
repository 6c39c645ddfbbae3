import { brand, QmpWatchdogError, TimeoutError } from '../../core/index.js';
import type { JobEnd } from './end.js';

/** A job was not in the state that was waited for within the deadline; it goes on. Code `ERR_JOB_TIMEOUT`. */
export class JobTimeoutError extends TimeoutError {
  static {
    brand(this, 'JobTimeoutError');
  }

  readonly job: string;
  /** The state it was last seen in. */
  readonly status: string | undefined;

  constructor(job: string, wanted: string, status: string | undefined, timeout: number, cause?: unknown) {
    const seen = status === undefined ? 'QEMU has not answered for it' : `it was last seen ${status}`;
    super(
      'ERR_JOB_TIMEOUT',
      `job ${job} was not ${wanted} within ${timeout} ms: ${seen}${cause === undefined ? '' : `, and query-jobs failed last`}`,
      timeout,
    );
    if (cause !== undefined) this.cause = cause;
    this.job = job;
    this.status = status;
  }
}

/**
 * A job can not come into the state that was waited for: it has gone past it, or has ended. `end` says how it ended, if
 * it did. Code `ERR_JOB_STATUS`.
 */
export class JobStatusError extends QmpWatchdogError {
  static {
    brand(this, 'JobStatusError');
  }

  readonly job: string;
  readonly wanted: string;
  readonly status: string | undefined;
  readonly end: JobEnd | undefined;

  constructor(job: string, wanted: string, status: string | undefined, end: JobEnd | undefined) {
    super('ERR_JOB_STATUS', `job ${job} will not be ${wanted}: ${fate(status, end)}`);
    this.job = job;
    this.wanted = wanted;
    this.status = status;
    this.end = end;
  }
}

function fate(status: string | undefined, end: JobEnd | undefined): string {
  switch (end?.outcome) {
    case undefined:
      return `it is ${status}`;
    case 'completed':
      return 'it has completed';
    case 'cancelled':
      return 'it was cancelled';
    case 'failed':
      return `it has failed${end.error === undefined ? '' : `: ${end.error}`}`;
    case 'unknown':
      return end.why === 'not-found' ? 'QEMU has no such job' : 'it is gone, and how it ended is unknown';
  }
}
