import type { Readable, Writable } from 'node:stream';
import type { Transport, TransportListener } from './transport.js';

/** Speaks over the standard input and output of another process. Its end is told from outside: {@link StdioTransport.finish}. */
export class StdioTransport implements Transport {
  readonly address: string;
  readonly #output: Readable;
  readonly #input: Writable;
  #listener: TransportListener | undefined;
  #over: { readonly error: Error | undefined } | undefined;
  #heard = false;

  constructor(address: string, input: Writable, output: Readable) {
    this.address = address;
    this.#input = input;
    this.#output = output;
    // What breaks here is the process's end, which is told with its exit code.
    input.on('error', () => {});
    output.on('error', () => {});
  }

  /** Whether anything has come. */
  get heard(): boolean {
    return this.#heard;
  }

  start(listener: TransportListener): void {
    if (this.#over !== undefined) {
      listener.closed(this.#over.error);
      return;
    }
    this.#listener = listener;
    this.#output.on('data', (chunk: Buffer) => {
      this.#heard = true;
      this.#listener?.received(chunk);
    });
  }

  write(text: string): void {
    if (this.#input.writable) this.#input.write(text, 'latin1');
  }

  /** QEMU sees the end of its input, and runs on. */
  close(): void {
    this.#input.end();
    this.#output.destroy();
    this.finish(undefined);
  }

  /** It is over, with what ended it. The first time counts. */
  finish(error: Error | undefined): void {
    if (this.#over !== undefined) return;
    this.#over = { error };
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.closed(error);
  }
}
