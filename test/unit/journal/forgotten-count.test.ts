// The fear: a supervisor that starts again counts anew, acts although it was halted, or repeats what was cut off.
import { describe, expect, test } from 'vitest';
import type { JournalRecord, RecordBody } from 'qmp-watchdog';
import { Memory, type Moment } from '../../../src/journal/memory.js';

const HOUR = 3_600_000;
const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** A run whose clock began at 0, `since` milliseconds after the epoch on a host booted an hour before that. */
class History {
  readonly memory = new Memory();
  #n = 0;
  #offset = 0;
  #boot = HOUR;

  /** A new process, so long after the epoch. */
  started(since: number, { mode = 'enforce', boot = since + HOUR } = {}): this {
    this.#offset = since;
    this.#boot = boot;
    this.#n = 0;
    return this.take(0, {
      kind: 'started',
      boot: this.#boot,
      mode: mode === 'enforce' ? 'enforce' : 'observe',
      policies: ['p'],
      watchdogs: [],
    });
  }

  take(at: number, body: RecordBody, wall = EPOCH + this.#offset + at): this {
    this.#n += 1;
    const record: JournalRecord = { v: 1, n: this.#n, time: new Date(wall).toISOString(), at, ...body };
    this.memory.take(record);
    return this;
  }

  incident(at: number, id: string, policy = 'p'): this {
    return this.take(at, { kind: 'trigger', incident: id, policy, cause: {} })
      .take(at + 1, { kind: 'intent', incident: id, order: Number(id.slice(1)), action: 'a' })
      .take(at + 2, {
        kind: 'result',
        incident: id,
        order: Number(id.slice(1)),
        action: 'a',
        outcome: 'done',
        reason: '',
        took: 1,
        evidence: {},
      })
      .take(at + 3, { kind: 'ended', incident: id, policy, how: 'done', took: 3 });
  }
}

/** A process whose clock says 1,000, so long after the epoch, when the host's clocks are right. */
const later = (since: number, change: Partial<Moment> = {}): Moment => ({
  at: 1_000,
  boot: since + HOUR,
  wall: EPOCH + since,
  ...change,
});

describe('incidents of earlier runs count by how long ago they began', () => {
  const history = new History().started(0).incident(10_000, 'i1').incident(20_000, 'i2');

  test('on the clock of this run, which began later', () => {
    // 100 s later: 90 s and 80 s ago.
    expect(history.memory.recalled(later(100_000))).toMatchObject({
      incidents: 2,
      orders: 2,
      begun: { p: [1_000 - 90_000, 1_000 - 80_000] },
      ended: { p: 1_000 - 79_997 },
    });
  });

  test('of several runs', () => {
    const longer = new History().started(0).incident(10_000, 'i1');
    longer.started(50_000).incident(5_000, 'i2');
    longer.started(70_000);
    expect(longer.memory.recalled(later(100_000)).begun).toEqual({ p: [1_000 - 90_000, 1_000 - 45_000] });
  });

  test('of each policy for itself, whatever its name', () => {
    const names = ['__proto__', 'constructor', ''];
    const named = new History().started(0);
    for (const [index, name] of names.entries()) named.incident(10_000 * index, `i${index + 1}`, name);
    const { begun } = named.memory.recalled(later(30_000));
    expect(Object.keys(begun)).toEqual(names);
    for (const [index, name] of names.entries())
      expect(Object.getOwnPropertyDescriptor(begun, name)?.value).toEqual([1_000 - 30_000 + 10_000 * index]);
  });

  test('what was only observed counts for nothing, but its numbers are taken', () => {
    const observed = new History().started(0, { mode: 'observe' });
    observed
      .take(10_000, { kind: 'trigger', incident: 'i1', policy: 'p', cause: {} })
      .take(10_001, { kind: 'would', incident: 'i1', order: 1, action: 'a' })
      .take(10_002, { kind: 'ended', incident: 'i1', policy: 'p', how: 'observed', took: 2 })
      .take(11_000, { kind: 'halted', policy: 'p', reason: 'limit' });
    expect(observed.memory.recalled(later(20_000)).ended).toEqual({});
    expect(observed.memory.recalled(later(20_000))).toMatchObject({ incidents: 1, begun: {}, halted: {} });
    observed.take(12_000, { kind: 'mode', mode: 'enforce', reason: '' }).incident(13_000, 'i2');
    expect(observed.memory.recalled(later(20_000)).begun).toEqual({ p: [1_000 - 7_000] });
  });
});

describe('what was acted on counts, whatever the mode was when it began or ended', () => {
  const trigger = { kind: 'trigger', incident: 'i1', policy: 'p', cause: {} } as const;
  const ended = { kind: 'ended', incident: 'i1', policy: 'p', how: 'not-cured', took: 3 } as const;

  test('it was told to observe in the middle of it', () => {
    const history = new History().started(0).take(10_000, trigger);
    history
      .take(10_001, { kind: 'intent', incident: 'i1', order: 1, action: 'a' })
      .take(10_002, { kind: 'mode', mode: 'observe', reason: 'enough' })
      .take(10_003, { kind: 'halted', policy: 'p', reason: 'not cured' })
      .take(10_003, ended);
    const { begun, halted, ended: last } = history.memory.recalled(later(20_000));
    expect(begun).toEqual({ p: [1_000 - 10_000] });
    expect(halted).toEqual({ p: 'not cured' });
    expect(last).toEqual({ p: 1_000 - 9_997 });
  });

  test('it was told to enforce in the middle of it', () => {
    const history = new History().started(0, { mode: 'observe' }).take(10_000, trigger);
    history
      .take(10_001, { kind: 'mode', mode: 'enforce', reason: 'go' })
      .take(10_002, { kind: 'intent', incident: 'i1', order: 1, action: 'a' })
      .take(10_003, ended);
    const { begun, ended: last } = history.memory.recalled(later(20_000));
    expect(begun).toEqual({ p: [1_000 - 10_000] });
    expect(last).toEqual({ p: 1_000 - 9_997 });
  });
});

describe('a clock that was set makes nobody forget', () => {
  const history = new History().started(0).incident(10_000, 'i1');
  // 100 s after the epoch that was 90 s ago.
  const age = (now: Moment): number | undefined => {
    const [began] = history.memory.recalled(now).begun['p'] ?? [];
    return began === undefined ? undefined : now.at - began;
  };

  test('the wall clock, forward by a day', () => {
    expect(age(later(100_000, { wall: EPOCH + 100_000 + 24 * HOUR }))).toBe(90_000);
  });

  test('the wall clock, back by a day: as if no time had passed since the last record', () => {
    expect(age(later(100_000, { wall: EPOCH - 24 * HOUR }))).toBe(3);
  });

  test('the wall clock during the run: the run counts by its own clock', () => {
    const stepped = new History().started(0);
    stepped.take(10_000, { kind: 'trigger', incident: 'i1', policy: 'p', cause: {} });
    const later = EPOCH + 20_000 + 24 * HOUR;
    stepped.take(20_000, { kind: 'vm', event: 'STOP', detail: {} }, later);
    const { begun } = stepped.memory.recalled({ at: 0, boot: HOUR + 30_000, wall: later + 10_000 });
    expect(begun).toEqual({ p: [-20_000] });
  });

  test('a host that was booted since: only its wall clock is left', () => {
    expect(age(later(100_000, { boot: 30_000 }))).toBe(90_000);
  });
});

describe('halts', () => {
  const halted = (): History =>
    new History().started(0).take(5, { kind: 'halted', policy: 'p', reason: '3 incidents' });

  test('outlive the run', () => {
    expect(
      halted()
        .started(24 * HOUR)
        .memory.recalled(later(48 * HOUR)).halted,
    ).toEqual({ p: '3 incidents' });
  });

  test('and end when they are resumed, as do the counts', () => {
    const resumed = halted().incident(10, 'i1').take(20, { kind: 'resumed', policy: 'p' });
    expect(resumed.memory.recalled(later(1_000))).toMatchObject({ halted: {}, begun: {} });
  });
});

describe('what was cut off', () => {
  const begun = (): History =>
    new History().started(0).take(10, { kind: 'trigger', incident: 'i1', policy: 'p', cause: {} });
  const intended = (): History => begun().take(20, { kind: 'intent', incident: 'i1', order: 7, action: 'a' });
  const open = (history: History) => history.memory.recalled(later(100)).open;

  test('an intent without a result is open, on the clock of this run', () => {
    expect(open(intended())).toEqual([
      {
        incident: 'i1',
        policy: 'p',
        began: 1_000 - 90,
        intent: { order: 7, action: 'a', at: 1_000 - 80 },
      },
    ]);
  });

  test('an incident without an intent, or after a result, is open without one', () => {
    const done = intended().take(30, {
      kind: 'result',
      incident: 'i1',
      order: 7,
      action: 'a',
      outcome: 'unknown',
      reason: '',
      took: 1,
      evidence: {},
    });
    for (const history of [begun(), done])
      expect(open(history)).toEqual([{ incident: 'i1', policy: 'p', began: 1_000 - 90 }]);
  });

  test('also over a restart that was cut off itself', () => {
    expect(open(intended().started(50))).toMatchObject([{ incident: 'i1', intent: { order: 7 } }]);
  });

  test('and nothing that has ended', () => {
    expect(
      open(intended().take(30, { kind: 'ended', incident: 'i1', policy: 'p', how: 'unknown', took: 1 })),
    ).toEqual([]);
  });
});

test('maintenance goes on until its own end', () => {
  const history = new History().started(0).take(10, { kind: 'maintenance', reason: 'disks', ttl: HOUR });
  expect(history.memory.recalled(later(1_000)).maintenance).toEqual({
    reason: 'disks',
    until: 1_000 - 990 + HOUR,
  });
  history.take(20, { kind: 'maintenance', reason: '', ttl: 0 });
  expect(history.memory.recalled(later(1_000)).maintenance).toBeUndefined();
});

test('what a file begins with says all that the file before it said', () => {
  const history = new History().started(0).incident(10_000, 'i1');
  history.take(11_000, { kind: 'halted', policy: 'q', reason: 'why' });
  history.take(12_000, { kind: 'maintenance', reason: 'disks', ttl: HOUR });
  history.take(13_000, { kind: 'trigger', incident: 'i2', policy: 'p', cause: {} });
  history.take(14_000, { kind: 'intent', incident: 'i2', order: 9, action: 'a' });
  const { carried } = history.memory;
  const next = new Memory();
  if (carried !== undefined) next.take(carried);
  for (const now of [later(20_000), later(HOUR, { boot: 5 }), later(20_000, { wall: EPOCH })])
    expect(next.recalled(now)).toEqual(history.memory.recalled(now));
  expect(next.carried).toEqual(carried);
  expect(new Memory().carried).toBeUndefined();
});

test('of countless incidents the latest ten thousand count', () => {
  const history = new History().started(0);
  for (let n = 1; n <= 10_010; n += 1) history.incident(10 * n, `i${n}`);
  const begun = history.memory.recalled({ at: 0, boot: HOUR, wall: EPOCH }).begun['p'];
  expect(begun).toHaveLength(10_000);
  expect(history.memory.recalled(later(0)).incidents).toBe(10_010);
});
