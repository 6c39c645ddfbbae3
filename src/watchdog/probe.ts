import type { Clock } from '../core/index.js';
import type { Qmp } from '../qmp/index.js';

/** What a probe found. `unknown` is neither: it could not be found out. */
export interface ProbeAnswer {
  readonly verdict: 'ok' | 'fail' | 'unknown';
  /** Why, in a few words. */
  readonly reason: string;
}

/** What a probe works with. */
export interface ProbeContext {
  readonly vm: Qmp;
  readonly clock: Clock;
  /** Aborts at its deadline. Give it to everything that is awaited. */
  readonly signal: AbortSignal;
}

/** A question whether something is well. A rejection and the deadline are `unknown`. */
export interface Probe {
  /** Names it in records; two probes of one policy must not share a name. */
  readonly name: string;
  /** How long it may take, in milliseconds. */
  readonly timeout: number;
  /** Asks. */
  run(context: ProbeContext): Promise<ProbeAnswer>;
}
