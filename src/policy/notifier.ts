import type { Clock } from '../core/index.js';
import type { ProofRecord } from '../proof/index.js';

/** What somebody is told of an incident. */
export interface Notice {
  /**
   * `began`, `ended`; `page`: somebody must look; `failover-safe`: `proof` stands, and the VM may be started elsewhere as
   * far as its level says.
   */
  readonly what: 'began' | 'ended' | 'page' | 'failover-safe';
  readonly policy: string;
  readonly incident: string | undefined;
  /** The VM's name, where the supervisor was given one. */
  readonly vm: string | undefined;
  /** What made the policy act, in words; how it ended; or why somebody must look. */
  readonly reason: string;
  /** The host's wall clock: ISO 8601. */
  readonly time: string;
  /** With `failover-safe`: what `consume` takes where it is registered. */
  readonly proof?: ProofRecord;
  /** The same for each attempt to tell this, and unlike that of any other notice. */
  readonly id: string;
}

/** What a notifier works with. */
export interface NotifierContext {
  readonly clock: Clock;
  /** Aborts at its deadline. */
  readonly signal: AbortSignal;
}

/** Tells somebody. It never holds up what is done; that it failed is recorded. */
export interface Notifier {
  readonly name: string;
  /** How long it may take, its attempts together, in milliseconds. */
  readonly timeout: number;
  /** Tells it. A rejection and the deadline are recorded, and nothing else follows of them. */
  notify(notice: Notice, context: NotifierContext): Promise<void>;
}
