import type { WaitOptions } from '../core/index.js';
import type { GuestReplyError } from './errors.js';
import type { GuestReply } from './message.js';
import type { GuestSessionCounters } from './session.js';

/**
 * Whether the agent answers:
 * - `present`: it answered the last synchronisation, and nothing has shown since that it is gone;
 * - `absent`: it does not answer, or there is no connection; both are tried again and again;
 * - `closed`: by `close()`, or by the end of a stream that can not be had again.
 *
 * None of them says whether the guest is alive.
 */
export type GuestAgentState = 'present' | 'absent' | 'closed';

/** A change of a {@link GuestAgentState}. */
export interface GuestAgentChange {
  readonly state: GuestAgentState;
  /** Why it is not `present`. */
  readonly cause: unknown;
  /** When, by `clock.now()`. */
  readonly at: number;
}

/** What a connection has survived and holds, for diagnosis. */
export interface GuestAgentStatistics extends Readonly<GuestSessionCounters> {
  /** Commands that wait for their turn. */
  readonly queued: number;
  /** Connections that were made. */
  readonly connections: number;
}

/** How the end of the connection came about. */
export interface GuestClosedReason {
  /** `closed`: by `close()`; `ended`: the stream ended; `failed`: it broke. */
  readonly kind: 'closed' | 'ended' | 'failed';
  readonly error?: Error;
}

/** Who waits for a command. */
export interface AgentWaiter {
  /** The command is on its way. */
  sent?(): void;
  replied(reply: GuestReply): void;
  /** The reply can not be used. */
  failed(error: GuestReplyError): void;
  /** The connection was lost with the command sent, or closed for good. */
  closed(how: string, error: Error | undefined): void;
}

/** How a command goes. */
export interface AgentCommandOptions extends WaitOptions {
  /** Goes before all that are not urgent, whatever the queue's bound. */
  readonly urgent?: boolean;
}
