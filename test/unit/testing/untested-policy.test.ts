// The fear: a policy meets its first hang in production.
import { act, on, type Policy, when } from 'qmp-watchdog';
import { simulate } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';

const hung: Policy = { name: 'hung guest', on: on.expired('guest'), do: act.systemReset() };

describe('a policy is tested in ten lines', () => {
  test('a hung guest is reset, once', async () => {
    await using sim = await simulate([hung]);
    await sim.advance(60_000);
    expect(sim.actions).toEqual([]);
    sim.guest.hang();
    await sim.advance(6_000);
    expect(sim.actions).toMatchObject([{ command: 'system_reset' }]);
    await sim.advance(60_000);
    expect(sim.actions).toHaveLength(1);
  });

  test('one that is paused, migrates or only lost its monitor is not', async () => {
    const guarded: Policy = { ...hung, when: when.notMigrating() };
    for (const happens of ['pause', 'migrate', 'hang up'] as const) {
      await using sim = await simulate([guarded]);
      if (happens === 'pause') sim.vm.stop();
      else if (happens === 'migrate') sim.qemu.on('query-migrate', () => ({ status: 'active' }));
      else sim.qemu.wire.hangUp();
      sim.guest.hang();
      await sim.advance(20_000);
      expect(sim.actions).toEqual([]);
    }
  });

  test('a condition of the VM', async () => {
    const disk = on.state(({ run }) => run?.why === 'io-error', 'disk error');
    await using sim = await simulate([{ name: 'disk', on: disk, for: 1_000, do: act.cont() }]);
    sim.vm.ioError();
    await sim.advance(500);
    expect(sim.actions).toEqual([]);
    await sim.advance(5_000);
    expect(sim.actions).toMatchObject([{ command: 'cont' }]);
    expect(sim.records.map(({ kind }) => kind)).toContain('intent');
  });

  test('what can never be told is paged', async () => {
    await using sim = await simulate([hung], { unknownAfter: 5_000 });
    sim.qemu.mainLoop.stall();
    await sim.advance(30_000);
    expect(sim.actions).toEqual([]);
    expect(sim.pages).toMatchObject([{ policy: 'hung guest' }]);
  });

  test('it ends once, and leaves nothing', async () => {
    const sim = await simulate([hung]);
    expect(await sim.end()).toMatchObject({ kind: 'aborted' });
    expect(await sim.end()).toMatchObject({ kind: 'aborted' });
    expect(sim.clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });

  test('a policy that can not work is refused', async () => {
    await expect(simulate([{ ...hung, on: on.expired('stranger') }])).rejects.toMatchObject({
      code: 'ERR_OPTION',
    });
    await expect(simulate([hung], { qemo: {} } as object)).rejects.toMatchObject({ code: 'ERR_OPTION' });
  });
});
