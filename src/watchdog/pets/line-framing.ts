const LF = 0x0a;
const CR = 0x0d;
/** Heartbeat lines are short: a line that comes in pieces is first given room for this many bytes. */
const SMALL = 64;

/** What {@link LineFraming} finds. */
export interface LineListener {
  /** A line that is not empty, without its line end. The bytes are valid only during the call. */
  line(bytes: Buffer): void;
  /** A line has grown beyond the limit; it is dropped to its end. Called once for each such line, when it is noticed. */
  tooLong(): void;
}

/**
 * Cuts a byte stream into lines, whatever pieces it comes in. Decoding is left to the listener, so a character that two
 * reads share is safe. Keeps at most `maxLineBytes` of an unfinished line.
 */
export class LineFraming {
  readonly #maxLineBytes: number;
  readonly #listener: LineListener;
  /** The beginning of an unfinished line: the first `#length` bytes of `#room`. */
  #room: Buffer = Buffer.alloc(0);
  #length = 0;
  #dropping = false;

  constructor(maxLineBytes: number, listener: LineListener) {
    this.#maxLineBytes = maxLineBytes;
    this.#listener = listener;
  }

  /** How many bytes it occupies for the unfinished line. */
  get keptBytes(): number {
    return this.#room.length;
  }

  /** Takes what was read. `read` may be overwritten after the call. */
  push(read: Buffer): void {
    let start = 0;
    for (let end = read.indexOf(LF); end >= 0; end = read.indexOf(LF, start)) {
      this.#endLine(read.subarray(start, end));
      start = end + 1;
    }
    if (start < read.length) this.#keep(read.subarray(start));
  }

  #endLine(rest: Buffer): void {
    let line = rest;
    if (this.#length > 0) {
      this.#keep(rest);
      line = this.#room.subarray(0, this.#length);
    } else if (!this.#dropping && rest.length > this.#maxLineBytes) this.#drop();
    const whole = !this.#dropping;
    this.#dropping = false;
    this.#length = 0;
    if (whole) this.#tell(line);
  }

  #tell(line: Buffer): void {
    let end = line.length;
    while (end > 0 && line[end - 1] === CR) end -= 1;
    if (end > 0) this.#listener.line(line.subarray(0, end));
  }

  #keep(piece: Buffer): void {
    if (this.#dropping) return;
    const length = this.#length + piece.length;
    if (length > this.#maxLineBytes) {
      this.#drop();
      return;
    }
    if (length > this.#room.length) {
      const room = Buffer.allocUnsafeSlow(Math.min(Math.max(2 * length, SMALL), this.#maxLineBytes));
      this.#room.copy(room, 0, 0, this.#length);
      this.#room = room;
    }
    piece.copy(this.#room, this.#length);
    this.#length = length;
  }

  #drop(): void {
    this.#dropping = true;
    this.#length = 0;
    this.#room = Buffer.alloc(0);
    this.#listener.tooLong();
  }
}
