// The fear: a guest goes down in a way that QEMU tells of, and its policy does too little, too much, or the wrong thing.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { act, type ExecuteOptions, explain, on, type Policy, type SingleAction } from 'qmp-watchdog';
import { type SupervisedGuest, superviseGuest } from './supervised-guest.js';

/** What an action says, or is told, that comes after somebody else's reset. */
const REFUSED = expect.stringMatching(/superseded/);

/** It has booted since the mark, and beats. */
async function expectBooted(s: SupervisedGuest, mark: number): Promise<void> {
  await s.beats(5);
  expect(s.heartbeats.slice(mark)).toContainEqual({ number: 0, letter: 'h' });
  expect(await s.operator.execute('query-status')).toMatchObject({ running: true, status: 'running' });
}

const resetsOf = (s: SupervisedGuest, guest: boolean): number =>
  s.vmEvents('RESET').filter(({ detail }) => Reflect.get(Object(detail['data']), 'guest') === guest).length;

describe.concurrent('a panic', () => {
  test('is dumped, then reset: the memory is on disk before it is lost', async () => {
    const dump = (incident: string): string => join(directory, `memory-${incident}`);
    let directory = '';
    await using s = await superviseGuest({
      overSessions: true,
      start: { args: ['-action', 'panic=pause'] },
      policies: () => [
        {
          name: 'panic',
          on: on.event('GUEST_PANICKED'),
          do: act.sequence(act.dump({ path: dump, format: 'elf' }), act.systemReset()),
        },
      ],
    });
    ({ directory } = s.guest);
    const mark = s.heartbeats.length;
    await s.guest.send('p');
    await s.record('ended', { how: 'done' });
    expect(s.of('result')).toMatchObject([
      { action: 'dump-guest-memory', outcome: 'done', reason: 'dumped' },
      {
        action: 'system_reset',
        outcome: 'done',
        reason: 'running',
        evidence: { before: 'guest-panicked', after: 'running' },
      },
    ]);
    expect(s.of('intent').map(({ action }) => action)).toEqual(['dump-guest-memory', 'system_reset']);
    await using file = await open(dump('i1'));
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    expect(buffer.toString('latin1')).toBe('\x7fELF');
    await expectBooted(s, mark);
    expect(s.pages).toEqual([]);
    await s.finish();
    const told = await explain(s.journal, 'i1');
    expect(told).toMatch(/GUEST_PANICKED[\s\S]*dump-guest-memory: done \(dumped\)[\s\S]*system_reset: done/);
  });
});

describe.concurrent('the emulated watchdog', () => {
  const byPolicy: readonly Policy[] = [
    { name: 'guest watchdog', on: on.event('WATCHDOG'), do: act.systemReset() },
  ];

  test.for([
    ['ib700', 'w', 'none', 'running', 'reset'],
    ['ib700', 'w', 'pause', 'watchdog', 'running'],
    ['i6300esb', 'W', 'none', 'running', 'reset'],
    ['i6300esb', 'W', 'pause', 'watchdog', 'running'],
  ] as const)('%s (%s), with which QEMU does %s: the policy resets the guest from %s', async (device) => {
    const [name, arm, action, before, reason] = device;
    await using s = await superviseGuest({
      overSessions: true,
      // It is the guest's own watchdog that is to find it.
      timeout: 20_000,
      start: {
        args: [
          ...(name === 'i6300esb' ? ['-device', 'i6300esb,addr=0x10'] : []),
          '-action',
          `watchdog=${action}`,
        ],
      },
      policies: () => byPolicy,
    });
    const mark = s.heartbeats.length;
    await s.guest.send(arm);
    await s.guest.send('k');
    expect(await s.record('trigger')).toMatchObject({ cause: { event: { data: { action } } } });
    expect(await s.record('result')).toMatchObject({
      action: 'system_reset',
      outcome: 'done',
      reason,
      evidence: { before, after: 'running' },
    });
    await s.record('ended', { how: 'done' });
    await expectBooted(s, mark);
    expect(resetsOf(s, false)).toBe(1);
    expect(s.pages).toEqual([]);
    await s.finish();
  });
});

