// The fear: what a journal tells of an incident is not what happened, in some small thing that decides.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, type JournalRecord, on, type Policy, type RecordBody, replay, when } from 'qmp-watchdog';
import { parseJson, redact, stringifyJson } from '../../src/core/index.js';
import { fromLine, toLine } from '../../src/journal/line.js';
import {
  type Effect,
  type EngineInput,
  type EngineState,
  eventsOf,
  INITIAL_STATE,
  step,
} from '../../src/policy/index.js';
import { decodeExact, encodeExact } from '../../src/replay/exact.js';
import { FlightReader, type RawFlight, readFlight } from '../../src/replay/flight.js';
import { FlightRecorder } from '../../src/replay/flight-recorder.js';
import { unknownVm } from '../../src/vm/model.js';
import { validate } from 'qmp-watchdog/schemas';
import { event, expired, facts, own, settings, snapshot } from '../unit/policy/engine-facts.js';

const exact = fc.anything({ withBigInt: true, withNullPrototype: false, withSparseArray: false });

test('any value comes back from a line as it was', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        exact,
        fc.double(),
        fc.bigInt(),
        fc.dictionary(fc.constantFrom('$', '__proto__', 'of'), exact, { noNullPrototype: true }),
      ),
      (value) => {
        const text = stringifyJson({ value: encodeExact(value) });
        const read = parseJson(text) as { readonly value: unknown };
        expect(decodeExact(read.value)).toStrictEqual(value);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('an error comes back with its name, message and code', () => {
  const error = Object.assign(new TypeError('broken'), { code: 'ECONNRESET' });
  const read = decodeExact(parseJson(stringifyJson(encodeExact({ error }))));
  expect(read).toEqual({
    error: expect.objectContaining({ name: 'TypeError', message: 'broken', code: 'ECONNRESET' }),
  });
});

const LIMIT = { max: 6, per: 10_000 };
/** The names are such that secrets have. */
const policies: readonly Policy[] = [
  {
    name: 'password',
    on: on.expired('key'),
    when: when.notMigrating(),
    do: act.escalate(
      { action: own('nmi'), timeout: 1_000 },
      { action: own('reset', { boots: true }), timeout: 5_000 },
    ),
    limit: LIMIT,
  },
  {
    name: 'b',
    on: on.any(on.expired('b'), on.event('RESET')),
    do: own('single'),
    limit: LIMIT,
    cooldown: 500,
  },
  {
    name: 'lasting',
    on: on.state(({ boots }) => boots % 2 === 1, 'odd'),
    for: 800,
    do: own('odd'),
    severity: 'fatal',
  },
  {
    name: 'panic',
    on: on.event('GUEST_PANICKED'),
    do: act.sequence(own('stop', { destructive: false }), own('reset')),
  },
  {
    name: 'broken',
    on: on.fault({ repeated: { times: 3, per: 2_000 } }),
    do: own('quiesce', { evidence: ['answering'] }),
    limit: LIMIT,
  },
  {
    name: 'throws',
    on: on.event('GUEST_PANICKED', ({ action }) => {
      if (action === 'run') throw new Error('bad');
      return false;
    }),
    do: own('never'),
  },
];

const vm = unknownVm(0).state;
const closed = { kind: 'failed', error: new Error('broken pipe') } as const;
const told = fc.oneof(
  fc.constantFrom<EngineInput>(
    { type: 'cause', cause: expired('key') },
    { type: 'cause', cause: expired('key', 'trigger') },
    { type: 'cause', cause: expired('b') },
    { type: 'cause', cause: expired('b') },
    { type: 'resume', policy: 'b' },
    { type: 'recovered', watchdog: 'b' },
    { type: 'mode', mode: 'enforce', reason: 'so' },
    { type: 'maintenance', reason: 'over', ttl: 0 },
    { type: 'suspect', reason: undefined },
    { type: 'cause', cause: event('GUEST_PANICKED', { action: 'pause', wide: 2n ** 63n, $: -0 }) },
    { type: 'cause', cause: event('GUEST_PANICKED', { action: 'run' }) },
    { type: 'cause', cause: event('RESET') },
    {
      type: 'cause',
      cause: {
        on: 'host-error',
        source: 'host',
        error: { severity: 'degraded', message: 'corrected', node: 'mc0', count: 2 },
        at: 0,
      },
    },
    { type: 'recovered', watchdog: 'key' },
    { type: 'wake' },
    { type: 'wake' },
    { type: 'maintenance', reason: 'disks', ttl: 700 },
    { type: 'suspect', reason: 'many' },
    { type: 'suspect', reason: undefined },
    { type: 'mode', mode: 'observe', reason: 'so' },
    { type: 'mode', mode: 'enforce', reason: 'so' },
    { type: 'resume', policy: 'password' },
    { type: 'changed', at: 0 },
    { type: 'abandon', how: 'reloaded' },
    { type: 'reloaded' },
    { type: 'watchdog', watchdog: snapshot({ id: 'key', timeLeft: Number.POSITIVE_INFINITY }) },
  ),
  fc.integer({ min: 0, max: 5 }).map(
    (boots): EngineInput => ({
      type: 'vm',
      vm: {
        ...vm,
        confidence: boots === 4 ? 'stale' : 'known',
        boots,
        run:
          boots === 5
            ? { running: false, status: 'io-error', why: 'io-error', since: 0 }
            : { running: true, status: 'running', why: undefined, since: 0 },
        closed: boots === 3 ? closed : undefined,
      },
    }),
  ),
);
/** Answers are to the present order, or to an earlier one. */
const answer = fc.record({ old: fc.boolean(), which: fc.integer({ min: 0, max: 7 }) });
const one = fc.tuple(fc.integer({ min: 1, max: 1_500 }), fc.oneof(told, { weight: 2, arbitrary: answer }));

function answered({ old, which }: { old: boolean; which: number }, state: EngineState): EngineInput {
  const order = state.orders - (old && which % 2 === 0 ? 1 : 0);
  const found = facts({
    watchdog: snapshot({ id: 'key', silent: which !== 6 }),
    stalled: which === 7 ? 3 : 0,
  });
  if (which === 0)
    return { type: 'result', order, result: { outcome: 'done', reason: 'so', evidence: { n: -0 } } };
  if (which === 1)
    return { type: 'result', order, result: { outcome: 'failed', reason: 'so', evidence: {} } };
  if (which === 2)
    return { type: 'not-begun', order, verdict: { verdict: 'unknown', reason: 'so' }, facts: found };
  if (which === 3)
    return { type: 'answers', order, answers: { 'query-migrate': { verdict: 'ok', reason: 'none' } } };
  return { type: 'facts', order, facts: found };
}

/** A supervisor of nothing: its world is what it is told. */
class Told {
  readonly records: JournalRecord[] = [];
  /** The engine's states, by the moment of the input that led to them. */
  readonly states = new Map<number, { readonly state: EngineState; readonly effects: readonly Effect[] }>();
  readonly #settings = settings({ policies, bootGrace: 3_000, unknownAfter: 2_000 });
  readonly #flights = new FlightRecorder({
    settings: () => ({
      ...this.#settings,
      policies: [],
      watchdogs: ['key', 'b'],
      hostErrors: ['host'],
      hasVm: true,
      events: [...new Set(policies.flatMap((one) => eventsOf(one.on)))],
    }),
    record: (body) => this.#record(body()),
  });
  state: EngineState = INITIAL_STATE;
  now = 0;
  /** The latest order under which guards asked for something. */
  asked = 0;

  takes(input: EngineInput): void {
    // What an effect leads to comes a little later.
    this.now += 0.001;
    const { now, state: before } = this;
    const { state, effects } = step(this.#settings, before, input, now);
    this.state = state;
    this.states.set(now, { state, effects });
    if (input.type === 'reloaded') this.#record({ kind: 'reloaded', policies: [] });
    this.#flights.took({ before, input, now, after: state, effects }, () => {
      for (const effect of effects) {
        if (effect.do === 'record') this.#record(effect.body);
        else if (effect.do === 'ask') this.asked = effect.order;
        else if (effect.do === 'rearm' || effect.do === 'listen')
          this.takes({ type: 'watchdog', watchdog: snapshot({ id: effect.watchdog, state: 'armed' }) });
      }
    });
  }

  /** As it is written, and read. */
  #record(body: RecordBody): void {
    const stamp = {
      v: 1,
      n: this.records.length + 1,
      time: '2026-01-01T00:00:00.000Z',
      at: this.now,
    } as const;
    const read = fromLine(toLine({ ...stamp, ...(redact(body) as RecordBody) }).subarray(0, -1));
    if ('bad' in read) throw new Error(read.what);
    expect(validate('journal-record', read.value)).toEqual([]);
    this.records.push(read.value as JournalRecord);
  }
}

