import { type Channel, channel } from 'node:diagnostics_channel';
import type { JournalRecord } from '../journal/index.js';
import type { Page } from './run.js';
import type { Supervisor } from './supervisor.js';

/** What the channel `qmp-watchdog:record` of `node:diagnostics_channel` carries. */
export interface RecordMessage {
  readonly supervisor: Supervisor;
  /** The VM's name, where the supervisor was given one. */
  readonly name: string | undefined;
  /** As in the journal, without secrets. */
  readonly record: JournalRecord;
}

/** What the channel `qmp-watchdog:page` of `node:diagnostics_channel` carries. */
export interface PageMessage {
  readonly supervisor: Supervisor;
  /** The VM's name, where the supervisor was given one. */
  readonly name: string | undefined;
  readonly page: Page;
}

const records: Channel = channel('qmp-watchdog:record');
const pages: Channel = channel('qmp-watchdog:page');

/** Whether the channel of records has a subscriber. */
export function recordsAreHeard(): boolean {
  return records.hasSubscribers;
}

/** Tells every subscriber of this process. What one throws, Node raises later as an uncaught exception, not here. */
export function publishRecord(supervisor: Supervisor, record: JournalRecord): void {
  if (!records.hasSubscribers) return;
  const message: RecordMessage = { supervisor, name: supervisor.name, record };
  records.publish(message);
}

/** As {@link publishRecord}. */
export function publishPage(supervisor: Supervisor, page: Page): void {
  if (!pages.hasSubscribers) return;
  const message: PageMessage = { supervisor, name: supervisor.name, page };
  pages.publish(message);
}
