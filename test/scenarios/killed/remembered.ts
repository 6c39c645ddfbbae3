import { expect } from 'vitest';
import { type JournalRecord, readJournal } from 'qmp-watchdog';

export async function recordsIn(path: string): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for await (const record of readJournal(path)) records.push(record);
  return records;
}

export const of = <K extends JournalRecord['kind']>(
  records: readonly JournalRecord[],
  kind: K,
): Extract<JournalRecord, { kind: K }>[] =>
  records.filter((record): record is Extract<JournalRecord, { kind: K }> => record.kind === kind);

/**
 * Many supervisors were killed, with one policy whose single step is a reset, and the last one found it halted: what the
 * journal says of that. `resets`: how many QEMU was given.
 */
export function expectRemembered(
  records: readonly JournalRecord[],
  { limit, resets }: { readonly limit: number; readonly resets: number },
): void {
  const triggers = of(records, 'trigger').map(({ incident }) => incident);
  const intents = of(records, 'intent');
  const results = of(records, 'result');
  expect(triggers, 'each incident has a number of its own').toEqual(triggers.map((_, n) => `i${n + 1}`));
  expect(triggers, 'no restart makes room for more').toHaveLength(limit);
  expect(of(records, 'ended').map(({ incident }) => incident)).toEqual(triggers);
  expect(new Set(intents.map(({ incident }) => incident)).size, 'nothing is repeated').toBe(intents.length);
  expect(
    results.map(({ incident, order }) => `${incident}/${order}`),
    'every intent has one result',
  ).toEqual(intents.map(({ incident, order }) => `${incident}/${order}`));
  expect(resets, 'nothing is done without an intent').toBeLessThanOrEqual(intents.length);
  expect(results.filter(({ outcome }) => outcome === 'done').length).toBeLessThanOrEqual(resets);
  const cut = results.filter(({ reason }) => reason === 'restarted');
  expect(cut.length, 'some kill came in the middle').toBeGreaterThan(0);
  expect(cut.every(({ outcome }) => outcome === 'unknown')).toBe(true);
  expect(of(records, 'halted')).toHaveLength(1);
  expect(of(records, 'page').at(-1)?.reason).toMatch(/still halted from before the restart/);
}
