// The fear: a policy acts too soon, too often, on too little, or beside another one.
import { act, guard, on, type Policy, type Probe, when } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { own } from './engine-facts.js';
import { ToldEngine } from './told-engine.js';

const reset = own('reset', { boots: true });
const hung = (change: Partial<Policy> = {}): Policy => ({
  name: 'p',
  on: on.expired('a'),
  do: reset,
  ...change,
});
const STOPPED = { run: { running: false, status: 'io-error', why: 'io-error', since: 0 } } as const;
const RUNNING = { run: { running: true, status: 'running', why: undefined, since: 0 } } as const;
const ioError = on.state(({ run }) => run?.why === 'io-error', 'disk error');

describe('for: the condition must last', () => {
  test('before anything begins', () => {
    const engine = new ToldEngine([hung({ for: 2_000 })]);
    expect(engine.expires()).toEqual([]);
    expect(engine.at(1_999)).toEqual([]);
    expect(engine.at(2_000)).toEqual(['trigger p', 'gather']);
  });

  test('and one that does not last was none', () => {
    const engine = new ToldEngine([hung({ for: 2_000 })]);
    engine.expires();
    engine.at(1_000);
    engine.recovers();
    expect(engine.at(60_000)).toEqual([]);
  });

  test('an event can not', () => {
    const policy: Policy = { name: 'p', on: on.event('RESET'), for: 1, do: reset };
    expect(() => new ToldEngine([policy])).not.toThrow();
    // The supervisor refuses it: see bad-policy.test.ts.
  });
});

describe('cooldown: a rest after an incident', () => {
  test('in which its causes are not lost', () => {
    const engine = new ToldEngine([hung({ cooldown: 10_000 })]);
    engine.expires();
    engine.learns();
    engine.hears('done');
    engine.at(1_000);
    expect(engine.recovers()).toEqual(['ended recovered']);
    engine.at(5_000);
    expect(engine.expires()).toEqual(['ignored p: cooldown']);
    expect(engine.at(11_000)).toEqual(['rearm a']);
    expect(engine.expires()).toEqual(['trigger p', 'gather']);
  });
});

describe('severity', () => {
  const bad: Policy = { name: 'bad', on: on.event('GUEST_PANICKED'), do: own('dump'), severity: 'fatal' };

  test('what waits gives way to what is worse, and is not forgotten', () => {
    const engine = new ToldEngine([hung(), bad]);
    engine.expires();
    engine.learns();
    engine.hears('done');
    expect(engine.state.incident?.phase).toBe('recovering');
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ended preempted', 'trigger bad', 'gather']);
    engine.learns();
    expect(engine.hears('done')).toEqual(['done: so', 'ended done', 'rearm a']);
  });

  test('an action that runs is never pre-empted', () => {
    const engine = new ToldEngine([hung(), bad]);
    engine.expires();
    engine.learns();
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ignored bad: busy with i1 (p)']);
  });

  test('nothing gives way to its like', () => {
    const engine = new ToldEngine([hung(), { ...bad, severity: 'serious' }]);
    engine.expires();
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ignored bad: busy with i1 (p)']);
  });
});

