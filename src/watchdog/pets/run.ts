import type { Clock, Log } from '../../core/index.js';
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
