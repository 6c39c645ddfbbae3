import type { Clock } from '../core/index.js';

/** What somebody is told of an incident. */
export interface Notice {
  /** `began`, `ended`, or `page`: somebody must look. */
  readonly what: 'began' | 'ended' | 'page';
  readonly policy: string;
  readonly incident: string | undefined;
  /** The VM's name, where the supervisor was given one. */
  readonly vm: string | undefined;
  /** What made the policy act, in words; how it ended; or why somebody must look. */
  readonly reason: string;
  /** The host's wall clock: ISO 8601. */
  readonly time: string;
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
