// The fear: a replay decides otherwise than the supervisor did, or says of other policies what nobody can know.
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import {
  act,
  describeReplay,
  guard,
  type JournalRecord,
  on,
  type Policy,
  type Replay,
  type ReplayOptions,
  readJournal,
  replay,
  when,
} from 'qmp-watchdog';
import { escalation, reset, type Setting, supervised } from './supervised.js';

const [nmiThenReset] = escalation('guest') as readonly [Policy];
const [resets] = reset('guest') as readonly [Policy];

/** Lets the guest hang, be cured, and hang again. */
async function hang(s: Setting, times = 1): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(10_000);
  }
}

async function end(s: Setting): Promise<void> {
  s.abort();
  await s.ended();
}

/** The replay of the only incident, or of the one that is asked for. */
async function only(s: Setting, policies: readonly Policy[], options?: ReplayOptions): Promise<Replay> {
  const [one, ...others] = await replay(s.journal, policies, options);
  if (one === undefined || others.length > 0) throw new Error(`there are ${others.length + 1}`);
  return one;
}

/** What was decided, a word each. */
const kinds = ({ recorded, replayed }: Replay) => ({
  recorded: recorded.map(({ record }) => record.kind),
  replayed: replayed.map(({ record }) => record.kind),
});

describe('the same policies', () => {
  test.each([
    ['one session', {}],
    ['a Vm', { overSessions: true }],
    ['only observing', { mode: 'observe' as const }],
    ['a guard that asks', { policies: () => [{ ...resets, when: when.notMigrating() }] }],
    [
      'a guard that throws',
      { policies: () => [{ ...resets, when: guard('bad', () => Reflect.get(Object(null), 'a').b) }] },
    ],
    ['a condition that lasts', { policies: () => [{ ...resets, for: 700 }] }],
  ])('decide the same: %s', async (_, options) => {
    await using s = await supervised(options);
    await hang(s);
    await end(s);
    const policies = 'policies' in options ? options.policies() : [nmiThenReset];
    const one = await only(s, policies);
    expect(describeReplay(one)).toBe('i1, policy "hung guest": the same decisions');
    expect(one).toMatchObject({ identical: true, differences: [], assumptions: [], undecided: undefined });
    const decided = s.records.filter(({ kind }) =>
      ['trigger', 'ignored', 'evidence', 'intent', 'would', 'result', 'ended', 'page'].includes(kind),
    );
    expect(kinds(one)).toEqual({
      recorded: decided.map(({ kind }) => kind),
      replayed: decided.map(({ kind }) => kind),
    });
  });

  test('a journal that ends anywhere: what it tells is decided the same', async () => {
    await using s = await supervised({ policies: () => [{ ...nmiThenReset, when: when.notMigrating() }] });
    await hang(s);
    await end(s);
    const lines = (await readFile(s.journal, 'utf8')).split('\n');
    const flight = lines.findIndex((line) => line.includes('"kind":"flight"'));
    const endings = new Set<string | undefined>();
    for (let length = flight + 1; length < lines.length; length += 1) {
      // A crash leaves half a line.
      await writeFile(s.journal, `${lines.slice(0, length).join('\n')}\n${lines[length]?.slice(0, 20)}`);
      const one = await only(s, [{ ...nmiThenReset, when: when.notMigrating() }]);
      expect(one.identical, `${length} lines`).toBe(true);
      expect(one.differences).toEqual([]);
      endings.add(one.undecided?.reason);
    }
    expect([...endings]).toEqual([
      'the journal tells no more of it: its supervisor ended in the middle',
      undefined,
    ]);
  });

  test('over several files, and several runs', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s, 2);
    await end(s);
    s.run();
    await s.clock.advance(0);
    await hang(s);
    await end(s);
    const lines = (await readFile(s.journal, 'utf8')).split('\n');
    const input = lines.findIndex((line) => line.includes('"kind":"input"'));
    await writeFile(`${s.journal}.1`, `${lines.slice(0, input + 1).join('\n')}\n`);
    await writeFile(s.journal, lines.slice(input + 1).join('\n'));
    const all = await replay(s.journal, [resets]);
    expect(all.map(({ incident, identical }) => [incident, identical])).toEqual([
      ['i1', true],
      ['i2', true],
      ['i3', true],
    ]);
    expect(await only(s, [resets], { incident: 'i2' })).toEqual(all[1]);
  });

  test('records that were listened to, and never came into a file', async () => {
    await using s = await supervised({ journal: 'none', policies: () => [resets] });
    await hang(s);
    expect(await replay(s.records, [resets])).toMatchObject([{ incident: 'i1', identical: true }]);
  });
});

