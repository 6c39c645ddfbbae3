export { FileJournal, type Journal, JournalError, NoJournal } from './journal.js';
export { readJournal } from './read.js';
export type { IncidentEnd, JournalRecord, RecordBase, RecordBody } from './record.js';
