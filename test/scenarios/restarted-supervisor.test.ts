// The fear: a restart makes room for more resets, lifts a halt, or repeats what was cut off.
import { describe, expect, test } from 'vitest';
import { act, action, explain, type JournalRecord, on, type RecordBody, readJournal } from 'qmp-watchdog';
import { FileJournal } from '../../src/journal/index.js';
import { type Setting, supervised } from './supervised.js';

/** Ends the run and begins the next one. */
async function restart(s: Setting, meanwhile = 0, stepWall = 0): Promise<void> {
  s.abort();
  await s.ended();
  s.clock.stepWall(stepWall);
  await s.clock.advance(meanwhile);
  s.records.length = 0;
  s.pages.length = 0;
  s.run();
  await s.clock.advance(0);
}

/** Lets the guest hang, beat again after the reset, and so on. */
async function hang(s: Setting, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
  }
}

const twice = (dog: string | { readonly id: string }) => [
  { name: 'hung guest', on: on.expired(dog), do: act.systemReset(), limit: { max: 2, per: 600_000 } },
];

describe('the limit', () => {
  test('counts over restarts, and the ids go on', async () => {
    await using s = await supervised({ policies: twice });
    await s.clock.advance(2_000);
    await hang(s, 1);
    await restart(s, 10_000);
    await s.clock.advance(2_000);
    await hang(s, 1);
    expect(s.of('trigger')).toMatchObject([{ incident: 'i2' }]);
    await restart(s, 10_000);
    await s.clock.advance(2_000);
    await hang(s, 1);
    expect(s.sent).toEqual(['system_reset', 'system_reset']);
    expect(s.of('trigger')).toEqual([]);
    expect(s.of('halted')).toMatchObject([{ policy: 'hung guest', reason: '2 incidents within 600000 ms' }]);
  });

  test('lets go of what is long ago, also over restarts', async () => {
    await using s = await supervised({ policies: twice });
    await s.clock.advance(2_000);
    await hang(s, 2);
    await restart(s, 600_000);
    await s.clock.advance(2_000);
    await hang(s, 2);
    expect(s.sent).toHaveLength(4);
    expect(s.of('halted')).toEqual([]);
  });

  test('is not fooled by somebody who sets the clock', async () => {
    await using s = await supervised({ policies: twice });
    await s.clock.advance(2_000);
    await hang(s, 2);
    await restart(s, 1_000, 24 * 3_600_000);
    await s.clock.advance(2_000);
    await hang(s, 1);
    expect(s.sent).toHaveLength(2);
    expect(s.of('halted')).toHaveLength(1);
  });
});

test('a halt stays, somebody is told again, and resuming lifts it', async () => {
  await using s = await supervised({ policies: twice });
  await s.clock.advance(2_000);
  await hang(s, 3);
  expect(s.supervisor.snapshot.halted).toHaveProperty('hung guest');
  // Somebody resets the guest by hand.
  s.qemu.vm.reset();
  await restart(s, 700_000);
  expect(s.pages).toEqual([
    {
      reason: 'policy "hung guest" is still halted from before the restart: 2 incidents within 600000 ms',
      policy: 'hung guest',
    },
  ]);
  await s.clock.advance(2_000);
  await hang(s, 1);
  expect(s.sent).toHaveLength(2);
  s.supervisor.resume('hung guest');
  await hang(s, 1);
  expect(s.sent).toHaveLength(3);
});

/** What a killed supervisor left. */
async function leave(s: Setting, ...bodies: readonly RecordBody[]): Promise<void> {
  const { clock, journal: path } = s;
  const options = { clock, timeout: 2_000, maxBytes: 2 ** 20, keep: 1 };
  const journal = await clock.runUntil(FileJournal.open(path, options));
  for (const [index, body] of bodies.entries()) {
    const stamp = {
      v: 1,
      n: index + 1,
      time: new Date(clock.wall()).toISOString(),
      at: clock.now(),
    } as const;
    const record: JournalRecord = { ...stamp, ...body };
    await clock.runUntil(journal.append(record));
    await clock.advance(10);
  }
  await clock.runUntil(journal[Symbol.asyncDispose]());
}

const started: RecordBody = {
  kind: 'started',
  boot: 3_600_000,
  mode: 'enforce',
  policies: ['hung guest'],
  watchdogs: ['guest'],
};
const trigger: RecordBody = {
  kind: 'trigger',
  incident: 'i16',
  policy: 'hung guest',
  cause: { on: 'expired' },
};
const intent: RecordBody = { kind: 'intent', incident: 'i16', order: 40, action: 'system_reset' };

