import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { messageOf, parseJson } from '../core/index.js';
import { JournalError } from './journal.js';
import type { JournalRecord } from './record.js';

/**
 * Reads a journal from its beginning. A last line that a crash cut off is left out; any other line that is not a
 * record ends the reading.
 * @throws {@link JournalError} naming the line and what is wrong with it.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalRecord, void, void> {
  const { validate } = await import('../schemas/index.js');
  let pending: { readonly line: string; readonly number: number } | undefined;
  let number = 0;
  try {
    for await (const line of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (pending !== undefined) yield read(path, pending.line, pending.number, validate);
      number += 1;
      pending = line === '' ? undefined : { line, number };
    }
  } catch (cause) {
    throw cause instanceof JournalError
      ? cause
      : new JournalError(path, `could not be read: ${messageOf(cause)}`, cause);
  }
  if (pending === undefined) return;
  try {
    parseJson(pending.line);
  } catch {
    // Only the end of a file can have been cut off.
    return;
  }
  yield read(path, pending.line, pending.number, validate);
}

function read(
  path: string,
  line: string,
  number: number,
  validate: typeof import('../schemas/index.js').validate,
): JournalRecord {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (cause) {
    throw new JournalError(path, `has no JSON in line ${number}: ${messageOf(cause)}`, cause);
  }
  const [issue] = validate('journal-record', value);
  if (issue !== undefined)
    throw new JournalError(
      path,
      `has no record of this version in line ${number}: ${issue.path.join('.') || 'the line'}: ${issue.message}`,
    );
  // The schema has just established this shape.
  return value as JournalRecord;
}
