// The fear: with conditions, guards, modes and other policies coming and going, the engine acts when it must not.
import fc from 'fast-check';
import { act, guard, on, type Policy, when } from 'qmp-watchdog';
import { expect, test } from 'vitest';
import { type EngineInput, INITIAL_STATE, step } from '../../../src/policy/index.js';
import { unknownVm } from '../../../src/vm/model.js';
import { event, expired, facts, own, settings, snapshot } from './engine-facts.js';

const LIMIT = { max: 2, per: 20_000 };
const COOLDOWN = 3_000;

const first: readonly Policy[] = [
  {
    name: 'hung',
    on: on.any(on.expired('a'), on.pretimeout('b')),
    for: 500,
    when: when.notMigrating(),
    do: act.sequence(own('dump'), act.escalate({ action: own('reset', { boots: true }), timeout: 2_000 })),
    limit: LIMIT,
    cooldown: COOLDOWN,
  },
  {
    name: 'disk',
    on: on.state(({ run }) => run?.why === 'io-error'),
    do: own('cont', { destructive: false, evidence: ['answering'] }),
    limit: LIMIT,
    severity: 'degraded',
  },
  {
    name: 'both',
    on: on.all(
      on.state(({ run }) => run?.running === false),
      on.expired('b'),
    ),
    when: guard('sometimes', ({ facts: { at } }) =>
      at % 3 === 0
        ? { verdict: 'unknown', reason: 'who knows' }
        : { verdict: at % 3 === 1 ? 'holds' : 'refused', reason: 'so' },
    ),
    do: own('kill'),
    limit: LIMIT,
    cooldown: COOLDOWN,
    severity: 'fatal',
  },
];
/** One is gone, one is another one now. */
const second: readonly Policy[] = first.slice(1).map((policy) => ({ ...policy, do: own('other') }));

type Next =
  | { readonly input: EngineInput }
  | { readonly facts: Parameters<typeof facts>[0] }
  | { readonly answer: 'ok' | 'fail' | 'unknown' }
  | { readonly result: 'done' | 'failed' | 'unknown' }
  | { readonly reload: 0 | 1 };

const vm = (why: 'io-error' | 'operator' | undefined, confidence: 'known' | 'stale'): EngineInput => ({
  type: 'vm',
  vm: {
    ...unknownVm(0).state,
    confidence,
    run: { running: why === undefined, status: why === undefined ? 'running' : 'paused', why, since: 0 },
  },
});

const inputs = fc.constantFrom<EngineInput>(
  { type: 'cause', cause: expired('a') },
  { type: 'cause', cause: { on: 'pretimeout', watchdog: 'b', silentFor: 1, at: 0 } },
  { type: 'cause', cause: event('RESET') },
  { type: 'recovered', watchdog: 'a' },
  { type: 'recovered', watchdog: 'b' },
  { type: 'watchdog', watchdog: snapshot({ id: 'b' }) },
  { type: 'watchdog', watchdog: snapshot({ id: 'b', awaitingRecovery: false, state: 'armed' }) },
  vm('io-error', 'known'),
  vm('io-error', 'stale'),
  vm('operator', 'known'),
  vm(undefined, 'known'),
  { type: 'mode', mode: 'observe', reason: 'x' },
  { type: 'mode', mode: 'enforce', reason: 'x' },
  { type: 'maintenance', reason: 'x', ttl: 2_000 },
  { type: 'maintenance', reason: 'x', ttl: 0 },
  { type: 'suspect', reason: 'many' },
  { type: 'suspect', reason: undefined },
  { type: 'resume', policy: 'hung' },
  { type: 'resume', policy: 'disk' },
  { type: 'resume', policy: 'both' },
);

const steps: fc.Arbitrary<[number, Next][]> = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4_000 })),
    fc.oneof(
      { weight: 6, arbitrary: inputs.map((input) => ({ input })) },
      {
        weight: 6,
        arbitrary: fc
          .constantFrom<Parameters<typeof facts>[0]>(
            {},
            {},
            {},
            { status: { error: 'silent' } },
            { status: { running: false, status: 'io-error' } },
            { watchdog: snapshot({ state: 'pretimeout', awaitingRecovery: false, silent: false }) },
          )
          .map((change) => ({ facts: change })),
      },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom('ok' as const, 'ok' as const, 'fail' as const, 'unknown' as const)
          .map((answer) => ({ answer })),
      },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom('done' as const, 'done' as const, 'failed' as const, 'unknown' as const)
          .map((result) => ({ result })),
      },
      { weight: 1, arbitrary: fc.constantFrom(0 as const, 1 as const).map((reload) => ({ reload })) },
    ),
  ),
  { minLength: 10, maxLength: 120 },
);

