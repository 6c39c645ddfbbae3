// The fear: a VM stands still for a disk that is well again, or is continued for ever on one that is not.
import { describe, expect, test } from 'vitest';
import { act, type ContOptions, on, type Policy } from 'qmp-watchdog';
import { failingDisk } from '../conformance/disks.js';
import { commandsGivenTo, TRACE_COMMANDS } from './followed-vm.js';
import { mayMount, SmallDisk } from './small-disk.js';
import { type SupervisedGuest, type SupervisedOptions, superviseGuest } from './supervised-guest.js';

const QUICK: ContOptions = { attempts: 4, backoff: { min: 200, max: 1_000 } };

/** A guest whose disk fails each write; it has not written yet. */
function onFailingDisk(change: Partial<Policy> = {}): SupervisedOptions {
  return {
    overSessions: true,
    start: { args: [...failingDisk({ iotype: 'write' }), ...TRACE_COMMANDS] },
    policies: () => [
      {
        name: 'disk error',
        on: on.event('BLOCK_IO_ERROR', ({ action }) => action === 'stop'),
        do: act.cont(QUICK),
        ...change,
      },
    ],
  };
}

/** Puts the disk on another node: `f0` is good, and `bad` fails. */
async function reopen(s: SupervisedGuest, file: 'f0' | 'bad'): Promise<void> {
  await s.operator.execute('blockdev-reopen', { options: [{ driver: 'raw', 'node-name': 'd0', file }] });
}

/** When the VM was continued, in milliseconds by our clock. */
const resumes = (s: SupervisedGuest): number[] =>
  s.vmEvents('RESUME').map(({ detail }) => Number(detail['at']));

/** It beats on as if nothing had been. */
async function expectUnharmed(s: SupervisedGuest): Promise<void> {
  await s.beats(5);
  expect(s.heartbeats.filter(({ letter }) => letter === '!')).toEqual([]);
  const numbers = s.heartbeats.map(({ number }) => number);
  expect(numbers, 'it was not reset').toEqual(numbers.toSorted((one, other) => one - other));
  expect(await s.operator.execute('query-status')).toMatchObject({ running: true });
}

describe.concurrent('a disk that fails', () => {
  test('is repaired while the policy waits: the next attempt holds, and the guest saw no error', async () => {
    await using s = await superviseGuest(onFailingDisk());
    await s.guest.send('d');
    await s.vmEvent('RESUME', 2);
    await reopen(s, 'f0');
    const { outcome, reason, evidence } = await s.record('result');
    expect({ outcome, reason }).toEqual({ outcome: 'done', reason: 'running' });
    expect(evidence).toMatchObject({ before: 'io-error', after: 'running', heldFor: 500 });
    expect(evidence['attempts']).toBeGreaterThan(2);
    await s.record('ended', { how: 'done' });
    await expectUnharmed(s);
    expect(s.pages).toEqual([]);
    await s.finish();
  });

  test('goes on failing: ever longer waits, then the policy is halted, and somebody is paged', async () => {
    const cont = { action: act.cont(QUICK), timeout: 20_000 };
    await using s = await superviseGuest(onFailingDisk({ do: act.escalate(cont) }));
    await s.guest.send('d');
    expect(await s.record('result')).toMatchObject({
      outcome: 'failed',
      reason: 'stopped-again',
      evidence: { attempts: 4, before: 'io-error', after: 'io-error' },
    });
    await s.record('halted', { policy: 'disk error' });
    await s.record('ended', { how: 'failed' });
    const at = resumes(s);
    const waits = at.slice(1).map((time, n) => time - (at[n] ?? 0));
    expect(waits).toEqual([200, 400, 800].map((wait) => expect.toSatisfy((real) => real >= wait)));
    expect(s.pages).toMatchObject([{ reason: expect.stringContaining('halted until it is resumed') }]);
    expect(s.supervisor.snapshot.halted).toHaveProperty('disk error');
    expect(await s.operator.execute('query-status')).toMatchObject({ status: 'io-error' });
    await s.finish();
    expect((await commandsGivenTo(s.guest)).filter((command) => command === 'cont')).toHaveLength(4);
  });

  test('stays so, and so does the state that the policy is on: each cooldown one more try, up to the limit', async () => {
    const change: Partial<Policy> = {
      on: on.state(({ run }) => run?.why === 'io-error', 'disk error'),
      do: act.cont({ attempts: 2, backoff: { min: 100 } }),
      cooldown: 300,
      limit: { max: 2, per: 600_000 },
    };
    await using s = await superviseGuest(onFailingDisk(change));
    await s.guest.send('d');
    expect(await s.record('halted')).toMatchObject({ reason: '2 incidents within 600000 ms' });
    expect(s.of('result')).toMatchObject([
      { incident: 'i1', outcome: 'failed', reason: 'stopped-again' },
      { incident: 'i2', outcome: 'failed', reason: 'stopped-again' },
    ]);
    await s.record('page', { policy: 'disk error' });
    expect(await s.operator.execute('query-status')).toMatchObject({ status: 'io-error' });
    await s.finish();
    expect((await commandsGivenTo(s.guest)).filter((command) => command === 'cont')).toHaveLength(4);
  });

  test('fails anew after each recovery: the limit halts the policy, and the VM stays as it is', async () => {
    await using s = await superviseGuest(onFailingDisk({ limit: { max: 2, per: 600_000 } }));
    await s.guest.send('d');
    for (const incident of ['i1', 'i2']) {
      await s.record('trigger', { incident });
      await reopen(s, 'f0');
      await s.record('ended', { incident, how: 'done' });
      await s.beats(3);
      await reopen(s, 'bad');
    }
    expect(await s.record('halted')).toMatchObject({ reason: '2 incidents within 600000 ms' });
    await s.record('page');
    await reopen(s, 'f0');
    const before = resumes(s).length;
    // For longer than any of its attempts would have waited: nothing continues it.
    await expect(s.record('trigger', { incident: 'i3' }, 1_500)).rejects.toThrow('no trigger');
    expect(resumes(s)).toHaveLength(before);
    expect(await s.operator.execute('query-status')).toMatchObject({ status: 'io-error' });
    s.supervisor.resume('disk error');
    await s.operator.execute('cont');
    await expectUnharmed(s);
    await s.finish();
  });
});

describe.runIf(mayMount)('a file system that is full', { concurrent: true }, () => {
  test('stops the VM, is grown while the policy waits, and the guest saw no error', async () => {
    using disk = new SmallDisk();
    await using s = await superviseGuest({
      overSessions: true,
      start: { args: disk.args },
      policies: () => [
        {
          name: 'disk full',
          on: on.state(
            ({ blockErrors }) => blockErrors.some(({ status }) => status === 'nospace'),
            'disk full',
          ),
          do: act.cont(QUICK),
        },
      ],
    });
    await s.guest.send('d');
    expect(await s.record('trigger')).toMatchObject({ cause: { on: 'state', what: 'disk full' } });
    await s.vmEvent('RESUME', 2);
    expect(s.of('result')).toEqual([]);
    disk.grow();
    expect(await s.record('result')).toMatchObject({ outcome: 'done', reason: 'running' });
    await s.record('ended', { how: 'recovered' });
    await expectUnharmed(s);
    expect(s.pages).toEqual([]);
    await s.finish();
  });
});
