import { randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Four characters: QEMU reads its monitor byte by byte, so each one costs microseconds. */
const LENGTH = 4;
const RANGE = 64 ** LENGTH;

/** The value of each character's code; -1 for one that no id contains. */
const VALUES = new Int8Array(256).fill(-1);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * One sequence for all sessions of this process, from a random beginning: QEMU answers the command of a session that
 * is gone in the next one, so no id may mean two commands. One in sixteen million that a process before us used the
 * very id is the chance that remains.
 */
let last = randomInt(RANGE);

/** The next number: unlike the last sixteen million. */
export function nextNumber(): number {
  last = (last + 1) % RANGE;
  return last;
}

/** The number as an id: four characters of ASCII. */
export function idOf(number: number): string {
  return (
    ALPHABET.charAt(number >> 18) +
    ALPHABET.charAt((number >> 12) & 63) +
    ALPHABET.charAt((number >> 6) & 63) +
    ALPHABET.charAt(number & 63)
  );
}

/** The number of an id that stands in `bytes` from `start` on; -1 when these are no id. */
export function numberAt(bytes: Buffer, start: number): number {
  let number = 0;
  for (let position = start; position < start + LENGTH; position += 1) {
    const value = VALUES[bytes[position] ?? 0] ?? -1;
    if (value < 0) return -1;
    number = number * 64 + value;
  }
  return number;
}

/** The number of an id as it was parsed; -1 when it is none of ours. */
export function numberOf(id: unknown): number {
  return typeof id === 'string' && id.length === LENGTH && !/[^\w-]/.test(id)
    ? numberAt(Buffer.from(id, 'latin1'), 0)
    : -1;
}

/** How many characters an id has. */
export const ID_LENGTH: number = LENGTH;
