import { parseJsonBytes } from '../core/index.js';

/** The beginning of an event, read without parsing. One object is shared: it is valid until the next call. */
export interface EventHead {
  readonly name: string;
  readonly seconds: number;
  readonly microseconds: number;
  /** Where the rest of the message begins: the data, or the end. */
  readonly rest: number;
}

const head: { -readonly [Member in keyof EventHead]: EventHead[Member] } = {
  name: '',
  seconds: 0,
  microseconds: 0,
  rest: 0,
};

const TIMESTAMP = Buffer.from('{"timestamp": {"seconds": ', 'latin1');
const MICROSECONDS = Buffer.from(', "microseconds": ', 'latin1');
const EVENT = Buffer.from('}, "event": "', 'latin1');
const DATA = Buffer.from(', "data": ', 'latin1');
const QUOTE = 0x22;
const CLOSE = 0x7d;

/** A longer run of digits may not fit a number. */
const MOST_DIGITS = 15;

/**
 * The name and stamp of an event that is written exactly as QEMU writes it; `undefined` for any other message. Most
 * events interest nobody, and this is many times cheaper than parsing.
 */
export function readEventHead(bytes: Buffer, start: number, end: number): EventHead | undefined {
  let position = skip(bytes, start, end, TIMESTAMP);
  if (position < 0) return undefined;
  position = readInteger(bytes, position, end);
  head.seconds = integer;
  position = skip(bytes, position, end, MICROSECONDS);
  position = readInteger(bytes, position, end);
  head.microseconds = integer;
  position = skip(bytes, position, end, EVENT);
  if (position < 0) return undefined;
  let hash = 0;
  for (let close = position; close < end; close += 1) {
    const byte = bytes[close];
    if (byte === QUOTE) {
      head.name = nameOf(bytes, position, close, hash);
      head.rest = close + 1;
      return head;
    }
    // A name is upper case letters, digits and underscores, and perhaps a downstream prefix with dots.
    if (byte === undefined || byte === 0x5c || byte < 0x20 || byte > 0x7e) return undefined;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  return undefined;
}

/**
 * The data of the event whose head was just read; `undefined` when the rest of the message is not written as QEMU
 * writes it, and the whole must be parsed.
 */
export function readEventData(bytes: Buffer, rest: number, end: number, ascii: boolean): unknown {
  if (rest + 1 === end && bytes[rest] === CLOSE) return {};
  const data = skip(bytes, rest, end, DATA);
  if (data < 0 || bytes[end - 1] !== CLOSE) return undefined;
  try {
    // Whatever is one JSON value here makes the whole a JSON object with this value as its data.
    return parseJsonBytes(bytes, data, end - 1, ascii) ?? {};
  } catch {
    return undefined;
  }
}

/** The number that {@link readInteger} read. */
let integer = 0;

function readInteger(bytes: Buffer, start: number, end: number): number {
  if (start < 0) return -1;
  const negative = bytes[start] === 0x2d;
  const digits = negative ? start + 1 : start;
  let value = 0;
  let position = digits;
  while (position < end) {
    const byte = bytes[position];
    if (byte === undefined || byte < 0x30 || byte > 0x39) break;
    value = value * 10 + byte - 0x30;
    position += 1;
  }
  const length = position - digits;
  // JSON knows no leading zeros.
  if (length === 0 || length > MOST_DIGITS || (length > 1 && bytes[digits] === 0x30)) return -1;
  integer = negative ? -value : value;
  return position;
}

function skip(bytes: Buffer, start: number, end: number, pattern: Buffer): number {
  const { length } = pattern;
  if (start < 0 || start + length > end) return -1;
  for (let offset = 0; offset < length; offset += 1) {
    if (bytes[start + offset] !== pattern[offset]) return -1;
  }
  return start + length;
}

/** Event names are few: each is decoded once. A peer that makes up names gets no more places than this. */
const MOST_NAMES = 256;
const names = new Map<number, { readonly bytes: Buffer; readonly name: string }>();

function nameOf(bytes: Buffer, start: number, end: number, hash: number): string {
  const known = names.get(hash);
  if (
    known !== undefined &&
    end - start === known.bytes.length &&
    skip(bytes, start, end, known.bytes) === end
  )
    return known.name;
  const name = bytes.toString('latin1', start, end);
  if (known === undefined && names.size < MOST_NAMES)
    names.set(hash, { bytes: Buffer.from(bytes.subarray(start, end)), name });
  return name;
}
