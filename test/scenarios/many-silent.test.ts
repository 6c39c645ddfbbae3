// The fear: a switch fails, every guest falls silent at once, and every one of them is reset.
import { Fleet } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { reset, type Setting, supervised } from './supervised.js';

/** Supervisors on clocks of their own, which are moved together; the fleet's stands still. */
async function fleetOf(many: number, share = 0.2): Promise<{ fleet: Fleet; all: Setting[] }> {
  const first = await supervised({ policies: reset, run: false });
  const fleet = new Fleet({ share, clock: first.clock });
  await first[Symbol.asyncDispose]();
  const all: Setting[] = [];
  for (let n = 0; n < many; n += 1) all.push(await supervised({ policies: reset, supervisor: { fleet } }));
  return { fleet, all };
}

async function advance(all: readonly Setting[], milliseconds: number): Promise<void> {
  for (const { clock } of all) await clock.advance(milliseconds);
}

describe('a fleet', () => {
  test('of which too many fall silent together is not reset, and somebody is paged', async () => {
    const { fleet, all } = await fleetOf(5);
    await advance(all, 1_000);
    for (const { qemu } of all) qemu.guest.hang();
    // In small steps, so that all of them go on together.
    for (let step = 0; step < 40; step += 1) await advance(all, 50);
    expect(fleet.suspicion).toMatch(/^\d of 5 VMs fell silent within 60000 ms$/);
    const resets = all.filter(({ sent }) => sent.includes('system_reset'));
    // The first ones fell silent before anybody could suspect anything.
    expect(resets.length).toBeLessThan(3);
    expect(all.at(-1)?.pages).toMatchObject([{ reason: expect.stringContaining('accuses what they share') }]);
    expect(all.at(-1)?.supervisor.snapshot.suspicion).toBe(fleet.suspicion);
    fleet.resume();
    for (let step = 0; step < 40; step += 1) await advance(all, 50);
    expect(all.every(({ sent }) => sent.includes('system_reset'))).toBe(true);
    for (const one of all) await one[Symbol.asyncDispose]();
    expect(fleet.size).toBe(0);
  });

  test('of which one falls silent has that one reset', async () => {
    const { fleet, all } = await fleetOf(4);
    await advance(all, 1_000);
    all[1]?.qemu.guest.hang();
    await advance(all, 3_000);
    expect(fleet.suspicion).toBeUndefined();
    expect(all.map(({ sent }) => sent.length)).toEqual([0, 1, 0, 0]);
    for (const one of all) await one[Symbol.asyncDispose]();
  });

  test('is in maintenance together', async () => {
    const { fleet, all } = await fleetOf(2);
    fleet.maintenance('switch replaced', { ttl: 60_000 });
    for (const { supervisor } of all)
      expect(supervisor.snapshot.maintenance).toMatchObject({ reason: 'switch replaced' });
    for (const one of all) await one[Symbol.asyncDispose]();
  });

  test('in maintenance is joined by whoever begins later, for as long as it lasts', async () => {
    const clock = new VirtualClock();
    const fleet = new Fleet({ clock });
    const until = clock.now() + 60_000;
    fleet.maintenance('switch replaced', { ttl: 60_000 });
    await clock.advance(20_000);
    await using late = await supervised({ clock, policies: reset, supervisor: { fleet } });
    expect(late.supervisor.snapshot.maintenance).toEqual({ reason: 'switch replaced', until });
    await clock.advance(41_000);
    await using later = await supervised({ clock, policies: reset, supervisor: { fleet } });
    expect(later.supervisor.snapshot.maintenance).toBeUndefined();
  });

  test('in maintenance for a moment, or no longer, ends none that a VM has of its own', async () => {
    const clock = new VirtualClock();
    const fleet = new Fleet({ clock });
    await using s = await supervised({ clock, policies: reset, supervisor: { fleet } });
    await clock.advance(1_000);
    s.supervisor.maintenance('disk replaced', { ttl: 600_000 });
    fleet.maintenance('switch replaced', { ttl: 1_000 });
    s.qemu.guest.hang();
    await clock.advance(30_000);
    fleet.maintenance('switch replaced', { ttl: 0 });
    await clock.advance(300_000);
    expect(s.supervisor.snapshot.maintenance?.reason).toBe('disk replaced');
    expect(s.sent).toEqual([]);
    s.supervisor.maintenance('done', { ttl: 0 });
    await clock.advance(3_000);
    expect(s.sent).toEqual(['system_reset']);
  });

  test('in maintenance for longer holds also those back whose own is over', async () => {
    const clock = new VirtualClock();
    const fleet = new Fleet({ clock });
    await using s = await supervised({ clock, policies: reset, supervisor: { fleet } });
    fleet.maintenance('switch replaced', { ttl: 600_000 });
    s.supervisor.maintenance('disk replaced', { ttl: 1_000 });
    await clock.advance(5_000);
    s.supervisor.maintenance('done', { ttl: 0 });
    expect(s.supervisor.snapshot.maintenance?.reason).toBe('switch replaced');
    fleet.maintenance('done', { ttl: 0 });
    expect(s.supervisor.snapshot.maintenance).toBeUndefined();
  });

  test('leaves what a VM was told before its restart, and ends what was the fleet’s', async () => {
    const clock = new VirtualClock();
    const fleet = new Fleet({ clock });
    await using s = await supervised({ clock, policies: reset, supervisor: { fleet } });
    const restart = async (): Promise<void> => {
      await clock.advance(10);
      s.abort();
      await s.ended();
      s.run();
      await clock.advance(10);
    };
    s.supervisor.maintenance('disk replaced', { ttl: 600_000 });
    fleet.maintenance('switch replaced', { ttl: 5_000 });
    await restart();
    expect(s.supervisor.snapshot.maintenance?.reason).toBe('disk replaced');
    s.supervisor.maintenance('done', { ttl: 0 });
    fleet.maintenance('switch replaced', { ttl: 600_000 });
    await restart();
    expect(s.supervisor.snapshot.maintenance?.reason).toBe('switch replaced');
    fleet.maintenance('done', { ttl: 0 });
    expect(s.supervisor.snapshot.maintenance).toBeUndefined();
  });

  test.each([{ share: 0 }, { share: 1.1 }, { within: 0 }, { least: 0 }, { sahre: 0.5 }])(
    '%o is refused',
    (options) => {
      expect(() => new Fleet(options)).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
    },
  );
});
