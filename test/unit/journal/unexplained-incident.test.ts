// The fear: a VM was reset, and nobody can tell why.
import { describe, expect, test } from 'vitest';
import { explain, type JournalRecord, OptionError, type RecordBody } from 'qmp-watchdog';

const EPOCH = Date.parse('2026-01-01T00:00:00.000Z');

/** Records of a run that began so long after the epoch. */
function run(
  since: number,
  ...bodies: readonly (readonly [at: number, body: RecordBody])[]
): JournalRecord[] {
  return bodies.map(([at, body], index) => ({
    v: 1,
    n: index + 1,
    time: new Date(EPOCH + since + at).toISOString(),
    at,
    vm: 'vm1',
    ...body,
  }));
}

const started: RecordBody = {
  kind: 'started',
  boot: 3_600_000,
  mode: 'enforce',
  policies: ['hung guest'],
  watchdogs: ['guest', 'agent'],
};
const facts = {
  status: { running: true, status: 'running' },
  answeredAfter: 1.25,
  attended: true,
  at: 2_500,
  watchdog: { id: 'guest', state: 'expired', silentFor: 501.5, channel: 'proven' },
  stalled: 0,
};

const cured = run(
  0,
  [0, started],
  [10, { kind: 'watchdog', watchdog: 'guest', transition: 'armed', detail: { at: 10 } }],
  [
    2_500,
    {
      kind: 'trigger',
      incident: 'i1',
      policy: 'hung guest',
      cause: { on: 'expired', watchdog: 'guest', expiry: 'silence', silentFor: 500, at: 2_500 },
    },
  ],
  [
    2_502,
    {
      kind: 'evidence',
      incident: 'i1',
      order: 1,
      action: 'inject-nmi',
      verdict: 'holds',
      reason: 'established',
      facts,
    },
  ],
  [2_502, { kind: 'intent', incident: 'i1', order: 1, action: 'inject-nmi' }],
  [
    2_520,
    {
      kind: 'result',
      incident: 'i1',
      order: 1,
      action: 'inject-nmi',
      outcome: 'unknown',
      reason: 'delivered',
      took: 18,
      evidence: {},
    },
  ],
  [
    3_000,
    {
      kind: 'ignored',
      policy: 'disk error',
      reason: 'busy with i1 (hung guest)',
      cause: { on: 'event', event: { event: 'BLOCK_IO_ERROR', data: { action: 'stop' } }, at: 3_000 },
    },
  ],
  [
    3_502,
    {
      kind: 'evidence',
      incident: 'i1',
      order: 2,
      action: 'system_reset',
      verdict: 'unknown',
      reason: 'qmp-silent: silent',
      facts: { ...facts, status: { error: 'silent' }, stalled: 1_200 },
    },
  ],
  [63_503, { kind: 'page', reason: 'nothing can be decided', incident: 'i1', policy: 'hung guest' }],
  [63_600, { kind: 'intent', incident: 'i1', order: 3, action: 'system_reset' }],
  [
    63_700,
    { kind: 'vm', event: 'RESET', detail: { data: { guest: false, reason: 'host-qmp-system-reset' } } },
  ],
  [
    63_750,
    {
      kind: 'result',
      incident: 'i1',
      order: 3,
      action: 'system_reset',
      outcome: 'done',
      reason: 'reset-seen',
      took: 150,
      evidence: { before: 'running', after: 'running' },
    },
  ],
  [
    134_000,
    { kind: 'watchdog', watchdog: 'guest', transition: 'recovered', detail: { at: 134_000, after: 131_500 } },
  ],
  [134_000, { kind: 'ended', incident: 'i1', policy: 'hung guest', how: 'recovered', took: 131_500 }],
  [200_000, { kind: 'stopped', reason: 'aborted: enough' }],
);

test('one incident, in plain words', async () => {
  expect(await explain(cured, 'i1')).toBe(
    `
i1 of vm1, policy "hung guest", 2026-01-01T00:00:02.500Z

    +0.000 s  seen: watchdog "guest" expired, silent for 500 ms; policy "hung guest" begins
    +0.002 s  looked, for inject-nmi: it may be done (established): QEMU says running within 1 ms, silence for 502 ms, its channel proven
    +0.002 s  intent on disk: inject-nmi
    +0.020 s  inject-nmi: unknown (delivered) after 18 ms
    +0.500 s  seen: BLOCK_IO_ERROR {"action":"stop"}; policy "disk error" does nothing: busy with i1 (hung guest)
    +1.002 s  looked, for system_reset: nothing can be said (qmp-silent: silent): QEMU says nothing: silent, silence for 502 ms, its channel proven, this process stalled for 1.2 s
   +61.003 s  paged: nothing can be decided
   +61.100 s  intent on disk: system_reset
   +61.200 s  the VM: RESET {"data":{"guest":false,"reason":"host-qmp-system-reset"}}
   +61.250 s  system_reset: done (reset-seen) after 150 ms {"before":"running","after":"running"}
  +131.500 s  watchdog "guest": recovered {"after":131500}
  +131.500 s  over after 2 min 12 s: recovered, what had begun it went away`.slice(1),
  );
});