describe('guards', () => {
  const night = guard('night', ({ facts: { at } }) => ({
    verdict: at < 5_000 ? 'refused' : 'holds',
    reason: 'by the clock',
  }));

  test('that refuse what stands are asked again until they do not', () => {
    const engine = new ToldEngine([hung({ when: night })], { unknownAfter: 3_000 });
    engine.expires();
    expect(engine.learns({ at: 0 })).toEqual(['refused: night: by the clock']);
    for (const at of [1_000, 2_000]) {
      engine.at(at);
      expect(engine.learns({ at })).toEqual([]);
    }
    engine.at(3_000);
    expect(engine.learns({ at: 3_000 })).toEqual([
      'PAGE it stands, and a guard refuses, since 3000 ms: night: by the clock',
    ]);
    engine.at(5_000);
    expect(engine.learns({ at: 5_000 })).toContain('intent reset');
  });

  test('that refuse what stands end with it, and give way to anything', () => {
    const engine = new ToldEngine([
      hung({ when: night }),
      { name: 'panic', on: on.event('GUEST_PANICKED'), do: own('dump'), severity: 'info' },
    ]);
    engine.expires();
    engine.learns({ at: 0 });
    expect(engine.happens('GUEST_PANICKED')[0]).toBe('ended unknown');
    const other = new ToldEngine([hung({ when: night })]);
    other.expires();
    other.learns({ at: 0 });
    expect(other.recovers()).toEqual(['ended recovered']);
  });

  test('that refuse what has passed end it', () => {
    const engine = new ToldEngine([
      { name: 'panic', on: on.event('GUEST_PANICKED'), when: night, do: own('dump') },
    ]);
    engine.happens('GUEST_PANICKED');
    expect(engine.learns({ at: 0 })).toEqual(['refused: night: by the clock', 'ended refused']);
  });

  test('that do not know stop the step, and page when that lasts', () => {
    const engine = new ToldEngine(
      [hung({ when: [when.running(), guard('arbiter', () => ({ verdict: 'unknown', reason: 'silent' }))] })],
      { unknownAfter: 3_000 },
    );
    engine.expires();
    expect(engine.learns()).toEqual(['unknown: arbiter: silent']);
    for (const now of [1_000, 2_000]) {
      expect(engine.at(now)).toEqual(['gather']);
      expect(engine.learns()).toEqual([]);
    }
    engine.at(3_000);
    expect(engine.learns()).toEqual(['PAGE nothing can be decided since 3000 ms: arbiter: silent']);
  });

  test('that throw do not know', () => {
    const engine = new ToldEngine([
      hung({
        when: guard('broken', () => {
          throw new Error('no');
        }),
      }),
    ]);
    engine.expires();
    expect(engine.learns()).toEqual(['unknown: broken threw: no']);
  });

  test('are not asked while the evidence speaks against it', () => {
    const engine = new ToldEngine([
      hung({
        when: guard('never', () => {
          throw new Error('asked');
        }),
      }),
    ]);
    engine.expires();
    expect(engine.learns({ status: { running: false, status: 'paused' } })).toContain('ended refused');
  });

  test('may ask: the answers come, the evidence is gathered anew, and then they decide', () => {
    const engine = new ToldEngine([hung({ when: when.notMigrating() })]);
    engine.expires();
    expect(engine.learns()).toEqual(['ask query-migrate']);
    expect(engine.isTold({ 'query-migrate': 'ok' })).toEqual(['gather']);
    expect(engine.learns()).toEqual(['holds: established', 'intent reset', 'act reset 5000']);
  });

  test('that ask for ever are found out', () => {
    const probe: Probe = { name: 'x', timeout: 1, run: async () => ({ verdict: 'ok', reason: '' }) };
    const engine = new ToldEngine([hung({ when: guard('curious', () => ({ ask: [probe] })) })]);
    engine.expires();
    engine.learns();
    engine.isTold({ x: 'ok' });
    expect(engine.learns()).toEqual(['unknown: curious: it asks again for what it was told']);
  });

  test('an answer to an earlier order is void', () => {
    const engine = new ToldEngine([hung({ when: when.notMigrating() })]);
    engine.expires();
    engine.learns();
    expect(
      engine.takes({
        type: 'answers',
        order: 0,
        answers: { 'query-migrate': { verdict: 'ok', reason: '' } },
      }),
    ).toEqual([]);
  });

  const probes = ['x', 'y', 'z'].map(
    (name): Probe => ({ name, timeout: 1_000, run: async () => ({ verdict: 'fail', reason: '' }) }),
  );
  test.each([
    [{ x: 'fail', y: 'fail', z: 'ok' }, 'holds: established'],
    [{ x: 'fail', y: 'unknown', z: 'ok' }, 'unknown: confirmed by 2 of 3: not known: y'],
    [{ x: 'fail', y: 'ok', z: 'ok' }, 'refused: confirmed by 2 of 3: well: y, z'],
    [{ x: 'unknown', y: 'unknown', z: 'unknown' }, 'unknown: confirmed by 2 of 3: not known: x, y, z'],
  ] as const)('confirmed by two of three: %o', (answers, line) => {
    const engine = new ToldEngine([hung({ when: when.confirmedBy(2, ...probes) })]);
    engine.expires();
    expect(engine.learns()).toEqual(['ask x, y, z']);
    engine.isTold(answers);
    expect(engine.learns()[0]).toBe(line);
  });
});

