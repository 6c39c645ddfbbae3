// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `JobInfo`.
 * @since QEMU 3.0
 */
export interface JobInfo {
  readonly id: string;
  readonly type: JobType;
  readonly status: JobStatus;
  readonly 'current-progress': number;
  readonly 'total-progress': number;
  readonly error?: string;
}

/**
 * QAPI's `JobStatus`.
 * @since QEMU 2.12
 */
export type JobStatus =
  | 'undefined'
  | 'created'
  | 'running'
  | 'paused'
  | 'ready'
  | 'standby'
  | 'waiting'
  | 'pending'
  | 'aborting'
  | 'concluded'
  | 'null'
  | Newer;

/**
 * QAPI's `JobType`.
 * - `snapshot-load`: since QEMU 6.0
 * - `snapshot-save`: since QEMU 6.0
 * - `snapshot-delete`: since QEMU 6.0
 * @since QEMU 1.7
 */
export type JobType =
  | 'commit'
  | 'stream'
  | 'mirror'
  | 'backup'
  | 'create'
  | 'amend'
  | 'snapshot-load'
  | 'snapshot-save'
  | 'snapshot-delete'
  | Newer;

/** The commands of QAPI's module `job`. */
export interface JobCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-cancel}
   * @since QEMU 3.0
   */
  'job-cancel': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-complete}
   * @since QEMU 3.0
   */
  'job-complete': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-dismiss}
   * @since QEMU 3.0
   */
  'job-dismiss': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-finalize}
   * @since QEMU 3.0
   */
  'job-finalize': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-pause}
   * @since QEMU 3.0
   */
  'job-pause': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.job-resume}
   * @since QEMU 3.0
   */
  'job-resume': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-job.query-jobs}
   * @since QEMU 3.0
   */
  'query-jobs': { arguments: NoArguments; returns: readonly JobInfo[] };
}

/** The events of QAPI's module `job`. */
export interface JobEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-job.JOB_STATUS_CHANGE}
   * @since QEMU 3.0
   */
  JOB_STATUS_CHANGE: {
    readonly id: string;
    readonly status: JobStatus;
  };
}
