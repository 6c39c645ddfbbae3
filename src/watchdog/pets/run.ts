import { type Backoff, type Clock, keepTrying, type Log } from '../../core/index.js';
import type { PetSink } from '../pet-source.js';
import type { Told } from './told.js';

/** Makes signs of life of what one connection brings. The bytes are valid only during the call. */
export type Reader = (read: Buffer) => void;

/** One connection, as whoever makes signs of life of it sees it. */
export interface PetConnection {
  readonly clock: Clock;
  /** Aborts when the connection is over, for whatever cause. */
  readonly signal: AbortSignal;
  /** Told of what comes in over this connection. */
  readonly told: PetSink;
  readonly reply: Reply;
  /** Ends it, and why: what comes over it can not be understood any more. A channel that can connect again does. */
  hangUp(reason: string): void;
}

/**
 * Answers over the connection that is being read. Never throws; false when the other side does not read what it was sent
 * before, or can not be written to: nothing was sent then.
 */
export type Reply = (text: string) => boolean;

/** More than this is not kept for a peer that does not read: bytes. */
export const MOST_UNREAD = 16_384;

/** A reader for a new connection: what the last one left half finished is not continued. */
export type NewReader = (connection: PetConnection) => Reader;

/** One run of a source, from its start to its disposal: what its channel works with. */
export interface PetRun {
  readonly name: string;
  readonly clock: Clock;
  /** Aborts at disposal: let go of everything, and return. */
  readonly signal: AbortSignal;
  readonly told: Told;
  readonly log: Log;
  readonly newReader: NewReader;
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
