// The fear: it acts although somebody said not to, or for ever does nothing because somebody once said so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { act, action, guard, on, type Notice, type Probe, Supervisor, when } from 'qmp-watchdog';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reset, supervised } from './supervised.js';

let runtime: string;
const before = process.env['QMP_WATCHDOG_RUNTIME_DIR'];
beforeEach(async () => {
  runtime = await mkdtemp(join(tmpdir(), 'runtime-'));
  process.env['QMP_WATCHDOG_RUNTIME_DIR'] = runtime;
});
afterEach(async () => {
  if (before === undefined) delete process.env['QMP_WATCHDOG_RUNTIME_DIR'];
  else process.env['QMP_WATCHDOG_RUNTIME_DIR'] = before;
  await rm(runtime, { recursive: true });
});

describe('the mode', () => {
  test('is changed while it runs: a guest that hung under observation is looked after from then on', async () => {
    await using s = await supervised({ policies: reset, mode: 'observe' });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual([]);
    expect(s.story).toContain('would system_reset');
    await s.clock.runUntil(s.supervisor.enforce('tested for a week'));
    expect(s.supervisor.snapshot.mode).toBe('enforce');
    await s.clock.advance(5_000);
    expect(s.sent).toEqual(['system_reset']);
    await s.clock.runUntil(s.supervisor.observe('too eager'));
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(300_000);
    expect(s.sent).toEqual(['system_reset']);
  });

  test('is changed at once, even when an action goes on for longer than anybody waits', async () => {
    const slow = action({
      name: 'slow',
      destructive: false,
      idempotent: true,
      timeout: 3_600_000,
      run: async ({ clock, signal }) => {
        await clock.sleep(600_000, { signal });
        return { outcome: 'done', reason: 'late', evidence: {} };
      },
    });
    await using s = await supervised({
      policies: (dog) => [{ name: 'hung guest', on: on.expired(dog), do: slow }],
    });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(2_000);
    const observing = s.clock.runUntil(s.supervisor.observe('enough', { timeout: 1_000 }));
    await expect(observing).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
    expect(s.supervisor.snapshot.mode).toBe('observe');
    const given = s.clock.runUntil(s.supervisor.observe('enough', { signal: AbortSignal.abort() }));
    await expect(given).rejects.toMatchObject({ code: 'ERR_ABORTED' });
    await s.clock.advance(600_000);
    expect(s.of('result')).toMatchObject([{ action: 'slow', outcome: 'done' }]);
  });

  test('is what was said last, however long it takes to get the right to act', async () => {
    const options = { mode: 'observe', policies: reset, supervisor: { claim: 'vm1' } } as const;
    await using s = await supervised(options);
    await s.clock.advance(1_000);
    const enforcing = s.supervisor.enforce('go').catch((error: unknown) => error);
    await s.clock.runUntil(s.supervisor.observe('no, hands off'));
    expect(await s.clock.runUntil(enforcing)).toMatchObject({ name: 'AbortError' });
    expect(s.supervisor.snapshot.mode).toBe('observe');
    s.qemu.guest.hang();
    await s.clock.advance(5_000);
    expect(s.sent).toEqual([]);
    // Nor does it keep anybody else from acting.
    await using other = await supervised({ policies: reset, supervisor: { claim: 'vm1' } });
    await other.clock.advance(1_000);
    expect([other.failure, other.supervisor.snapshot.running]).toEqual([undefined, true]);
  });

  test.each([
    ['twice', ['enforce', 'enforce']],
    ['after all', ['enforce', 'observe', 'enforce']],
  ] as const)('is enforced when somebody says so %s before it could be', async (_, orders) => {
    const options = { mode: 'observe', supervisor: { claim: 'vm1' } } as const;
    await using s = await supervised(options);
    await s.clock.advance(100);
    const given = orders.map((order) => s.supervisor[order]('so'));
    const settled = await s.clock.runUntil(Promise.allSettled(given));
    expect(settled.at(-1)).toMatchObject({ status: 'fulfilled' });
    expect(s.supervisor.snapshot.mode).toBe('enforce');
    await using other = await supervised({ supervisor: { claim: 'vm1' }, run: false });
    await expect(other.supervisor.run()).rejects.toMatchObject({ code: 'ERR_CLAIMED' });
  });

  test('that comes when the run is over claims nothing', async () => {
    await using s = await supervised({ mode: 'observe', supervisor: { claim: 'vm1' } });
    await s.clock.advance(100);
    s.abort();
    const enforcing = s.supervisor.enforce('go').catch((error: unknown) => error);
    await s.ended();
    await s.clock.runUntil(enforcing);
    await using other = await supervised({ supervisor: { claim: 'vm1' }, run: false });
    const end = await other.clock.runUntil(other.supervisor.run({ signal: AbortSignal.abort() }));
    expect(end).toMatchObject({ kind: 'aborted' });
  });

  test('of a supervisor that does not run can not be changed', async () => {
    await using s = await supervised({ run: false });
    await expect(s.supervisor.enforce('now')).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' });
    expect(() => s.supervisor.maintenance('now', { ttl: 1 })).toThrow(/does not run/);
  });
});

