import { messageOf, parseJson, stringifyJson } from '../core/index.js';
import { crc32 } from './crc32.js';
import type { JournalRecord } from './record.js';

/** The checksum is the last member: over all bytes of the line before its comma. */
const SUM = /,"sum":"([0-9a-f]{8})"\}$/;
const SUM_LENGTH = ',"sum":"00000000"}'.length;

/** What a line that can not be read may be: cut off by a crash, or changed since it was written. */
export interface BadLine {
  readonly bad: 'torn' | 'damaged';
  readonly what: string;
}

/** A record as a line of a journal, its line end included. */
export function toLine(record: JournalRecord): Buffer {
  const open = stringifyJson(record).slice(0, -1);
  return Buffer.from(`${open},"sum":"${hex(crc32(Buffer.from(open)))}"}\n`);
}

/** What stands in a line without its line end, or why that is not known. */
export function fromLine(line: Buffer): { readonly value: unknown } | BadLine {
  const told = SUM.exec(line.toString('latin1', Math.max(0, line.length - SUM_LENGTH)))?.[1];
  const open = line.subarray(0, line.length - SUM_LENGTH);
  if (told !== undefined && told !== hex(crc32(open)))
    return { bad: 'damaged', what: `its checksum is ${told}, and that of its text ${hex(crc32(open))}` };
  try {
    const value = parseJson(told === undefined ? line.toString() : `${open.toString()}}`);
    return told === undefined ? { bad: 'damaged', what: 'it has no checksum' } : { value };
  } catch (cause) {
    return { bad: 'torn', what: messageOf(cause) };
  }
}

function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}

/** No record is longer, in bytes. */
export const LONGEST_LINE: number = 2 ** 28;

/** Cuts bytes into lines; the last one may have no end. @throws RangeError for one that is longer than any record. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      const rest = chunk.subarray(from, end);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      length = 0;
      from = end + 1;
    }
    if (from === chunk.length) continue;
    begun.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE) throw new RangeError(`a line is longer than ${LONGEST_LINE} bytes`);
  }
  if (length > 0) yield Buffer.concat(begun);
}
