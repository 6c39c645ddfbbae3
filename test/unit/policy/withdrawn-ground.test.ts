// The fear: what a policy acts on is gone, was somebody else's, or was never said, and it acts; or it is lost unheard.
import { ask, guard, on, type Policy, type Probe } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { own } from './engine-facts.js';
import { ToldEngine } from './told-engine.js';

const BROKEN = { run: { running: false, status: 'io-error', why: 'io-error', since: 0 } } as const;
const PAUSED = { run: { running: false, status: 'paused', why: 'operator', since: 0 } } as const;
const disk: Policy = {
  name: 'disk',
  on: on.state(({ run }) => run?.why === 'io-error', 'io'),
  do: own('quit'),
};
const hung = (change: Partial<Policy> = {}): Policy => ({
  name: 'hung',
  on: on.expired('a'),
  do: own('reset', { boots: true }),
  ...change,
});

describe('a condition that can not be told any more', () => {
  test('is waited for', () => {
    const engine = new ToldEngine([disk]);
    expect(engine.sees(BROKEN)).toContain('trigger disk');
    engine.sees({ ...BROKEN, confidence: 'stale' });
    expect(engine.learns()).toEqual(['unknown: condition-unknown: io']);
    engine.at(1_000);
    engine.sees({ ...BROKEN, confidence: 'known' });
    expect(engine.learns()).toContain('intent quit');
  });

  test('and has passed ends it', () => {
    const engine = new ToldEngine([disk]);
    engine.sees(BROKEN);
    engine.sees({ ...BROKEN, confidence: 'stale' });
    engine.learns();
    expect(engine.sees({ ...PAUSED, confidence: 'known' })).toEqual(['ended recovered']);
  });

  test('is not acted on when it had to last, either', () => {
    const engine = new ToldEngine([{ ...disk, for: 2_000 }]);
    engine.sees(BROKEN);
    engine.sees({ ...BROKEN, confidence: 'stale' });
    engine.at(2_000);
    expect(engine.learns()).toEqual(['unknown: condition-unknown: io']);
  });
});

test('what an old trigger waited for is not what a new one of its name acts on', () => {
  const engine = new ToldEngine([
    { ...disk, on: on.state(({ run }) => run?.why === 'operator', 'paused'), for: 5_000 },
  ]);
  engine.sees(PAUSED);
  engine.settings = { ...engine.settings, policies: [{ ...disk, for: 5_000 }] };
  engine.takes({ type: 'reloaded' });
  expect(engine.at(60_000)).toEqual([]);
});

describe('two policies', () => {
  test('whose conditions have no names are told apart', () => {
    const named = (name: string, why: string, change: Partial<Policy> = {}): Policy => ({
      name,
      on: on.state(({ run }) => run?.why === why),
      do: own(name, { destructive: false, evidence: ['answering'] }),
      ...change,
    });
    const engine = new ToldEngine([
      named('disk', 'io-error'),
      named('paused', 'operator', { severity: 'fatal' }),
    ]);
    engine.sees(BROKEN);
    engine.learns();
    engine.hears('done');
    expect(engine.sees(PAUSED)).toContain('trigger paused');
  });

  test('on one watchdog: the worse goes first, and one that waits does not hold it up', () => {
    const refuses = guard('office hours', () => ({ verdict: 'refused', reason: 'night' }));
    const engine = new ToldEngine([
      hung({ name: 'gentle', when: refuses, do: own('nmi') }),
      hung({ name: 'reset', severity: 'fatal' }),
    ]);
    expect(engine.expires()).toContain('trigger reset');
    expect(engine.learns()).toContain('intent reset');
  });
});

describe('a guard that gives no verdict', () => {
  test.each<[string, unknown]>([
    ['a promise', Promise.resolve({ verdict: 'refused', reason: 'x' })],
    ['a misspelt one', { verdict: 'refuse', reason: 'x' }],
    ['an empty one', {}],
    ['nothing', undefined],
    ['a question that is none', { ask: ['x'] }],
    ['no question', { ask: [] }],
  ])('%s: is not known', (_, said) => {
    const engine = new ToldEngine([hung({ when: guard('odd', () => said as never) })]);
    engine.expires();
    expect(engine.learns()).toEqual(['unknown: odd: it gave no verdict']);
  });

  test('but asks on and on: is not known either', () => {
    let asked = 0;
    const endless = guard('endless', () => {
      asked += 1;
      const probe: Probe = {
        name: `p${asked}`,
        timeout: 1,
        run: async () => ({ verdict: 'ok', reason: '' }),
      };
      return ask(probe);
    });
    const engine = new ToldEngine([hung({ when: endless })]);
    engine.expires();
    let lines = engine.learns();
    for (let round = 0; round < 100 && lines.some((line) => line.startsWith('ask')); round += 1) {
      engine.isTold({ [`p${asked}`]: 'ok' });
      lines = engine.learns();
    }
    expect(lines).toEqual(['unknown: endless: it asks on and on']);
  });
});

