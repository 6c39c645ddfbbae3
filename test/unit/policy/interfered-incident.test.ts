// The fear: what happens in the middle of an incident lets it go on when it must not, spoils it, or is itself overlooked.
import { act, on, type Policy } from 'qmp-watchdog';
import { describe, expect, test } from 'vitest';
import { own } from './engine-facts.js';
import { ToldEngine } from './told-engine.js';

const hung: Policy = {
  name: 'p',
  on: on.expired('a'),
  do: act.escalate(
    { action: own('nmi'), timeout: 1_000 },
    { action: own('reset', { boots: true }), timeout: 10_000 },
  ),
};
const warning: Policy = {
  name: 'w',
  on: on.pretimeout('a'),
  do: own('dump', { destructive: false }),
  severity: 'info',
};

/** The NMI is under way. */
function acting(policies: readonly Policy[] = [hung]): ToldEngine {
  const engine = new ToldEngine(policies);
  engine.expires();
  expect(engine.learns()).toContain('act nmi 1000');
  return engine;
}

describe('maintenance that begins while an action runs', () => {
  test.each(['unknown', 'failed', 'done'] as const)('no other follows when it was %s', (outcome) => {
    const engine = acting();
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 60_000 });
    const lines = engine.hears(outcome);
    // Nobody looks at it for an hour, perhaps: what did not work out is said now.
    if (outcome !== 'done') expect(lines.splice(1, 1)[0]).toMatch(/^PAGE nmi was/);
    expect(lines).toEqual([`${outcome}: so`, 'ended maintenance']);
    expect(engine.at(59_999)).toEqual([]);
    // Then what stands is looked at anew.
    expect(engine.at(60_000)).toEqual(['maintenance', 'rearm a']);
  });

  test('it is not begun after all', () => {
    const engine = acting();
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 60_000 });
    const lines = engine.isNotBegun({ verdict: 'unknown', reason: 'the evidence is too old' });
    expect(lines).toEqual(['failed: not-begun: the evidence is too old', 'ended maintenance']);
  });

  test('QEMU that ended is told of all the same', () => {
    const engine = acting();
    engine.takes({ type: 'maintenance', reason: 'disks', ttl: 60_000 });
    expect(engine.hears('failed', 'exited')).toContain('ended exited');
  });
});

describe('whoever is told again what is so already', () => {
  test.each([
    { type: 'mode', mode: 'enforce', reason: 'again' },
    { type: 'maintenance', reason: 'none', ttl: 0 },
  ] as const)('does not listen anew in the middle of an incident: %o', (input) => {
    const engine = acting();
    engine.hears('unknown', 'delivered');
    expect(engine.takes(input)).toEqual([input.type]);
  });
});

describe('a guest that does not come up while something else is looked after', () => {
  const bootGrace = {
    type: 'cause',
    cause: { on: 'expired', watchdog: 'a', expiry: 'boot-grace', silentFor: 1, at: 0 },
  } as const;

  test('is told of', () => {
    const engine = new ToldEngine([hung, warning]);
    engine.warns();
    expect(engine.takes(bootGrace)).toEqual([
      'ignored p: boot-grace',
      'PAGE the guest did not come up within its boot grace: a was not petted in it',
    ]);
  });

  test('but not where its own incident waits for it', () => {
    const engine = acting();
    expect(engine.takes(bootGrace)).toEqual(['ignored p: boot-grace']);
  });
});
