import type { Clock } from '../core/index.js';
import type { HostErrorSource } from '../faults/index.js';
import type { RecordBody } from '../journal/index.js';
import type { Cause } from '../policy/index.js';
import type { Absences } from './absences.js';

/** Whom {@link HostErrors} tells, and what it works with. */
export interface HostErrorsOptions {
  readonly sources: readonly HostErrorSource[];
  readonly clock: Clock;
  readonly absences: Absences;
  readonly record: (body: RecordBody) => void;
  readonly caused: (cause: Cause) => void;
}

/** Follows the sources of host errors for as long as a supervisor runs. Each error is a cause, and on record. */
export class HostErrors {
  readonly #with: HostErrorsOptions;
  #running: readonly AsyncDisposable[] = [];
  #over = false;

  constructor(options: HostErrorsOptions) {
    this.#with = options;
  }

  start(): void {
    this.#running = this.#with.sources.map((source) => this.#start(source));
  }

  /** Nothing is told any more. Idempotent. */
  leave(): void {
    this.#over = true;
  }

  /** Ends them. Resolves when they have let go of what they hold: one that can not hides no other end. */
  async stop(): Promise<void> {
    this.leave();
    await Promise.allSettled(this.#running.map(async (running) => running[Symbol.asyncDispose]()));
  }

  #start(source: HostErrorSource): AsyncDisposable {
    const { clock, absences, record, caused } = this.#with;
    const { id } = source;
    let unknown: string | undefined;
    // A source of somebody's own may go on telling.
    const unlessOver = (tell: () => void): void => {
      if (!this.#over) tell();
    };
    return source.start(
      {
        error: (error) =>
          unlessOver(() => {
            record({ kind: 'host', source: id, event: 'error', detail: { ...error } });
            caused({ on: 'host-error', source: id, error, at: clock.now() });
          }),
        unknown: (reason) =>
          unlessOver(() => {
            record({ kind: 'host', source: id, event: 'unknown', detail: { reason } });
            if (unknown === undefined) absences.began(source, clock.now(), () => unknown);
            unknown = reason;
          }),
        known: () =>
          unlessOver(() => {
            record({ kind: 'host', source: id, event: 'known', detail: {} });
            unknown = undefined;
            absences.ended(source);
          }),
      },
      { clock },
    );
  }
}
