import type { Backoff, Clock, Log } from '../../core/index.js';
import type { Carrier } from './line.js';
import type { HeartbeatRefusalCause } from './refusal.js';

/** A line that is up, for whoever brings what comes over it. */
export interface OpenLine {
  /** Bytes that should be one frame; they are valid only during the call. */
  receive(bytes: Buffer): void;
  /** The line is over. Idempotent. */
  ended(reason: string): void;
}

/** What a path works with, from the start of its heartbeat to the end. All times are milliseconds. */
export interface PathRun {
  /** For people: `udp:10.0.0.1:7000`. */
  readonly name: string;
  readonly clock: Clock;
  /** Aborts at the end: let go of everything, and return. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly backoff: Backoff;
  readonly connectTimeout: number;
  /** How long a connection may take to prove that a node with the key is at its other end. */
  readonly proofTimeout: number;
  /** It can be used from here on. */
  up(): void;
  /** It can not be used, and why. */
  down(reason: string): void;
  open(carrier: Carrier): OpenLine;
  refused(cause: HeartbeatRefusalCause, from: string, detail: string): void;
}
