/**
 * Why a connection was hung up on:
 * - `crowded`: too many were in their introduction, or waited to be accepted;
 * - `not-introduced`: it did not get through TLS, greeting, negotiation, or the questions who it is; `error` says why;
 * - `duplicate`: a session with the same UUID, or without one the same name, lives. It may be a second monitor of the
 *   same QEMU, the same QEMU after a connection that broke unseen, or *a second QEMU with the same identity*;
 * - `unclaimed`: nobody accepted it in time.
 */
export type RefusalCause = 'crowded' | 'not-introduced' | 'duplicate' | 'unclaimed';

/** A connection that was hung up on. A QEMU with `reconnect` comes again. */
export interface Refusal {
  readonly cause: RefusalCause;
  /** Whence it came, for messages. */
  readonly from: string;
  readonly uuid?: string | undefined;
  readonly name?: string | undefined;
  /** What went wrong, for `not-introduced`. */
  readonly error?: Error;
}

/** With what the iteration of a {@link QmpListener} ends: it was closed. */
export interface ListenerEnd {
  readonly kind: 'closed';
}

/** What a {@link QmpListener} has seen and holds. */
export interface ListenerStatistics {
  /** Connections in their introduction. */
  readonly introductions: number;
  /** Sessions that nobody has accepted yet. */
  readonly waiting: number;
  /** Sessions that were handed over so far. */
  readonly accepted: number;
  /** Connections that were hung up on so far. */
  readonly refused: Readonly<Record<RefusalCause, number>>;
}
