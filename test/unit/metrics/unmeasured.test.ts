// The fear: it was seen, decided, paged and recorded, and the dashboard stays green.
import { act, type Meter, measure, on, PrometheusExporter, when } from 'qmp-watchdog';
import { answer } from 'qmp-watchdog/testing';
import { describe, expect, test } from 'vitest';
import {
  escalation,
  reset,
  type Setting,
  type SettingOptions,
  supervised,
} from '../../scenarios/supervised.js';
import { valueOf } from './exposition.js';

async function measured(options: SettingOptions = {}): Promise<{
  readonly s: Setting;
  readonly value: (name: string, labels?: Readonly<Record<string, string>>) => number | undefined;
}> {
  const s = await supervised({
    ...options,
    supervisor: { name: 'vm1', ...options.supervisor },
  });
  const exporter = new PrometheusExporter();
  exporter.follow(s.supervisor);
  await s.clock.advance(200);
  return { s, value: (name, labels) => valueOf(exporter.text(), name, labels) };
}

const policy = 'hung guest';

describe('an incident', () => {
  test('is counted from its beginning to its end', async () => {
    const { s, value } = await measured();
    await using _ = s;
    // Before the first one, so that rate() sees it.
    expect(value('incidents_begun_total', { policy })).toBe(0);
    expect(value('pages_total', { policy })).toBe(0);
    s.qemu.guest.hang();
    await s.clock.advance(600);
    expect(value('incident_open', { policy })).toBe(1);
    expect(value('watchdog_state', { watchdog: 'guest', state: 'expired' })).toBe(1);
    expect(value('watchdog_state', { watchdog: 'guest', state: 'armed' })).toBe(0);
    await s.clock.advance(3_000);
    expect(value('incident_open', { policy })).toBe(0);
    expect(value('incidents_begun_total', { policy })).toBe(1);
    expect(value('incidents_ended_total', { policy, how: 'recovered' })).toBe(1);
    expect(value('evidence_total', { action: 'system_reset', verdict: 'holds' })).toBe(1);
    expect(value('actions_total', { action: 'inject-nmi', outcome: 'unknown' })).toBe(1);
    expect(value('actions_total', { action: 'system_reset', outcome: 'done' })).toBe(1);
    expect(value('action_duration_seconds_count', { action: 'system_reset' })).toBe(1);
  });

  test('takes seconds', async () => {
    const cont = [{ name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.cont() }];
    const { s, value } = await measured({ policies: () => cont });
    await using _ = s;
    s.qemu.vm.ioError();
    await s.clock.advance(2_000);
    const took = s.of('result').find(({ action }) => action === 'cont')?.took ?? Number.NaN;
    expect(took).toBeGreaterThanOrEqual(500);
    expect(value('action_duration_seconds_sum', { action: 'cont' })).toBeCloseTo(took / 1_000, 6);
    expect(value('action_duration_seconds_bucket', { action: 'cont', le: '0.1' })).toBe(0);
    expect(value('action_duration_seconds_bucket', { action: 'cont', le: '+Inf' })).toBe(1);
  });

  test('in observe mode is no action', async () => {
    const { s, value } = await measured({ mode: 'observe' });
    await using _ = s;
    s.qemu.guest.hang();
    await s.clock.advance(600);
    expect(value('enforcing')).toBe(0);
    expect(value('actions_observed_total', { action: 'inject-nmi' })).toBe(1);
    expect(value('actions_total', { action: 'inject-nmi' })).toBeUndefined();
  });

  test('that is refused, or unknown, says so', async () => {
    const { s, value } = await measured({
      policies: (dog) => [{ ...escalation(dog)[0]!, when: when.not(when.running()) }],
    });
    await using _ = s;
    s.qemu.guest.hang();
    await s.clock.advance(600);
    expect(value('evidence_total', { action: 'inject-nmi', verdict: 'refused' })).toBe(1);
    s.qemu.guest.recover();
    await s.clock.advance(200);
    expect(value('incidents_ended_total', { policy, how: 'recovered' })).toBe(1);
  });

  test('whose action was not begun, because its evidence grew old, is no failed action', async () => {
    const { s, value } = await measured({ policies: reset });
    await using _ = s;
    s.qemu.guest.hang();
    let slow = true;
    s.qemu.on('query-migrate', () => {
      const reply = slow ? answer.after(1_500, {}) : {};
      slow = false;
      return reply;
    });
    await s.clock.advance(10_000);
    expect(value('actions_total', { action: 'system_reset', outcome: 'not-begun' })).toBe(1);
    expect(value('actions_total', { action: 'system_reset', outcome: 'failed' })).toBeUndefined();
    expect(value('actions_total', { action: 'system_reset', outcome: 'done' })).toBe(1);
    expect(value('action_duration_seconds_count', { action: 'system_reset' })).toBe(1);
  });

  test('that did not begin is counted by why, without the names and figures of the case', async () => {
    const cont = [
      { name: 'disk', on: on.event('BLOCK_IO_ERROR'), do: act.stop(), limit: { max: 1, per: 60_000 } },
    ];
    const { s, value } = await measured({ policies: () => cont });
    await using _ = s;
    for (let times = 0; times < 3; times += 1) {
      s.qemu.vm.ioError({ action: 'report' });
      await s.clock.advance(2_000);
    }
    expect(value('triggers_ignored_total', { policy: 'disk', reason: 'limit' })).toBe(1);
    expect(value('triggers_ignored_total', { policy: 'disk', reason: 'halted' })).toBe(1);
    expect(value('policy_halted', { policy: 'disk' })).toBe(1);
    expect(value('pages_total', { policy: 'disk' })).toBe(1);
    s.supervisor.resume('disk');
    expect(value('policy_halted', { policy: 'disk' })).toBe(0);
  });
});

