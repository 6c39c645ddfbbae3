// The fear: a policy that can never work, or that has no limit, is taken.
import { describe, expect, test } from 'vitest';
import { act, action, OptionError, on, type Policy } from 'qmp-watchdog';
import { checkPolicies } from '../../../src/policy/index.js';
import { stepsOf } from '../../../src/policy/plan.js';

const good: Policy = { name: 'p', on: on.expired('dog'), do: act.systemReset() };

test('a good one is taken', () => {
  checkPolicies([good, { ...good, name: 'q', limit: { max: 1, per: 1 } }], ['dog']);
  checkPolicies([], []);
  checkPolicies([{ name: 'e', on: on.event('STOP'), do: act.cont() }], []);
});

test.each<[string, object, RegExp]>([
  ['no name', { name: '' }, /policies\[0\]\.name must be a string that is not empty/],
  ['no trigger', { on: undefined }, /policies\[0\]\.on must be a trigger of `on`; got undefined/],
  ['a trigger in words', { on: 'expired' }, /policies\[0\]\.on/],
  ['no action', { do: undefined }, /policies\[0\]\.do must be an action/],
  ['an action in words', { do: 'system_reset' }, /policies\[0\]\.do .* got "system_reset"/],
  ['an action that was not called', { do: act.systemReset }, /policies\[0\]\.do .* got a function/],
  [
    'a watchdog that is not the supervisor’s',
    { on: on.expired('cat') },
    /policies\[0\]\.on .* \(dog\); got "cat"/,
  ],
  ['a misspelt member', { limits: { max: 1, per: 1 } }, /policies\[0\]\.limits must be left out/],
  ['a limit of none', { limit: { max: 0, per: 1_000 } }, /limit\.max .* at least 1/],
  ['half an incident', { limit: { max: 1.5, per: 1_000 } }, /limit\.max must be a whole number/],
  ['a limit without a period', { limit: { max: 3 } }, /limit\.per/],
  ['a period without a limit', { limit: { per: 1_000 } }, /limit\.max/],
  ['a misspelt limit', { limit: { max: 3, per: 1_000, within: 5 } }, /limit\.within must be left out/],
])('%s is refused by name, value and range', (_, change, message) => {
  const check = (): void => checkPolicies([{ ...good, ...change } as Policy], ['dog']);
  expect(check).toThrow(OptionError);
  expect(check).toThrow(message);
});

test('two of one name are refused', () => {
  expect(() => checkPolicies([good, good], ['dog'])).toThrow(/policies\[1\]\.name .* got "p"/);
});

describe('an escalation', () => {
  const nmi = { action: act.injectNmi(), timeout: 1_000 };

  test('needs a step, and each step an action and a time', () => {
    expect(() => act.escalate()).toThrow(/escalate must be at least one step/);
    expect(() => act.escalate({ ...nmi, timeout: 0 })).toThrow(/escalate\[0\]\.timeout/);
    expect(() => act.escalate(nmi, { action: act.stop() } as never)).toThrow(
      /escalate\[1\]\.timeout must be a number/,
    );
    expect(() => act.escalate({ timeout: 1_000 } as never)).toThrow(
      /escalate\[0\]\.action must be an action/,
    );
    expect(() => act.escalate({ ...nmi, after: 1 } as never)).toThrow(
      /escalate\[0\]\.after must be left out/,
    );
  });

  test('within another one has the time for its own steps', () => {
    const inner = act.escalate(nmi, nmi);
    expect(() => act.escalate({ action: inner, timeout: 1_999 })).toThrow(
      /escalate\[0\]\.timeout must be at least 2000: so long its own steps may take together; got 1999/,
    );
    const outer = act.escalate(
      { action: inner, timeout: 2_000 },
      { action: act.systemReset(), timeout: 5_000 },
    );
    expect(stepsOf(outer).map(({ action: { name }, timeout }) => [name, timeout])).toEqual([
      ['inject-nmi', 1_000],
      ['inject-nmi', 1_000],
      ['system_reset', 5_000],
    ]);
    expect(outer.name).toBe('escalate(escalate(inject-nmi, inject-nmi), system_reset)');
  });
});

describe('an action of a user', () => {
  const definition = {
    name: 'own',
    destructive: true,
    idempotent: false,
    timeout: 1_000,
    run: async () => undefined,
  };

  test.each<[string, object, RegExp]>([
    ['no name', { name: '' }, /action\.name/],
    ['no time', { timeout: 0 }, /action\.timeout/],
    ['an endless time', { timeout: Number.POSITIVE_INFINITY }, /action\.timeout/],
    ['a misspelt member', { destructiv: true }, /action\.destructiv must be left out/],
  ])('%s is refused', (_, change, message) => {
    expect(() => action({ ...definition, ...change })).toThrow(message);
  });

  test('states its evidence, or has what its harm demands', () => {
    expect(action(definition).evidence).toEqual(['channel-proven', 'running', 'no-own-lag', 'pets-silent']);
    expect(action({ ...definition, destructive: false }).evidence).toEqual(['answering']);
    expect(action({ ...definition, evidence: ['running'] }).evidence).toEqual(['running']);
    expect(action(definition).boots).toBe(false);
  });
});

test.each([
  ['systemReset', act.systemReset(), 'system_reset', true, true],
  ['injectNmi', act.injectNmi(), 'inject-nmi', true, false],
  ['stop', act.stop(), 'stop', false, false],
  ['cont', act.cont(), 'cont', false, false],
] as const)('act.%s says what it is', (_, one, name, destructive, boots) => {
  expect(one).toMatchObject({ kind: 'action', name, destructive, boots });
  expect(one.timeout).toBeGreaterThanOrEqual(5_000);
  expect(act.systemReset({ timeout: 7 }).timeout).toBe(7);
});

test('a trigger names its watchdog or its event', () => {
  expect(on.expired({ id: 'dog' })).toEqual(on.expired('dog'));
  expect(() => on.expired('')).toThrow(/on\.expired/);
  expect(() => on.event('' as never)).toThrow(/on\.event/);
});
