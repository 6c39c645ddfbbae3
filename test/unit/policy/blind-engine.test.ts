// The fear: the engine acts without evidence, out of turn, or not at all; step by step, without anything around it.
import { describe, expect, test } from 'vitest';
import { act, on, type Policy } from 'qmp-watchdog';
import type { EngineSettings } from '../../../src/policy/engine-state.js';
import {
  type Effect,
  type EngineInput,
  type EngineState,
  type Facts,
  INITIAL_STATE,
  step,
} from '../../../src/policy/index.js';
import { event, expired, facts, own, settings, snapshot } from './engine-facts.js';

/** One line for each effect. */
function tell(effect: Effect): string {
  switch (effect.do) {
    case 'record': {
      const { body } = effect;
      const sync = effect.sync === true ? '!' : '';
      if (body.kind === 'evidence') return `evidence ${body.verdict}: ${body.reason}`;
      if (body.kind === 'result') return `result ${body.outcome}: ${body.reason} after ${body.took}`;
      if (body.kind === 'ended') return `ended ${body.how} after ${body.took}`;
      if (body.kind === 'ignored') return `ignored ${body.policy}: ${body.reason}`;
      if (body.kind === 'intent' || body.kind === 'would') return `${body.kind} ${body.action}${sync}`;
      if (body.kind === 'trigger') return `trigger ${body.policy} ${body.incident}`;
      if (body.kind === 'halted' || body.kind === 'resumed') return `${body.kind} ${body.policy}`;
      return body.kind;
    }
    case 'gather':
      return `gather ${effect.order} ${effect.watchdog ?? '-'}`;
    case 'act':
      return `act ${effect.order} ${effect.action.name} for ${effect.timeout}`;
    case 'page':
      return 'PAGE';
    case 'suspend':
      return `suspend ${effect.watchdog} ${effect.status}`;
    case 'listen':
    case 'rearm':
      return `${effect.do} ${effect.watchdog}`;
    case 'ask':
      return `ask ${effect.order} ${effect.probes.map(({ name }) => name).join()}`;
    case 'notify':
      return `notify ${effect.what} ${effect.reason}`;
    case 'wake':
      return `wake ${effect.at ?? 'never'}`;
  }
}

class Engine {
  state: EngineState = INITIAL_STATE;
  now = 0;
  readonly settings: EngineSettings;

  constructor(change: Partial<EngineSettings> = {}) {
    this.settings = settings(change);
  }

  at(now: number): this {
    this.now = now;
    return this;
  }

  takes(input: EngineInput): string[] {
    const before = structuredClone({ ...this.state, incident: undefined });
    const frozen = this.state;
    const { state, effects } = step(this.settings, this.state, input, this.now);
    // Pure: what it was given stays as it was.
    expect({ ...frozen, incident: undefined }).toEqual(before);
    this.state = state;
    // That nothing is to come is no news.
    return effects.map(tell).filter((line) => line !== 'wake never');
  }

  expires(watchdog?: string, expiry?: 'silence' | 'trigger' | 'boot-grace'): string[] {
    return this.takes({ type: 'cause', cause: expired(watchdog, expiry) });
  }

  happens(name: string, data?: unknown): string[] {
    return this.takes({ type: 'cause', cause: event(name, data) });
  }

  learns(change: Parameters<typeof facts>[0] = {}): string[] {
    return this.takes({ type: 'facts', order: this.state.orders, facts: facts(change) });
  }

  hears(outcome: 'done' | 'failed' | 'unknown', reason = 'so'): string[] {
    return this.takes({
      type: 'result',
      order: this.state.orders,
      result: { outcome, reason, evidence: {} },
    });
  }

  wakes(): string[] {
    return this.takes({ type: 'wake' });
  }
}

const HOLDS = 'evidence holds: established';

