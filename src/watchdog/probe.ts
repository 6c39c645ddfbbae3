import type { Clock } from '../core/index.js';
import type { Qmp } from '../qmp/index.js';

/** What a probe found. `unknown` is neither: it could not be found out. */
export interface ProbeAnswer {
  readonly verdict: 'ok' | 'fail' | 'unknown';
  /** Why, in a few words. */
  readonly reason: string;
}

/** What every probe works with. */
export interface ProbeLimits {
  readonly clock: Clock;
  /** Aborts at its deadline. Give it to everything that is awaited. */
  readonly signal: AbortSignal;
}

/** What a probe of a VM works with. */
export interface ProbeContext extends ProbeLimits {
  readonly vm: Qmp;
}

/**
 * A question whether something is well. A rejection and the deadline are `unknown`, and so is a `fail` that was found
 * while this process itself stood still.
 *
 * A `Probe<ProbeLimits>` needs no VM, and can be used wherever a `Probe` can.
 */
export interface Probe<Context extends ProbeLimits = ProbeContext> {
  /** Names it in records; two probes of one policy must not share a name. */
  readonly name: string;
  /** How long it may take, in milliseconds. */
  readonly timeout: number;
  /** Asks. */
  readonly run: (context: Context) => Promise<ProbeAnswer>;
}
