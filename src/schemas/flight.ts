import { z } from 'zod';
import { type Issue, issuesOf } from './issue.js';

// Also what is no number or not finite: a flight is exact, whatever it holds.
const number = z.custom<number>((value) => typeof value === 'number', 'expected a number');
const text = z.string();
const times = z.record(text, number);
const moment = number.optional();
const object = z.record(text, z.unknown());

const vm = z.looseObject({
  confidence: text,
  run: z.looseObject({ running: z.boolean() }).optional(),
  blockErrors: z.array(z.looseObject({ device: text, status: text })),
  migration: z.looseObject({ status: text }),
  jobs: z.array(z.looseObject({ id: text })),
  connected: z.boolean(),
  session: number,
  boots: number,
  health: z.looseObject({ verdict: text, since: number }),
  interlocks: z.array(z.looseObject({ bars: text, reason: text })),
});
const watchdog = z.looseObject({
  id: text,
  state: text,
  silentFor: number,
  inGrace: z.boolean(),
  awaitingRecovery: z.boolean(),
  silent: z.boolean(),
  channel: text,
});
const facts = z.looseObject({
  status: z.union([z.looseObject({ error: text }), z.looseObject({ running: z.boolean(), status: text })]),
  monitor: text,
  answeredAfter: number,
  attended: z.boolean(),
  at: number,
  watchdog: watchdog.optional(),
  stalled: number,
});
const cause = z.discriminatedUnion('on', [
  z.looseObject({ on: z.literal('expired'), watchdog: text, expiry: text, silentFor: number, at: number }),
  z.looseObject({ on: z.literal('pretimeout'), watchdog: text, silentFor: number, at: number }),
  z.looseObject({ on: z.literal('event'), event: z.looseObject({ event: text, at: number }), at: number }),
  z.looseObject({
    on: z.literal('host-error'),
    source: text,
    error: z.looseObject({ severity: text, message: text, count: number }),
    at: number,
  }),
  z.looseObject({
    on: z.literal('run-state'),
    status: text,
    blockErrors: z.array(z.looseObject({ device: text, status: text })),
    at: number,
    session: number,
  }),
  z.looseObject({ on: z.literal('state'), what: text, at: number }),
]);
const answers = z.record(text, z.looseObject({ verdict: z.enum(['ok', 'fail', 'unknown']), reason: text }));
const mode = z.enum(['observe', 'enforce']);

const state = z.looseObject({
  mode: mode.optional(),
  maintenance: z.looseObject({ reason: text, until: number }).optional(),
  suspicion: text.optional(),
  vm: vm.optional(),
  watchdogs: z.record(text, watchdog),
  holding: z.record(text, times),
  pending: z.record(text, z.looseObject({ cause, until: number })),
  resting: times,
  incident: z
    .looseObject({
      id: text,
      policy: text,
      cause,
      began: number,
      step: number,
      order: number,
      phase: z.enum(['gathering', 'acting', 'recovering']),
      wakeAt: moment,
      stepEnds: moment,
      actedAt: moment,
      unknown: z.looseObject({ since: number, reason: text, paged: z.boolean() }).optional(),
      recovered: z.boolean(),
      answers,
    })
    .optional(),
  incidents: number,
  orders: number,
  begun: z.record(text, z.array(number)),
  halted: z.record(text, text),
  unheard: z.array(text),
  unseen: z.array(text),
  missed: z.array(z.looseObject({ policy: text, cause })),
  faults: z.array(z.looseObject({ kind: text, at: number, count: number })),
  observedHalts: z.array(text),
  distrusted: z.array(text),
});

const ofOrder = { order: number };
const input = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('cause'), cause }),
  z.looseObject({ ...ofOrder, type: z.literal('facts'), facts }),
  z.looseObject({
    ...ofOrder,
    type: z.literal('result'),
    result: z.looseObject({ outcome: z.enum(['done', 'failed', 'unknown']), reason: text, evidence: object }),
  }),
  z.looseObject({
    ...ofOrder,
    type: z.literal('not-begun'),
    verdict: z.looseObject({ verdict: z.enum(['holds', 'refused', 'unknown']), reason: text }),
    facts,
  }),
  z.looseObject({ ...ofOrder, type: z.literal('answers'), answers }),
  z.looseObject({ type: z.literal('recovered'), watchdog: text }),
  z.looseObject({ type: z.literal('vm'), vm }),
  z.looseObject({ type: z.literal('watchdog'), watchdog }),
  z.looseObject({ type: z.literal('mode'), mode, reason: text }),
  z.looseObject({ type: z.literal('maintenance'), reason: text, ttl: number }),
  z.looseObject({ type: z.literal('suspect'), reason: text.optional() }),
  z.looseObject({ type: z.literal('reloaded') }),
  z.looseObject({ type: z.literal('changed'), at: number }),
  z.looseObject({ type: z.literal('wake') }),
  z.looseObject({ type: z.literal('resume'), policy: text }),
  z.looseObject({ type: z.literal('abandon'), how: text }),
  z.looseObject({ type: z.literal('end'), how: text }),
]);

/** What is wrong with an engine's state out of a flight. */
export function checkFlightState(value: unknown): readonly Issue[] {
  return issuesOf(state.safeParse(value).error);
}

/** What is wrong with an engine's input out of a flight. */
export function checkFlightInput(value: unknown): readonly Issue[] {
  return issuesOf(input.safeParse(value).error);
}
