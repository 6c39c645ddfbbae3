import { parseJsonBytes } from '../core/index.js';
import { ID_LENGTH, numberAt } from './ids.js';

/** The number and value of a reply, read without parsing the whole. One object is shared: valid until the next call. */
export interface QuickReturn {
  readonly number: number;
  readonly value: unknown;
}

const found: { -readonly [Member in keyof QuickReturn]: QuickReturn[Member] } = {
  number: 0,
  value: undefined,
};

const RETURN = Buffer.from('{"return": ', 'latin1');
const ID = Buffer.from(', "id": "', 'latin1');
const CLOSE = Buffer.from('"}', 'latin1');
const TAIL = ID.length + ID_LENGTH + CLOSE.length;

/**
 * A success that is written exactly as QEMU writes it, with an id of our form; `undefined` for any other message,
 * which must be parsed whole.
 */
export function readReturn(
  bytes: Buffer,
  start: number,
  end: number,
  ascii: boolean,
): QuickReturn | undefined {
  const value = start + RETURN.length;
  const tail = end - TAIL;
  if (
    tail <= value ||
    !stands(bytes, start, RETURN) ||
    !stands(bytes, tail, ID) ||
    !stands(bytes, end - CLOSE.length, CLOSE)
  )
    return undefined;
  const number = numberAt(bytes, tail + ID.length);
  if (number < 0) return undefined;
  // {} is what most commands return.
  if (tail - value === 2 && bytes[value] === 0x7b && bytes[value + 1] === 0x7d) found.value = {};
  else {
    try {
      // Whatever is one JSON value here makes the whole a JSON object with this value as its return.
      found.value = parseJsonBytes(bytes, value, tail, ascii);
    } catch {
      return undefined;
    }
  }
  found.number = number;
  return found;
}

function stands(bytes: Buffer, start: number, pattern: Buffer): boolean {
  for (let offset = 0; offset < pattern.length; offset += 1) {
    if (bytes[start + offset] !== pattern[offset]) return false;
  }
  return true;
}
