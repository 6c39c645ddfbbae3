import {
  AbortError,
  type Clock,
  type Deadline,
  Deadlines,
  messageOf,
  milliseconds,
  nonEmpty,
  TimeoutError,
  waitFor,
} from '../../core/index.js';
import type { HostError, HostErrorSink, HostErrorSource } from './host-error.js';
import { bounded, summarised } from './report.js';

/** Options of every source of host errors. All times are milliseconds. */
export interface HostErrorOptions {
  /** Names it in policies, records and messages. */
  readonly id: string;
  /** How long from the beginning of one look to that of the next. Default 5,000; of a log 1,000. */
  readonly every?: number | undefined;
  /** How long a look may take before nothing is known. There is never more than one at a time. Default 5,000. */
  readonly timeout?: number | undefined;
}

/** What a look has found. */
export interface Found {
  readonly errors: readonly HostError[];
  /** What could not be told, and why. */
  readonly unknown?: string | undefined;
}

/** What looks, from one start to its end. */
export interface Look {
  /** May reject: then nothing is known. */
  look(context: { readonly signal: AbortSignal; readonly clock: Clock }): Promise<Found>;
  /** Lets go of what it holds. */
  close?(): Promise<void>;
}

/** A source that looks at the host again and again. @throws OptionError */
export function polledSource(options: HostErrorOptions, usual: number, begin: () => Look): HostErrorSource {
  const id = nonEmpty('hostError.id', options.id);
  const every = milliseconds('hostError.every', options.every, usual, { min: 10, max: 2 ** 40 });
  const timeout = milliseconds('hostError.timeout', options.timeout, 5_000, { min: 1 });
  return {
    id,
    start(sink, { clock }) {
      return new Polling({ id, every, timeout, look: begin(), sink, clock });
    },
  };
}

interface PollingOptions {
  readonly id: string;
  readonly every: number;
  readonly timeout: number;
  readonly look: Look;
  readonly sink: HostErrorSink;
  readonly clock: Clock;
}

/** One run of the looks. */
class Polling implements AsyncDisposable {
  readonly #with: PollingOptions;
  readonly #over = new AbortController();
  readonly #next: Deadline;
  #due: number;
  /** One that is under way, however long it takes: what hangs must not be asked again and again. */
  #looking: Promise<void> | undefined;
  #answering: Promise<void> | undefined;
  #unknown: string | undefined;

  constructor(options: PollingOptions) {
    this.#with = options;
    this.#due = options.clock.now();
    this.#next = Deadlines.of(options.clock).create((now) => this.#look(now));
    this.#next.set(this.#due);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#next.clear();
    this.#over.abort(new Error('it is not followed any more'));
    await this.#answering;
    // What hangs lets go of what it holds when it comes back, if it does.
    const close = async (): Promise<void> => this.#with.look.close?.();
    if (this.#looking === undefined) await close();
    else void this.#looking.then(close).catch(() => {});
  }

  #look(now: number): void {
    const { every, look, clock } = this.#with;
    this.#due += Math.floor((now - this.#due) / every + 1) * every;
    this.#next.set(this.#due);
    if (this.#looking !== undefined) return;
    const signal = this.#over.signal;
    // An async function, so that a throw before the first await is a rejection too.
    const looked = (async () => look.look({ signal, clock }))();
    const done = (): void => {
      this.#looking = undefined;
    };
    this.#looking = looked.then(done, done);
    this.#answering = this.#answered(looked);
  }

  async #answered(looked: Promise<Found>): Promise<void> {
    const { id, timeout, clock } = this.#with;
    const { signal } = this.#over;
    let late = false;
    // What is found after the deadline was found all the same, and would not be found again.
    looked.then(
      (found) => late && this.#take(found),
      () => {},
    );
    try {
      const found = await waitFor(
        {
          clock,
          signal,
          timeout,
          timedOut: () => new TimeoutError('ERR_TIMEOUT', `${id} took longer than ${timeout} ms`, timeout),
          aborted: (reason) => new AbortError(id, reason),
        },
        looked,
      );
      this.#take(found);
    } catch (error) {
      late = true;
      this.#isUnknown(messageOf(error));
    }
  }

  #take({ errors, unknown }: Found): void {
    if (this.#over.signal.aborted) return;
    if (unknown !== undefined) this.#isUnknown(unknown);
    else if (this.#unknown !== undefined) {
      this.#unknown = undefined;
      this.#with.sink.known();
    }
    for (const error of summarised(errors)) this.#with.sink.error(error);
  }

  #isUnknown(reason: string): void {
    if (this.#over.signal.aborted || this.#unknown === reason) return;
    this.#unknown = reason;
    this.#with.sink.unknown(bounded(reason));
  }
}
