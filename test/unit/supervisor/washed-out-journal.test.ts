// The fear: a guest that resets itself thousands of times a second washes everything else out of the journal.
import { act, action, type JournalRecord, type Notifier, on, type RecordBody } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { Thinning } from '../../../src/supervisor/thinning.js';
import { inWords } from '../../../src/journal/index.js';
import { validate } from '../../../src/schemas/index.js';
import { reset as resetPolicy, supervised } from '../../scenarios/supervised.js';

const reset: RecordBody = { kind: 'vm', event: 'RESET', detail: {} };
const times = (records: readonly (RecordBody | JournalRecord)[]): number =>
  records.reduce((sum, record) => sum + (record.kind === 'repeated' ? record.times : 0), 0);

describe('what happens again and again', () => {
  test('is recorded once a second, and nothing of it goes uncounted', () => {
    const thinning = new Thinning();
    const written: RecordBody[] = [];
    for (let now = 0; now < 10_000; now += 0.5) written.push(...thinning.take(reset, now));
    written.push(...thinning.take({ kind: 'stopped', reason: 'x' }, 10_000));
    const resets = written.filter(({ kind }) => kind === 'vm').length;
    expect(resets).toBe(49);
    expect(resets + times(written)).toBe(20_000);
    expect(written.at(-2)).toMatchObject({ kind: 'repeated', of: 'vm', what: 'RESET' });
  });

  test('is recorded one by one at an ordinary pace', () => {
    const thinning = new Thinning();
    for (let now = 0; now < 200_000; now += 1_000) expect(thinning.take(reset, now)).toEqual([reset]);
  });

  test('is told when it has stopped', () => {
    const thinning = new Thinning();
    for (let n = 0; n < 100; n += 1) thinning.take(reset, 0);
    const other: RecordBody = { kind: 'halted', policy: 'p', reason: 'x' };
    expect(thinning.take(other, 500)).toEqual([other]);
    expect(thinning.take(other, 1_000)).toEqual([
      { kind: 'repeated', of: 'vm', what: 'RESET', times: 60 },
      other,
    ]);
    expect(thinning.take(other, 2_000)).toEqual([other]);
  });

  test.each<RecordBody>([
    { kind: 'watchdog', watchdog: 'guest', transition: 'armed', detail: {} },
    { kind: 'page', policy: 'p', reason: 'its trigger threw' },
    { kind: 'page', reason: 'unknown' },
    { kind: 'unnotified', notifier: 'n', policy: 'p', reason: 'busy' },
  ])('is counted and told of, whatever it is: %o', (body) => {
    const thinning = new Thinning();
    const written: RecordBody[] = [];
    for (let n = 0; n < 5_000; n += 1) written.push(...thinning.take(body, 0));
    const last = thinning.take({ kind: 'stopped', reason: 'x' }, 0);
    expect(written.length).toBeLessThan(1_500);
    expect(written.length + times(last)).toBe(5_000);
    const [counted] = last;
    expect(counted).toMatchObject({ kind: 'repeated', of: body.kind, reason: expect.any(String) });
    expect(
      validate('journal-record', { v: 1, n: 1, time: new Date(0).toISOString(), at: 0, ...counted }),
    ).toEqual([]);
    expect(counted && inWords(counted)).toContain(`${times(last)} times more`);
  });

  test('is told apart by what it is, as far as there is room for it', () => {
    const thinning = new Thinning();
    let all = 0;
    const written: RecordBody[] = [];
    for (let round = 0; round < 50; round += 1)
      for (let n = 0; n < 200; n += 1) {
        all += 1;
        written.push(...thinning.take({ kind: 'vm', event: `E${n % 100}`, detail: {} }, 0));
      }
    written.push(...thinning.take({ kind: 'stopped', reason: 'x' }, 0));
    expect(written.filter(({ kind }) => kind === 'vm').length + times(written)).toBe(all);
  });
});

test('a guest in a loop of resets leaves a journal that can be read', async () => {
  await using s = await supervised({
    policies: () => [
      {
        name: 'loop',
        on: on.event('RESET', ({ guest }) => guest),
        do: act.stop(),
        limit: { max: 1, per: 60_000 },
      },
    ],
  });
  await s.clock.advance(1_000);
  for (let n = 0; n < 3_000; n += 1) s.qemu.emit('RESET', { guest: true, reason: 'guest-reset' });
  await s.clock.advance(5_000);
  s.abort();
  await s.ended();
  expect(s.records.filter(({ kind }) => kind === 'vm').length).toBeLessThan(60);
  expect(
    s.of('vm').filter(({ event }) => event === 'RESET').length +
      times(s.of('repeated').filter(({ of }) => of === 'vm')),
  ).toBe(3_000);
  const ignored = s.of('ignored').length + times(s.of('repeated').filter(({ of }) => of === 'ignored'));
  expect(s.of('ignored').length).toBeLessThan(2_500);
  expect(ignored).toBeGreaterThanOrEqual(2_990);
});

test('a guest in a loop of resets and pets does not wash it out through its watchdog', async () => {
  await using s = await supervised({ policies: resetPolicy });
  await s.clock.advance(1_000);
  for (let n = 0; n < 500; n += 1) {
    s.qemu.vm.guestReset();
    await s.clock.advance(1);
    s.dog.pet();
    await s.clock.advance(1);
  }
  s.abort();
  await s.ended();
  expect(s.of('watchdog').length).toBeLessThan(200);
  expect(s.of('repeated').filter(({ of }) => of === 'watchdog')).not.toEqual([]);
});

test('a notifier that is told too much at a time is not begun any more', async () => {
  let underWay = 0;
  let most = 0;
  const notifier: Notifier = {
    name: 'slow',
    timeout: 60_000,
    async notify(_, { clock, signal }) {
      underWay += 1;
      most = Math.max(most, underWay);
      await clock.sleep(30_000, { signal });
      underWay -= 1;
    },
  };
  const look = action({
    name: 'look',
    destructive: false,
    idempotent: true,
    timeout: 1_000,
    run: async () => ({ outcome: 'done', reason: 'looked', evidence: {} }),
  });
  const limit = { max: 1_000, per: 60_000 };
  await using s = await supervised({
    policies: () => [{ name: 'p', on: on.event('POWERDOWN'), do: look, limit, notify: notifier }],
  });
  for (let n = 0; n < 50; n += 1) {
    s.qemu.emit('POWERDOWN');
    await s.clock.advance(1);
  }
  expect(s.of('trigger')).toHaveLength(50);
  expect([most, underWay]).toEqual([16, 16]);
  // Of each incident its beginning and its end.
  expect(s.of('unnotified')).toHaveLength(40);
  expect(s.of('unnotified')[0]).toMatchObject({ reason: 'busy: 16 notices are under way' });
  await s.clock.advance(30_000);
  expect(underWay).toBe(0);
  s.qemu.emit('POWERDOWN');
  await s.clock.advance(10);
  expect(underWay).toBe(2);
});
