import { z } from 'zod';
import { type Issue, issuesOf } from './issue.js';

const base = {
  v: z.literal(1),
  n: z.number(),
  time: z.iso.datetime(),
  at: z.number(),
  vm: z.string().optional(),
};
const object = z.record(z.string(), z.unknown());
const ofIncident = { ...base, incident: z.string() };
const ofOrder = { ...ofIncident, order: z.number(), action: z.string() };

const times = z.record(z.string(), z.number());

const flightInput = {
  now: z.number(),
  input: object,
  wanted: z
    .array(
      z.looseObject({
        do: z.string(),
        order: z.number().optional(),
        action: z.string().optional(),
        watchdog: z.string().optional(),
        at: z.number().optional(),
      }),
    )
    .optional(),
};

const journalRecord = z.discriminatedUnion('kind', [
  z.looseObject({
    ...base,
    kind: z.literal('started'),
    boot: z.number(),
    mode: z.enum(['observe', 'enforce']),
    policies: z.array(z.string()),
    watchdogs: z.array(z.string()),
  }),
  z.looseObject({
    ...base,
    kind: z.literal('watchdog'),
    watchdog: z.string(),
    transition: z.string(),
    detail: object,
  }),
  z.looseObject({ ...base, kind: z.literal('vm'), event: z.string(), detail: object }),
  z.looseObject({
    ...base,
    kind: z.literal('host'),
    source: z.string(),
    event: z.enum(['error', 'unknown', 'known']),
    detail: object,
  }),
  z.looseObject({ ...ofIncident, kind: z.literal('trigger'), policy: z.string(), cause: object }),
  z.looseObject({
    ...base,
    kind: z.literal('ignored'),
    policy: z.string(),
    reason: z.string(),
    cause: object,
  }),
  z.looseObject({
    ...base,
    kind: z.literal('failover-safe'),
    stage: z.enum(['releasing', 'proven', 'consumed', 'lifted']),
    token: z.string(),
    reason: z.string(),
    level: z.enum(['L0', 'L1', 'L2']).optional(),
  }),
  z.looseObject({
    ...base,
    kind: z.literal('repeated'),
    of: z.enum(['vm', 'watchdog', 'host', 'ignored', 'page', 'unnotified']),
    what: z.string(),
    reason: z.string().optional(),
    times: z.number(),
  }),
  z.looseObject({
    ...ofOrder,
    kind: z.literal('evidence'),
    verdict: z.enum(['holds', 'refused', 'unknown']),
    reason: z.string(),
    facts: object,
  }),
  z.looseObject({ ...ofOrder, kind: z.literal('intent') }),
  z.looseObject({ ...ofOrder, kind: z.literal('would') }),
  z.looseObject({
    ...ofOrder,
    kind: z.literal('result'),
    outcome: z.enum(['done', 'failed', 'unknown']),
    reason: z.string(),
    took: z.number(),
    evidence: object,
  }),
  z.looseObject({
    ...ofIncident,
    kind: z.literal('ended'),
    policy: z.string(),
    how: z.string(),
    took: z.number(),
  }),
  z.looseObject({ ...base, kind: z.literal('halted'), policy: z.string(), reason: z.string() }),
  z.looseObject({ ...base, kind: z.literal('resumed'), policy: z.string() }),
  z.looseObject({
    ...base,
    kind: z.literal('mode'),
    mode: z.enum(['observe', 'enforce']),
    reason: z.string(),
  }),
  z.looseObject({ ...base, kind: z.literal('maintenance'), reason: z.string(), ttl: z.number() }),
  z.looseObject({
    ...base,
    kind: z.literal('carried'),
    boot: z.number(),
    mode: z.enum(['observe', 'enforce']),
    incidents: z.number(),
    orders: z.number(),
    begun: z.record(z.string(), z.array(z.number())),
    ended: times,
    halted: z.record(z.string(), z.string()),
    maintenance: z.looseObject({ reason: z.string(), until: z.number() }).optional(),
    observing: z.string().optional(),
    open: z.array(
      z.looseObject({
        incident: z.string(),
        policy: z.string(),
        began: z.number(),
        intent: z.looseObject({ order: z.number(), action: z.string(), at: z.number() }).optional(),
      }),
    ),
  }),
  z.looseObject({
    ...base,
    kind: z.literal('page'),
    reason: z.string(),
    incident: z.string().optional(),
    policy: z.string().optional(),
  }),
  z.looseObject({ ...base, kind: z.literal('reloaded'), policies: z.array(z.string()) }),
  z.looseObject({
    ...base,
    kind: z.literal('unnotified'),
    notifier: z.string(),
    policy: z.string(),
    reason: z.string(),
  }),
  // What is encoded in these is checked by whoever goes through it again.
  z.looseObject({
    ...ofIncident,
    kind: z.literal('flight'),
    format: z.number(),
    settings: z.looseObject({
      mode: z.enum(['observe', 'enforce']),
      bootGrace: z.number(),
      unknownAfter: z.number(),
      policies: z.array(z.string()),
      watchdogs: z.array(z.string()),
      // Of an older format, which whoever goes through it again refuses with its own words.
      hostErrors: z.array(z.string()).optional(),
      hasVm: z.boolean(),
      events: z.array(z.string()),
    }),
    state: object,
    inputs: z.array(z.looseObject({ ...flightInput, decided: z.array(z.looseObject({ kind: z.string() })) })),
  }),
  z.looseObject({
    ...ofIncident,
    ...flightInput,
    kind: z.literal('input'),
    decided: z.number(),
    last: z.boolean().optional(),
  }),
  z.looseObject({ ...base, kind: z.literal('stopped'), reason: z.string() }),
]);

/** What is wrong with one line of a journal, as this version writes it. */
export function checkJournalRecord(value: unknown): readonly Issue[] {
  return issuesOf(journalRecord.safeParse(value).error);
}
