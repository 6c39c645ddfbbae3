// The fear: in some order of things the engine acts twice, acts blindly, acts without a word, or never ends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { act, on, type Policy } from 'qmp-watchdog';
import {
  type Effect,
  type EngineInput,
  INITIAL_STATE,
  judgeEvidence,
  step,
} from '../../../src/policy/index.js';
import { event, expired, facts, own, settings, snapshot } from './engine-facts.js';

const LIMIT = { max: 2, per: 20_000 };

const policies: readonly Policy[] = [
  {
    name: 'p',
    on: on.expired('a'),
    do: act.escalate(
      { action: own('nmi'), timeout: 1_000 },
      { action: own('reset', { boots: true }), timeout: 5_000 },
      { action: own('last'), timeout: 5_000 },
    ),
    limit: LIMIT,
  },
  { name: 'q', on: on.expired('b'), do: own('single'), limit: LIMIT },
  { name: 'q2', on: on.expired('b'), do: own('other'), limit: LIMIT },
  {
    name: 'e',
    on: on.event('GUEST_PANICKED'),
    do: act.escalate(
      { action: own('stop', { destructive: false }), timeout: 500 },
      { action: own('reset'), timeout: 500 },
    ),
    limit: LIMIT,
  },
  {
    name: 'bad',
    on: on.event('GUEST_PANICKED', ({ action }) => {
      if (action === 'run') throw new Error('bad');
      return action === 'poweroff';
    }),
    do: own('bad'),
    limit: LIMIT,
  },
];

/** What happens next. An answer belongs to the present order, or to an earlier one. */
type Step = { readonly after: number } & (
  | { readonly what: 'input'; readonly input: EngineInput }
  | { readonly what: 'facts'; readonly old: boolean; readonly change: Parameters<typeof facts>[0] }
  | {
      readonly what: 'result';
      readonly old: boolean;
      readonly outcome: 'done' | 'failed' | 'unknown';
      readonly reason: string;
    }
  | { readonly what: 'not-begun'; readonly old: boolean; readonly verdict: 'refused' | 'unknown' }
);

const change = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Parameters<typeof facts>[0]>(
      { status: { error: 'unresponsive' } },
      { status: { running: false, status: 'paused' } },
      { status: { running: false, status: 'io-error' } },
      { stalled: 50 },
      { attended: false },
      { answeredAfter: 500 },
      { watchdog: snapshot({ awaitingRecovery: false, silent: false }) },
      { watchdog: snapshot({ silent: false }) },
      { watchdog: snapshot({ silent: false, inGrace: true }) },
      { watchdog: snapshot({ channel: 'gone' }) },
      { watchdog: snapshot({ channel: 'unproven' }) },
      { watchdog: undefined },
    ),
  },
);
const input = fc.constantFrom<EngineInput>(
  { type: 'cause', cause: expired('a') },
  { type: 'cause', cause: expired('b') },
  { type: 'cause', cause: expired('a', 'trigger') },
  { type: 'cause', cause: expired('a', 'boot-grace') },
  { type: 'cause', cause: event('GUEST_PANICKED', { action: 'pause' }) },
  { type: 'cause', cause: event('GUEST_PANICKED', { action: 'run' }) },
  { type: 'cause', cause: event('RESET') },
  { type: 'recovered', watchdog: 'a' },
  { type: 'recovered', watchdog: 'b' },
  { type: 'wake' },
  { type: 'wake' },
  { type: 'resume', policy: 'p' },
  { type: 'resume', policy: 'e' },
);
const old = fc.boolean();
const step_: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 7_000 })),
    fc.oneof(
      { weight: 5, arbitrary: input.map((one) => ({ what: 'input' as const, input: one })) },
      {
        weight: 4,
        arbitrary: fc.record({ what: fc.constant('facts' as const), old: fc.constant(false), change }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ what: fc.constant('facts' as const), old: fc.constant(true), change }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          what: fc.constant('result' as const),
          old,
          outcome: fc.constantFrom('done' as const, 'failed' as const, 'unknown' as const),
          reason: fc.constantFrom('so', 'so', 'exited'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          what: fc.constant('not-begun' as const),
          old,
          verdict: fc.constantFrom('refused' as const, 'unknown' as const),
        }),
      },
    ),
  )
  .map(([after, rest]) => ({ after, ...rest }));

/** Watches over the engine's effects, and knows nothing of how it comes to them. */
class Auditor {
  acting: number | undefined;
  incident: string | undefined;
  lastOrder = 0;
  gathering: number | undefined;
  wakeAt: number | undefined;
  readonly begun = new Set<string>();
  readonly ended = new Set<string>();
  readonly intents = new Map<number, number>();
  readonly beginnings: Record<string, number[]> = {};
  readonly halted = new Set<string>();
  acts = 0;

  readonly mode: 'enforce' | 'observe';

  constructor(mode: 'enforce' | 'observe') {
    this.mode = mode;
  }

