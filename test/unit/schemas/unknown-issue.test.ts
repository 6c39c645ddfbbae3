// The fear: what is wrong with a record can not be found from what is said about it.
import { expect, test } from 'vitest';
import { validate } from 'qmp-watchdog/schemas';

const record = { v: 1, n: 1, time: '2026-01-01T00:00:00.000Z', at: 1.5, kind: 'stopped', reason: 'enough' };

test('a record has no issues, with or without members of a newer version', () => {
  expect(validate('journal-record', record)).toEqual([]);
  expect(validate('journal-record', { ...record, vm: 'vm1', host: 'h1' })).toEqual([]);
});

test('an issue names the place and what is expected there', () => {
  expect(validate('journal-record', { ...record, reason: 7 })).toEqual([
    { path: ['reason'], message: expect.stringContaining('string') },
  ]);
  expect(
    validate('journal-record', {
      ...record,
      kind: 'started',
      boot: 1,
      mode: 'act',
      policies: ['p', 3],
      watchdogs: [],
    }),
  ).toEqual([
    { path: ['mode'], message: expect.any(String) },
    { path: ['policies', 1], message: expect.any(String) },
  ]);
});

test.each([null, 7, 'stopped', [], [record], {}])('%j is no record', (value) => {
  const issues = validate('journal-record', value);
  expect(issues.length).toBeGreaterThan(0);
  for (const { path, message } of issues) {
    expect(Array.isArray(path)).toBe(true);
    expect(message).not.toBe('');
  }
});
