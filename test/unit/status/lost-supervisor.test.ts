// The fear: a VM is not shown, and so everything looks fine.
import { OptionError, type Supervisor } from 'qmp-watchdog';
import { VirtualClock } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import { type Setting, supervised } from '../../scenarios/supervised.js';
import { parseExposition } from '../metrics/exposition.js';
import { serve } from './served.js';

const clock = new VirtualClock();
const named = (name: string | undefined) =>
  supervised({ clock, run: false, ...(name !== undefined && { supervisor: { name } }) });

describe('a list', () => {
  test('is refused where one has no name of its own', async () => {
    await using each = await all('vm1', 'vm1', undefined);
    const [one, two, none] = each.settings;
    await expect(serve([one.supervisor, two.supervisor], clock)).rejects.toThrow(OptionError);
    await expect(serve([none.supervisor], clock)).rejects.toThrow('without a `name`');
    await expect(serve([{} as Supervisor], clock)).rejects.toThrow('no Supervisor');
    await expect(serve('vm1' as unknown as Supervisor[], clock)).rejects.toThrow(OptionError);
  });

  test('is followed by nobody any more when serving did not begin', async () => {
    await using one = await named('vm1');
    await expect(serve([one.supervisor], clock, { socket: '/nowhere/status.sock' })).rejects.toThrow(
      '/nowhere',
    );
    // It would be refused by a listener that was left behind.
    await using served = await serve([one.supervisor], clock);
    expect((await served.get('/status')).json).toMatchObject({ vms: [{ name: 'vm1' }] });
  });
});

describe('a function', () => {
  test('may tell others each time', async () => {
    await using each = await all('vm1', 'vm2');
    const [one, two] = each.settings;
    let list: Supervisor[] = [];
    await using served = await serve(() => list, clock);
    const names = async (): Promise<unknown> => {
      await clock.advance(1_000);
      const { vms } = (await served.get('/status')).json as {
        readonly vms: readonly { readonly name: string }[];
      };
      const metrics = parseExposition((await served.get('/metrics')).text).get(
        'qmp_watchdog_supervisor_running',
      );
      expect(metrics?.samples.map(({ labels }) => labels['vm']).sort()).toEqual(
        vms.length === 0 ? undefined : vms.map(({ name }) => name),
      );
      return vms.map(({ name }) => name);
    };
    expect(await names()).toEqual([]);
    list = [two.supervisor, one.supervisor];
    expect(await names()).toEqual(['vm1', 'vm2']);
    list = [two.supervisor];
    expect(await names()).toEqual(['vm2']);
  });

  test('that tells of two with one name shows the first, and says so', async () => {
    await using each = await all('vm1', 'vm1');
    const [one, two] = each.settings;
    await using served = await serve(() => [one.supervisor, two.supervisor], clock);
    expect((await served.get('/status')).json).toMatchObject({
      vms: [{ name: 'vm1' }],
      problems: ['two supervisors have the name "vm1": one is not shown'],
    });
    expect((await served.get('/healthz')).status).toBe(503);
  });

  test('that throws leaves those who were there, and says so', async () => {
    await using one = await named('vm1');
    let broken = false;
    await using served = await serve(() => {
      if (broken) throw new Error('no list today');
      return [one.supervisor];
    }, clock);
    broken = true;
    await clock.advance(1_000);
    expect((await served.get('/status')).json).toMatchObject({
      vms: [{ name: 'vm1' }],
      problems: ['who is supervised can not be told: no list today'],
    });
  });
});

describe('one whose state can not be read', () => {
  const broken = (): never => {
    throw new Error('broken');
  };

  test.each(['from the beginning', 'after a while'])(
    'is said to be missing, and hides no other: %s',
    async (when) => {
      await using each = await all('vm1', 'vm2');
      const [one, two] = each.settings;
      const breaks = (): unknown => Object.defineProperty(one.supervisor, 'snapshot', { get: broken });
      if (when === 'from the beginning') breaks();
      await using served = await serve([one.supervisor, two.supervisor], clock);
      breaks();
      expect((await served.get('/status')).json).toMatchObject({
        vms: [{ name: 'vm2' }],
        problems: ['vm1: its state can not be read: broken'],
      });
      expect((await served.get('/status/vm2')).json).toMatchObject({ vms: [{ name: 'vm2' }] });
      const alone = await served.get('/status/vm1');
      expect([alone.status, alone.json]).toEqual([500, { error: 'vm1: its state can not be read: broken' }]);
      const metrics = parseExposition((await served.get('/metrics')).text);
      const ofEach = (name: string): unknown =>
        Object.fromEntries(
          metrics.get(`qmp_watchdog_${name}`)?.samples.map(({ labels, value }) => [labels['vm'], value]) ??
            [],
        );
      expect(ofEach('supervisor_unreadable')).toEqual({ vm1: 1, vm2: 0 });
      expect(ofEach('supervisor_running')).toEqual({ vm2: 0 });
    },
  );
});

test('whether all run is told in one word, to anybody, without names', async () => {
  await using each = await all('vm1', 'vm2');
  const [one, two] = each.settings;
  await using served = await serve([one.supervisor, two.supervisor], clock);
  one.run();
  await clock.advance(1_000);
  const half = await served.get('/healthz');
  expect([half.status, half.json]).toEqual([
    503,
    { ok: false, supervisors: 2, reasons: ['1 of 2 supervisors do not run'] },
  ]);
  two.run();
  await clock.advance(1_000);
  expect((await served.get('/healthz')).json).toEqual({ ok: true, supervisors: 2, reasons: [] });
});

/** Some of them, disposed of together. */
async function all<const N extends readonly (string | undefined)[]>(
  ...names: N
): Promise<{ readonly settings: { readonly [K in keyof N]: Setting } } & AsyncDisposable> {
  const made: Setting[] = [];
  for (const name of names) made.push(await named(name));
  return {
    // One for each name.
    settings: made as unknown as { readonly [K in keyof N]: Setting },
    async [Symbol.asyncDispose]() {
      for (const one of made) await one[Symbol.asyncDispose]();
    },
  };
}
