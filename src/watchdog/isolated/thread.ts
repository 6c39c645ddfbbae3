import { extname } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { log, messageOf, originOfNow, standStill } from '../../core/index.js';
import type { Answer, Beginning, Look, Order, Report } from './messages.js';

/** Beside this file and of its kind: JavaScript in the package, TypeScript where it runs from the sources. */
const PROGRAM = new URL(`./watchdog-thread${extname(import.meta.url)}`, import.meta.url);

/** How long a look at a watchdog may keep the asking thread waiting: milliseconds. */
const LONGEST_LOOK = 2_000;
/** And the first one, for which the thread has to start: some 50 ms on a host that is not busy. */
const LONGEST_START = 10_000;

/** Who is told what happens to a watchdog in the thread. */
export interface Owner {
  told(report: Report): void;
  /** The thread has ended, and nobody had asked for that. */
  lost(reason: string): void;
}

const events = log('isolated');

/** The thread that all isolated watchdogs of this process share, from the first that needs it to the last. */
export class Thread {
  static #present: Thread | undefined;
  readonly #worker: Worker;
  readonly #answers: MessagePort;
  readonly #answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #owners = new Map<number, Owner>();
  #lastNumber = 0;
  #lastQuestion = 0;
  #over = false;
  #failure = 'its thread has ended';

  /** The present one, or a new one. */
  static get present(): Thread {
    Thread.#present ??= new Thread();
    return Thread.#present;
  }

  private constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#answers = port1;
    const workerData: Beginning = {
      origin: originOfNow(),
      answers: port2,
      answered: this.#answered.buffer,
    };
    this.#worker = new Worker(PROGRAM, {
      name: 'qmp-watchdog',
      // A file can not be run with `--input-type`. What loads TypeScript is needed, though, where it is that.
      ...(extname(PROGRAM.pathname) === '.js' && { execArgv: [] }),
      workerData,
      transferList: [port2],
    });
    this.#worker.on('message', (report: Report) => this.#owners.get(report.watchdog)?.told(report));
    this.#worker.on('error', (error) => {
      this.#failure = `its thread broke: ${messageOf(error)}`;
    });
    this.#worker.on('exit', () => this.#ended());
  }

  /** The number that a watchdog is known by from here on. */
  join(owner: Owner): number {
    const number = ++this.#lastNumber;
    this.#owners.set(number, owner);
    return number;
  }

  /** Never blocks. Orders are taken in their order. */
  send(order: Order): void {
    if (!this.#over) this.#worker.postMessage(order);
  }

  /**
   * Stands still until the thread has answered, which takes it a fraction of a millisecond when it is up, and at most
   * `LONGEST_LOOK`; undefined when it does not answer. One that has not answered is not waited for again before it has.
   */
  look(watchdog: number): Look | undefined {
    if (this.#over || this.#answeredUpTo < this.#lastQuestion) return undefined;
    const question = ++this.#lastQuestion;
    this.send({ do: 'look', watchdog, question });
    standStill(this.#answered, question - 1, question === 1 ? LONGEST_START : LONGEST_LOOK);
    for (;;) {
      const received: { readonly message: Answer } | undefined = receiveMessageOnPort(this.#answers);
      if (received === undefined) return undefined;
      if (received.message.question === question) return received.message.look;
    }
  }

  /** With the last one the thread ends. */
  async leave(watchdog: number): Promise<void> {
    this.#owners.delete(watchdog);
    if (this.#owners.size > 0 || this.#over) return;
    this.#end();
    await this.#worker.terminate();
  }

  get #answeredUpTo(): number {
    return Atomics.load(this.#answered, 0);
  }

  #end(): void {
    this.#over = true;
    this.#answers.close();
    if (Thread.#present === this) Thread.#present = undefined;
  }

  #ended(): void {
    if (this.#over) return;
    this.#end();
    events('%s', this.#failure);
    for (const owner of this.#owners.values()) owner.lost(this.#failure);
  }
}
