import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { messageOf, parseJson } from '../core/index.js';
import { JournalError } from './journal.js';
import type { JournalRecord } from './record.js';

/**
 * Reads a journal from its beginning. A line that a crash cut off is left out: the last one, or one after which a new
 * run began. Any other line that is not a record ends the reading.
 * @throws {@link JournalError} naming the line and what is wrong with it.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalRecord, void, void> {
  const { validate } = await import('../schemas/index.js');
  const input = createReadStream(path, 'utf8');
  let torn: JournalError | undefined;
  let number = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (line === '') continue;
      const value = parse(path, line, number);
      if (value instanceof JournalError) {
        if (torn !== undefined) throw torn;
        torn = value;
        continue;
      }
      const record = check(path, value, number, validate);
      if (torn !== undefined && record.kind !== 'started') throw torn;
      torn = undefined;
      yield record;
    }
  } catch (cause) {
    throw cause instanceof JournalError
      ? cause
      : new JournalError(path, `could not be read: ${messageOf(cause)}`, cause);
  } finally {
    // Whoever reads may have enough before the end.
    input.destroy();
  }
}

function parse(path: string, line: string, number: number): unknown {
  try {
    return parseJson(line);
  } catch (cause) {
    return new JournalError(path, `has no JSON in line ${number}: ${messageOf(cause)}`, cause);
  }
}

function check(
  path: string,
  value: unknown,
  number: number,
  validate: typeof import('../schemas/index.js').validate,
): JournalRecord {
  const [issue] = validate('journal-record', value);
  if (issue !== undefined)
    throw new JournalError(
      path,
      `has no record of this version in line ${number}: ${issue.path.join('.') || 'the line'}: ${issue.message}`,
    );
  // The schema has just established this shape.
  return value as JournalRecord;
}
