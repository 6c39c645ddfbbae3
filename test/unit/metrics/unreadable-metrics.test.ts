// The fear: Prometheus refuses the whole page because of one odd name, and nobody is alerted of anything any more.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { action, act, on, OptionError, type Policy, PrometheusExporter } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { counted, shown } from '../../../src/metrics/metrics.js';
import { repository } from '../../rules/run.js';
import { escalation, supervised } from '../../scenarios/supervised.js';
import { parseExposition, valueOf } from './exposition.js';

const ODD = 'a "quoted" \\ name,\n{with}="x"} 1';

describe('the text', () => {
  test('is what the format says, with every kind of metric in it', async () => {
    await using s = await supervised({ supervisor: { name: 'vm1' }, overSessions: true });
    const exporter = new PrometheusExporter();
    using _ = exporter.follow(s.supervisor);
    await s.clock.advance(200);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    const families = parseExposition(exporter.text());
    expect(new Set([...families.values()].map(({ type }) => type))).toEqual(
      new Set(['counter', 'gauge', 'histogram']),
    );
    for (const { samples, help } of families.values()) {
      expect(help).toMatch(/\.$/);
      for (const { labels } of samples) expect(labels).toMatchObject({ vm: 'vm1' });
    }
  });

  test('survives names with quotes, backslashes and line feeds', async () => {
    const odd = action({
      name: ODD,
      destructive: true,
      idempotent: true,
      timeout: 1_000,
      run: async () => ({ outcome: 'done', reason: ODD, evidence: {} }),
    });
    const policies: readonly Policy[] = [{ name: ODD, on: on.expired('guest'), do: odd }];
    await using s = await supervised({ supervisor: { name: ODD }, policies: () => policies });
    const exporter = new PrometheusExporter();
    using _ = exporter.follow(s.supervisor);
    await s.clock.advance(200);
    s.qemu.guest.hang();
    await s.clock.advance(3_000);
    const text = exporter.text();
    expect(valueOf(text, 'incidents_begun_total', { vm: ODD, policy: ODD })).toBe(1);
    expect(valueOf(text, 'actions_total', { vm: ODD, action: ODD, outcome: 'done' })).toBe(1);
  });

  test('shows several supervisors, each family once', async () => {
    await using one = await supervised({ supervisor: { name: 'vm1' } });
    await using other = await supervised({ supervisor: { name: 'vm2' } });
    const exporter = new PrometheusExporter();
    using _one = exporter.follow(one.supervisor);
    const stop = exporter.follow(other.supervisor);
    expect(valueOf(exporter.text(), 'supervisor_running', { vm: 'vm1' })).toBe(1);
    expect(valueOf(exporter.text(), 'supervisor_running', { vm: 'vm2' })).toBe(1);
    stop();
    stop();
    expect(exporter.text()).not.toContain('vm2');
    expect(valueOf(exporter.text(), 'supervisor_running', { vm: 'vm1' })).toBe(1);
  });

  test('is empty while nobody is followed', () => {
    expect(new PrometheusExporter().text()).toBe('');
  });
});

test('docs/metrics.md lists each metric with its type and labels, and no other', async () => {
  const page = await readFile(join(repository, 'docs/metrics.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (.*?) \|/gm)].map(
    ([, name, type, labels = '']) => ({
      ...{ name, type },
      labels: ['vm', ...[...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)],
    }),
  );
  const defined = [...Object.values(counted), ...Object.values(shown)];
  expect(listed).toEqual(defined.map(({ name, type, labels }) => ({ name, type, labels })));
});

test('two supervisors of one name would make one series of two, and are refused', async () => {
  await using one = await supervised({ supervisor: { name: 'vm1' } });
  await using same = await supervised({ supervisor: { name: 'vm1' } });
  const exporter = new PrometheusExporter();
  const stop = exporter.follow(one.supervisor);
  expect(() => exporter.follow(same.supervisor)).toThrow(OptionError);
  expect(() => exporter.follow(same.supervisor)).toThrow(/whose `name` no other has/);
  stop();
  // Its successor may take its place.
  using _ = exporter.follow(same.supervisor);
  expect(() => exporter.follow({ name: 'vm2' } as never)).toThrow(/a Supervisor/);
});

test('policies with ever new names do not fill the memory', async () => {
  await using s = await supervised({ supervisor: { name: 'vm1' }, policies: escalation });
  const exporter = new PrometheusExporter();
  using _ = exporter.follow(s.supervisor);
  for (let number = 0; number < 1_500; number += 1)
    s.supervisor.reload([{ name: `made up ${number}`, on: on.expired('guest'), do: act.stop() }]);
  await s.clock.advance(100);
  const begun = parseExposition(exporter.text()).get('qmp_watchdog_incidents_begun_total')?.samples ?? [];
  expect(begun.length).toBe(1_001);
  expect(begun.at(-1)?.labels).toEqual({ vm: 'vm1', policy: '(other)' });
});
