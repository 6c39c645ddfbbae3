import type { Duplex } from 'node:stream';
import type { Transport, TransportListener } from './transport.js';

/** Speaks over a Duplex that the caller connected. Closing it destroys the stream. */
export class StreamTransport implements Transport {
  readonly address: string;
  readonly encrypted: boolean;
  readonly #stream: Duplex;
  #listener: TransportListener | undefined;

  constructor(stream: Duplex, address = 'the given stream') {
    this.address = address;
    // A TLSSocket, whoever made it.
    this.encrypted = 'encrypted' in stream && stream.encrypted === true;
    this.#stream = stream;
  }

  start(listener: TransportListener): void {
    const stream = this.#stream;
    this.#listener = listener;
    stream.on('data', this.#onData);
    stream.on('error', this.#onError);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onClose);
    if (stream.destroyed || stream.readableEnded) this.#finish(stream.errored ?? undefined);
    // A listener alone does not set going what its owner has paused.
    else stream.resume();
  }

  write(text: string): void {
    if (!this.#stream.destroyed && !this.#stream.writableEnded) this.#stream.write(text, 'latin1');
  }

  get unsent(): number {
    return this.#stream.writableLength;
  }

  close(): void {
    this.#stream.destroy();
  }

  readonly #onData = (chunk: Buffer | string): void => {
    this.#listener?.received(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  };

  // Not every stream tells that it closed: the first sign of the end is the end.
  readonly #onError = (error: Error): void => {
    this.#stream.destroy();
    this.#finish(error);
  };

  // A peer that closed its side sends nothing more: for a request-reply protocol that is the end.
  readonly #onEnd = (): void => {
    this.#stream.destroy();
    this.#finish(undefined);
  };

  readonly #onClose = (): void => {
    this.#finish(this.#stream.errored ?? undefined);
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
