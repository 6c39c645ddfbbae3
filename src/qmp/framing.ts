import { isAscii } from 'node:buffer';
import { ProtocolError } from './errors.js';

const LF = 0x0a;
const CR = 0x0d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Receives each message: bytes `start` to `end` of `bytes`, which are valid only during the call. */
export type MessageListener = (bytes: Buffer, start: number, end: number, ascii: boolean) => void;

/**
 * Cuts a byte stream into messages: one a line, or, where the monitor runs with `pretty=on`, from a line that is only
 * an opening brace to the line that is only a closing one. Decoding happens after cutting, so a character split
 * between two reads is safe. Keeps at most `maxMessageBytes` of an unfinished message.
 */
export class MessageFraming {
  readonly #maxMessageBytes: number;
  readonly #listener: MessageListener;
  /** The beginning of a line. */
  readonly #line = new Kept();
  /** The lines of a pretty printed message; hardly any monitor prints so. */
  #pretty: Kept | undefined;
  #messages = 0;

  constructor(maxMessageBytes: number, listener: MessageListener) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#listener = listener;
  }

  /** Bytes of the message that has begun and not ended. */
  get pendingBytes(): number {
    return this.#line.length + (this.#pretty?.length ?? 0);
  }

  /** How many messages have ended. */
  get messages(): number {
    return this.#messages;
  }

  /**
   * Takes what was read. `chunk` may be overwritten after the call.
   * @throws {@link ProtocolError} when a message grows beyond the limit.
   */
  push(chunk: Buffer): void {
    const line = this.#line;
    const ascii = isAscii(chunk);
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (line.length === 0) {
        this.#checkSize(end - start);
        this.#endLine(chunk, start, end, ascii);
      } else {
        this.#keep(line, chunk, start, end, ascii);
        const { bytes, length, ascii: lineAscii } = line;
        line.clear();
        this.#endLine(bytes, 0, length, lineAscii);
      }
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(line, chunk, start, chunk.length, ascii);
  }

  #endLine(bytes: Buffer, start: number, lineEnd: number, ascii: boolean): void {
    let end = lineEnd;
    while (end > start && bytes[end - 1] === CR) end -= 1;
    if (this.#pretty !== undefined || isOnly(bytes, start, end, OPEN))
      this.#prettyLine(bytes, start, end, ascii);
    else if (end > start) this.#message(bytes, start, end, ascii);
  }

  #prettyLine(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    this.#pretty ??= new Kept();
    const pretty = this.#pretty;
    this.#keep(pretty, bytes, start, end, ascii);
    if (!isOnly(bytes, start, end, CLOSE)) return;
    const { bytes: message, length, ascii: messageAscii } = pretty;
    this.#pretty = undefined;
    this.#message(message, 0, length, messageAscii);
  }

  #message(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    this.#messages += 1;
    this.#listener(bytes, start, end, ascii);
  }

  #keep(kept: Kept, bytes: Buffer, start: number, end: number, ascii: boolean): void {
    this.#checkSize(kept.length + end - start);
    kept.append(bytes, start, end, ascii);
  }

  #checkSize(bytes: number): void {
    if (bytes <= this.#maxMessageBytes) return;
    throw new ProtocolError(
      `a message of more than ${this.#maxMessageBytes} bytes came in (maxMessageBytes); the session can not go on`,
    );
  }
}

/** A larger buffer is not kept for the next message. */
const LARGE = 65_536;
const NOTHING = Buffer.alloc(0);

/** Bytes that are kept until the rest comes, in one buffer that doubles: many small pieces cost no more than a large one. */
class Kept {
  bytes = NOTHING;
  length = 0;
  /** Whether all of it is. */
  ascii = true;

  append(bytes: Buffer, start: number, end: number, ascii: boolean): void {
    const length = this.length + end - start;
    if (length > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.bytes.length, 256));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    bytes.copy(this.bytes, this.length, start, end);
    this.length = length;
    this.ascii &&= ascii;
  }

  /** What was kept stays readable until the next `append`. */
  clear(): void {
    if (this.bytes.length > LARGE) this.bytes = NOTHING;
    this.length = 0;
    this.ascii = true;
  }
}

function isOnly(bytes: Buffer, start: number, end: number, byte: number): boolean {
  return end - start === 1 && bytes[start] === byte;
}