describe('other policies', () => {
  test('a guard that nobody asked then: it would have waited', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    const one = await only(s, [{ ...resets, when: when.notMigrating() }]);
    expect(describeReplay(one)).toBe(
      [
        'i1, policy "hung guest": other decisions',
        '    +0.000 s  did: looked, for system_reset: it may be done (established): QEMU says running within 0 ms, silence for 500 ms, its channel proven',
        '    +0.000 s  did: intent on disk: system_reset',
        '    +0.000 s  now: looked, for system_reset: nothing can be said (not migrating: nobody asked then): QEMU says running within 0 ms, silence for 500 ms, its channel proven',
        '    +0.000 s  now: would have waited (not migrating: nobody asked then)',
        '    +0.000 s  assumed: probe "query-migrate" was not run: what it would have said is not known',
        '    +0.000 s  assumed: QEMU was not asked here: it is taken to say what it said at +0.000 s',
        '    +0.000 s  undecided from here: system_reset was done here, and would not have been: what followed is its doing',
      ].join('\n'),
    );
    expect(one.identical).toBe(false);
  });

  test('a guard whose probe is said to agree: the same, with other numbers', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    const answers = { 'query-migrate': { verdict: 'ok', reason: 'none' } } as const;
    const one = await only(s, [{ ...resets, when: when.notMigrating() }], { answers });
    expect(kinds(one).replayed).toEqual(['trigger', 'evidence', 'intent', 'result', 'ended']);
    expect(one).toMatchObject({ identical: false, differences: [], undecided: undefined });
    expect(one.replayed[2]?.record).toMatchObject({ kind: 'intent', order: 2 });
    expect(one.assumptions[0]?.what).toBe(
      'probe "query-migrate" was not run here: it is taken to say what it was told to, ok (none)',
    );
  });

  test('a guard whose probe is said to refuse: it would not have been done', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    const answers = { 'query-migrate': { verdict: 'fail', reason: 'active' } } as const;
    const one = await only(s, [{ ...resets, when: when.notMigrating() }], { answers });
    expect(kinds(one).replayed.slice(0, 2)).toEqual(['trigger', 'evidence']);
    expect(one.differences[0]?.now[0]).toContain('it must not be done (not migrating: active)');
    expect(one.undecided?.reason).toBe(
      'system_reset was done here, and would not have been: what followed is its doing',
    );
  });

  test('one that must last longer: nothing is known of what the VM would have done', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    const one = await only(s, [{ ...resets, for: 3_000 }]);
    expect(one.differences).toMatchObject([
      {
        after: 0,
        did: { length: 3 },
        now: ['would have waited: for "hung guest" it must last until +3.000 s'],
      },
    ]);
    expect(one.undecided?.after).toBe(0);
  });

  test('one that must last longer, where nothing was done: what came by itself counts', async () => {
    await using s = await supervised({ policies: () => [resets], mode: 'observe' });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(600);
    s.qemu.guest.recover();
    await s.clock.advance(200);
    await end(s);
    const one = await only(s, [{ ...resets, for: 3_000 }]);
    expect(kinds(one)).toEqual({ recorded: ['trigger', 'evidence', 'would', 'ended'], replayed: [] });
    expect(one.undecided).toBeUndefined();
    // Recorded for as long as it was silent, it would have been.
    const later = await only(s, [{ ...resets, for: 50 }]);
    expect(kinds(later).replayed).toEqual(['trigger', 'evidence', 'would', 'ended']);
    expect(later.replayed[0]?.after).toBe(50);
  });

  test('another second step: the first is gone through, and no more', async () => {
    await using s = await supervised({ policies: () => [nmiThenReset] });
    await hang(s);
    await end(s);
    const stops: Policy = {
      ...nmiThenReset,
      do: act.escalate({ action: act.injectNmi(), timeout: 1_000 }, { action: act.stop(), timeout: 10_000 }),
    };
    const one = await only(s, [stops]);
    expect(kinds(one).replayed).toEqual(['trigger', 'evidence', 'intent', 'result', 'evidence', 'intent']);
    expect(one.differences.map(({ after }) => after)).toEqual([1_000]);
    expect(one.undecided).toEqual({
      after: 1_000,
      reason: 'system_reset was done here, and stop would have been: what would have followed is not known',
    });
  });

  test('a first step that has more time: it would have waited for its cure', async () => {
    await using s = await supervised({ policies: () => [nmiThenReset] });
    await hang(s);
    await end(s);
    const patient: Policy = {
      ...nmiThenReset,
      do: act.escalate(
        { action: act.injectNmi(), timeout: 5_000 },
        { action: act.systemReset(), timeout: 10_000 },
      ),
    };
    const one = await only(s, [patient]);
    expect(one.differences.at(-1)?.now).toEqual(['would have waited for the cure until +5.000 s']);
    expect(one.undecided?.after).toBe(1_000);
  });

  test('a first step that has less time: it wakes by itself, and takes the latest facts', async () => {
    await using s = await supervised({ policies: () => [nmiThenReset] });
    await hang(s);
    await end(s);
    const hasty: Policy = {
      ...nmiThenReset,
      do: act.escalate(
        { action: act.injectNmi(), timeout: 400 },
        { action: act.systemReset(), timeout: 10_000 },
      ),
    };
    const one = await only(s, [hasty]);
    expect(one.assumptions).toEqual([
      { after: 400, what: 'QEMU was not asked here: it is taken to say what it said at +0.000 s' },
    ]);
    expect(one.undecided).toEqual({
      after: 400,
      reason: 'system_reset was not done then: what would have followed is not known',
    });
  });

  test('a lower limit: the counts of earlier incidents are known', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s, 2);
    await end(s);
    const one = await only(s, [{ ...resets, limit: { max: 1, per: 600_000 } }], { incident: 'i2' });
    expect(one.differences[0]?.now).toContain('policy "hung guest" is halted: 1 incidents within 600000 ms');
  });

  test('none: nothing would have been done', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    expect((await only(s, [])).differences[0]?.now).toEqual(['would have done nothing']);
  });

  test('an event that nobody listened to is said not to be known', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s);
    await end(s);
    const one = await only(s, [resets, { name: 'panic', on: on.event('GUEST_PANICKED'), do: act.stop() }]);
    expect(one.identical).toBe(true);
    expect(one.assumptions.map(({ what }) => what)).toEqual([
      'GUEST_PANICKED was not listened to: it is taken not to have come',
    ]);
  });

  test('other ones that were loaded meanwhile end what can be said', async () => {
    const waits: Policy = { ...resets, when: guard('never', () => ({ verdict: 'unknown', reason: 'so' })) };
    await using s = await supervised({ policies: () => [waits] });
    await s.clock.advance(2_000);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    s.supervisor.reload([resets]);
    await s.clock.advance(10_000);
    await end(s);
    const [before, after] = await replay(s.journal, [waits]);
    expect(before).toMatchObject({
      incident: 'i1',
      identical: true,
      undecided: { reason: 'other policies were loaded' },
    });
    expect(after).toMatchObject({ incident: 'i2', identical: false });
    expect((await replay(s.journal, [resets]))[1]).toMatchObject({ incident: 'i2', identical: true });
  });
});

