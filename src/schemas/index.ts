/// <reference types="node" preserve="true" />
import type { Issue } from './issue.js';
import { checkJournalRecord } from './journal-record.js';

export type { Issue } from './issue.js';

const checks: Readonly<Record<SchemaName, (value: unknown) => readonly Issue[]>> = {
  'journal-record': checkJournalRecord,
};

/** The kinds of value that {@link validate} knows. */
export type SchemaName = 'journal-record';

/**
 * What is wrong with `value` as a `name`; nothing when it is one. Members that a newer version may have added are no
 * issue.
 */
export function validate(name: SchemaName, value: unknown): readonly Issue[] {
  return checks[name](value);
}
