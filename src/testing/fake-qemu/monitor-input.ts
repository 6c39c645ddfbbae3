import { parseJson } from '../../core/index.js';

/** One thing that a client sent: a JSON value, or something that QEMU's parser refuses. */
export type Input = { readonly value: unknown } | { readonly parseError: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const BLANK = new Set([0x20, 0x09, 0x0a, 0x0d]);
const WORD = /^[A-Za-z0-9+\-.]+/;

/**
 * Cuts what a client sends into JSON values as QEMU's parser does: a value ends with its last byte and not with its
 * line. It is pulled, because a monitor whose queue is full stops reading.
 */
export class MonitorInput {
  #bytes: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#bytes, bytes]);
  }

  /** Bytes that nobody has taken. */
  get size(): number {
    return this.#bytes.length;
  }

  clear(): void {
    this.#bytes = Buffer.alloc(0);
  }

  /** The next complete value; `undefined` when there is none yet. */
  next(): Input | undefined {
    const bytes = this.#bytes;
    let start = 0;
    while (start < bytes.length && BLANK.has(bytes[start] ?? 0)) start += 1;
    this.#bytes = bytes.subarray(start);
    const first = this.#bytes[0];
    if (first === undefined) return undefined;
    if (CLOSING.has(first)) return this.#take(1, () => ({ parseError: 'JSON parse error, expecting value' }));
    if (!OPENING.has(first) && first !== QUOTE && first !== 0xff) return this.#nextWord();
    const end = endOfValue(this.#bytes);
    return end === undefined ? undefined : this.#take(end.length, end.stray ? stray : parse);
  }

  /** A number or a keyword, which only what follows it can end. */
  #nextWord(): Input | undefined {
    const text = this.#bytes.toString('latin1');
    const word = WORD.exec(text)?.[0];
    if (word === undefined) return this.#take(1, stray);
    if (word.length === text.length) return undefined;
    return this.#take(word.length, (keyword) => {
      const parsed = parse(keyword);
      return 'value' in parsed ? parsed : { parseError: `JSON parse error, invalid keyword '${keyword}'` };
    });
  }

  #take(length: number, read: (text: string) => Input): Input {
    const text = this.#bytes.toString('utf8', 0, length);
    this.#bytes = this.#bytes.subarray(length);
    return read(text);
  }
}

/** Where a value ends, or where a byte that can not be part of one makes the parser start afresh. */
function endOfValue(bytes: Buffer): { readonly length: number; readonly stray: boolean } | undefined {
  let depth = 0;
  let quoted = false;
  for (let position = 0; position < bytes.length; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte === 0xff || (quoted && byte < 0x20)) return { length: position + 1, stray: true };
    if (quoted) {
      if (byte === BACKSLASH) position += 1;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    if (depth === 0 && !quoted) return { length: position + 1, stray: false };
  }
  return undefined;
}

function stray(text: string): Input {
  return { parseError: `JSON parse error, stray '${text}'` };
}

function parse(text: string): Input {
  try {
    return { value: parseJson(text) };
  } catch {
    return { parseError: 'JSON parse error, expecting value' };
  }
}
