import type { GuestTransport } from '../../agent/index.js';
import type { Clock } from '../../core/index.js';
import type { TransportListener } from '../../qmp/index.js';
import type { ChardevLink, SocketChardev } from '../fake-qemu/socket-chardev.js';
import { deliver } from '../outside.js';

/** A connection to an agent's channel without a socket. What is sent arrives in the next microtask, in order. */
export class ChannelTransport implements GuestTransport {
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
      const error = Object.assign(new Error(`connect ECONNREFUSED ${this.address}`), {
        code: 'ECONNREFUSED',
      });
      deliver(this.#clock, () => this.#finish(error));
      return;
    }
    this.#link = chardev.attach({
      write: (bytes) => deliver(this.#clock, () => this.#listener?.received(bytes)),
      end: () => deliver(this.#clock, () => this.#finish(undefined)),
    });
  }

  write(bytes: Buffer): void {
    if (this.#closing) return;
    const sent = Buffer.from(bytes);
    queueMicrotask(() => this.#link?.received(sent));
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