test('whatever happens, it acts only when it may', () => {
  const seen = { acts: 0, preempted: 0, asks: 0, cooled: 0, maintained: 0 };
  fc.assert(
    fc.property(steps, (all) => {
      let policies = first;
      let state = INITIAL_STATE;
      let now = 0;
      let acting = false;
      let wakeAt: number | undefined;
      let open: number | undefined;
      const intents = new Map<number, number>();
      const rested: Record<string, number> = {};
      const begun: Record<string, number[]> = {};

      const take = (input: EngineInput): void => {
        const engine = settings({ mode: 'observe', policies, bootGrace: 2_000, unknownAfter: 5_000 });
        const next = step(engine, state, input, now);
        if (input.type === 'result' && input.order === state.orders) acting = false;
        if ((input.type === 'facts' || input.type === 'answers') && input.order === open) open = undefined;
        state = next.state;
        for (const effect of next.effects) {
          if (effect.do === 'wake') wakeAt = effect.at;
          if (effect.do === 'gather' || effect.do === 'ask') open = effect.order;
          if (effect.do === 'ask') seen.asks += 1;
          if (effect.do === 'act') {
            seen.acts += 1;
            expect(acting, 'one thing at a time').toBe(false);
            acting = true;
            expect(input.type, 'only evidence leads to an act').toBe('facts');
            expect(state.mode, 'not while it observes').toBe('enforce');
            expect(state.maintenance, 'not in maintenance').toBeUndefined();
            if (effect.action.destructive)
              expect(state.suspicion, 'nothing destructive under suspicion').toBeUndefined();
          }
          if (effect.do !== 'record') continue;
          const { body } = effect;
          if (body.kind === 'intent') intents.set(body.order, 0);
          if (body.kind === 'result') {
            expect(intents.get(body.order), 'one result for one intent').toBe(0);
            intents.set(body.order, 1);
            acting = false;
          }
          if (body.kind === 'resumed') begun[body.policy] = [];
          if (body.kind === 'trigger') {
            const cooled = rested[body.policy];
            if (cooled !== undefined) {
              seen.cooled += 1;
              expect(now - cooled, 'it has rested').toBeGreaterThanOrEqual(
                policies.find(({ name }) => name === body.policy)?.cooldown ?? 0,
              );
            }
            const beginnings = [...(begun[body.policy] ?? []), now];
            begun[body.policy] = beginnings;
            expect(beginnings.filter((at) => at > now - LIMIT.per).length).toBeLessThanOrEqual(LIMIT.max);
          }
          if (body.kind === 'ended') {
            rested[body.policy] = now;
            if (body.how === 'preempted') {
              seen.preempted += 1;
              expect(acting, 'what runs is never pre-empted').toBe(false);
            }
            if (body.how === 'maintenance') seen.maintained += 1;
          }
        }
        const { incident } = state;
        if (incident !== undefined && !acting && open !== incident.order)
          expect(wakeAt, 'nothing waits for ever').toBeDefined();
      };

      for (const [after, next] of all) {
        // It is woken when it wants to be, and not by the test.
        const until = now + after;
        while (wakeAt !== undefined && wakeAt <= until) {
          now = Math.max(wakeAt, now);
          wakeAt = undefined;
          take({ type: 'wake' });
        }
        now = until;
        const order = state.orders;
        if ('input' in next) take(next.input);
        else if ('facts' in next) take({ type: 'facts', order, facts: facts({ at: now, ...next.facts }) });
        else if ('answer' in next)
          take({
            type: 'answers',
            order,
            answers: { 'query-migrate': { verdict: next.answer, reason: 'so' } },
          });
        else if ('result' in next)
          take({ type: 'result', order, result: { outcome: next.result, reason: 'so', evidence: {} } });
        else if (!acting) {
          const former = policies;
          policies = next.reload === 0 ? first : second;
          const { incident } = state;
          if (incident !== undefined && !policies.some(({ name }) => name === incident.policy)) {
            const chosen = policies;
            policies = former;
            take({ type: 'abandon', how: 'reloaded' });
            policies = chosen;
          }
          take({ type: 'reloaded' });
        }
      }
      take({ type: 'end', how: 'stopped' });
      expect(state.incident).toBeUndefined();
      expect([...intents.values()].every((results) => results === 1)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  // A property of nothing holds always.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(10);
});
