import type { Deadline, Deadlines } from '../core/index.js';
import { CommandWaiter } from './command-waiter.js';
import type { QmpSession } from './session.js';

/**
 * The deadlines of all commands of a session behind one {@link Deadline}: a command costs no timer of its own, because
 * nearly every one is answered long before.
 */
export class CommandDeadlines {
  readonly #session: QmpSession;
  readonly #deadline: Deadline;
  #earliest = Number.POSITIVE_INFINITY;

  constructor(deadlines: Deadlines, session: QmpSession) {
    this.#session = session;
    this.#deadline = deadlines.create((_, late) => this.#expire(this.#earliest + late));
  }

  add(dueAt: number): void {
    if (dueAt < this.#earliest) this.#expectAt(dueAt);
  }

  /** A command was answered: without any, an idle session would wake the process once for nothing. */
  answered(): void {
    if (this.#session.sentCount === 0) this.clear();
  }

  /** A command was given up. */
  review(): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { waiter } of this.#session.awaited()) {
      if (waiter instanceof CommandWaiter) earliest = Math.min(earliest, waiter.dueAt);
    }
    this.#expectAt(earliest);
  }

  clear(): void {
    this.#expectAt(Number.POSITIVE_INFINITY);
  }

  #expectAt(dueAt: number): void {
    this.#earliest = dueAt;
    this.#deadline.set(dueAt);
  }

  /** Only what was due when the deadline was noticed: what became due since has not had its round of I/O. */
  #expire(noticed: number): void {
    for (const command of [...this.#session.awaited()]) {
      const { waiter } = command;
      if (!(waiter instanceof CommandWaiter) || waiter.dueAt > noticed) continue;
      command.waiter = undefined;
      waiter.timedOut(this.#session.abandon(command));
    }
    this.review();
  }
}
