import type { ClosedReason } from '../errors.js';

/**
 * How a job ended, as far as is known:
 * - `completed`: QEMU said that it did, without an error;
 * - `failed`: with an error, in QEMU's words where it gave any;
 * - `cancelled`: QEMU said so of a block job; other jobs that are cancelled have `failed`;
 * - `unknown`: nobody can tell. `not-found`: QEMU has no such job, and nothing was heard of one. `vanished`: there was
 *   one, and it went while nobody listened. `closed`: the monitor was lost first, as `reason` says; the job may go on.
 */
export type JobEnd =
  | { readonly outcome: 'completed' }
  | { readonly outcome: 'failed'; readonly error: string | undefined }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'unknown'; readonly why: 'not-found' | 'vanished' }
  | { readonly outcome: 'unknown'; readonly why: 'closed'; readonly reason: ClosedReason };

/** What was heard of a job's end. Each piece stands for itself, so that a lost or repeated event makes none of it false. */
export class JobEvidence {
  /** Whether anything was seen or heard of it. */
  known = false;
  #block: Extract<JobEnd, { outcome: 'completed' | 'failed' | 'cancelled' }> | undefined;
  #aborting = false;

  /** QEMU's BLOCK_JOB_COMPLETED, which is one of failures, too. */
  completed(error: string | undefined): void {
    this.known = true;
    this.#block = error === undefined ? { outcome: 'completed' } : { outcome: 'failed', error };
  }

  /** QEMU's BLOCK_JOB_CANCELLED. */
  cancelled(): void {
    this.known = true;
    this.#block = { outcome: 'cancelled' };
  }

  /** A state it is or was in. A job that aborts never completes. */
  status(status: string): void {
    this.known = true;
    if (status === 'aborting') this.#aborting = true;
  }

  /** The end of a job that QEMU shows as concluded. */
  concluded(error: string | undefined): JobEnd {
    if (this.#block?.outcome === 'cancelled') return this.#block;
    return error === undefined ? { outcome: 'completed' } : { outcome: 'failed', error };
  }

  /** The end of a job that QEMU does not show any more. */
  gone(): JobEnd {
    return this.#heard() ?? { outcome: 'unknown', why: this.known ? 'vanished' : 'not-found' };
  }

  /** All that will ever be known. */
  closed(reason: ClosedReason): JobEnd {
    return this.#heard() ?? { outcome: 'unknown', why: 'closed', reason };
  }

  #heard(): JobEnd | undefined {
    return this.#block ?? (this.#aborting ? { outcome: 'failed', error: undefined } : undefined);
  }
}
