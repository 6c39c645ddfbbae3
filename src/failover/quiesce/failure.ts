import { messageOf, TimeoutError } from '../../core/index.js';
import { SessionClosedError } from '../../qmp/index.js';
import type { Failure } from './ask.js';

/** It was answered with no, by us. */
export class Refused extends Error {}
/** It was not sent, by us. */
export class NotSent extends Error {}

/** What a course is told of an error. `signal`: that of whoever wants all of this. */
export function failureOf(error: unknown, signal: AbortSignal | undefined): Failure {
  const message = messageOf(error);
  if (signal?.aborted === true) return { how: 'aborted', message: 'aborted' };
  if (error instanceof Refused) return { how: 'refused', message };
  if (error instanceof NotSent) return { how: 'not-sent', message };
  const outcome: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'outcome') : undefined;
  if (outcome === 'rejected') return { how: 'refused', message };
  if (outcome === 'not-sent') return { how: 'not-sent', message };
  if (outcome === 'unknown' || error instanceof SessionClosedError || error instanceof TimeoutError)
    return { how: 'unknown', message };
  // Ours, or the system's: nothing that asking again would change.
  return { how: 'refused', message };
}
