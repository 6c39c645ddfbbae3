import type { StatusInfo } from '../qmp/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Evidence, SingleAction } from './action.js';
import type { Cause } from './cause.js';

/** What was found when the evidence was gathered. Durations are milliseconds. */
export interface Facts {
  /** The answer to `query-status`, or why there was none. */
  readonly status: StatusInfo | { readonly error: string };
  /** How long QEMU took to answer. */
  readonly answeredAfter: number;
  /** Whether QEMU had answered before in the same silence, so long ago that its guest could have been heard since. */
  readonly attended: boolean;
  /** When all this was true, on the clock's `now()` scale. */
  readonly at: number;
  /** The watchdog of the cause, where there is one. */
  readonly watchdog: WatchdogSnapshot | undefined;
  /** For how long this process stood still while it looked. */
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
  if (cause.on === 'expired' || cause.on === 'pretimeout') return action.evidence;
  const applicable = action.evidence.filter(
    (needed) => needed !== 'pets-silent' && needed !== 'channel-proven',
  );
  return applicable.map((needed) => (needed === 'running' ? 'answering' : needed));
}

/**
 * A QEMU that takes longer to answer than this was itself at a standstill, and so was its guest: the silence of a guest
 * whose QEMU has just come back says nothing yet.
 */
const SLOW_ANSWER = 100;

/** What an action rests on. */
export interface Grounds {
  readonly needed: readonly Evidence[];
  readonly facts: Facts;
  /** How long an earlier step of the same incident gave the guest to boot; undefined when none made it boot. */
  readonly bootTime: number | undefined;
  /** Whether somebody said that the guest is lost, so that its silence need not say it. */
  readonly triggered: boolean;
  /** Whether the watchdog's last warning is enough, because the policy acts on that. */
  readonly warned: boolean;
}

/** Judges: a single refusal decides, then a single unknown, and only then does it hold. */
export function judgeEvidence(grounds: Grounds): EvidenceVerdict {
  const verdicts = grounds.needed.map((one) => judge(one, grounds));
  return (
    verdicts.find(({ verdict }) => verdict === 'refused') ??
    verdicts.find(({ verdict }) => verdict === 'unknown') ??
    HOLDS
  );
}

const HOLDS: EvidenceVerdict = { verdict: 'holds', reason: 'established' };

function judge(needed: Evidence, { facts, bootTime, triggered, warned }: Grounds): EvidenceVerdict {
  const { status, answeredAfter, watchdog, stalled } = facts;
  switch (needed) {
    case 'pets-silent':
      return warned && watchdog?.state === 'pretimeout' ? HOLDS : judgeSilence(watchdog, bootTime);
    case 'channel-proven':
      return judgeChannel(watchdog);
    case 'running':
      if ('error' in status) return { verdict: 'unknown', reason: `qmp-silent: ${status.error}` };
      if (!status.running) return { verdict: 'refused', reason: `not-running: ${status.status}` };
      if (isSlow(facts)) return { verdict: 'unknown', reason: `qmp-slow: ${Math.round(answeredAfter)} ms` };
      return facts.attended || triggered
        ? HOLDS
        : { verdict: 'unknown', reason: 'qmp-just-back: it has answered only once in this silence' };
    case 'answering':
      return 'error' in status ? { verdict: 'unknown', reason: `qmp-silent: ${status.error}` } : HOLDS;
    case 'no-own-lag':
      return stalled > 0 ? { verdict: 'unknown', reason: `own-lag: ${Math.round(stalled)} ms` } : HOLDS;
  }
}

/** The step's time counts from its intent, the boot's from RESET, which comes a little later. */
const MOST_OF = 0.9;

function judgeSilence(watchdog: WatchdogSnapshot | undefined, bootTime: number | undefined): EvidenceVerdict {
  if (watchdog?.awaitingRecovery !== true) return { verdict: 'refused', reason: 'petted-again' };
  if (watchdog.silent) return HOLDS;
  if (watchdog.inGrace && bootTime === undefined) return { verdict: 'refused', reason: 'booting' };
  // Whenever that step took effect: its boot has the time that the step was given.
  if (watchdog.inGrace && watchdog.silentFor >= MOST_OF * (bootTime ?? 0)) return HOLDS;
  if (watchdog.inGrace) return { verdict: 'unknown', reason: 'booting: it has not had the time of its step' };
  return { verdict: 'unknown', reason: 'listening-anew: nothing could be heard until a moment ago' };
}

function judgeChannel(watchdog: WatchdogSnapshot | undefined): EvidenceVerdict {
  if (watchdog?.channel === 'proven') return HOLDS;
  if (watchdog?.channel === 'unproven') {
    return {
      verdict: 'unknown',
      reason:
        'pets-unproven: nothing has ever come over this connection; another reader may hold the other end',
    };
  }
  return {
    verdict: 'unknown',
    reason: `pets-unknown: ${watchdog?.unknownBecause ?? 'there is no watchdog'}`,
  };
}

/** Whether the silence that the facts found may be QEMU's own, so that it has to be established anew. */
export function isQemuSilent(facts: Facts): boolean {
  return 'error' in facts.status || isSlow(facts);
}

/** What this process lost by standing still itself is not QEMU's. */
function isSlow({ answeredAfter, stalled }: Facts): boolean {
  return answeredAfter - stalled > SLOW_ANSWER;
}
