import { type Backoff, type Clock, keepTrying, type Log } from '../../core/index.js';
import type { Told } from './told.js';

/** Makes signs of life of what one connection brings. The bytes are valid only during the call. */
export type Reader = (read: Buffer) => void;

/** A reader for a new connection: what the last one left half finished is not continued. */
export type NewReader = (told: Told) => Reader;

/** One run of a source, from its start to its disposal: what its channel works with. */
export interface PetRun {
  readonly name: string;
  readonly clock: Clock;
  /** Aborts at disposal: let go of everything, and return. */
  readonly signal: AbortSignal;
  readonly told: Told;
  readonly log: Log;
  newReader(): Reader;
}

/** Follows a channel, attempt after attempt, until the run ends; the sink is told why it is closed in between. */
export function followForEver(run: PetRun, backoff: Backoff, attempt: () => Promise<void>): Promise<void> {
  const { clock, signal, told } = run;
  const failed = (error: Error, delay: number): void => {
    told.closed(error.message);
    run.log('%s: %s; trying again in %d ms', run.name, error.message, Math.round(delay));
  };
  return keepTrying({ clock, signal, backoff, failed }, attempt);
}
