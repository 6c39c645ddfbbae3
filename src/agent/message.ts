import { messageOf, parseJson } from '../core/index.js';
import { tooComplex } from './complexity.js';

/** How the agent answered. */
export type GuestReply =
  | { readonly kind: 'return'; readonly id: unknown; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: unknown; readonly class: string; readonly desc: string };

/** A line from the guest, by what it is. */
export type GuestMessage =
  | GuestReply
  /** JSON, but no reply. */
  | { readonly kind: 'other' }
  /** Nothing that can be used, and why not. */
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * A member that would set the prototype of what it is copied to, escapes or not. Looked for in the text, because walking
 * through what a guest has nested would take it seconds of ours.
 */
const PROTOTYPE_MEMBER =
  /"(?:_|\\u005f){2}(?:p|\\u0070)(?:r|\\u0072)(?:o|\\u006f)(?:t|\\u0074)(?:o|\\u006f)(?:_|\\u005f){2}"\s*:/i;

/** Longer words of a guest's are cut off: they end up in messages and logs. */
const LONGEST_CLASS = 100;
const LONGEST_DESC = 1_000;

/** Reads one line. Whatever it holds, it throws nothing and runs nothing. */
export function readGuestMessage(text: string): GuestMessage {
  const why = tooComplex(text);
  if (why !== undefined) return { kind: 'unusable', why };
  let message: unknown;
  try {
    message = parseJson(text);
  } catch (error) {
    return { kind: 'unusable', why: `it is not JSON: ${harmless(messageOf(error), LONGEST_CLASS)}` };
  }
  if (!isRecord(message)) return { kind: 'other' };
  if (PROTOTYPE_MEMBER.test(text))
    return { kind: 'unusable', why: 'it has a member named __proto__, which no honest agent sends' };
  if ('return' in message) return { kind: 'return', id: message['id'], value: message['return'] };
  if (!('error' in message)) return { kind: 'other' };
  const error = isRecord(message['error']) ? message['error'] : {};
  return {
    kind: 'error',
    id: message['id'],
    class: textOf(error['class'], 'GenericError', LONGEST_CLASS),
    desc: textOf(error['desc'], '(no description)', LONGEST_DESC),
  };
}

/** An object that is no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A guest's words as they may stand in a message: short, and without anything that moves a terminal's cursor. */
function harmless(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}...` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  return cut.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');
}

function textOf(value: unknown, fallback: string, longest: number): string {
  return typeof value === 'string' ? harmless(value, longest) : fallback;
}
