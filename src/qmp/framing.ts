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
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #keptAscii = true;
  #pretty: Buffer[] | undefined;
  #prettyBytes = 0;
  #prettyAscii = true;

  constructor(maxMessageBytes: number, listener: MessageListener) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#listener = listener;
  }

  /** Bytes of the message that has begun and not ended. */
  get pendingBytes(): number {
    return this.#keptBytes + this.#prettyBytes;
  }

  /**
   * Takes what was read. `chunk` may be overwritten after the call.
   * @throws {@link ProtocolError} when a message grows beyond the limit.
   */
  push(chunk: Buffer): void {
    const ascii = isAscii(chunk);
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (this.#keptBytes === 0) {
        this.#checkSize(end - start);
        this.#line(chunk, start, end, ascii);
      } else {
        this.#keep(chunk, start, end, ascii);
        const line = this.#kept.length === 1 ? this.#kept[0] : undefined;
        const bytes = line ?? Buffer.concat(this.#kept, this.#keptBytes);
        const lineAscii = this.#keptAscii;
        this.#kept = [];
        this.#keptBytes = 0;
        this.#keptAscii = true;
        this.#line(bytes, 0, bytes.length, lineAscii);
      }
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk, start, chunk.length, ascii);
  }

  #keep(chunk: Buffer, start: number, end: number, ascii: boolean): void {
    this.#checkSize(this.#keptBytes + end - start);
    if (end === start) return;
    this.#kept.push(Buffer.from(chunk.subarray(start, end)));
    this.#keptBytes += end - start;
    this.#keptAscii &&= ascii;
  }

  #line(bytes: Buffer, start: number, lineEnd: number, ascii: boolean): void {
    let end = lineEnd;
    while (end > start && bytes[end - 1] === CR) end -= 1;
    if (this.#pretty !== undefined) this.#prettyLine(this.#pretty, bytes, start, end, ascii);
    else if (end - start === 1 && bytes[start] === OPEN) {
      this.#pretty = [Buffer.from('{')];
      this.#prettyBytes = 1;
      this.#prettyAscii = true;
    } else if (end > start) this.#listener(bytes, start, end, ascii);
  }

  #prettyLine(lines: Buffer[], bytes: Buffer, start: number, end: number, ascii: boolean): void {
    this.#checkSize(this.#prettyBytes + end - start);
    lines.push(Buffer.from(bytes.subarray(start, end)));
    this.#prettyBytes += end - start;
    this.#prettyAscii &&= ascii;
    if (end - start !== 1 || bytes[start] !== CLOSE) return;
    const message = Buffer.concat(lines, this.#prettyBytes);
    const messageAscii = this.#prettyAscii;
    this.#pretty = undefined;
    this.#prettyBytes = 0;
    this.#listener(message, 0, message.length, messageAscii);
  }

  #checkSize(bytes: number): void {
    if (bytes <= this.#maxMessageBytes) return;
    throw new ProtocolError(
      `a message of more than ${this.#maxMessageBytes} bytes came in (maxMessageBytes); the session can not go on`,
    );
  }
}