describe('an event', () => {
  const panic: Policy = {
    name: 'panic',
    on: on.event('GUEST_PANICKED'),
    do: own('dump', { destructive: false, evidence: ['answering'] }),
  };

  test('that comes while another policy acts is looked after when there is time', () => {
    const engine = new ToldEngine([hung(), panic]);
    engine.expires();
    engine.learns();
    expect(engine.happens('GUEST_PANICKED')).toEqual(['ignored panic: busy with i1 (hung)']);
    engine.hears('failed');
    expect(engine.state.incident?.policy).toBe('panic');
  });

  test('that comes in maintenance is looked after when that is over', () => {
    const engine = new ToldEngine([panic]);
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 2_000 });
    engine.happens('GUEST_PANICKED');
    expect(engine.at(2_000)).toContain('trigger panic');
  });

  test('is history when somebody has reset the VM meanwhile', () => {
    const engine = new ToldEngine([panic]);
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 2_000 });
    engine.happens('GUEST_PANICKED');
    engine.takes({ type: 'changed', at: 1_000 });
    expect(engine.at(2_000)).not.toContain('trigger panic');
  });

  test.each(['done', 'unknown'] as const)('is history when we have reset the VM meanwhile: %s', (outcome) => {
    const engine = new ToldEngine([hung(), panic]);
    engine.expires();
    engine.learns();
    engine.happens('GUEST_PANICKED');
    engine.hears(outcome);
    expect(engine.recovers()).toEqual(['ended recovered']);
  });

  test('is not lost by a reload that still waits for it', () => {
    const engine = new ToldEngine([panic]);
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 2_000 });
    engine.happens('GUEST_PANICKED');
    engine.takes({ type: 'reloaded' });
    expect(engine.at(2_000)).toContain('trigger panic');
  });

  test('of the policy that acts is not answered twice', () => {
    const engine = new ToldEngine([panic]);
    engine.happens('GUEST_PANICKED');
    engine.learns();
    engine.happens('GUEST_PANICKED');
    expect(engine.hears('done')).toEqual(['done: so', 'ended done']);
  });
});

test('a trigger that throws is told of once, until the policies are others', () => {
  const broken: Policy = {
    name: 'broken',
    on: on.event('RESET', () => {
      throw new Error('no');
    }),
    do: own('x'),
  };
  const engine = new ToldEngine([broken]);
  const pages = (): number => engine.happens('RESET').filter((line) => line.startsWith('PAGE')).length;
  expect([pages(), pages(), pages()]).toEqual([1, 0, 0]);
  engine.takes({ type: 'reloaded' });
  expect([pages(), pages()]).toEqual([1, 0]);
});

test('what somebody else has reset during a step is not reset by the next one', () => {
  const engine = new ToldEngine([
    {
      name: 'dog',
      on: on.event('WATCHDOG'),
      do: { kind: 'sequence', name: 's', actions: [own('look'), own('reset')] },
    },
  ]);
  engine.happens('WATCHDOG');
  engine.learns();
  engine.takes({ type: 'changed', at: 1 });
  expect(engine.hears('done')).toEqual(['done: so', 'ended superseded']);
});

test('what was only observed does not keep a policy from acting once it may', () => {
  const engine = new ToldEngine([hung({ limit: { max: 1, per: 600_000 } })], { mode: 'observe' });
  for (let n = 0; n < 2; n += 1) {
    engine.expires();
    engine.learns();
    engine.recovers();
  }
  expect(engine.state.halted).toHaveProperty('hung');
  expect(engine.takes({ type: 'mode', mode: 'enforce', reason: 'tested' })).toContain('resumed');
  engine.expires();
  expect(engine.learns()).toContain('intent reset');
});
