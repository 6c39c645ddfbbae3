const LENGTH_BYTES = 4;

/** What {@link LengthPrefixes} finds. */
export interface FrameListener {
  /** A frame has come in whole. */
  frame(): void;
  /** A frame of so many bytes was announced, more than there may be. Nothing is found after that. */
  tooLong(length: number): void;
}

/** Counts its way through frames that come after their lengths, whatever pieces they come in. Keeps nothing of them. */
export class LengthPrefixes {
  readonly #longest: number;
  readonly #listener: FrameListener;
  /** How many bytes of the present length have come in, and what they amount to so far. */
  #lengthBytes = 0;
  #length = 0;
  /** How many bytes of the present frame are missing. */
  #missing = 0;
  #over = false;

  constructor(longest: number, listener: FrameListener) {
    this.#longest = longest;
    this.#listener = listener;
  }

  push(read: Buffer): void {
    let at = 0;
    while (at < read.length && !this.#over) {
      if (this.#lengthBytes < LENGTH_BYTES) {
        this.#length = this.#length * 256 + (read[at] ?? 0);
        this.#lengthBytes += 1;
        at += 1;
        if (this.#lengthBytes === LENGTH_BYTES) this.#begin();
      } else {
        const taken = Math.min(this.#missing, read.length - at);
        at += taken;
        this.#missing -= taken;
      }
      if (this.#lengthBytes === LENGTH_BYTES && this.#missing === 0) this.#end();
    }
  }

  #begin(): void {
    this.#missing = this.#length;
    if (this.#length <= this.#longest) return;
    this.#over = true;
    this.#listener.tooLong(this.#length);
  }

  #end(): void {
    this.#lengthBytes = 0;
    this.#length = 0;
    this.#listener.frame();
  }
}

/** A frame of this text, a byte a character. */
export function frameOf(text: string): string {
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return length.toString('latin1') + text;
}