const cutOff = [
  ...run(
    0,
    [0, { ...started, policies: [] }],
    [
      1_000,
      {
        kind: 'trigger',
        incident: 'i1',
        policy: 'p',
        cause: { on: 'event', event: { event: 'GUEST_PANICKED', data: { action: 'pause' } } },
      },
    ],
    [1_010, { kind: 'intent', incident: 'i1', order: 1, action: 'stop' }],
  ),
  ...run(
    60_000,
    [5, { ...started, policies: ['p', 'q'], watchdogs: [] }],
    [
      6,
      {
        kind: 'result',
        incident: 'i1',
        order: 1,
        action: 'stop',
        outcome: 'unknown',
        reason: 'restarted',
        took: 58_995,
        evidence: {},
      },
    ],
    [6, { kind: 'ended', incident: 'i1', policy: 'p', how: 'unknown', took: 59_005 }],
    [7, { kind: 'halted', policy: 'q', reason: '3 incidents within 600000 ms' }],
    [8, { kind: 'resumed', policy: 'q' }],
    [9, { kind: 'mode', mode: 'observe', reason: 'a drill' }],
    [10, { kind: 'maintenance', reason: 'disks', ttl: 3_600_000 }],
    [11, { kind: 'maintenance', reason: 'disks', ttl: 0 }],
    [12, { kind: 'would', incident: 'i2', order: 2, action: 'stop' }],
    [13, { kind: 'reloaded', policies: ['p'] }],
    [14, { kind: 'unnotified', notifier: 'mail', policy: 'p', reason: 'timed out' }],
    [15, { kind: 'stopped', reason: 'aborted: enough' }],
  ),
];

test('all of a journal, over a restart', async () => {
  expect(await explain(cutOff)).toBe(
    `
2026-01-01T00:00:00.000Z  the supervisor started to enforce: no policy; watchdogs "guest", "agent"
2026-01-01T00:00:01.000Z  i1: seen: GUEST_PANICKED {"action":"pause"}; policy "p" begins
2026-01-01T00:00:01.010Z  i1: intent on disk: stop

2026-01-01T00:01:00.005Z  the supervisor started to enforce: policies "p", "q"; no watchdog
2026-01-01T00:01:00.006Z  i1: stop: unknown (restarted) after 58.995 s
2026-01-01T00:01:00.006Z  i1: over after 59.005 s: unknown, whether the last action took effect is not known
2026-01-01T00:01:00.007Z  policy "q" is halted: 3 incidents within 600000 ms
2026-01-01T00:01:00.008Z  policy "q" was resumed
2026-01-01T00:01:00.009Z  from here on it is to observe: a drill
2026-01-01T00:01:00.010Z  maintenance for 60 min 0 s: disks
2026-01-01T00:01:00.011Z  maintenance is over: disks
2026-01-01T00:01:00.012Z  i2: would have done stop, but only observes
2026-01-01T00:01:00.013Z  other policies from here on: "p"
2026-01-01T00:01:00.014Z  mail could not be told: timed out
2026-01-01T00:01:00.015Z  the supervisor stopped: aborted: enough`.slice(1),
  );
});

test('what came after a restart is told by the wall clock', async () => {
  const text = await explain(cutOff, 'i1');
  expect(text.split('\n').slice(2)).toEqual([
    '    +0.000 s  seen: GUEST_PANICKED {"action":"pause"}; policy "p" begins',
    '    +0.010 s  intent on disk: stop',
    '   +59.005 s  the supervisor started to enforce: policies "p", "q"; no watchdog',
    '   +59.006 s  stop: unknown (restarted) after 58.995 s',
    '   +59.006 s  over after 59.005 s: unknown, whether the last action took effect is not known',
  ]);
});

describe('an incident that is not there', () => {
  test('is refused with those that are', async () => {
    const error: unknown = await explain(cutOff, 'i7').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OptionError);
    expect(error).toHaveProperty('message', expect.stringMatching(/it tells of i1 to i1; got "i7"/));
  });

  test('also where there is none', async () => {
    await expect(explain([], 'i1')).rejects.toThrow(/it tells of none/);
    expect(await explain([])).toBe('');
  });
});

test('what a guest wrote does not move the cursor, and a long text is cut', async () => {
  const [record] = run(0, [
    0,
    {
      kind: 'trigger',
      incident: 'i1',
      policy: 'a\u001b[2Jb\u202ec',
      cause: { on: 'event', event: { event: 'E', data: { text: 'x'.repeat(1_000) } } },
    },
  ]);
  const text = await explain(record === undefined ? [] : [record]);
  expect(text).toContain('policy "a\\u{1b}[2Jb\\u{202e}c" begins');
  expect(text.length).toBeLessThan(500);
  expect(text).toContain('…');
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'a last warning',
    { on: 'pretimeout', watchdog: 'guest', silentFor: 4_000 },
    'gave its last warning, silent for 4 s',
  ],
  [
    'a trigger by hand',
    { on: 'expired', watchdog: 'guest', expiry: 'trigger' },
    '"guest" expired, triggered',
  ],
  ['a boot grace', { on: 'expired', watchdog: 'guest', expiry: 'boot-grace' }, 'expired in its boot grace'],
  ['a state', { on: 'state', what: 'paused too long' }, 'seen: paused too long;'],
  ['what a newer version knows', { on: 'phase of the moon' }, 'seen: {"on":"phase of the moon"};'],
  ['nothing', {}, 'seen: {};'],
])('%s as a cause', async (_, cause, words) => {
  expect(await explain(run(0, [0, { kind: 'trigger', incident: 'i1', policy: 'p', cause }]))).toContain(
    words,
  );
});