describe('an intent that has no result', () => {
  test('is unknown, is not repeated, and somebody is told', async () => {
    await using s = await supervised({ policies: twice, run: false });
    await leave(s, started, trigger, intent);
    s.run();
    await s.clock.advance(60_000);
    expect(s.sent).toEqual([]);
    expect(s.story).toEqual(['result system_reset: unknown, restarted', 'page', 'ended unknown']);
    expect(s.of('result')).toMatchObject([{ incident: 'i16', order: 40, took: 10 }]);
    expect(s.pages).toEqual([
      {
        reason: 'whether system_reset took effect is unknown: its supervisor ended in the middle of it',
        incident: 'i16',
        policy: 'hung guest',
      },
    ]);
  });

  test('counts, and a guest that still hangs is looked at afresh', async () => {
    await using s = await supervised({ policies: twice, run: false });
    await leave(s, started, trigger, intent);
    s.run();
    await s.clock.advance(2_000);
    await hang(s, 2);
    expect(s.story.filter((line) => /^(evidence|intent|halted)/.test(line))).toEqual([
      'evidence system_reset: holds, established',
      'intent system_reset',
      'halted hung guest',
    ]);
    expect(s.of('intent')).toMatchObject([{ incident: 'i17', order: 41 }]);
  });

  test('is closed once, however often it starts again', async () => {
    await using s = await supervised({ policies: twice, run: false });
    await leave(s, started, trigger, intent);
    for (let run = 0; run < 3; run += 1) {
      s.run();
      await s.clock.advance(100);
      s.abort();
      await s.ended();
    }
    const kinds: string[] = [];
    for await (const { kind } of readJournal(s.journal)) kinds.push(kind);
    expect(kinds.filter((kind) => kind === 'result' || kind === 'ended')).toEqual(['result', 'ended']);
    expect(await explain(s.journal, 'i16')).toContain('system_reset: unknown (restarted)');
  });
});

test('an incident that had not begun to act has ended', async () => {
  await using s = await supervised({ policies: twice, run: false });
  await leave(s, started, trigger);
  s.run();
  await s.clock.advance(60_000);
  expect(s.story).toEqual(['ended stopped']);
  expect(s.pages).toEqual([]);
});

test('maintenance goes on', async () => {
  await using s = await supervised({ policies: twice, run: false });
  await leave(s, started, { kind: 'maintenance', reason: 'disks', ttl: 60_000 });
  s.run();
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(50_000);
  expect(s.sent).toEqual([]);
  await s.clock.advance(20_000);
  expect(s.sent).toEqual(['system_reset']);
});

describe('told to observe', () => {
  test('it still only observes after a restart, and says so, until it is told to enforce', async () => {
    await using s = await supervised({ policies: twice });
    await s.clock.runUntil(s.supervisor.observe('too eager'));
    await restart(s);
    expect(s.supervisor.snapshot.mode).toBe('observe');
    expect(s.of('started')).toMatchObject([{ mode: 'observe' }]);
    expect(s.pages).toEqual([
      { reason: 'it only observes, as it was told before the restart: too eager; enforce() ends that' },
    ]);
    await s.clock.advance(2_000);
    await hang(s, 1);
    expect(s.sent).toEqual([]);
    await s.clock.runUntil(s.supervisor.enforce('mended'));
    await hang(s, 1);
    expect(s.sent).toEqual(['system_reset']);
    await restart(s);
    expect(s.supervisor.snapshot.mode).toBe('enforce');
    expect(s.pages).toEqual([]);
  });
});

test('a policy that rests goes on resting', async () => {
  await using s = await supervised({
    policies: (dog) => [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset(), cooldown: 60_000 }],
    run: false,
  });
  await leave(s, started, trigger, {
    kind: 'ended',
    incident: 'i16',
    policy: 'hung guest',
    how: 'done',
    took: 1,
  });
  s.run();
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(50_000);
  expect(s.sent).toEqual([]);
  await s.clock.advance(20_000);
  expect(s.sent).toEqual(['system_reset']);
});

test('no secret comes into a record', async () => {
  const secretive = action({
    name: 'secretive',
    destructive: false,
    idempotent: true,
    timeout: 1_000,
    run: async () => ({
      outcome: 'done',
      reason: 'set',
      evidence: { sent: { 'qom-type': 'secret', id: 's0', data: 'hunter2' }, password: 'hunter2' },
    }),
  });
  await using s = await supervised({
    policies: (dog) => [{ name: 'p', on: on.expired(dog), do: secretive }],
  });
  await s.clock.advance(2_000);
  s.qemu.guest.hang();
  await s.clock.advance(2_000);
  expect(s.of('result')).toMatchObject([
    { evidence: { sent: { id: 's0', data: '<redacted>' }, password: '<redacted>' } },
  ]);
  expect(JSON.stringify(await s.onDisk())).not.toContain('hunter2');
});
