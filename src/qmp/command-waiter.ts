import type { CommandOutcome } from '../core/index.js';
import {
  type ClosedReason,
  CommandRejectedError,
  CommandTimeoutError,
  SessionClosedError,
} from './errors.js';
import type { Waiter } from './session-effects.js';

/** The promise of one command: a class, and not closures, because there is one for each command. */
export class CommandWaiter implements Waiter {
  readonly name: string;
  readonly timeout: number;
  /** When its deadline passes. */
  readonly dueAt: number;
  /** Forgets the abort listener. */
  forget: (() => void) | undefined;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: Error) => void;

  constructor(
    name: string,
    timeout: number,
    dueAt: number,
    resolve: (value: unknown) => void,
    reject: (error: Error) => void,
  ) {
    this.name = name;
    this.timeout = timeout;
    this.dueAt = dueAt;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  returned(value: unknown): void {
    this.forget?.();
    this.#resolve(value);
  }

  refused(errorClass: string, desc: string): void {
    this.fail(new CommandRejectedError(this.name, errorClass, desc));
  }

  closed(reason: ClosedReason, outcome: Exclude<CommandOutcome, 'rejected'>): void {
    this.fail(new SessionClosedError(this.name, reason, { name: this.name, outcome }));
  }

  timedOut(outcome: Exclude<CommandOutcome, 'rejected'>): void {
    this.fail(new CommandTimeoutError(this.name, this.timeout, outcome));
  }

  fail(error: Error): void {
    this.forget?.();
    this.#reject(error);
  }
}