test('an incident without end does not fill the journal', async () => {
  const waits: Policy = { ...resets, when: guard('never', () => ({ verdict: 'unknown', reason: 'so' })) };
  await using s = await supervised({ policies: () => [waits] });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(700_000);
  expect(s.of('input')).toHaveLength(1_000);
  expect(s.of('input').at(-1)).toMatchObject({ last: true });
  await end(s);
  const one = await only(s, [waits]);
  expect(one).toMatchObject({
    identical: true,
    undecided: { reason: 'no more of it was recorded: it had too many inputs' },
  });
});

test('no secret comes into a flight, and what looks like one by its name is none', async () => {
  const named: Policy = {
    name: 'password',
    on: on.event('GUEST_PANICKED', ({ action }) => action === 'pause'),
    do: act.systemReset(),
  };
  await using s = await supervised({ dog: { id: 'key' }, policies: () => [named] });
  await s.clock.advance(2_000);
  const data = { action: 'pause', password: 'hunter2' } as const;
  s.qemu.emit('GUEST_PANICKED', data);
  await s.clock.advance(5_000);
  await end(s);
  expect(await readFile(s.journal, 'utf8')).not.toContain('hunter2');
  expect(await only(s, [named])).toMatchObject({ policy: 'password', identical: true });
});

describe('what can not be replayed', () => {
  const refused = (what: string) =>
    expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringContaining(what) });

  test('says why', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s, 2);
    await end(s);
    await expect(replay(s.journal, [resets], { incident: 'i9' })).rejects.toEqual(
      refused('replay.incident must be an incident of the journal: it tells of i1 to i2; got "i9"'),
    );
    const stranger: Policy = { ...resets, on: on.expired('other') };
    await expect(replay(s.journal, [stranger])).rejects.toEqual(
      refused("the id of one of the supervisor's watchdogs (guest)"),
    );
    const byState: Policy = { ...resets, on: on.state(() => true) };
    await expect(replay(s.journal, [byState])).rejects.toEqual(refused('on.state needs a Vm'));
    await expect(replay(s.journal, [resets], { incidents: 'i1' } as ReplayOptions)).rejects.toEqual(
      refused('incidents'),
    );
    const answers = { probe: { verdict: 'yes' as 'ok', reason: '' } };
    await expect(replay(s.journal, [resets], { answers })).rejects.toEqual(
      refused('replay.answers.probe must be an answer'),
    );
  });

  test('records of other versions', async () => {
    await using s = await supervised({ policies: () => [resets] });
    await hang(s, 2);
    await end(s);
    const records: JournalRecord[] = [];
    for await (const record of readJournal(s.journal)) records.push(record);
    const changed = (change: (record: JournalRecord) => object) =>
      records.map((record) => ({ ...record, ...change(record) }) as JournalRecord);
    const ofFirst = (members: object) => (record: JournalRecord) =>
      record.kind === 'flight' && record.incident === 'i1' ? members : {};
    await expect(
      replay(
        changed(() => ({ v: 2 })),
        [resets],
      ),
    ).rejects.toEqual(refused('records of version 1'));
    const newer = changed(ofFirst({ format: 3 }));
    await expect(replay(newer, [resets], { incident: 'i1' })).rejects.toEqual(
      refused('recorded in format 3'),
    );
    expect(await replay(newer, [resets])).toMatchObject([{ incident: 'i2' }]);
    for (const [members, where] of [
      [{ settings: undefined }, 'settings'],
      [{ state: undefined }, 'state'],
      [{ inputs: [{ now: 1, input: {}, wanted: [null], decided: [] }] }, 'inputs.0.wanted.0'],
      [{ inputs: [{ now: 1, input: {}, decided: [null] }] }, 'inputs.0.decided.0'],
    ] as const)
      await expect(replay(changed(ofFirst(members)), [resets])).rejects.toEqual(
        refused(`records of the journal: ${where}: `),
      );
    const nothing = [null] as unknown as readonly JournalRecord[];
    await expect(replay(nothing, [resets])).rejects.toEqual(refused('records of version 1'));
    await expect(replay(changed(ofFirst({ state: {} })), [resets])).rejects.toEqual(refused('its state: '));
    const inputs = [{ now: 1, input: { type: 'facts', order: 1, facts: {} }, decided: [] }];
    await expect(replay(changed(ofFirst({ inputs })), [resets])).rejects.toEqual(
      refused('its input 1: facts.status: '),
    );
    const without = records.filter(
      ({ kind, ...record }) => kind !== 'flight' || !('incident' in record) || record.incident !== 'i1',
    );
    await expect(replay(without, [resets], { incident: 'i1' })).rejects.toEqual(
      refused('an incident whose inputs are in the journal, as those of i2 are'),
    );
    expect(await replay([], [resets])).toEqual([]);
  });
});
