import type { Duplex } from 'node:stream';
import type { TransportListener } from '../qmp/index.js';

/**
 * A connected byte stream to a guest agent, in both directions. It carries bytes and not text, because
 * synchronisation begins with the byte 0xFF, which no text holds.
 */
export interface GuestTransport {
  /** Where it leads, for messages: `unix:/run/vm1.agent`. */
  readonly address: string;
  /** Starts reading. Called once. */
  start(listener: TransportListener): void;
  /** Sends, or keeps to send; never throws. A failure shows as `closed`. */
  write(bytes: Buffer): void;
  /** Ends the connection; `closed` follows. Idempotent. */
  close(): void;
}

/** Speaks over a Duplex. Closing it destroys the stream. */
export class StreamGuestTransport implements GuestTransport {
  readonly address: string;
  readonly #stream: Duplex;
  #listener: TransportListener | undefined;
  #error: Error | undefined;

  constructor(stream: Duplex, address = 'the given stream') {
    this.address = address;
    this.#stream = stream;
  }

  start(listener: TransportListener): void {
    const stream = this.#stream;
    this.#listener = listener;
    stream.on('error', this.#onError);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onClose);
    stream.on('data', this.#onData);
    if (stream.destroyed) this.#finish(stream.errored ?? undefined);
  }

  write(bytes: Buffer): void {
    if (!this.#stream.destroyed && !this.#stream.writableEnded) this.#stream.write(bytes);
  }

  close(): void {
    this.#stream.destroy();
  }

  readonly #onData = (chunk: Buffer | string): void => {
    // A stream that decodes has spoilt 0xFF already; latin1 is what keeps it where the stream was told that.
    this.#listener?.received(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  };

  readonly #onError = (error: Error): void => {
    this.#error ??= error;
  };

  // Who closed its side answers nothing more.
  readonly #onEnd = (): void => {
    this.#stream.destroy();
  };

  readonly #onClose = (): void => {
    this.#finish(this.#error);
  };

  #finish(error: Error | undefined): void {
    const listener = this.#listener;
    this.#listener = undefined;
    this.#stream.off('data', this.#onData);
    this.#stream.off('end', this.#onEnd);
    this.#stream.off('close', this.#onClose);
    // The error listener stays: a late error without one would end the process.
    listener?.closed(error);
  }
}