describe('an escalation over an expired watchdog', () => {
  test('from trigger to recovery', () => {
    const engine = new Engine();
    expect(engine.at(100).expires()).toEqual(['trigger p i1', 'gather 1 a']);
    expect(engine.at(110).learns()).toEqual([HOLDS, 'intent nmi!', 'act 1 nmi for 1000']);
    expect(engine.at(120).hears('unknown', 'delivered')).toEqual([
      'result unknown: delivered after 10',
      'wake 1110',
    ]);
    expect(engine.at(1_109).wakes()).toEqual(['wake 1110']);
    expect(engine.at(1_110).wakes()).toEqual(['gather 2 a']);
    expect(engine.at(1_120).learns()).toEqual([HOLDS, 'intent reset!', 'act 2 reset for 5000']);
    expect(engine.at(1_130).hears('done')).toEqual(['result done: so after 10', 'wake 11120']);
    expect(engine.at(2_000).takes({ type: 'recovered', watchdog: 'a' })).toEqual([
      'ended recovered after 1900',
    ]);
    expect(engine.state.incident).toBeUndefined();
  });

  test('nothing cures: halted and paged after the last step', () => {
    const engine = new Engine();
    engine.expires();
    engine.learns();
    engine.hears('unknown');
    engine.at(1_000).wakes();
    engine.learns();
    engine.hears('done');
    expect(engine.at(11_000).wakes()).toEqual(['halted p', 'page', 'PAGE', 'ended not-cured after 11000']);
    expect(engine.expires()).toEqual([
      'ignored p: halted: reset did not cure, and there is nothing more to try',
    ]);
  });

  test('the next step after our own boot begins in its grace; after anybody else’s it does not', () => {
    const booting = { watchdog: snapshot({ inGrace: true, silent: false, state: 'armed' }) };
    const twice = {
      policies: [
        {
          name: 'p',
          on: on.expired('a'),
          do: act.escalate(
            { action: own('reset', { boots: true }), timeout: 1_000 },
            { action: own('last'), timeout: 1_000 },
          ),
        },
      ],
    };
    const engine = new Engine(twice);
    engine.expires();
    engine.learns();
    engine.hears('done');
    engine.at(1_000).wakes();
    expect(engine.learns(booting)[0]).toBe(HOLDS);

    const other = new Engine();
    other.expires();
    other.learns();
    other.hears('unknown');
    other.at(1_000).wakes();
    expect(other.learns(booting)).toEqual(['evidence refused: booting', 'ended refused after 1000']);
  });

  test('a step that failed does not wait for its cure, one whose outcome is unknown does', () => {
    const engine = new Engine();
    engine.expires();
    engine.learns();
    expect(engine.hears('failed')).toEqual(['result failed: so after 0', 'gather 2 a']);
    engine.learns();
    expect(engine.hears('failed')).toEqual([
      'result failed: so after 0',
      'halted p',
      'page',
      'PAGE',
      'ended failed after 0',
    ]);
  });

  test('QEMU gone is the end of it, whatever step is left', () => {
    const engine = new Engine();
    engine.expires();
    engine.learns();
    expect(engine.hears('failed', 'exited')).toEqual([
      'result failed: exited after 0',
      'page',
      'PAGE',
      'ended exited after 0',
    ]);
    expect(engine.state.halted).toEqual({});
  });

  test('a step whose time passed while it acted is over when it answers', () => {
    const engine = new Engine();
    engine.expires();
    engine.learns();
    expect(engine.at(1_000).hears('unknown')).toEqual(['result unknown: so after 1000', 'gather 2 a']);
  });
});

