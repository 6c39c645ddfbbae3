import { AbortError, type Clock, waitFor } from '../core/index.js';

/** What a {@link Gate} needs. */
interface GateOptions {
  readonly clock: Clock;
  /** Ends waiting for an answer. */
  readonly signal: AbortSignal;
  /** How long an answer may take, in milliseconds. */
  readonly timeout: number;
  /** Whether it is open; without, it always is. */
  readonly isOpen: (() => boolean | Promise<boolean>) | undefined;
}

/** Lets something pass only while the guest has opened its port, as far as somebody can tell. */
export class Gate {
  readonly #options: GateOptions;
  /** Which question is the present one. */
  #turn = 0;
  #asking = false;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Whether an answer is awaited. */
  get asking(): boolean {
    return this.#asking;
  }

  /** Forgets the question that is asked, if any. */
  supersede(): void {
    this.#turn += 1;
    this.#asking = false;
  }

  /**
   * Calls `pass` if the gate is open, else `shut`, with the error that kept it from being known. At once, where the
   * answer is no promise. A later call supersedes an earlier one: neither of its functions is called.
   */
  ask(pass: () => void, shut: (error: unknown) => void): void {
    this.supersede();
    const { isOpen } = this.#options;
    if (isOpen === undefined) {
      pass();
      return;
    }
    const turn = this.#turn;
    const answered = (open: boolean, error?: unknown): void => {
      if (turn !== this.#turn) return;
      this.#asking = false;
      if (open) pass();
      else shut(error);
    };
    let open: boolean | Promise<boolean>;
    try {
      open = isOpen();
    } catch (error) {
      answered(false, error);
      return;
    }
    if (typeof open === 'boolean') {
      answered(open);
      return;
    }
    this.#asking = true;
    this.#awaited(open).then(
      (value) => answered(value === true),
      (error: unknown) => answered(false, error),
    );
  }

  #awaited(open: Promise<boolean>): Promise<boolean> {
    const { clock, signal, timeout } = this.#options;
    return waitFor(
      {
        clock,
        signal,
        timeout,
        timedOut: () => new Error(`isOpen did not answer within ${timeout} ms`),
        aborted: (reason) => new AbortError('isOpen', reason),
      },
      Promise.resolve(open),
    );
  }
}
