import { LONGEST_FRAME } from './frame.js';

const LENGTH_BYTES = 4;

/** Told what a {@link LengthFraming} found. */
export interface LengthFramingListener {
  /** A frame, valid only during the call. */
  frame(bytes: Buffer): void;
  /** A frame of so many bytes was announced, more than there is room for. Nothing is found after that. */
  tooLong(length: number): void;
}

/** Finds the frames in a stream: each comes after its length, four bytes, the highest first. */
export class LengthFraming {
  readonly #listener: LengthFramingListener;
  readonly #kept: Buffer = Buffer.alloc(LENGTH_BYTES + LONGEST_FRAME);
  #keptBytes = 0;
  #over = false;

  constructor(listener: LengthFramingListener) {
    this.#listener = listener;
  }

  /** Takes what was read. It may end anywhere. */
  push(read: Buffer): void {
    let at = 0;
    while (at < read.length && !this.#over) {
      const length = this.#keptBytes < LENGTH_BYTES ? 0 : this.#kept.readUInt32BE(0);
      const missing = LENGTH_BYTES + length - this.#keptBytes;
      const taken = read.copy(this.#kept, this.#keptBytes, at, at + missing);
      at += taken;
      this.#keptBytes += taken;
      if (taken === missing) this.#complete();
    }
  }

  /** Nothing is found from here on. */
  end(): void {
    this.#over = true;
  }

  #complete(): void {
    const length = this.#kept.readUInt32BE(0);
    if (length > LONGEST_FRAME) {
      this.#over = true;
      this.#listener.tooLong(length);
    } else if (this.#keptBytes === LENGTH_BYTES + length) {
      this.#keptBytes = 0;
      this.#listener.frame(this.#kept.subarray(LENGTH_BYTES, LENGTH_BYTES + length));
    }
  }
}

/** A frame with its length before it. */
export function withLength(frame: Uint8Array): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES + frame.length);
  bytes.writeUInt32BE(frame.length, 0);
  bytes.set(frame, LENGTH_BYTES);
  return bytes;
}
