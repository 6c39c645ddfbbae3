import { createReadStream } from 'node:fs';
import { messageOf } from '../core/index.js';
import type { Issue } from '../schemas/index.js';
import { JournalError } from './error.js';
import { keptFiles } from './files.js';
import { fromLine, linesOf } from './line.js';
import type { JournalRecord } from './record.js';

/**
 * Reads a journal from its beginning: the older files that are kept beside it, the oldest first, then the file itself.
 * Every line's checksum and shape are verified. A line that a crash cut off is left out: the last one of a file, or one
 * after which a new run began. Any other line that is not a record ends the reading.
 * @throws {@link JournalError} naming the file, the line and what is wrong with it.
 */
export async function* readJournal(path: string): AsyncGenerator<JournalRecord, void, void> {
  let files: readonly string[];
  try {
    files = await keptFiles(path);
  } catch (cause) {
    throw new JournalError(path, `could not be read: ${messageOf(cause)}`, cause);
  }
  for (const file of files) yield* readFile(file);
}

async function* readFile(path: string): AsyncGenerator<JournalRecord, void, void> {
  const input = createReadStream(path);
  try {
    // Without an encoding its chunks are buffers.
    yield* recordsOf(path, input as AsyncIterable<Buffer>);
  } finally {
    // Whoever reads may have enough before the end.
    input.destroy();
  }
}

/** The records in the bytes of one file. `advice` ends the message about a bad line. @throws {@link JournalError} */
export async function* recordsOf(
  path: string,
  chunks: AsyncIterable<Buffer>,
  advice = '',
): AsyncGenerator<JournalRecord, void, void> {
  let torn: JournalError | undefined;
  let number = 0;
  try {
    for await (const line of linesOf(chunks)) {
      number += 1;
      if (line.length === 0) continue;
      const read = fromLine(line);
      if ('bad' in read) {
        const error = new JournalError(path, `has a ${read.bad} line ${number}: ${read.what}${advice}`);
        if (torn !== undefined || read.bad === 'damaged') throw torn ?? error;
        torn = error;
        continue;
      }
      const record = await check(path, read.value, number, advice);
      if (torn !== undefined && record.kind !== 'started') throw torn;
      torn = undefined;
      yield record;
    }
  } catch (cause) {
    throw cause instanceof JournalError
      ? cause
      : new JournalError(path, `could not be read: ${messageOf(cause)}`, cause);
  }
}

type Validate = (name: 'journal-record', value: unknown) => readonly Issue[];

/** Loaded when there is something to check: an observer without a file needs none of it. */
let validate: Validate | undefined;

async function check(path: string, value: unknown, number: number, advice: string): Promise<JournalRecord> {
  validate ??= (await import('../schemas/index.js')).validate;
  const [issue] = validate('journal-record', value);
  if (issue !== undefined)
    throw new JournalError(
      path,
      `has no record of this version in line ${number}: ${issue.path.join('.') || 'the line'}: ${issue.message}${advice}`,
    );
  // The schema has just established this shape.
  return value as JournalRecord;
}
