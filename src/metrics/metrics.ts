import type { Metric } from './meter.js';

/** A metric as the tables below state it: type, name without its prefix, labels besides `vm`, meaning. */
type Row = readonly [Metric['type'], string, readonly string[], string];

function defined<Name extends string>(rows: Readonly<Record<Name, Row>>): Readonly<Record<Name, Metric>> {
  const metrics = Object.entries<Row>(rows).map(([key, [type, name, labels, help]]) => {
    const metric: Metric = { name: `qmp_watchdog_${name}`, help, type, labels: ['vm', ...labels] };
    return [key, metric] as const;
  });
  // The same keys as `rows` has.
  return Object.fromEntries(metrics) as Record<Name, Metric>;
}

type Counted =
  | 'begun'
  | 'ended'
  | 'ignored'
  | 'evidence'
  | 'actions'
  | 'observed'
  | 'took'
  | 'pages'
  | 'unnotified';

/** What is counted, of a supervisor's records. */
export const counted: Readonly<Record<Counted, Metric>> = defined<Counted>({
  begun: ['counter', 'incidents_begun_total', ['policy'], 'Incidents that a policy began.'],
  ended: ['counter', 'incidents_ended_total', ['policy', 'how'], 'Incidents that ended, by how.'],
  ignored: [
    'counter',
    'triggers_ignored_total',
    ['policy', 'reason'],
    'Triggers that began nothing, by why.',
  ],
  evidence: [
    'counter',
    'evidence_total',
    ['action', 'verdict'],
    'Verdicts on the evidence for an action. An unknown that lasts counts once.',
  ],
  actions: [
    'counter',
    'actions_total',
    ['action', 'outcome'],
    'Actions by outcome; not-begun: what they rested on changed once the intent was on disk.',
  ],
  observed: [
    'counter',
    'actions_observed_total',
    ['action'],
    'Actions that were not carried out because the supervisor only observes.',
  ],
  took: [
    'histogram',
    'action_duration_seconds',
    ['action'],
    'How long actions took from the intent to the verified result.',
  ],
  pages: ['counter', 'pages_total', ['policy'], 'Times that somebody was told to look.'],
  unnotified: ['counter', 'notifier_failures_total', ['notifier'], 'Times that a notifier told nobody.'],
});

type Shown =
  | ('unreadable' | 'running' | 'enforcing' | 'maintenance' | 'suspected' | 'incident' | 'halted' | 'journal')
  | ('dog' | 'left' | 'silent' | 'paused' | 'channel')
  | ('confidence' | 'connected' | 'runs' | 'interlocks' | 'failoverSafe');

/** What is read, of a supervisor's snapshot. */
export const shown: Readonly<Record<Shown, Metric>> = defined<Shown>({
  unreadable: [
    'gauge',
    'supervisor_unreadable',
    [],
    'Whether it can not be told how the supervisor stands: 1 or 0; no other gauge of it is there then.',
  ],
  running: ['gauge', 'supervisor_running', [], 'Whether the supervisor runs: 1 or 0.'],
  enforcing: ['gauge', 'enforcing', [], 'Whether it acts (1) or observes (0).'],
  maintenance: ['gauge', 'maintenance', [], 'Whether nothing is done because of maintenance: 1 or 0.'],
  suspected: [
    'gauge',
    'fleet_suspected',
    [],
    'Whether nothing destructive is done because many VMs fell silent together: 1 or 0.',
  ],
  journal: ['gauge', 'journal_failed', [], 'Whether nothing can be recorded any more: 1 or 0.'],
  incident: ['gauge', 'incident_open', ['policy'], 'Whether a policy has an incident in hand: 1 or 0.'],
  halted: [
    'gauge',
    'policy_halted',
    ['policy'],
    'Whether a policy does nothing until it is resumed: 1 or 0.',
  ],
  dog: [
    'gauge',
    'watchdog_state',
    ['watchdog', 'state'],
    'The state that a watchdog is in: 1 for it, 0 for others.',
  ],
  left: [
    'gauge',
    'watchdog_time_left_seconds',
    ['watchdog'],
    'How long until a watchdog expires if nothing happens; absent while it would not.',
  ],
  silent: ['gauge', 'watchdog_silent_seconds', ['watchdog'], 'For how long nobody has petted a watchdog.'],
  paused: ['gauge', 'watchdog_paused', ['watchdog'], 'Whether the silence is excused by a pause: 1 or 0.'],
  channel: [
    'gauge',
    'watchdog_channel',
    ['watchdog', 'channel'],
    'How the channel of the pets is (gone, unproven or proven): 1 for it, 0 for others.',
  ],
  confidence: [
    'gauge',
    'vm_confidence',
    ['confidence'],
    'How far the state of the VM is trusted (known, stale or unknown): 1 for it, 0 for others.',
  ],
  connected: ['gauge', 'vm_connected', [], 'Whether there is a QMP session: 1 or 0.'],
  runs: ['gauge', 'vm_running', [], 'Whether the virtual CPUs run: 1 or 0; absent while it is not known.'],
  interlocks: ['gauge', 'vm_interlocks', [], 'How many interlocks bar cont and reset.'],
  failoverSafe: [
    'gauge',
    'vm_failover_safe',
    ['level'],
    'Whether a failover-safe proof of this level (L0, L1 or L2) stands and has not been used here: 1 or 0.',
  ],
});
