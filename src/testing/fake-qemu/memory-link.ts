import { Readable } from 'node:stream';
import type { Clock } from '../../core/index.js';
import type { Transport, TransportListener } from '../../qmp/index.js';
import { deliver } from '../outside.js';
import type { ChardevLink, SocketChardev } from './socket-chardev.js';

/** How long a name may be that says nothing listens: the error that a socket would give. */
function refused(address: string): Error {
  return Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });
}

/** A transport to `chardev` without a socket. What is sent arrives in the next microtask, in order. */
export class MemoryTransport implements Transport {
  readonly address: string;
  readonly #clock: Clock;
  readonly #connect: () => SocketChardev | undefined;
  #listener: TransportListener | undefined;
  #link: ChardevLink | undefined;
  #closing = false;

  /** `connect` answers `undefined` when nobody listens any more. */
  constructor(address: string, clock: Clock, connect: () => SocketChardev | undefined) {
    this.address = address;
    this.#clock = clock;
    this.#connect = connect;
  }

  start(listener: TransportListener): void {
    this.#listener = listener;
    const chardev = this.#connect();
    if (chardev === undefined) {
      deliver(this.#clock, () => this.#finish(refused(this.address)));
      return;
    }
    // Whoever attaches may be greeted at once, before `attach` has returned the link.
    this.#link = chardev.attach({
      write: (bytes) => deliver(this.#clock, () => this.#listener?.received(bytes)),
      end: () => deliver(this.#clock, () => this.#finish(undefined)),
    });
  }

  write(text: string): void {
    if (this.#closing) return;
    queueMicrotask(() => this.#link?.received(Buffer.from(text)));
  }

  close(): void {
    if (this.#closing) return;
    this.#closing = true;
    queueMicrotask(() => {
      this.#link?.left();
      this.#finish(undefined);
    });
  }

  #finish(error: Error | undefined): void {
    const listener = this.#listener;
    this.#closing = true;
    this.#listener = undefined;
    this.#link = undefined;
    listener?.closed(error);
  }
}

/** Reads `chardev` without a socket. A reader that falls behind loses what is sent meanwhile, as on a real console. */
export function readableOf(chardev: SocketChardev | undefined, clock: Clock): Readable {
  let full = false;
  let link: ChardevLink | undefined;
  const readable = new Readable({
    read: () => {
      full = false;
    },
    destroy: (error, callback) => {
      link?.left();
      callback(error);
    },
  });
  const write = (bytes: Buffer | null): void => {
    deliver(clock, () => {
      if (!readable.destroyed && !readable.readableEnded) full = !readable.push(bytes);
    });
  };
  if (chardev === undefined) write(null);
  else {
    link = chardev.attach({
      write,
      end: () => write(null),
      get full() {
        return full;
      },
    });
  }
  return readable;
}