async function flightsOf(records: readonly JournalRecord[]): Promise<readonly RawFlight[]> {
  const reader = new FlightReader();
  const flights = [...records.map((record) => reader.take(record)), reader.end()];
  return flights.filter((flight) => flight !== undefined);
}

describe('whatever an engine was told', () => {
  test('its flights tell the same, and lead to the same', { timeout: 30_000 }, async () => {
    let incidents = 0;
    let acts = 0;
    let inputs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 20, maxLength: 120 }), async (all) => {
        const engine = new Told();
        for (const [after, what] of all) {
          engine.now += after;
          const input = 'which' in what ? answered(what, engine.state) : what;
          // Only this nobody says unasked.
          if (input.type !== 'answers' || input.order === engine.asked) engine.takes(input);
        }
        const raw = await flightsOf(engine.records);
        for (const flight of await Promise.all(raw.map(readFlight))) {
          let { state } = flight;
          for (const { now, input, decided, complete } of flight.steps) {
            const live = engine.states.get(now);
            const again = step(settings({ ...flight.settings, policies }), state, input, now);
            state = again.state;
            expect(again.state).toStrictEqual(live?.state);
            expect(again.effects.map((effect) => effect.do)).toEqual(
              live?.effects.map((effect) => effect.do),
            );
            expect(complete).toBe(true);
            expect(decided).toHaveLength(again.effects.filter((effect) => effect.do === 'record').length);
            inputs += 1;
          }
        }
        const replays = await replay(engine.records, policies);
        const begun = engine.records.flatMap((record) =>
          record.kind === 'trigger' ? [record.incident] : [],
        );
        expect(replays.flatMap((one) => one.incidents)).toEqual(begun);
        for (const one of replays) {
          expect(one.differences).toEqual([]);
          expect(one.assumptions).toEqual([]);
          expect(one.identical).toBe(true);
        }
        incidents += begun.length;
        acts += engine.records.filter(({ kind }) => kind === 'intent').length;
      }),
      { numRuns: 200 },
    );
    // A property of nothing holds always.
    expect(incidents).toBeGreaterThan(150);
    expect(acts).toBeGreaterThan(50);
    expect(inputs).toBeGreaterThan(3_000);
  });
});