describe('how it stands', () => {
  test('maintenance and mode', async () => {
    const { s, value } = await measured();
    await using _ = s;
    expect(value('maintenance')).toBe(0);
    s.supervisor.maintenance('disk replaced', { ttl: 1_000 });
    expect(value('maintenance')).toBe(1);
    await s.clock.advance(1_100);
    expect(value('maintenance')).toBe(0);
    expect(value('enforcing')).toBe(1);
    await s.supervisor.observe('enough');
    expect(value('enforcing')).toBe(0);
    s.abort();
    await s.ended();
    expect(value('supervisor_running')).toBe(0);
  });

  test('the watchdog', async () => {
    const { s, value } = await measured();
    await using _ = s;
    await s.clock.advance(150);
    expect(value('watchdog_time_left_seconds', { watchdog: 'guest' })).toBeCloseTo(0.45, 2);
    expect(value('watchdog_silent_seconds', { watchdog: 'guest' })).toBeCloseTo(0.05, 2);
    expect(value('watchdog_channel', { watchdog: 'guest', channel: 'proven' })).toBe(1);
    s.qemu.vm.stop();
    await s.clock.advance(100);
    expect(value('watchdog_paused', { watchdog: 'guest' })).toBe(1);
    expect(value('watchdog_time_left_seconds', { watchdog: 'guest' })).toBeUndefined();
  });

  test('the VM', async () => {
    const { s, value } = await measured({ overSessions: true });
    await using _ = s;
    await s.clock.advance(100);
    expect(value('vm_confidence', { confidence: 'known' })).toBe(1);
    expect(value('vm_running')).toBe(1);
    s.qemu.vm.stop();
    await s.clock.advance(100);
    expect(value('vm_running')).toBe(0);
    s.qemu.process.kill('SIGKILL');
    await s.clock.advance(100);
    expect(value('vm_connected')).toBe(0);
    expect(value('vm_confidence', { confidence: 'known' })).toBe(0);
    expect(value('vm_running'), 'what is not known is not shown').toBeUndefined();
  });

  test.each(['end', 'observe'] as const)('a journal that failed, and is to %s', async (onJournalFailure) => {
    const { s, value } = await measured({ journal: '/dev/full', supervisor: { onJournalFailure } });
    await using _ = s;
    await s.clock.advance(100);
    expect(value('journal_failed')).toBe(1);
    expect(value('enforcing')).toBe(onJournalFailure === 'end' ? 1 : 0);
    expect(value('supervisor_running')).toBe(onJournalFailure === 'end' ? 0 : 1);
  });

  test('a notifier that told nobody', async () => {
    const deaf = { name: 'deaf', timeout: 100, notify: () => Promise.reject(new Error('no route')) };
    const { s, value } = await measured({
      policies: (dog) => [{ ...escalation(dog)[0]!, notify: deaf }],
    });
    await using _ = s;
    s.qemu.guest.hang();
    await s.clock.advance(600);
    expect(value('notifier_failures_total', { notifier: 'deaf' })).toBe(1);
  });
});

test("a meter of one's own is called, and no more after the end; one that throws hurts nobody", async () => {
  const errors: unknown[] = [];
  await using s = await supervised({ supervisor: { onListenerError: (error) => errors.push(error) } });
  const names: string[] = [];
  let readable = false;
  const meter: Meter = {
    add: ({ name }, labels, by) => {
      if (by === 0) return;
      names.push(`${name} ${labels['vm']}`);
      throw new Error('the backend is gone');
    },
    record: () => {},
    observe: () => {
      readable = true;
      return () => {
        readable = false;
      };
    },
  };
  const stop = measure(s.supervisor, meter);
  expect(readable).toBe(true);
  await s.clock.advance(200);
  s.qemu.guest.hang();
  await s.clock.advance(3_000);
  expect(names[0]).toBe('qmp_watchdog_incidents_begun_total ');
  expect(errors.length).toBe(names.length);
  expect(s.story.at(-1)).toBe('ended recovered');
  stop();
  expect(readable).toBe(false);
  const before = names.length;
  s.qemu.guest.hang();
  await s.clock.advance(3_000);
  expect(names.length).toBe(before);
});
