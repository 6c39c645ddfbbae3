import {
  type Clock,
  type Deadline,
  Deadlines,
  log,
  type Unsubscribe,
  unsubscribe,
} from '../../core/index.js';
import type { JobInfo } from '../qapi/index.js';
import type { Qmp } from '../qmp.js';
import { type JobEnd, JobEvidence } from './end.js';
import { queryJobs } from './query.js';
import { passedWith } from './status.js';

/** Somebody who wants to know of a job. */
export interface Watcher {
  /** QEMU has answered, or it is over. */
  looked(): void;
  /** It is not followed any more. */
  left(): void;
}

/**
 * Follows a job: events say that it is time to look, and are evidence of how it ended; what QEMU shows decides. QEMU is
 * asked only while somebody watches.
 */
export class JobFollower {
  readonly id: string;
  readonly clock: Clock;
  /** The states that it is known to be or to have been in. */
  readonly passed: Set<string> = new Set();
  readonly #qmp: Qmp;
  readonly #interval: number;
  readonly #poll: Deadline;
  readonly #evidence = new JobEvidence();
  readonly #watchers = new Set<Watcher>();
  readonly #subscriptions: Unsubscribe[];
  readonly #log = log('job');
  #info: JobInfo | undefined;
  #end: JobEnd | undefined;
  #left = false;
  #asking = false;
  #again = false;
  #failure: unknown;

  constructor(qmp: Qmp, id: string, interval: number, clock: Clock) {
    this.id = id;
    this.clock = clock;
    this.#qmp = qmp;
    this.#interval = interval;
    this.#poll = Deadlines.of(clock).create(() => this.#ask());
    // A block job's events call its id the device.
    this.#subscriptions = [
      qmp.on('JOB_STATUS_CHANGE', ({ data }) => {
        if (data.id !== id) return;
        this.#is(data.status);
        this.#heard(data.status === 'null');
      }),
      qmp.on('BLOCK_JOB_COMPLETED', ({ data }) => {
        if (data.device !== id) return;
        this.#evidence.completed(data.error);
        this.#heard();
      }),
      qmp.on('BLOCK_JOB_CANCELLED', ({ data }) => {
        if (data.device !== id) return;
        this.#evidence.cancelled();
        this.#heard();
      }),
    ];
    // A stream of no events can be left again; a reaction to `closed` would stay as long as the session.
    const end = qmp.events([]);
    this.#subscriptions.push(unsubscribe(() => void end.return()));
    void end.ended.then((reason) => {
      if (reason.kind !== 'returned' && reason.kind !== 'aborted')
        this.#finish(this.#evidence.closed(reason));
    });
  }

  /** As QEMU showed it last; `undefined` before its first answer, and when it is gone. */
  get info(): JobInfo | undefined {
    return this.#info;
  }

  get end(): JobEnd | undefined {
    return this.#end;
  }

  /** Why QEMU could not be asked the last time, if it could not. */
  get failure(): unknown {
    return this.#failure;
  }

  watch(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (this.#end !== undefined) watcher.looked();
    else if (this.#left) watcher.left();
    else this.#ask();
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#poll.clear();
  }

  /** Follows it no longer. Idempotent. */
  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#stopListening();
    for (const watcher of [...this.#watchers]) watcher.left();
  }

  /** Looks, if anybody wants to know; at a job that is gone in any case, so as not to listen for ever. */
  #heard(gone = false): void {
    if (gone || this.#watchers.size > 0) this.#ask();
  }

  #is(status: string): void {
    this.#evidence.status(status);
    for (const own of passedWith(status)) this.passed.add(own);
  }

  /** One question at a time; what is asked meanwhile is asked again after it, because its answer may be older. */
  #ask(): void {
    if (this.#end !== undefined || this.#left) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    this.#again = false;
    this.#poll.clear();
    queryJobs(this.#qmp).then(
      (jobs) => this.#answered(jobs),
      (error: unknown) => this.#unanswered(error),
    );
  }

  #answered(jobs: readonly JobInfo[]): void {
    this.#asking = false;
    this.#failure = undefined;
    if (this.#end !== undefined || this.#left) return;
    const info = jobs.find(({ id }) => id === this.id);
    this.#info = info;
    if (info === undefined) {
      this.#finish(this.#evidence.gone());
      return;
    }
    this.#is(info.status);
    if (info.status === 'concluded') {
      this.#finish(this.#evidence.concluded(info.error));
      return;
    }
    this.#tell();
    this.#goOn();
  }

  /** The session's end is told in another way; a machine that is followed over many may answer later. */
  #unanswered(error: unknown): void {
    this.#asking = false;
    this.#failure = error;
    this.#log('%s: query-jobs failed: %o', this.id, error);
    this.#again = false;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#end !== undefined || this.#left || this.#watchers.size === 0) return;
    if (this.#again) this.#ask();
    else this.#poll.set(this.clock.now() + this.#interval);
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher.looked();
  }

  #finish(end: JobEnd): void {
    if (this.#end !== undefined || this.#left) return;
    this.#end = end;
    if (end.outcome === 'completed') for (const own of passedWith('pending')) this.passed.add(own);
    if (end.outcome !== 'unknown') for (const own of passedWith('concluded')) this.passed.add(own);
    if (this.#info === undefined && this.#evidence.known) this.passed.add('null');
    this.#stopListening();
    this.#tell();
  }

  #stopListening(): void {
    for (const stop of this.#subscriptions) stop();
  }
}
