import type { JournalRecord } from 'qmp-watchdog';
import type { Screen } from './screen.js';

/** Tells a record in words, where it is part of the story. */
export function narrate(record: JournalRecord, out: Screen): void {
  switch (record.kind) {
    case 'watchdog':
      if (record.transition === 'pretimeout')
        out.line('warn', `pretimeout: no heartbeat for ${milliseconds(record.detail['silentFor'])}`);
      if (record.transition === 'expired')
        out.line('bad', `expired: no heartbeat for ${milliseconds(record.detail['silentFor'])}`);
      if (record.transition === 'recovered')
        out.line('good', 'the first heartbeat after it: the guest is back');
      return;
    case 'evidence':
      out.line('plain', `evidence for ${record.action}: ${record.verdict} (${record.reason})`);
      return;
    case 'intent':
      out.line('warn', `${record.action}: recorded, now done`);
      return;
    case 'result':
      out.line(
        record.outcome === 'done' ? 'good' : 'plain',
        `${record.action}: ${record.outcome} (${record.reason}), after ${milliseconds(record.took)}`,
      );
      return;
    case 'vm':
      out.line('quiet', `QEMU says ${record.event}`);
      return;
    case 'page':
      out.line('bad', `page: ${record.reason}`);
      return;
    default:
      return;
  }
}

/** A line of the summary. */
export interface SummaryLine {
  readonly kind: 'plain' | 'good';
  readonly text: string;
}

/** Detection and recovery in figures, taken from the journal alone. */
export function summary(records: readonly JournalRecord[]): readonly SummaryLine[] {
  const expired = records.find((record) => record.kind === 'watchdog' && record.transition === 'expired');
  const reset = records.find((record) => record.kind === 'intent' && record.action === 'system_reset');
  const recovered = records.find((record) => record.kind === 'watchdog' && record.transition === 'recovered');
  const silentFor = expired?.kind === 'watchdog' ? expired.detail['silentFor'] : undefined;
  if (
    expired === undefined ||
    reset === undefined ||
    recovered === undefined ||
    typeof silentFor !== 'number'
  )
    return [];
  return [
    {
      kind: 'plain',
      text: `detected      ${milliseconds(silentFor)} after the last heartbeat (the timeout is 2,000 ms)`,
    },
    { kind: 'plain', text: `NMI           ${milliseconds(reset.at - expired.at)} in which it did not cure` },
    {
      kind: 'plain',
      text: `reset         ${milliseconds(recovered.at - reset.at)} from its order to the guest's first heartbeat`,
    },
    {
      kind: 'good',
      text: `recovered     ${milliseconds(silentFor + recovered.at - expired.at)} after the last heartbeat before the hang`,
    },
    { kind: 'plain', text: `the journal   ${records.length} records, each intent on disk before its act` },
  ];
}

function milliseconds(value: unknown): string {
  return typeof value === 'number' ? `${Math.round(value).toLocaleString('en')} ms` : '?';
}
