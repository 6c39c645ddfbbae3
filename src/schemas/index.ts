/// <reference types="node" preserve="true" />
import { OptionError } from '../core/index.js';
import { checkFlightInput, checkFlightState } from './flight.js';
import type { Issue } from './issue.js';
import { checkJournalRecord } from './journal-record.js';
import { checkPositiveControl } from './positive-control.js';
import {
  type GuestReturnSchemaName,
  returns as guestReturns,
  types as guestTypes,
} from './qapi/guest-agent.js';
import { type EventSchemaName, events, type ReturnSchemaName, returns, types } from './qapi/qmp.js';
import { checkScenario } from './scenario.js';
import { Schemas } from './schemas.js';

export type { Issue } from './issue.js';
export type { GuestReturnSchemaName } from './qapi/guest-agent.js';
export type { EventSchemaName, ReturnSchemaName } from './qapi/qmp.js';

/**
 * What {@link validate} knows, by its name: `journal-record`; `scenario`; `positive-control`; an event's wire name, in
 * capitals, for its `data`; a command's wire name for what it returns.
 */
export type SchemaName =
  | 'journal-record'
  | 'flight-state'
  | 'flight-input'
  | 'scenario'
  | 'positive-control'
  | EventSchemaName
  | ReturnSchemaName
  | GuestReturnSchemaName;

// The agent's commands have names of their own, but its types have some of QMP's names.
const qmp = new Schemas([events, returns], types);
const guest = new Schemas([guestReturns], guestTypes);
const all = [qmp, guest];
const OURS: ReadonlySet<string> = new Set([
  'journal-record',
  'flight-state',
  'flight-input',
  'scenario',
  'positive-control',
]);

/**
 * What is wrong with `value` as a `name`, at most 20 issues; nothing when it is one. What a newer version may have added
 * is no issue: members, values of enums, branches of unions. Whatever `value` is, looking at it is harmless and takes no
 * longer than its size.
 * @throws OptionError for a name that {@link isSchemaName} does not know.
 */
export function validate(name: SchemaName, value: unknown): readonly Issue[] {
  if (name === 'journal-record') return checkJournalRecord(value);
  if (name === 'flight-state') return checkFlightState(value);
  if (name === 'flight-input') return checkFlightInput(value);
  if (name === 'scenario') return checkScenario(value);
  if (name === 'positive-control') return checkPositiveControl(value);
  const schemas = all.find((own) => own.has(name));
  if (schemas === undefined) throw new OptionError('name', name, 'the name of something that is received');
  return schemas.issues(name, value);
}

/** Whether {@link validate} knows this name, which may be a downstream command's or a newer event's. */
export function isSchemaName(name: string): name is SchemaName {
  return OURS.has(name) || all.some((own) => own.has(name));
}
