import type { Liveness, StatusInfo } from '../qmp/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { Evidence, SingleAction } from './action.js';
import type { Cause } from './cause.js';
import type { Incident } from './engine-state.js';

/** What was found when the evidence was gathered. Durations are milliseconds. */
export interface Facts {
  /** The answer to `query-status`, or why there was none. */
  readonly status: StatusInfo | { readonly error: string };
  /** What the monitor's silence or answer says of QEMU. */
  readonly monitor: Liveness['verdict'];
  /** How long QEMU took to answer. */
  readonly answeredAfter: number;
  /** Whether QEMU had answered before in the same silence, so long ago that its guest could have been heard since. */
  readonly attended: boolean;
  /** In which session of the VM it was asked; undefined where one session is supervised. */
  readonly session?: number | undefined;
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

/**
 * What an event told in an earlier session is no ground for destroying anything: over the gap nobody saw what became of
 * the VM, which may even have been reset. Undefined where it does not matter.
 */
export function judgeSession(
  { destructive }: SingleAction,
  { cause, step }: Pick<Incident, 'cause' | 'step'>,
  { session }: Facts,
): EvidenceVerdict | undefined {
  // A run state is looked at again before anything is done.
  if (!destructive || !(cause.on === 'event' || (cause.on === 'run-state' && step > 0))) return undefined;
  if (cause.session === session) return undefined;
  const what = cause.on === 'event' ? cause.event.event : cause.status;
  return {
    verdict: 'refused',
    reason: `another-session: ${what} came in an earlier one, and nobody saw since`,
  };
}

/** What an action rests on. */
export interface Grounds {
  readonly needed: readonly Evidence[];
  readonly facts: Facts;
  /** How long an earlier step of the same incident gave the guest to boot; undefined when none made it boot. */
  readonly bootTime: number | undefined;
  /** What made the policy act. */
  readonly cause: Cause;
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

function judge(needed: Evidence, { facts, bootTime, cause }: Grounds): EvidenceVerdict {
  const { status, watchdog, stalled } = facts;
  switch (needed) {
    case 'pets-silent':
      // A policy on the last warning acts on that.
      if (cause.on === 'pretimeout' && watchdog?.state === 'pretimeout') return HOLDS;
      return judgeSilence(watchdog, bootTime);
    case 'channel-proven':
      return judgeChannel(watchdog);
    case 'running':
      return judgeRunning(facts, cause);
    case 'answering':
      return 'error' in status ? { verdict: 'unknown', reason: `qmp-silent: ${status.error}` } : HOLDS;
    case 'second-source':
      return judgeSecondSource(facts, cause);
    case 'no-own-lag':
      return stalled > 0 ? { verdict: 'unknown', reason: `own-lag: ${Math.round(stalled)} ms` } : HOLDS;
  }
}

function judgeRunning(facts: Facts, cause: Cause): EvidenceVerdict {
  const { status, answeredAfter, attended } = facts;
  if ('error' in status) return { verdict: 'unknown', reason: `qmp-silent: ${status.error}` };
  if (!status.running) return { verdict: 'refused', reason: `not-running: ${status.status}` };
  if (isSlow(facts)) return { verdict: 'unknown', reason: `qmp-slow: ${Math.round(answeredAfter)} ms` };
  // Where somebody said that the guest is lost, its silence need not say it.
  return attended || (cause.on === 'expired' && cause.expiry === 'trigger')
    ? HOLDS
    : { verdict: 'unknown', reason: 'qmp-just-back: it has answered only once in this silence' };
}

/** A watchdog alone is one source: a broken path to its pets looks like a dead guest. */
function judgeSecondSource(facts: Facts, cause: Cause): EvidenceVerdict {
  const { status, monitor } = facts;
  if (cause.on !== 'expired') return { verdict: 'refused', reason: `one-source: ${cause.on}` };
  if (monitor === 'unresponsive' || monitor === 'main-loop-stalled') return HOLDS;
  return 'error' in status
    ? { verdict: 'unknown', reason: `one-source: ${status.error}` }
    : judgeRunning(facts, cause);
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
        'pets-unproven: nothing over this connection shows that the guest would be heard: another may read it, or have made it',
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