describe('evidence', () => {
  const asked = (): Engine => {
    const engine = new Engine();
    engine.expires();
    return engine;
  };

  test.each([
    ['petted again', { watchdog: snapshot({ awaitingRecovery: false }) }, 'petted-again'],
    ['no watchdog', { watchdog: undefined }, 'petted-again'],
    ['it boots', { watchdog: snapshot({ silent: false, inGrace: true }) }, 'booting'],
  ])('%s: refused, and nothing is done', (_, change, reason) => {
    expect(asked().learns(change)).toEqual([`evidence refused: ${reason}`, 'ended refused after 0']);
  });

  test('paused: refused, and the watchdog with it', () => {
    expect(asked().learns({ status: { running: false, status: 'paused' } })).toEqual([
      'evidence refused: not-running: paused',
      'suspend a paused',
      'ended refused after 0',
    ]);
  });

  test('stopped by a fault: refused, and somebody is paged', () => {
    expect(asked().learns({ status: { running: false, status: 'internal-error' } })).toEqual([
      'evidence refused: not-running: internal-error',
      'page',
      'PAGE',
      'suspend a internal-error',
      'ended refused after 0',
    ]);
  });

  test.each([
    ['QMP is silent', { status: { error: 'unresponsive' } }, 'qmp-silent: unresponsive', true],
    ['QMP is slow', { answeredAfter: 101 }, 'qmp-slow: 101 ms', true],
    [
      'QMP is just back',
      { attended: false },
      'qmp-just-back: it has answered only once in this silence',
      false,
    ],
    ['this process stood still', { stalled: 30 }, 'own-lag: 30 ms', false],
    [
      'the channel is gone',
      { watchdog: snapshot({ channel: 'gone', unknownBecause: 'cut' }) },
      'pets-unknown: cut',
      false,
    ],
    ['the channel is unproven', { watchdog: snapshot({ channel: 'unproven' }) }, 'pets-unproven', false],
    ['it listens anew', { watchdog: snapshot({ silent: false }) }, 'listening-anew', false],
  ])('%s: unknown; it waits and asks again', (_, change, reason, listens) => {
    const engine = asked();
    const [first, ...rest] = engine.at(500).learns(change);
    expect(first).toMatch(`evidence unknown: ${reason}`);
    expect(rest).toEqual([...(listens ? ['listen a'] : []), 'wake 1500']);
    expect(engine.at(1_499).wakes()).toEqual(['wake 1500']);
    expect(engine.at(1_500).wakes()).toEqual(['gather 2 a']);
    // The same answer is not written again.
    expect(engine.learns(change)).toEqual([...(listens ? ['listen a'] : []), 'wake 2500']);
    engine.at(2_500).wakes();
    expect(engine.learns()).toContain('act 3 nmi for 1000');
  });

  test('what our own standstill took is not QEMU’s', () => {
    expect(asked().learns({ answeredAfter: 5_050, stalled: 5_000 })[0]).toBe(
      'evidence unknown: own-lag: 5000 ms',
    );
  });

  test('a refusal outweighs what is unknown', () => {
    expect(
      asked().learns({ status: { error: 'x' }, watchdog: snapshot({ awaitingRecovery: false }) })[0],
    ).toBe('evidence refused: petted-again');
  });

  test('unknown for long: somebody is paged, once a step', () => {
    const engine = asked();
    const pages: number[] = [];
    for (let now = 0; now <= 200_000; now += 1_000) {
      engine.at(now).wakes();
      if (engine.learns({ status: { error: 'x' } }).includes('PAGE')) pages.push(now);
    }
    expect(pages).toEqual([60_000]);
  });

  test('triggered by hand: QEMU needs not have been asked before', () => {
    const engine = new Engine();
    engine.expires('a', 'trigger');
    expect(engine.learns({ attended: false })[0]).toBe(HOLDS);
  });

  describe('what takes two sources', () => {
    const fence = own('fence', {
      evidence: ['pets-silent', 'channel-proven', 'second-source', 'no-own-lag'],
    });
    const policies: readonly Policy[] = [
      { name: 'f', on: on.any(on.expired('a'), on.pretimeout('a'), on.event('GUEST_PANICKED')), do: fence },
    ];

    test.each<[string, Partial<Facts>, string | undefined]>([
      ['QEMU says that it runs', {}, undefined],
      ['its main loop is silent', { status: { error: 'silent' }, monitor: 'main-loop-stalled' }, undefined],
      ['all of QEMU is silent', { status: { error: 'silent' }, monitor: 'unresponsive' }, undefined],
      ['there is no session', { status: { error: 'gone' }, monitor: 'disconnected' }, 'one-source: gone'],
      ['nobody can tell', { status: { error: 'own-lag' }, monitor: 'unknown' }, 'one-source: own-lag'],
      ['it is paused', { status: { running: false, status: 'paused' } }, 'not-running: paused'],
      ['it is just back', { attended: false }, 'qmp-just-back'],
    ])('%s', (_, found, why) => {
      const engine = new Engine({ policies });
      engine.expires('a');
      const [first] = engine.learns(found);
      if (why === undefined) expect(first).toBe('evidence holds: established');
      else expect(first).toContain(why);
    });

    test('an event is one source, and so is a warning', () => {
      const engine = new Engine({ policies });
      engine.happens('GUEST_PANICKED');
      expect(engine.learns({ watchdog: undefined })[0]).toBe('evidence refused: one-source: event');
    });
  });

  test('an event has no pets: it must answer, and no more', () => {
    const engine = new Engine({
      policies: [{ name: 'e', on: on.event('GUEST_PANICKED'), do: own('reset') }],
    });
    engine.happens('GUEST_PANICKED');
    expect(
      engine.learns({
        watchdog: undefined,
        attended: false,
        answeredAfter: 900,
        status: { running: false, status: 'guest-panicked' },
      })[0],
    ).toBe(HOLDS);
    engine.hears('done');
    engine.happens('GUEST_PANICKED');
    expect(engine.learns({ status: { error: 'x' } })).toEqual([
      'evidence unknown: qmp-silent: x',
      'wake 1000',
    ]);
  });
});

