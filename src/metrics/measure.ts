import { unsubscribe, type Unsubscribe } from '../core/index.js';
import { LEVELS } from '../proof/index.js';
import type { JournalRecord } from '../journal/index.js';
import type { Supervisor, SupervisorSnapshot } from '../supervisor/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Labels, Meter, Metric, Reading } from './meter.js';
import { counted, shown } from './metrics.js';

const GAUGES: readonly Metric[] = Object.values(shown);

/**
 * Measures a supervisor with `meter` until the function that is returned is called: what it decides and does from now on,
 * and how it stands whenever a gauge is read. The label `vm` is the supervisor's `name`, and empty without one.
 *
 * One whose `snapshot` throws is shown as unreadable, and by what is counted.
 *
 * No label's value comes from outside: they are names of yours (of VMs, policies, actions, watchdogs and notifiers) and
 * words out of short lists. No secret is among them.
 */
export function measure(supervisor: Supervisor, meter: Meter): Unsubscribe {
  const vm = supervisor.name ?? '';
  meter.add(counted.pages, { vm, policy: '' }, 0);
  for (const policy of policiesOf(supervisor)) begin(meter, vm, policy);
  const stopCounting = supervisor.on('record', (record) => count(meter, vm, record));
  const stopReading = meter.observe(GAUGES, () => readings(vm, supervisor));
  return unsubscribe(() => {
    stopCounting();
    stopReading();
  });
}

/** None where that can not be told: their counters come up with their first events then. */
function policiesOf(supervisor: Supervisor): readonly string[] {
  try {
    return supervisor.snapshot.policies;
  } catch {
    return [];
  }
}

/** One that can not be read shall not take the others away from whoever reads them all. */
function readings(vm: string, supervisor: Supervisor): readonly Reading[] {
  try {
    return [flag(shown.unreadable, { vm }, false), ...readingsOf(vm, supervisor.snapshot)];
  } catch {
    return [flag(shown.unreadable, { vm }, true)];
  }
}

/** A counter that comes up with its first event hides that event from `rate` and `increase`. */
function begin(meter: Meter, vm: string, policy: string): void {
  meter.add(counted.begun, { vm, policy }, 0);
  meter.add(counted.pages, { vm, policy }, 0);
}

function count(meter: Meter, vm: string, record: JournalRecord): void {
  const add = (metric: Metric, labels: Labels, times = 1): void =>
    meter.add(metric, { vm, ...labels }, times);
  switch (record.kind) {
    case 'trigger':
      return add(counted.begun, { policy: record.policy });
    case 'ended':
      return add(counted.ended, { policy: record.policy, how: record.how });
    case 'ignored':
      return add(counted.ignored, { policy: record.policy, reason: classOf(record.reason) });
    case 'repeated': {
      const { of, what, reason = '', times } = record;
      if (of === 'ignored') add(counted.ignored, { policy: what, reason: classOf(reason) }, times);
      if (of === 'page') add(counted.pages, { policy: what }, times);
      if (of === 'unnotified') add(counted.unnotified, { notifier: what }, times);
      return;
    }
    case 'evidence':
      return add(counted.evidence, { action: record.action, verdict: record.verdict });
    case 'would':
      return add(counted.observed, { action: record.action });
    case 'result': {
      const { action, outcome, reason, took } = record;
      if (reason.startsWith('not-begun:')) return add(counted.actions, { action, outcome: 'not-begun' });
      meter.record(counted.took, { vm, action }, took / 1_000);
      return add(counted.actions, { action, outcome });
    }
    case 'page':
      return add(counted.pages, { policy: record.policy ?? '' });
    case 'unnotified':
      return add(counted.unnotified, { notifier: record.notifier });
    case 'reloaded':
      for (const policy of record.policies) begin(meter, vm, policy);
  }
}

/** Why a trigger began nothing, without the names, figures and reasons of one case. */
const IGNORED: readonly string[] = [
  ...['boot-grace', 'busy', 'cooldown', 'halted', 'limit', 'maintenance'],
  'its trigger threw',
];

function classOf(reason: string): string {
  const found = IGNORED.find((one) => reason.startsWith(one));
  return found === 'its trigger threw' ? 'trigger-threw' : (found ?? 'other');
}

const STATES: readonly WatchdogSnapshot['state'][] = ['disarmed', 'armed', 'pretimeout', 'expired'];
const CHANNELS: readonly WatchdogSnapshot['channel'][] = ['gone', 'unproven', 'proven'];
const CONFIDENCES = ['known', 'stale', 'unknown'] as const;

function readingsOf(vm: string, snapshot: SupervisorSnapshot): readonly Reading[] {
  const { mode, maintenance, suspicion, running, incident, policies, halted, journalFailure } = snapshot;
  return [
    flag(shown.running, { vm }, running),
    flag(shown.enforcing, { vm }, mode === 'enforce'),
    flag(shown.maintenance, { vm }, maintenance !== undefined),
    flag(shown.suspected, { vm }, suspicion !== undefined),
    flag(shown.journal, { vm }, journalFailure !== undefined),
    ...policies.flatMap((policy) => [
      flag(shown.incident, { vm, policy }, incident?.policy === policy),
      flag(shown.halted, { vm, policy }, Object.hasOwn(halted, policy)),
    ]),
    ...snapshot.watchdogs.flatMap((watchdog) => ofWatchdog(vm, watchdog)),
    ...ofProof(vm, snapshot),
    ...ofVm(vm, snapshot.vm),
  ];
}

function ofProof(vm: string, { vm: state, failoverSafe }: SupervisorSnapshot): readonly Reading[] {
  if (state === undefined) return [];
  const standing = failoverSafe?.consumed === false ? failoverSafe.proof.level : undefined;
  return LEVELS.map((level) => flag(shown.failoverSafe, { vm, level }, standing === level));
}

function ofWatchdog(vm: string, dog: WatchdogSnapshot): readonly Reading[] {
  const { id: watchdog, state, timeLeft, silentFor, pausedBy, channel } = dog;
  return [
    ...STATES.map((one) => flag(shown.dog, { vm, watchdog, state: one }, state === one)),
    ...CHANNELS.map((one) => flag(shown.channel, { vm, watchdog, channel: one }, channel === one)),
    ...(timeLeft === undefined
      ? []
      : [{ metric: shown.left, labels: { vm, watchdog }, value: timeLeft / 1_000 }]),
    { metric: shown.silent, labels: { vm, watchdog }, value: silentFor / 1_000 },
    flag(shown.paused, { vm, watchdog }, pausedBy !== undefined),
  ];
}

function ofVm(vm: string, state: SupervisorSnapshot['vm']): readonly Reading[] {
  if (state === undefined) return [];
  const { confidence, connected, run, interlocks } = state;
  return [
    ...CONFIDENCES.map((one) => flag(shown.confidence, { vm, confidence: one }, confidence === one)),
    flag(shown.connected, { vm }, connected),
    ...(confidence === 'known' && run !== undefined ? [flag(shown.runs, { vm }, run.running)] : []),
    { metric: shown.interlocks, labels: { vm }, value: interlocks.length },
  ];
}

function flag(metric: Metric, labels: Labels, is: boolean): Reading {
  return { metric, labels, value: is ? 1 : 0 };
}