describe('a condition of the VM', () => {
  const cont = own('cont', { destructive: false, evidence: ['answering'] });
  const policy: Policy = { name: 'disk', on: ioError, do: cont };

  test('begins when it comes to hold, and is over when it no longer does', () => {
    const engine = new ToldEngine([policy]);
    expect(engine.sees(RUNNING)).toEqual([]);
    expect(engine.sees(STOPPED)).toEqual(['trigger disk', 'gather']);
    expect(engine.sees(STOPPED)).toEqual([]);
    engine.learns();
    engine.hears('done');
    expect(engine.state.incident?.phase).toBe('recovering');
    expect(engine.sees(RUNNING)).toEqual(['ended recovered']);
    expect(engine.sees(STOPPED)).toEqual(['trigger disk', 'gather']);
  });

  test('that is not known begins nothing and ends nothing', () => {
    const engine = new ToldEngine([policy]);
    expect(engine.sees({ ...STOPPED, confidence: 'stale' })).toEqual([]);
    engine.sees(STOPPED);
    expect(engine.sees({ ...RUNNING, confidence: 'unknown' })).toEqual([]);
    expect(engine.state.incident).toBeDefined();
  });

  test('that lasts although everything was tried halts the policy', () => {
    const engine = new ToldEngine([policy]);
    engine.sees(STOPPED);
    engine.learns();
    engine.hears('done');
    expect(engine.at(5_000)).toContain('ended not-cured');
    expect(engine.state.halted).toHaveProperty('disk');
  });

  test('that came to hold while something else was done is looked at when there is time', () => {
    const engine = new ToldEngine([hung(), policy]);
    engine.expires();
    engine.learns();
    expect(engine.sees(STOPPED)).toEqual(['ignored disk: busy with i1 (p)']);
    engine.hears('done');
    expect(engine.recovers()).toEqual(['ended recovered', 'trigger disk', 'gather']);
  });

  test('all of several must hold at once', () => {
    const both: Policy = { name: 'both', on: on.all(ioError, on.expired('a')), do: cont };
    const engine = new ToldEngine([both]);
    engine.watches('a', { awaitingRecovery: false, state: 'armed' });
    expect(engine.sees(STOPPED)).toEqual([]);
    expect(engine.watches('a')).toEqual(['trigger both', 'gather']);
  });

  test('any of several is enough', () => {
    const either: Policy = { name: 'either', on: on.any(ioError, on.event('RESET')), do: cont };
    expect(new ToldEngine([either]).happens('RESET')).toEqual(['trigger either', 'gather']);
    expect(new ToldEngine([either]).sees(STOPPED)).toEqual(['trigger either', 'gather']);
  });

  test('a predicate that throws is paged, and hurts nobody else', () => {
    const broken: Policy = {
      name: 'broken',
      on: on.state(() => {
        throw new Error('no');
      }),
      do: cont,
    };
    const engine = new ToldEngine([broken, policy]);
    expect(engine.sees(STOPPED)).toEqual([
      'ignored broken: its trigger threw: no',
      'PAGE policy "broken" can not be relied on: its trigger threw: no',
      'trigger disk',
      'gather',
    ]);
  });
});

describe('a pretimeout', () => {
  test('acts on the last warning, while the watchdog has not expired', () => {
    const engine = new ToldEngine([{ name: 'p', on: on.pretimeout('a'), do: own('nmi') }]);
    expect(engine.warns()).toEqual(['trigger p', 'gather']);
    const snapshot = { state: 'pretimeout', awaitingRecovery: false, silent: false } as const;
    expect(engine.learns({ watchdog: { ...engineSnapshot(), ...snapshot } })).toEqual([
      'holds: established',
      'intent nmi',
      'act nmi 5000',
    ]);
    expect(engine.hears('done')).toEqual(['done: so', 'ended done']);
  });

  test('not on a watchdog that was petted meanwhile', () => {
    const engine = new ToldEngine([{ name: 'p', on: on.pretimeout('a'), do: own('nmi') }]);
    engine.warns();
    const petted = { ...engineSnapshot(), state: 'armed', awaitingRecovery: false, silent: false } as const;
    expect(engine.learns({ watchdog: petted })).toEqual(['refused: petted-again', 'ended refused']);
  });
});

