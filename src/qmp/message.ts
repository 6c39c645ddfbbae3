import { parseJson } from '../core/index.js';

/** QEMU's stamp of an event: seconds and microseconds since the Unix epoch on the host's wall clock; -1 where it has none. */
export interface Timestamp {
  readonly seconds: number;
  readonly microseconds: number;
}

/** What QEMU says first. */
export interface Greeting {
  readonly version: {
    readonly qemu: { readonly major: number; readonly minor: number; readonly micro: number };
    readonly package: string;
  };
  readonly capabilities: readonly string[];
}

/** One message from the server, by what it is. */
export type ServerMessage =
  | { readonly kind: 'greeting'; readonly greeting: Greeting }
  | { readonly kind: 'event'; readonly event: string; readonly data: unknown; readonly timestamp: Timestamp }
  | { readonly kind: 'return'; readonly id: unknown; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: unknown; readonly class: string; readonly desc: string }
  /** JSON, but nothing that the protocol knows. */
  | { readonly kind: 'other' }
  | { readonly kind: 'not-json'; readonly cause: unknown };

const NO_TIMESTAMP: Timestamp = { seconds: -1, microseconds: -1 };

/** What QEMU offers today; most sessions share it. */
const OOB: readonly string[] = ['oob'];

/** Reads one message. The order of keys is free, unknown keys are ignored, and presence is tested, not truth. */
export function readMessage(text: string): ServerMessage {
  let message: unknown;
  try {
    message = parseJson(text);
  } catch (cause) {
    return { kind: 'not-json', cause };
  }
  if (!isObject(message)) return { kind: 'other' };
  if ('return' in message) return { kind: 'return', id: message['id'], value: message['return'] };
  if ('error' in message) {
    const error = isObject(message['error']) ? message['error'] : {};
    return {
      kind: 'error',
      id: message['id'],
      class: textOf(error['class'], 'GenericError'),
      desc: textOf(error['desc'], '(no description)'),
    };
  }
  if (typeof message['event'] === 'string') {
    return {
      kind: 'event',
      event: message['event'],
      data: message['data'] ?? {},
      timestamp: readTimestamp(message['timestamp']),
    };
  }
  if (isObject(message['QMP'])) return { kind: 'greeting', greeting: readGreeting(message['QMP']) };
  return { kind: 'other' };
}

function readGreeting(qmp: Record<string, unknown>): Greeting {
  const version = isObject(qmp['version']) ? qmp['version'] : {};
  const qemu = isObject(version['qemu']) ? version['qemu'] : {};
  const capabilities: unknown[] = Array.isArray(qmp['capabilities']) ? qmp['capabilities'] : [];
  return {
    version: {
      qemu: {
        major: numberOf(qemu['major']),
        minor: numberOf(qemu['minor']),
        micro: numberOf(qemu['micro']),
      },
      package: textOf(version['package'], ''),
    },
    capabilities:
      capabilities.length === 1 && capabilities[0] === 'oob'
        ? OOB
        : capabilities.filter((capability) => typeof capability === 'string'),
  };
}

function readTimestamp(value: unknown): Timestamp {
  if (!isObject(value)) return NO_TIMESTAMP;
  const { seconds, microseconds } = value;
  return typeof seconds === 'number' && typeof microseconds === 'number'
    ? { seconds, microseconds }
    : NO_TIMESTAMP;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