describe('what is late or not meant', () => {
  test('facts, results and refusals of an earlier order are void', () => {
    const engine = new Engine();
    engine.expires();
    engine.learns({ stalled: 1 });
    engine.at(1_000).wakes();
    expect(engine.state.orders).toBe(2);
    const verdict = { verdict: 'refused', reason: 'x' } as const;
    expect(engine.takes({ type: 'facts', order: 1, facts: facts() })).toEqual([]);
    engine.learns();
    expect(
      engine.takes({ type: 'result', order: 1, result: { outcome: 'done', reason: '', evidence: {} } }),
    ).toEqual([]);
    expect(engine.takes({ type: 'not-begun', order: 1, verdict, facts: facts() })).toEqual([]);
    expect(engine.takes({ type: 'facts', order: 2, facts: facts() })).toEqual([]);
    expect(engine.state.incident?.phase).toBe('acting');
  });

  test('without an incident nothing means anything', () => {
    const engine = new Engine();
    for (const input of [
      { type: 'facts', order: 0, facts: facts() },
      { type: 'result', order: 0, result: { outcome: 'done', reason: '', evidence: {} } },
      { type: 'recovered', watchdog: 'a' },
      { type: 'wake' },
      { type: 'resume', policy: 'p' },
      { type: 'end', how: 'stopped' },
    ] as const)
      expect(engine.takes(input)).toEqual([]);
  });

  test('the recovery of another watchdog is not this one’s', () => {
    const engine = new Engine();
    engine.expires();
    expect(engine.takes({ type: 'recovered', watchdog: 'b' })).toEqual([]);
  });
});

describe('an action that was not begun', () => {
  const begun = (): Engine => {
    const engine = new Engine();
    engine.expires();
    engine.learns();
    return engine;
  };
  const notBegun = (engine: Engine, verdict: 'refused' | 'unknown', reason: string): string[] =>
    engine.takes({
      type: 'not-begun',
      order: engine.state.orders,
      verdict: { verdict, reason },
      facts: facts(),
    });

  test('because it was petted: recovered', () => {
    const engine = begun();
    expect(engine.takes({ type: 'recovered', watchdog: 'a' })).toEqual([]);
    expect(notBegun(engine, 'refused', 'petted-again')).toEqual([
      'result failed: not-begun: petted-again after 0',
      'ended recovered after 0',
    ]);
  });

  test('because something became unknown: the same step again, not the next', () => {
    const engine = begun();
    expect(notBegun(engine, 'unknown', 'evidence-too-old: 1500 ms')).toEqual([
      'result failed: not-begun: evidence-too-old: 1500 ms after 0',
      'wake 1000',
    ]);
    engine.at(1_000).wakes();
    expect(engine.learns()).toContain('act 2 nmi for 1000');
  });
});

