import { parseJson, redact, stringifyJson } from '../core/index.js';
import type { FlightInput, RecordBody } from '../journal/index.js';
import type { EngineInput, EngineState } from '../policy/index.js';
import type { VmState } from '../vm/index.js';
import { decodeExact, encodeExact } from './exact.js';
import { type FlightStep, wantedOf } from './flight-step.js';

/** The version of what a flight holds: the engine's states and inputs. */
export const FORMAT = 2;

/**
 * A state as a journal holds it: exact, but for secrets. Secrets are found by the names of members, and what is kept by
 * the names of policies, watchdogs and probes must not be taken for one: it is written as entries.
 */
export function encodeState(state: EngineState): Readonly<Record<string, unknown>> {
  const { incident } = state;
  return encode({
    ...state,
    watchdogs: Object.entries(state.watchdogs),
    holding: Object.entries(state.holding),
    pending: Object.entries(state.pending),
    resting: Object.entries(state.resting),
    begun: Object.entries(state.begun),
    halted: Object.entries(state.halted),
    incident: incident && { ...incident, answers: Object.entries(incident.answers) },
  });
}

/** What a step was told, as a journal holds it. Of a VM's state only what has changed since the engine was last told. */
export function encodeInput({ before, input, now, effects }: FlightStep): FlightInput {
  const wanted = wantedOf(effects);
  return {
    now,
    input: encode(toWire(input, before.vm)),
    ...(wanted.length > 0 && { wanted }),
  };
}

/** A record's body as it is written. */
export function withoutSecrets(body: RecordBody): RecordBody {
  // Of the same shape: only strings take the place of secrets.
  return redact(body) as RecordBody;
}

/** A record's body as it comes back from a journal. */
export function asRecorded(body: RecordBody): RecordBody {
  // It was one, and JSON keeps its shape.
  return parseJson(stringifyJson(withoutSecrets(body))) as RecordBody;
}

function encode(value: object): Readonly<Record<string, unknown>> {
  // Redacted first: encoded, a member's name may be a value. It stays an object, which neither replaces.
  return encodeExact(redact(value)) as Readonly<Record<string, unknown>>;
}

function toWire(input: EngineInput, told: VmState | undefined): object {
  switch (input.type) {
    case 'vm':
      return told === undefined ? input : { type: 'vm', changed: changesOf(told, input.vm) };
    case 'answers':
      return { ...input, answers: Object.entries(input.answers) };
    default:
      return input;
  }
}

/** Every state of a VM has all members. */
function changesOf(told: object, vm: object): object {
  return Object.fromEntries(
    Object.entries(vm).filter(([name, member]) => !Object.is(member, Reflect.get(told, name))),
  );
}

type Members = Readonly<Record<string, unknown>>;

/** What {@link encodeState} was given, still to be checked. @throws TypeError */
export function decodeState(encoded: Members): unknown {
  const state = members(decodeExact(encoded));
  const { incident } = state;
  return {
    ...state,
    watchdogs: named(state['watchdogs']),
    holding: named(state['holding']),
    pending: named(state['pending']),
    resting: named(state['resting']),
    begun: named(state['begun']),
    halted: named(state['halted']),
    incident: incident && { ...members(incident), answers: named(members(incident)['answers']) },
  };
}

/** What {@link encodeInput} was given as `input`, still to be checked. `told`: the VM's state before. @throws TypeError */
export function decodeInput(encoded: unknown, told: VmState | undefined): unknown {
  const input = members(decodeExact(encoded));
  if (input['type'] === 'answers') return { ...input, answers: named(input['answers']) };
  if (input['type'] !== 'vm' || !('changed' in input)) return input;
  return { type: 'vm', vm: { ...told, ...members(input['changed']) } };
}

function members(value: unknown): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new TypeError('an object is expected');
}

function named(entries: unknown): Members {
  const isEntry = (entry: unknown): entry is [string, unknown] =>
    Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';
  if (Array.isArray(entries) && entries.every(isEntry)) return Object.fromEntries(entries);
  throw new TypeError('entries are expected');
}
