export { JournalError } from './error.js';
export { explain, explainLines, type JournalSource } from './explain.js';
export { journalFile } from './files.js';
export { FileJournal, type Journal, NoJournal } from './journal.js';
export { readJournal } from './read.js';
export type {
  FlightInput,
  IncidentEnd,
  JournalRecord,
  OpenIncident,
  RecordBase,
  RecordBody,
  Remembered,
} from './record.js';
export { inWords, printable } from './words.js';