describe('more than one', () => {
  const both = {
    policies: [
      ...settings().policies,
      { name: 'q', on: on.expired('b'), do: own('other') },
      { name: 'e', on: on.event('GUEST_PANICKED'), do: own('panic') },
    ],
  };

  test('a second watchdog waits, and is heard when there is time', () => {
    const engine = new Engine(both);
    engine.expires('a');
    expect(engine.expires('b')).toEqual(['ignored q: busy with i1 (p)']);
    expect(engine.takes({ type: 'recovered', watchdog: 'a' })).toEqual([
      'ended recovered after 0',
      'rearm b',
    ]);
  });

  test('unless it has recovered by itself', () => {
    const engine = new Engine(both);
    engine.expires('a');
    engine.expires('b');
    engine.takes({ type: 'recovered', watchdog: 'b' });
    expect(engine.takes({ type: 'recovered', watchdog: 'a' })).toEqual(['ended recovered after 0']);
  });

  test('nobody waits for what is unknown', () => {
    const engine = new Engine(both);
    engine.expires('a');
    engine.learns({ status: { error: 'x' } });
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ended unknown after 0', 'trigger e i2', 'gather 2 -']);
    engine.learns();
    expect(engine.hears('done')).toEqual(['result done: so after 0', 'ended done after 0', 'rearm a']);
  });

  test('nor is what waits forgotten when the other may not begin', () => {
    const policies = both.policies.map((policy) =>
      policy.name === 'e' ? { ...policy, limit: { max: 1, per: 1_000 } } : policy,
    );
    const engine = new Engine({ policies });
    engine.happens('GUEST_PANICKED');
    engine.learns();
    engine.hears('done');
    engine.expires('a');
    engine.learns({ status: { error: 'x' } });
    expect(engine.happens('GUEST_PANICKED')).toEqual([
      'ended unknown after 0',
      'ignored e: limit: 1 incidents within 1000 ms',
      'halted e',
      'page',
      'PAGE',
      'rearm a',
    ]);
  });

  test('an event while something is done is on record as ignored', () => {
    const engine = new Engine(both);
    engine.expires('a');
    engine.learns();
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ignored e: busy with i1 (p)']);
  });

  test('a trigger that throws halts nothing', () => {
    const engine = new Engine({
      policies: [
        {
          name: 'bad',
          on: on.event('GUEST_PANICKED', () => {
            throw new Error('x');
          }),
          do: own('a'),
        },
        { name: 'good', on: on.event('GUEST_PANICKED'), do: own('b') },
      ],
    });
    expect(engine.happens('GUEST_PANICKED')).toEqual([
      'ignored bad: its trigger threw: x',
      'page',
      'PAGE',
      'trigger good i1',
      'gather 1 -',
    ]);
  });
});

describe('the end', () => {
  test.each(['stopped', 'exited'] as const)(
    '%s in the middle of an action: its outcome is unknown',
    (how) => {
      const engine = new Engine();
      engine.expires();
      engine.learns();
      expect(engine.at(70).takes({ type: 'end', how })).toEqual([
        `result unknown: ${how} after 70`,
        `ended ${how} after 70`,
      ]);
    },
  );

  test('a boot grace that runs out is paged, and nothing is done', () => {
    const engine = new Engine();
    expect(engine.expires('a', 'boot-grace')).toEqual(['ignored p: boot-grace', 'page', 'PAGE']);
    expect(engine.state.incident).toBeUndefined();
  });

  test('it is not paged twice over an incident that is under way', () => {
    const engine = new Engine();
    engine.expires();
    expect(engine.expires('a', 'boot-grace')).toEqual(['ignored p: boot-grace']);
  });
});

test('observing ends where acting would begin', () => {
  const engine = new Engine({ mode: 'observe' });
  engine.expires();
  expect(engine.learns()).toEqual([HOLDS, 'would nmi', 'ended observed after 0']);
});

test('resume lifts a halt, and lets the watchdog speak again', () => {
  const engine = new Engine();
  engine.expires();
  engine.learns();
  engine.hears('failed');
  engine.learns();
  engine.hears('failed');
  expect(engine.takes({ type: 'resume', policy: 'p' })).toEqual(['resumed p', 'rearm a']);
  expect(engine.state.halted).toEqual({});
  expect(engine.takes({ type: 'resume', policy: 'p' })).toEqual([]);
});