describe('maintenance', () => {
  test('holds everything back, is visible, and ends by itself', async () => {
    await using s = await supervised({ policies: reset });
    s.supervisor.maintenance('disk replaced', { ttl: 60_000 });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(30_000);
    expect(s.supervisor.snapshot.maintenance).toMatchObject({ reason: 'disk replaced' });
    expect(s.sent).toEqual([]);
    await s.clock.advance(35_000);
    expect(s.supervisor.snapshot.maintenance).toBeUndefined();
    expect(s.sent).toEqual(['system_reset']);
  });

  test('has to have an end', async () => {
    await using s = await supervised();
    expect(() => s.supervisor.maintenance('x', {} as { ttl: number })).toThrow(/maintenance\.ttl/);
  });
});

describe('other policies', () => {
  test('take the place of the old ones; a count stays with its name', async () => {
    await using s = await supervised({ policies: reset });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    expect(s.sent).toEqual(['system_reset']);
    const limit = { max: 1, per: 600_000 };
    s.supervisor.reload([{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset(), limit }]);
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(20_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(s.supervisor.snapshot.halted).toHaveProperty('hung guest');
  });

  test('hear events that the old ones did not', async () => {
    await using s = await supervised({ policies: reset });
    s.supervisor.reload([{ name: 'panic', on: on.event('GUEST_PANICKED'), do: act.stop() }]);
    s.qemu.emit('GUEST_PANICKED', { action: 'run' });
    await s.clock.advance(100);
    expect(s.sent).toEqual(['stop']);
  });

  test('that can not be used are refused, and the old ones stay', async () => {
    await using s = await supervised({ policies: reset });
    expect(() => s.supervisor.reload([{ name: 'x', on: on.expired('stranger'), do: act.stop() }])).toThrow(
      /one of the supervisor's watchdogs/,
    );
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    expect(s.sent).toEqual(['system_reset']);
  });
});

describe('a second supervisor', () => {
  test('of the same VM may observe and not act, and is told who does', async () => {
    const uuid = '12345678-2222-4333-8444-555555555555';
    await using s = await supervised({ policies: reset, qemu: { uuid } });
    const second = new Supervisor({
      vm: s.vm,
      policies: [],
      clock: s.clock,
      mode: 'enforce',
      journal: 'none',
    });
    await expect(s.clock.runUntil(second.run())).rejects.toMatchObject({
      code: 'ERR_CLAIMED',
      pid: process.pid,
    });
    s.abort();
    await s.ended();
    const stop = new AbortController();
    const running = second.run({ signal: stop.signal });
    await s.clock.advance(10);
    expect(second.snapshot.running).toBe(true);
    stop.abort();
    await s.clock.runUntil(running);
  });
});

describe('guards', () => {
  const probe = (verdict: 'ok' | 'fail', after = 0): Probe => ({
    name: `ping ${verdict}`,
    timeout: 1_000,
    run: async ({ clock, signal }) => {
      await clock.sleep(after, { signal });
      return { verdict, reason: 'asked' };
    },
  });
  const guarded =
    (...when_: Parameters<typeof when.confirmedBy>) =>
    () => [
      {
        name: 'hung guest',
        on: on.expired('guest'),
        when: when.confirmedBy(...when_),
        do: act.systemReset(),
      },
    ];

  test('are asked, and what they say decides', async () => {
    await using s = await supervised({ policies: guarded(1, probe('ok')) });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(700);
    expect(s.story).toContain('evidence system_reset: refused, confirmed by 1 of 1: well: ping ok');
    expect(s.sent).toEqual([]);
    await using t = await supervised({ policies: guarded(1, probe('fail')) });
    await t.clock.advance(1_000);
    t.qemu.guest.hang();
    await t.clock.advance(2_000);
    expect(t.sent).toEqual(['system_reset']);
  });

  test('whose probe takes too long do not know', async () => {
    await using s = await supervised({ policies: guarded(1, probe('fail', 5_000)) });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(30_000);
    expect(s.sent).toEqual([]);
    expect(s.story).toContain('evidence system_reset: unknown, confirmed by 1 of 1: not known: ping fail');
  });

  test('see the facts', async () => {
    let seen: unknown;
    const see = guard('see', ({ facts, cause }) => {
      seen = { running: 'error' in facts.status ? undefined : facts.status.running, on: cause.on };
      return { verdict: 'refused', reason: 'seen' };
    });
    await using s = await supervised({
      policies: (dog) => [{ name: 'p', on: on.expired(dog), when: see, do: act.systemReset() }],
    });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(700);
    expect(seen).toEqual({ running: true, on: 'expired' });
  });
});

describe('notifiers', () => {
  test('are told of the beginning, of a page and of the end, and hold nothing up', async () => {
    const told: Notice[] = [];
    const slow = {
      name: 'slow',
      timeout: 60_000,
      notify: async (notice: Notice, { clock }: { clock: { sleep(ms: number): Promise<void> } }) => {
        told.push(notice);
        await clock.sleep(50_000);
      },
    };
    await using s = await supervised({
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: act.systemReset(), notify: slow }],
      supervisor: { name: 'vm1' },
    });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(2_000);
    expect(s.sent).toEqual(['system_reset']);
    expect(told.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
      'began: expired guest',
      'ended: recovered',
    ]);
    expect(told[0]).toMatchObject({ policy: 'p', incident: 'i1', vm: 'vm1' });
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  test('that fail are on record', async () => {
    const broken = {
      name: 'broken',
      timeout: 1_000,
      notify: () => Promise.reject(new Error('no route')),
    };
    await using s = await supervised({
      policies: (dog) => [{ name: 'p', on: on.expired(dog), do: act.systemReset(), notify: broken }],
    });
    await s.clock.advance(1_000);
    s.qemu.guest.hang();
    await s.clock.advance(2_000);
    expect(s.story).toContain('unnotified broken: no route');
  });
});
