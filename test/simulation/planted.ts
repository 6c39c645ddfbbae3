// What the simulation must find: engines that lack one thing each.
import type { MutationName } from '../mutated/mutations.js';

export const PLANTED: readonly MutationName[] = [
  'unknownActs',
  'observerActs',
  'enforceForgets',
  'maintenanceBarsNothing',
  'maintenanceStays',
  'noLimit',
  'haltBarsNothing',
  'noCooldown',
  'nothingRemembered',
  'noDuration',
  'bootedInVainUnsaid',
  'recoveryUnnoticed',
  'actionPreempted',
  'firstStepIsLast',
  'failureGoesOn',
  'unknownUnsaid',
  'suspicionBarsNothing',
  'guardsSilent',
  'pauseIgnored',
  'slowAnswerCounts',
  'firstAnswerCounts',
  'ownLagCounts',
  'unprovenCounts',
  'countsForgotten',
  'haltsForgotten',
];

/** How many seeds it may take to find one. */
export const BUDGET = 1_000;
