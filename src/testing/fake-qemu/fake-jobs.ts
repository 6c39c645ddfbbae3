import { count, knownOptions, nonEmpty } from '../../core/index.js';
import type { JobInfo } from '../../qmp/index.js';
import { Refusal } from './answer.js';
import { BLOCK_JOBS, FakeJob, type FakeJobOptions, type JobVerb } from './fake-job.js';
import type { MainLoop } from './main-loop.js';

/** The jobs of QEMU's that `query-jobs` lists. */
export class FakeJobs {
  readonly #mainLoop: MainLoop;
  readonly #emit: (event: string, data: object) => void;
  readonly #jobs = new Map<string, FakeJob>();

  /** @internal */
  constructor(mainLoop: MainLoop, emit: (event: string, data: object) => void) {
    this.#mainLoop = mainLoop;
    this.#emit = emit;
  }

  /**
   * Starts a job, as `blockdev-backup` and its like do, and tells `created` and `running`. Call it from the script of such
   * a command, too.
   * @throws OptionError an option can not be used.
   * @throws Refusal there is such a job, in QEMU's words: from a script it is the command's error.
   */
  start(options: FakeJobOptions): FakeJob {
    knownOptions('job', options, ['id', 'type', 'total', 'autoFinalize', 'autoDismiss']);
    const id = nonEmpty('job.id', options.id);
    if (this.#jobs.has(id)) throw new Refusal(`Job ID '${id}' already in use`);
    const type = options.type ?? 'backup';
    const host = {
      emit: this.#emit,
      run: (task: () => void) => this.#mainLoop.run(task),
      gone: () => void this.#jobs.delete(id),
    };
    const job = new FakeJob(host, {
      id,
      type,
      total: count('job.total', options.total, 100, { min: 0 }),
      autoFinalize: options.autoFinalize ?? true,
      autoDismiss: options.autoDismiss ?? BLOCK_JOBS.has(type),
    });
    this.#jobs.set(id, job);
    return job;
  }

  /** A job that is not gone yet. */
  get(id: string): FakeJob | undefined {
    return this.#jobs.get(id);
  }

  /** @internal As `query-jobs` tells. */
  list(): readonly JobInfo[] {
    return [...this.#jobs.values()].map(({ info }) => info);
  }

  /** @internal As the command `job-…`. @throws {@link Refusal} */
  command(verb: JobVerb, id: unknown): void {
    const job = this.#jobs.get(String(id));
    if (job === undefined) throw new Refusal('Job not found');
    job.command(verb);
  }
}
