/**
 * The thread of QEMU's that runs commands, sends events and keeps time. While it is stalled the monitor's own thread
 * still greets and answers out of band, where out-of-band execution is offered at all; the guest soon stands still
 * too, because its devices need the main loop's lock.
 */
export class MainLoop {
  readonly #alive: () => boolean;
  readonly #turned: () => void;
  #stalled = false;
  #waiting: (() => void)[] = [];
  #atEnd: (() => void)[] = [];
  #inTurn = false;
  #ended = false;

  /** @internal */
  constructor(alive: () => boolean, turned: () => void) {
    this.#alive = alive;
    this.#turned = turned;
  }

  /** Whether it is stalled by {@link MainLoop.stall}. */
  get stalled(): boolean {
    return this.#stalled;
  }

  /** Whether it does its work: not stalled, and its process neither stopped nor gone. */
  get turning(): boolean {
    return !this.#stalled && this.#alive();
  }

  /** Blocks it, as hung storage does. What comes due in the meantime happens when it resumes. Idempotent. */
  stall(): void {
    this.#stalled = true;
    this.#turned();
  }

  /** Ends the stall. Idempotent. */
  resume(): void {
    this.#stalled = false;
    this.wake();
  }

  /** @internal Does `task` now, or as soon as it turns again. */
  run(task: () => void): void {
    if (this.#ended) return;
    if (!this.turning) this.#waiting.push(task);
    else if (this.#inTurn) task();
    else {
      this.#inTurn = true;
      try {
        task();
      } finally {
        this.#inTurn = false;
        for (const end of this.#atEnd.splice(0)) this.run(end);
      }
    }
  }

  /** @internal Does `task` after the command that is being run has been answered. */
  afterReply(task: () => void): void {
    if (this.#inTurn) this.#atEnd.push(task);
    else this.run(task);
  }

  /** @internal Does what has waited. */
  wake(): void {
    while (this.turning) {
      const task = this.#waiting.shift();
      if (task === undefined) break;
      this.run(task);
    }
    this.#turned();
  }

  /** @internal Nothing happens any more. */
  end(): void {
    this.#ended = true;
    this.#waiting = [];
    this.#atEnd = [];
  }
}
