// The fear: the preset does things in an order in which evidence is lost, or goes on where it must not.
import { describe, expect, test } from 'vitest';
import { action, type Action, failoverSafe, on } from 'qmp-watchdog';
import { ToldEngine } from '../policy/told-engine.js';

const fence = action({
  name: 'fence',
  destructive: false,
  idempotent: true,
  timeout: 5_000,
  evidence: [],
  run: async () => undefined,
});
const all = {
  postMortem: { folder: '/srv/evidence' },
  dump: { path: '/srv/memory' },
};

/** What is begun when each of these ends so. */
function course(
  options: Parameters<typeof failoverSafe>[0],
  ...outcomes: readonly ('done' | 'failed' | 'unknown')[]
) {
  const engine = new ToldEngine(failoverSafe(options).policies);
  const told = engine.happens('MEMORY_FAILURE', { recipient: 'guest', action: 'reset' });
  for (const outcome of outcomes) told.push(...engine.learns(), ...engine.hears(outcome));
  return told.filter((line) => /^(?:intent|ended|PAGE)/.test(line));
}

describe('the VM is quieted first, then the evidence is kept, then the memory dumped', () => {
  test('as far as each was asked for', () => {
    expect(course(all, 'done', 'done', 'done')).toEqual([
      'intent quiesce',
      'intent post-mortem',
      'intent dump-guest-memory',
      'ended done',
    ]);
    expect(course({}, 'done')).toEqual(['intent quiesce', 'ended done']);
  });

  test('and when it can not be quieted, people are told, and nothing stops the guest in the middle of a dump', () => {
    expect(course(all, 'failed')).toEqual([
      'intent quiesce',
      expect.stringContaining('PAGE quiesce failed: so, and there is nothing more to try'),
      'ended failed',
    ]);
  });

  test('or what was asked for instead is done, and the rest follows', () => {
    const otherwise = { action: fence, timeout: 5_000 };
    expect(course({ ...all, otherwise }, 'failed', 'done', 'done', 'done')).toEqual([
      'intent quiesce',
      'intent fence',
      'intent post-mortem',
      'intent dump-guest-memory',
      'ended done',
    ]);
    expect(course({ ...all, otherwise }, 'failed', 'failed')).toContain('ended failed');
    expect(course({ ...all, otherwise }, 'done', 'done', 'done')).not.toContain('intent fence');
  });
});

test('it begins with what is serious, or as it is told, and waits for nobody', () => {
  const [usual] = failoverSafe().policies;
  expect(usual).toMatchObject({
    name: 'failover-safe',
    on: { on: 'fault', atLeast: 'serious' },
    severity: 'fatal',
  });
  const [other] = failoverSafe({ on: on.event('SHUTDOWN'), name: 'shut' }).policies;
  expect(other).toMatchObject({ name: 'shut', on: { event: 'SHUTDOWN' } });
});

test.each<[string, () => unknown]>([
  ['an option that there is not', () => failoverSafe({ dumps: {} } as never)],
  ['one of an action that there is not', () => failoverSafe({ quiesce: { kil: 1 } as never })],
  ['a budget that is none', () => failoverSafe({ quiesce: { budgets: { stop: '5s' as never } } })],
  ['a path that is relative', () => failoverSafe({ quiesce: { saveTo: 'state' } })],
  ['a journal by such a path', () => failoverSafe({ postMortem: { folder: '/srv', journal: 'vm1.jsonl' } })],
  ['a step without a time', () => failoverSafe({ otherwise: { action: fence as Action } as never })],
  ['a name of nothing', () => failoverSafe({ name: '' })],
])('%s is refused', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OPTION' }));
});
