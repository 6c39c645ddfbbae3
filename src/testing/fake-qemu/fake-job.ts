import type { JobInfo } from '../../qmp/index.js';
import { Refusal } from './answer.js';

/** What {@link FakeJobs.start} is told. */
export interface FakeJobOptions {
  /** Its id, by which `query-jobs` and the job commands know it. */
  readonly id: string;
  /** What it is: `backup` unless given. Those of `backup`, `commit`, `mirror` and `stream` send the events of block jobs, too. */
  readonly type?: string | undefined;
  /** How much there is to do. Default 100. */
  readonly total?: number | undefined;
  /** Whether it waits for `job-finalize` when its work is done. Default: it does not. */
  readonly autoFinalize?: boolean | undefined;
  /** Whether it stays until `job-dismiss` when it is concluded. Default: a block job does not, any other does. */
  readonly autoDismiss?: boolean | undefined;
}

/** {@link FakeJobOptions}, checked and complete. */
export type CheckedJobOptions = {
  readonly [Name in keyof FakeJobOptions]-?: NonNullable<FakeJobOptions[Name]>;
};

/** What a job needs of the QEMU around it. */
export interface JobHost {
  emit(event: string, data: object): void;
  /** Does it in the main loop. */
  run(task: () => void): void;
  /** The job is no more. */
  gone(id: string): void;
}

export type JobVerb = 'cancel' | 'pause' | 'resume' | 'complete' | 'finalize' | 'dismiss';

const AT_WORK = ['created', 'running', 'paused', 'ready', 'standby'];

/** In which states QEMU lets a command at a job. */
const ALLOWED: Readonly<Record<JobVerb, readonly string[]>> = {
  cancel: [...AT_WORK, 'waiting', 'pending'],
  pause: AT_WORK,
  resume: AT_WORK,
  complete: ['ready'],
  finalize: ['pending'],
  dismiss: ['concluded'],
};

/** Types whose jobs are block jobs. */
export const BLOCK_JOBS: ReadonlySet<string> = new Set(['backup', 'commit', 'mirror', 'stream']);

/**
 * A job that does what a test says, and tells of it in QEMU's order. While the main loop is stalled, what it does waits
 * for it.
 */
export class FakeJob {
  readonly id: string;
  readonly #host: JobHost;
  readonly #options: CheckedJobOptions;
  #status = 'undefined';
  #current = 0;
  #total: number;
  #error: string | undefined;

  /** @internal */
  constructor(host: JobHost, options: CheckedJobOptions) {
    this.id = options.id;
    this.#host = host;
    this.#options = options;
    this.#total = options.total;
    this.#go('created', 'running');
  }

  /** As in `query-jobs`; `null` when it is no more. */
  get status(): string {
    return this.#status;
  }

  /** Sets how far it is, which no event tells. */
  progress(current: number, total: number = this.#total): void {
    this.#host.run(() => {
      this.#current = current;
      this.#total = total;
    });
  }

  /** A mirror has caught up: it goes on until `job-complete`, or {@link FakeJob.complete}. */
  ready(): void {
    this.#host.run(() => {
      this.#current = this.#total;
      this.#go('ready');
      this.#tell('BLOCK_JOB_READY');
    });
  }

  /** Its work is done. */
  complete(): void {
    this.#host.run(() => {
      if (!AT_WORK.includes(this.#status)) return;
      this.#current = this.#total;
      this.#go('waiting', 'pending');
      if (this.#options.autoFinalize) this.#finalize();
      else if (this.#isBlockJob)
        this.#host.emit('BLOCK_JOB_PENDING', { type: this.#options.type, id: this.id });
    });
  }

  /** It can not go on. */
  fail(error: string): void {
    this.#host.run(() => this.#abort(error, 'BLOCK_JOB_COMPLETED', { error }));
  }

  /** @internal As the command `job-…`. @throws {@link Refusal} */
  command(verb: JobVerb): void {
    if (!ALLOWED[verb].includes(this.#status))
      throw new Refusal(`Job '${this.id}' in state '${this.#status}' cannot accept command verb '${verb}'`);
    switch (verb) {
      case 'cancel':
        this.#abort('Operation canceled', 'BLOCK_JOB_CANCELLED', {});
        return;
      case 'pause':
        if (this.#isPaused) throw new Refusal('Job is already paused');
        this.#go(this.#status === 'ready' ? 'standby' : 'paused');
        return;
      case 'resume':
        if (!this.#isPaused) throw new Refusal("Can't resume a job that was not paused");
        this.#go(this.#status === 'standby' ? 'ready' : 'running');
        return;
      case 'complete':
        this.complete();
        return;
      case 'finalize':
        this.#finalize();
        return;
      case 'dismiss':
        this.#go('null');
    }
  }

  /** @internal As `query-jobs` tells of it. */
  get info(): JobInfo {
    return {
      id: this.id,
      // QEMU's types are open: a newer one's job has another word.
      type: this.#options.type as JobInfo['type'],
      status: this.#status as JobInfo['status'],
      'current-progress': this.#current,
      'total-progress': this.#total,
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
  }

  get #isPaused(): boolean {
    return this.#status === 'paused' || this.#status === 'standby';
  }

  get #isBlockJob(): boolean {
    return BLOCK_JOBS.has(this.#options.type);
  }

  #finalize(): void {
    this.#tell('BLOCK_JOB_COMPLETED');
    this.#conclude();
  }

  #abort(error: string, event: string, more: object): void {
    if (['concluded', 'null'].includes(this.#status)) return;
    this.#error = error;
    this.#go('aborting');
    this.#tell(event, more);
    this.#conclude();
  }

  #conclude(): void {
    this.#go('concluded');
    if (this.#options.autoDismiss) this.#go('null');
  }

  #go(...statuses: readonly string[]): void {
    for (const status of statuses) {
      this.#status = status;
      if (status === 'null') this.#host.gone(this.id);
      this.#host.emit('JOB_STATUS_CHANGE', { id: this.id, status });
    }
  }

  #tell(event: string, more: object = {}): void {
    if (!this.#isBlockJob) return;
    const { type } = this.#options;
    const progress = { len: this.#total, offset: this.#current, speed: 0 };
    this.#host.emit(event, { type, device: this.id, ...progress, ...more });
  }
}
