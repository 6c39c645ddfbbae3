import type { StatusInfo } from './qapi/index.js';

/**
 * Whether QEMU answers:
 * - `responsive`: its main loop answered;
 * - `main-loop-stalled`: its monitor thread answered out of band, its main loop did not;
 * - `unresponsive`: neither answered although both could be asked: the process is stopped, or its host stalls;
 * - `disconnected`: there is no session; it says nothing of the process;
 * - `unknown`: it can not be told, and `why` says the reason.
 */
export type Liveness =
  | {
      readonly verdict: 'responsive' | 'main-loop-stalled' | 'unresponsive' | 'disconnected';
      readonly evidence: LivenessEvidence;
    }
  | { readonly verdict: 'unknown'; readonly why: UnknownLiveness; readonly evidence: LivenessEvidence };

/**
 * Why liveness can not be told: `no-oob`, the main loop is silent and this monitor has no other lane to ask on;
 * `window-full`, earlier commands are unanswered and no further one may be sent, or would be read; `own-lag`, this
 * process itself was too late to judge.
 */
export type UnknownLiveness = 'no-oob' | 'window-full' | 'own-lag';

/** What one lane said; out of band is asked only when the main loop does not answer soon. Durations are milliseconds. */
export type LaneEvidence =
  | { readonly state: 'answered'; readonly after: number }
  | { readonly state: 'silent'; readonly waited: number }
  | { readonly state: 'not-asked' };

/** What a verdict rests on. Durations are milliseconds. */
export interface LivenessEvidence {
  readonly inBand: LaneEvidence;
  readonly outOfBand: LaneEvidence;
  /** What the main loop answered: the question in band is `query-status`. */
  readonly status?: StatusInfo;
  /** By how much this process noticed its own deadline late, or asked late the lane that was silent. */
  readonly ownLag: number;
  /** Commands that QEMU had and had not answered, oldest first; a long one explains a silent main loop. */
  readonly inFlight: readonly { readonly command: string; readonly waited: number }[];
  /** Bytes of a message that had begun and not ended: QEMU fell silent in the middle of it. */
  readonly halfMessageBytes: number;
}

/** What was observed, before it is judged. */
export interface LivenessObservation {
  readonly connected: boolean;
  readonly oob: boolean;
  /** Whether QEMU may not have read the question out of band, for want of room in its queue. */
  readonly mayStarve: boolean;
  readonly lagTolerance: number;
  readonly evidence: LivenessEvidence;
}

/** Judges an observation: unknown is never taken for dead. */
export function judgeLiveness(observation: LivenessObservation): Liveness {
  const { evidence } = observation;
  if (evidence.inBand.state === 'answered') return { verdict: 'responsive', evidence };
  if (!observation.connected) return { verdict: 'disconnected', evidence };
  if (evidence.ownLag > observation.lagTolerance) return { verdict: 'unknown', why: 'own-lag', evidence };
  if (!observation.oob)
    return {
      verdict: 'unknown',
      why: evidence.inBand.state === 'not-asked' ? 'window-full' : 'no-oob',
      evidence,
    };
  if (evidence.outOfBand.state !== 'answered') {
    if (observation.mayStarve) return { verdict: 'unknown', why: 'window-full', evidence };
    return { verdict: 'unresponsive', evidence };
  }
  if (evidence.inBand.state === 'not-asked') return { verdict: 'unknown', why: 'window-full', evidence };
  return { verdict: 'main-loop-stalled', evidence };
}
