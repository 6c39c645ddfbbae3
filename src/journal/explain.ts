import { OptionError } from '../core/index.js';
import { readJournal } from './read.js';
import type { JournalRecord } from './record.js';
import { inWords, printable } from './words.js';

/** A journal's path, or its records. */
export type JournalSource = string | Iterable<JournalRecord> | AsyncIterable<JournalRecord>;

/**
 * Tells in plain words what a journal says: what was seen, what the evidence said, what was done, how it was verified,
 * and how long each took. With an incident's id (`i17`): of that one, with the time since it began, and what happened
 * to the VM and its watchdogs meanwhile.
 * @throws {@link JournalError} the journal can not be read.
 * @throws {@link OptionError} there is no such incident.
 */
export async function explain(journal: JournalSource, incident?: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of explainLines(journal, incident)) lines.push(line);
  return lines.join('\n');
}

/** As {@link explain}, line by line, so that a large journal takes little memory. */
export async function* explainLines(
  journal: JournalSource,
  incident?: string,
): AsyncGenerator<string, void, void> {
  const records = typeof journal === 'string' ? readJournal(journal) : journal;
  for await (const line of incident === undefined ? allOf(records) : oneOf(records, incident))
    yield printable(line);
}

type Records = Iterable<JournalRecord> | AsyncIterable<JournalRecord>;

async function* allOf(records: Records): AsyncGenerator<string, void, void> {
  let isFirst = true;
  for await (const record of records) {
    const words = inWords(record);
    if (words === undefined) continue;
    // What a run says stands apart from what the one before it said.
    if (record.kind === 'started' && !isFirst) yield '';
    isFirst = false;
    const whose = 'incident' in record && record.incident !== undefined ? `${record.incident}: ` : '';
    yield `${record.time}  ${whose}${words}`;
  }
}

async function* oneOf(records: Records, id: string): AsyncGenerator<string, void, void> {
  let began: JournalRecord | undefined;
  let previous: JournalRecord | undefined;
  let sinceThen = 0;
  let first: string | undefined;
  let last: string | undefined;
  for await (const record of records) {
    if (record.kind === 'trigger') {
      first ??= record.incident;
      last = record.incident;
      if (record.incident === id) {
        began = record;
        yield `${id}${record.vm === undefined ? '' : ` of ${record.vm}`}, policy "${record.policy}", ${record.time}`;
        yield '';
      }
    }
    if (began === undefined) continue;
    sinceThen += previous === undefined ? 0 : between(previous, record);
    previous = record;
    const words = belongsTo(record, id) ? inWords(record) : undefined;
    if (words !== undefined) yield `${seconds(sinceThen)}  ${words}`;
    if (record.kind === 'ended' && record.incident === id) return;
  }
  if (began !== undefined) return;
  const known = first === undefined ? 'it tells of none' : `it tells of ${first} to ${last}`;
  throw new OptionError('explain.incident', id, `an incident of the journal: ${known}`);
}

/** What is of another incident, or of none at all, is left out: but not what happened to the VM meanwhile. */
function belongsTo(record: JournalRecord, id: string): boolean {
  if ('incident' in record && record.incident !== undefined) return record.incident === id;
  return record.kind !== 'page' && record.kind !== 'unnotified';
}

/** Milliseconds. A run's own clock is exact; from one run to the next there is only the wall clock. */
function between(one: JournalRecord, other: JournalRecord): number {
  return other.kind === 'started'
    ? Math.max(0, Date.parse(other.time) - Date.parse(one.time))
    : other.at - one.at;
}

function seconds(milliseconds: number): string {
  return `+${(milliseconds / 1_000).toFixed(3)} s`.padStart(12);
}
