// Which policies each golden scenario is played against, and what must be broken for its log to be another one.
import type { MutationName } from '../../mutated/mutations.js';
import type { PolicySet } from './policies.js';

interface Golden {
  readonly policies: PolicySet;
  readonly failsWhere: MutationName;
}

/** By the fear, which is the name of the scenario's file. */
export const GOLDEN: Readonly<Record<string, Golden>> = {
  'boot-in-vain-unnoticed': { policies: 'escalation', failsWhere: 'bootedInVainUnsaid' },
  'booting-guest-reset': { policies: 'escalation', failsWhere: 'noBootGrace' },
  'broken-guest-reset-for-ever': { policies: 'escalation', failsWhere: 'failureGoesOn' },
  'continued-for-ever': { policies: 'disk', failsWhere: 'continuedUnseen' },
  'cut-heartbeats-taken-for-death': { policies: 'escalation', failsWhere: 'lostChannelCountsAsSilence' },
  'halt-that-nobody-can-lift': { policies: 'escalation', failsWhere: 'resumeForgets' },
  'hasty-continue': { policies: 'disk', failsWhere: 'noDuration' },
  'hung-before-it-was-enforced': { policies: 'escalation', failsWhere: 'enforceForgets' },
  'hung-guest-left-hung': { policies: 'escalation', failsWhere: 'firstStepIsLast' },
  'ignored-reset-believed': { policies: 'escalation', failsWhere: 'resetBelieved' },
  'late-reset-repeated': { policies: 'escalation', failsWhere: 'noBootGrace' },
  'lost-reply-repeated': { policies: 'escalation', failsWhere: 'noGraceAfterGap' },
  'maintenance-that-never-ends': { policies: 'careful', failsWhere: 'maintenanceStays' },
  'many-silent-and-all-reset': { policies: 'careful', failsWhere: 'suspicionBarsNothing' },
  'migrating-guest-reset': { policies: 'careful', failsWhere: 'guardsSilent' },
  'no-rest-between-resets': { policies: 'careful', failsWhere: 'noCooldown' },
  'observer-that-acts': { policies: 'escalation', failsWhere: 'observerActs' },
  'own-stall-taken-for-silence': { policies: 'escalation', failsWhere: 'stallCountsAsSilence' },
  'panic-left-lying': { policies: 'panic', failsWhere: 'resetLeavesStopped' },
  'paused-vm-reset': { policies: 'escalation', failsWhere: 'pauseExcusesNothing' },
  'qemu-just-back-blamed-on-guest': { policies: 'escalation', failsWhere: 'firstAnswerCounts' },
  'reset-although-the-nmi-cured': { policies: 'escalation', failsWhere: 'recoveryUnnoticed' },
  'reset-in-maintenance': { policies: 'escalation', failsWhere: 'maintenanceBarsNothing' },
  'reset-in-the-gap': { policies: 'escalation', failsWhere: 'noGraceAfterGap' },
  'reset-loop': { policies: 'escalation', failsWhere: 'noLimit' },
  'reset-of-what-somebody-reset': { policies: 'panic', failsWhere: 'nothingSuperseded' },
  'restart-forgets-the-count': { policies: 'escalation', failsWhere: 'countsForgotten' },
  'restart-lifts-the-halt': { policies: 'escalation', failsWhere: 'haltsForgotten' },
  'silence-of-a-channel-that-never-spoke': { policies: 'escalation', failsWhere: 'unprovenCounts' },
  'slow-qemu-taken-for-hung-guest': { policies: 'escalation', failsWhere: 'slowAnswerCounts' },
  'stalled-qemu-reset': { policies: 'escalation', failsWhere: 'unknownActs' },
  'stalled-while-looking': { policies: 'escalation', failsWhere: 'ownLagCounts' },
  'two-copies-after-a-panic': { policies: 'panic', failsWhere: 'migrationBarsNothing' },
  'unheard-continue-hides-a-hang': { policies: 'escalation', failsWhere: 'onlyEventsEndPauses' },
  'unheard-pause-taken-for-death': { policies: 'escalation', failsWhere: 'pauseIgnored' },
  'unknown-and-nobody-told': { policies: 'escalation', failsWhere: 'unknownUnsaid' },
  'what-had-to-wait-is-forgotten': { policies: 'two', failsWhere: 'nothingRemembered' },
  'worse-thing-has-to-wait': { policies: 'all', failsWhere: 'worseWaits' },
};