describe.concurrent('a guest that triple faults', () => {
  test('at each boot: its policy reaches its limit, is halted, and somebody is paged once', async () => {
    await using s = await superviseGuest({
      overSessions: true,
      policies: () => [
        {
          name: 'reboots by itself',
          on: on.event('RESET', ({ guest }) => guest),
          do: look(),
          limit: { max: 3, per: 60_000 },
        },
      ],
    });
    await s.guest.send('T');
    expect(await s.record('halted')).toMatchObject({ reason: '3 incidents within 60000 ms' });
    await s.record('page');
    // It goes on for long, and the journal counts most of it.
    const { times } = await s.record('repeated', { of: 'vm', what: 'RESET' });
    expect(times).toBeGreaterThan(100);
    expect(s.of('trigger')).toHaveLength(3);
    expect(s.of('halted')).toHaveLength(1);
    expect(s.pages).toMatchObject([{ policy: 'reboots by itself' }]);
    expect(resetsOf(s, false)).toBe(0);
    await s.finish();
  });
});

describe.concurrent('a guest that never comes up, because it triple faults at each boot', () => {
  test('is given one boot grace, and no further one by each of its resets: then somebody is paged', async () => {
    await using s = await superviseGuest({
      overSessions: true,
      bootGrace: 1_000,
      policies: (dog) => [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }],
    });
    await s.guest.send('T');
    expect(await s.record('page')).toMatchObject({
      policy: 'hung guest',
      reason: expect.stringContaining('did not come up within its boot grace'),
    });
    expect((await s.record('repeated', { of: 'vm', what: 'RESET' })).times).toBeGreaterThan(100);
    expect(s.of('intent')).toEqual([]);
    await s.finish();
  });
});

describe.concurrent('failing memory', () => {
  const policies: readonly Policy[] = [
    {
      name: 'memory failed',
      on: on.event('MEMORY_FAILURE', ({ action }) => action === 'reset'),
      do: act.systemReset(),
    },
    {
      name: 'memory wears out',
      on: on.event('MEMORY_FAILURE', ({ action, flags }) => action === 'inject' && !flags['action-required']),
      do: look(),
      limit: { max: 2, per: 3_600_000 },
    },
  ];
  const supervise = () =>
    superviseGuest({ overSessions: true, start: { args: ['-cpu', 'max'] }, policies: () => policies });
  const mce = async (s: SupervisedGuest, status: string, global: number): Promise<void> => {
    const line = `mce 0 9 ${status} ${global} 0 0`;
    await s.operator.execute('human-monitor-command', { 'command-line': line });
  };

  test('that the guest can not survive: QEMU resets it, and the policy not once more', async () => {
    await using s = await supervise();
    const mark = s.heartbeats.length;
    await mce(s, '0xbd80000000000134', 7);
    // QEMU's own RESET comes while the policy still looks, or while its action does.
    const { how } = await s.record('ended', { policy: 'memory failed' });
    expect(s.of('result').map(({ reason }) => reason)).toEqual(
      how === 'superseded' ? s.of('intent').map(() => REFUSED) : [REFUSED],
    );
    await expectBooted(s, mark);
    expect([resetsOf(s, true), resetsOf(s, false)]).toEqual([1, 0]);
    await s.finish();
  });

  test('that was corrected is looked at, and when it goes on somebody is paged', async () => {
    await using s = await supervise();
    for (const incident of ['i1', 'i2']) {
      await mce(s, '0x9c00000000000000', 0);
      await s.record('ended', { incident, how: 'done' });
    }
    await mce(s, '0x9c00000000000000', 0);
    await s.record('halted', { policy: 'memory wears out' });
    await s.record('page');
    await s.beats(5);
    expect(resetsOf(s, true) + resetsOf(s, false)).toBe(0);
    await s.finish();
  });
});

/** Does nothing but look whether QEMU runs it. */
function look(): SingleAction {
  return act.execute('query-status', {}, { destructive: false, idempotent: true, verify: seen });
}

const seen: ExecuteOptions<'query-status'>['verify'] = async (_, { running, status }) => ({
  outcome: running ? 'done' : 'failed',
  reason: status,
  evidence: {},
});
