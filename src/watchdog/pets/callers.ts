import type { Socket } from 'node:net';
import { CallerTold } from './caller-told.js';
import { readStream } from './read-stream.js';
import type { PetRun } from './run.js';
import { writeTo } from './write-to.js';

/** More than these do not wait beside the one that is heard: the longest waiting one has to go. */
const MOST_WAITING = 4;

interface Caller {
  readonly socket: Socket;
  /** Reads no more from it. */
  readonly stop: () => void;
}

/**
 * The connections that others made to one address. One is heard; the others wait. The first to come is heard at once;
 * a later one when it gives a sign of life, or when the one that was heard is gone. So a peer that came back is heard
 * although the end of its old connection has not been seen, and somebody who only looks whether we are there, or talks
 * nonsense, disturbs nothing.
 */
export class Callers {
  readonly #address: string;
  readonly #run: PetRun;
  readonly #waiting: Caller[] = [];
  #heard: Caller | undefined;

  constructor(address: string, run: PetRun) {
    this.#address = address;
    this.#run = run;
  }

  /** Says that nobody has come yet. */
  waitForOne(): void {
    if (this.#heard === undefined) this.#run.told.closed(`waiting for a connection to ${this.#address}`);
  }

  add(socket: Socket): void {
    const { clock, told, newReader } = this.#run;
    const over = new AbortController();
    // What it was answered may still be on its way when it is read no more, and fail then: that is nobody's business.
    socket.on('error', () => {});
    const read = readStream(socket, {
      received: (bytes) => reader(bytes),
      refused: (reason) => told.refused(reason),
      ended: (error) => {
        over.abort();
        // One that has said its last word and reads nothing would stay for ever, and keep us from closing.
        socket.destroy();
        const how = error === undefined ? 'was closed by the other side' : `broke: ${error.message}`;
        this.#gone(caller, how);
      },
    });
    const caller: Caller = {
      socket,
      stop() {
        read();
        over.abort();
      },
    };
    const reader = newReader({
      clock,
      signal: over.signal,
      told: new CallerTold(told, () => this.#hear(caller)),
      reply: (text) => writeTo(socket, text),
      hangUp: (reason) => {
        hangUp(caller);
        this.#gone(caller, `was hung up on: ${reason}`);
      },
    });
    if (this.#heard === undefined) this.#hear(caller);
    else {
      this.#waiting.push(caller);
      if (this.#waiting.length > MOST_WAITING) hangUp(this.#waiting.shift());
    }
  }

  /** Ends every connection. */
  close(): void {
    hangUp(this.#heard);
    for (const caller of this.#waiting) hangUp(caller);
  }

  #hear(caller: Caller): void {
    if (this.#heard === caller) return;
    this.#forget(caller);
    if (this.#heard !== undefined) {
      hangUp(this.#heard);
      this.#run.told.closed(`a newer connection to ${this.#address} took over`);
    }
    this.#heard = caller;
    this.#run.told.opened();
  }

  #gone(caller: Caller, how: string): void {
    this.#forget(caller);
    if (this.#heard !== caller) return;
    this.#heard = undefined;
    this.#run.told.closed(`the connection to ${this.#address} ${how}; waiting for the next one`);
    const next = this.#waiting.at(-1);
    if (next !== undefined) this.#hear(next);
  }

  #forget(caller: Caller): void {
    const place = this.#waiting.indexOf(caller);
    if (place >= 0) this.#waiting.splice(place, 1);
  }
}

function hangUp(caller: Caller | undefined): void {
  caller?.stop();
  caller?.socket.destroy();
}
