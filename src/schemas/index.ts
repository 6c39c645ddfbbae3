/// <reference types="node" preserve="true" />
import { journalRecord } from './journal-record.js';

/** What is wrong with a value, and where in it. */
export interface Issue {
  /** The keys and indexes that lead to the place; empty for the value itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const schemas = { 'journal-record': journalRecord };

/** The kinds of value that {@link validate} knows. */
export type SchemaName = 'journal-record';

/** What is wrong with `value` as a `name`; nothing when it is one. Members that a newer version may have added are no issue. */
export function validate(name: SchemaName, value: unknown): readonly Issue[] {
  const result = schemas[name].safeParse(value);
  if (result.success) return [];
  return result.error.issues.map(({ path, message }) => ({
    path: path.map((key) => (typeof key === 'number' ? key : String(key))),
    message,
  }));
}