  audit(effects: readonly Effect[], input: EngineInput, now: number): void {
    if (input.type === 'result' || input.type === 'not-begun') {
      if (input.order === this.acting) this.acting = undefined;
    }
    const asked = this.gathering;
    // An order is answered once.
    if (input.type === 'facts' && input.order === asked) this.gathering = undefined;
    for (const [index, effect] of effects.entries()) {
      switch (effect.do) {
        case 'gather':
          expect(effect.order, 'orders are unique').toBeGreaterThan(this.lastOrder);
          expect(this.acting, 'nothing is asked while something is done').toBeUndefined();
          this.lastOrder = effect.order;
          this.gathering = effect.order;
          break;
        case 'act': {
          this.acts += 1;
          expect(this.mode, 'observing does nothing').toBe('enforce');
          expect(this.acting, 'one thing at a time').toBeUndefined();
          expect(effect.order, 'it rests on its own evidence').toBe(asked);
          expect(input.type, 'only evidence makes it act').toBe('facts');
          if (input.type === 'facts') {
            expect(input.order).toBe(effect.order);
            expect(effect.rests.facts).toBe(input.facts);
          }
          expect(judgeEvidence(effect.rests).verdict, 'and only if it holds').toBe('holds');
          const before = effects[index - 1];
          expect(before, 'right after its intent').toMatchObject({
            do: 'record',
            sync: true,
            body: {
              kind: 'intent',
              order: effect.order,
              incident: effect.incident,
              action: effect.action.name,
            },
          });
          expect(effect.incident).toBe(this.incident);
          this.acting = effect.order;
          break;
        }
        case 'wake':
          this.wakeAt = effect.at;
          break;
        case 'record':
          this.#recorded(effect.body, now);
          break;
        case 'page':
        case 'suspend':
        case 'listen':
        case 'rearm':
      }
    }
    if (input.type === 'cause' || input.type === 'wake')
      expect(
        effects.every((effect) => effect.do !== 'act'),
        'nothing but evidence leads to an act',
      ).toBe(true);
  }

  #recorded(body: Extract<Effect, { do: 'record' }>['body'], now: number): void {
    switch (body.kind) {
      case 'trigger': {
        expect(this.incident, 'one incident at a time').toBeUndefined();
        expect(this.begun.has(body.incident)).toBe(false);
        expect(this.halted.has(body.policy), 'a halted policy does nothing').toBe(false);
        this.begun.add(body.incident);
        this.incident = body.incident;
        const all = [...(this.beginnings[body.policy] ?? []), now];
        this.beginnings[body.policy] = all;
        expect(all.filter((at) => at > now - LIMIT.per).length, 'the limit').toBeLessThanOrEqual(LIMIT.max);
        break;
      }
      case 'evidence':
      case 'would':
        expect(body.incident).toBe(this.incident);
        break;
      case 'intent':
        expect(body.incident).toBe(this.incident);
        this.intents.set(body.order, 0);
        break;
      case 'result':
        expect(body.incident).toBe(this.incident);
        expect(this.intents.get(body.order), 'one result for one intent').toBe(0);
        this.intents.set(body.order, 1);
        this.acting = undefined;
        break;
      case 'ended':
        expect(body.incident, 'what ends had begun').toBe(this.incident);
        expect(this.ended.has(body.incident)).toBe(false);
        this.ended.add(body.incident);
        this.incident = undefined;
        this.gathering = undefined;
        this.wakeAt = undefined;
        break;
      case 'halted':
        this.halted.add(body.policy);
        break;
      case 'resumed':
        this.halted.delete(body.policy);
        this.beginnings[body.policy] = [];
        break;
      case 'started':
      case 'watchdog':
      case 'vm':
      case 'ignored':
      case 'page':
      case 'stopped':
    }
  }
}

test.each(['enforce', 'observe'] as const)('whatever happens, in %s mode', (mode) => {
  let acts = 0;
  fc.assert(
    fc.property(fc.array(step_, { minLength: 5, maxLength: 80 }), (steps) => {
      const engine = settings({ mode, policies, bootGrace: 3_000, unknownAfter: 2_000 });
      const auditor = new Auditor(mode);
      let state = INITIAL_STATE;
      let now = 0;
      const take = (one: EngineInput): void => {
        const before = state;
        const { state: after, effects } = step(engine, state, one, now);
        state = after;
        auditor.audit(effects, one, now);
        if (one.type === 'facts' && before.orders !== one.order) expect(effects, 'stale').toEqual([]);
        expect(state.incident?.id).toBe(auditor.incident);
        // Nothing waits for ever: what is not asked or done has a time to be looked at again.
        const { incident } = state;
        if (incident !== undefined && auditor.acting === undefined && auditor.gathering !== incident.order)
          expect(auditor.wakeAt, 'it will be woken').toBeDefined();
        expect(incident?.wakeAt, 'the alarm is set as the engine remembers it').toBe(auditor.wakeAt);
        if (incident?.phase === 'acting') expect(auditor.acting).toBe(incident.order);
      };
      for (const one of steps) {
        now += one.after;
        const order = state.orders - ('old' in one && one.old ? 1 : 0);
        if (one.what === 'input') take(one.input);
        else if (one.what === 'facts') take({ type: 'facts', order, facts: facts(one.change) });
        else if (one.what === 'result')
          take({ type: 'result', order, result: { outcome: one.outcome, reason: one.reason, evidence: {} } });
        else
          take({ type: 'not-begun', order, verdict: { verdict: one.verdict, reason: 'so' }, facts: facts() });
      }
      take({ type: 'end', how: 'stopped' });
      expect(auditor.incident).toBeUndefined();
      expect(auditor.ended).toEqual(auditor.begun);
      expect(
        [...auditor.intents.values()].every((results) => results === 1),
        'every intent has a result',
      ).toBe(true);
      acts += auditor.acts;
    }),
    { numRuns: 500 },
  );
  // A property of nothing holds always.
  if (mode === 'enforce') expect(acts).toBeGreaterThan(100);
  else expect(acts).toBe(0);
});