describe('a sequence', () => {
  const steps = act.sequence(own('dump'), own('reset', { boots: true }));

  test('goes on when a step is done, each with evidence of its own', () => {
    const engine = new ToldEngine([hung({ do: steps })]);
    engine.expires();
    expect(engine.learns()).toEqual(['holds: established', 'intent dump', 'act dump 5000']);
    expect(engine.hears('done')).toEqual(['done: so', 'gather']);
    expect(engine.learns()).toEqual(['holds: established', 'intent reset', 'act reset 5000']);
    engine.hears('done');
    expect(engine.recovers()).toEqual(['ended recovered']);
  });

  test.each(['failed', 'unknown'] as const)('ends where a step is %s', (outcome) => {
    const engine = new ToldEngine([hung({ do: steps })]);
    engine.expires();
    engine.learns();
    expect(engine.hears(outcome)).toContain(`ended ${outcome}`);
  });

  test('in an escalation: the next step of that, and the time of the step is for all of it', () => {
    const both = act.escalate({ action: steps, timeout: 8_000 }, { action: own('quit'), timeout: 1_000 });
    const engine = new ToldEngine([hung({ do: both })]);
    engine.expires();
    engine.learns();
    engine.at(4_000);
    expect(engine.hears('done')).toEqual(['done: so', 'gather']);
    expect(engine.learns()).toContain('act reset 4000');
    engine.hears('done');
    expect(engine.at(8_000)).toEqual(['gather']);
    expect(engine.learns({ watchdog: { ...engineSnapshot(), silent: true } })).toContain('act quit 1000');
  });
});

describe('maintenance', () => {
  test('lets nothing begin, and is over by itself', () => {
    const engine = new ToldEngine([hung()]);
    expect(engine.takes({ type: 'maintenance', reason: 'kernel update', ttl: 60_000 })).toEqual([
      'maintenance',
    ]);
    expect(engine.expires()).toEqual(['ignored p: maintenance: kernel update']);
    expect(engine.at(60_000)).toEqual(['maintenance', 'rearm a']);
    expect(engine.state.maintenance).toBeUndefined();
  });

  test('ends what waits, and lets an action that runs say how it went', () => {
    const engine = new ToldEngine([hung()]);
    engine.expires();
    expect(engine.takes({ type: 'maintenance', reason: 'x', ttl: 1_000 })).toEqual([
      'maintenance',
      'ended maintenance',
    ]);
    const acting = new ToldEngine([hung()]);
    acting.expires();
    acting.learns();
    expect(acting.takes({ type: 'maintenance', reason: 'x', ttl: 1_000 })).toEqual(['maintenance']);
    expect(acting.hears('done')).toEqual(['done: so', 'ended maintenance']);
  });
});

describe('modes', () => {
  test('observe: what would be done is on record; enforce: what stands is looked at anew', () => {
    const engine = new ToldEngine([hung()], { mode: 'observe' });
    engine.expires();
    expect(engine.learns()).toEqual(['holds: established', 'would reset', 'ended observed']);
    expect(engine.takes({ type: 'mode', mode: 'enforce', reason: 'tested' })).toEqual(['mode', 'rearm a']);
    engine.expires();
    expect(engine.learns()).toContain('act reset 5000');
    engine.takes({ type: 'mode', mode: 'observe', reason: 'enough' });
    engine.hears('failed');
    engine.expires();
    expect(engine.learns()).toContain('would reset');
  });
});

test.each(['constructor', 'toString', '__proto__'])('a policy and a watchdog may be called %s', (name) => {
  const engine = new ToldEngine([
    { name, on: on.any(on.expired(name), ioError), do: reset, for: 1, cooldown: 1, when: when.running() },
  ]);
  expect(engine.expires(name)).toEqual([]);
  expect(engine.at(1)).toEqual([`trigger ${name}`, 'gather']);
  expect(engine.learns()).toContain('intent reset');
  engine.hears('done');
  expect(engine.recovers(name)).toEqual(['ended recovered']);
  engine.at(10);
  expect(engine.sees(STOPPED)).toEqual([]);
  expect(engine.at(11)).toEqual([`trigger ${name}`, 'gather']);
});

test('who is to be told is told when it begins and ends', () => {
  const notify = { name: 'mail', timeout: 1, notify: async () => {} };
  const engine = new ToldEngine([hung({ notify })]);
  expect(engine.expires()).toEqual(['trigger p', 'notify began p', 'gather']);
  expect(engine.recovers()).toEqual(['ended recovered', 'notify ended p']);
});

function engineSnapshot() {
  return {
    id: 'a',
    state: 'expired',
    silentFor: 1_000,
    inGrace: false,
    awaitingRecovery: true,
    silent: true,
    channel: 'proven',
    petCount: 1,
    refusedCount: 0,
  } as const;
}
