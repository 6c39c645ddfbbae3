import type { StatusInfo } from '../qmp/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Evidence, SingleAction } from './action.js';
import type { Cause } from './cause.js';

/** What was found when the evidence was gathered. */
export interface Facts {
  /** The answer to `query-status`, or why there was none. */
  readonly status: StatusInfo | { readonly error: string };
  /** The watchdog of the cause, where there is one. */
  readonly watchdog: WatchdogSnapshot | undefined;
  /** Milliseconds for which this process stood still while it looked. */
  readonly stalled: number;
}

/** What the facts say of an action. */
export interface EvidenceVerdict {
  readonly verdict: 'holds' | 'refused' | 'unknown';
  readonly reason: string;
}

/**
 * What must be established before this action may follow this cause. Without a watchdog there is no silence to prove,
 * and the trigger of a panic or a disk's error leaves a VM that does not run: there it must answer.
 */
export function evidenceFor(action: SingleAction, cause: Cause): readonly Evidence[] {
  if (cause.on === 'expired') return action.evidence;
  const applicable = action.evidence.filter(
    (needed) => needed !== 'pets-silent' && needed !== 'channel-open',
  );
  return applicable.map((needed) => (needed === 'running' ? 'answering' : needed));
}

/** Judges: a single refusal decides, then a single unknown, and only then does it hold. */
export function judgeEvidence(needed: readonly Evidence[], facts: Facts): EvidenceVerdict {
  const verdicts = needed.map((one) => judge(one, facts));
  return (
    verdicts.find(({ verdict }) => verdict === 'refused') ??
    verdicts.find(({ verdict }) => verdict === 'unknown') ??
    HOLDS
  );
}

const HOLDS: EvidenceVerdict = { verdict: 'holds', reason: 'established' };

function judge(needed: Evidence, { status, watchdog, stalled }: Facts): EvidenceVerdict {
  switch (needed) {
    case 'pets-silent':
      return watchdog?.awaitingRecovery === true ? HOLDS : { verdict: 'refused', reason: 'petted-again' };
    case 'channel-open':
      return watchdog?.channelOpen === true
        ? HOLDS
        : { verdict: 'unknown', reason: `pets-unknown: ${watchdog?.unknownBecause ?? 'no channel'}` };
    case 'running':
      if ('error' in status) return { verdict: 'unknown', reason: `qmp-silent: ${status.error}` };
      return status.running ? HOLDS : { verdict: 'refused', reason: `not-running: ${status.status}` };
    case 'answering':
      return 'error' in status ? { verdict: 'unknown', reason: `qmp-silent: ${status.error}` } : HOLDS;
    case 'no-own-lag':
      return stalled > 0 ? { verdict: 'unknown', reason: `own-lag: ${Math.round(stalled)} ms` } : HOLDS;
  }
}
