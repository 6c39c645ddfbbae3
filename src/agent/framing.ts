const LF = 0x0a;
const CR = 0x0d;
/** The byte with which an agent announces the reply to a delimited synchronisation. It is never part of JSON. */
const DELIMITER = 0xff;

/** Receives what {@link GuestFraming} cuts out. */
export interface GuestFramingListener {
  /** A line. `delimited`: 0xFF stood right before it. The bytes are valid only during the call. */
  message(bytes: Buffer, delimited: boolean): void;
  /** A line that is longer than allowed has begun; the rest of it is skipped. */
  tooLong(): void;
}

/**
 * Cuts what an agent sends into lines. 0xFF drops the line that has begun, as after an agent that was killed in the
 * middle of a reply, and marks the next one. Nothing that a guest can send makes it keep more than `maxMessageBytes`.
 */
export class GuestFraming {
  readonly #maxMessageBytes: number;
  readonly #listener: GuestFramingListener;
  #kept: Buffer = Buffer.alloc(0);
  #length = 0;
  #delimited = false;
  #skipping = false;

  constructor(maxMessageBytes: number, listener: GuestFramingListener) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#listener = listener;
  }

  /** Bytes of the line that has begun. */
  get pendingBytes(): number {
    return this.#length;
  }

  /** Forgets the line that has begun: a new connection starts clean. */
  reset(): void {
    this.#startLine(false);
  }

  /** Takes what was read. `chunk` may be overwritten after the call. */
  push(chunk: Buffer): void {
    let start = 0;
    let delimiter = nextOf(chunk, DELIMITER, 0);
    let newline = nextOf(chunk, LF, 0);
    while (start < chunk.length) {
      const end = Math.min(delimiter, newline);
      this.#keep(chunk, start, Math.min(end, chunk.length));
      if (end === delimiter && end < chunk.length) {
        this.#startLine(true);
        delimiter = nextOf(chunk, DELIMITER, end + 1);
      } else if (end < chunk.length) {
        this.#endLine();
        newline = nextOf(chunk, LF, end + 1);
      }
      start = end + 1;
    }
  }

  #endLine(): void {
    let end = this.#length;
    while (end > 0 && this.#kept[end - 1] === CR) end -= 1;
    const skipped = this.#skipping;
    const delimited = this.#delimited;
    const line = this.#kept.subarray(0, end);
    // The listener may begin anew: the buffer is handed over, and kept only while it is small.
    this.#length = 0;
    this.#skipping = false;
    if (skipped) this.#delimited = false;
    else if (end > 0) {
      this.#delimited = false;
      this.#listener.message(line, delimited);
    }
    if (this.#kept.length > 65_536) this.#kept = Buffer.alloc(0);
  }

  #startLine(delimited: boolean): void {
    this.#length = 0;
    this.#skipping = false;
    this.#delimited = delimited;
  }

  #keep(chunk: Buffer, start: number, end: number): void {
    if (end <= start || this.#skipping) return;
    const length = this.#length + end - start;
    if (length > this.#maxMessageBytes) {
      this.#length = 0;
      this.#kept = Buffer.alloc(0);
      this.#skipping = true;
      this.#listener.tooLong();
      return;
    }
    if (length > this.#kept.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#kept.length, 256));
      this.#kept.copy(grown, 0, 0, this.#length);
      this.#kept = grown;
    }
    chunk.copy(this.#kept, this.#length, start, end);
    this.#length = length;
  }
}

function nextOf(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
