import type { RunState } from '../qmp/index.js';
import { type StopReason, stopReason } from '../vm/index.js';

/** Reasons that nobody meant. A run state that is newer than this package is none that somebody is known to have meant. */
const FAULTS: ReadonlySet<StopReason | undefined> = new Set<StopReason>([
  'internal-error',
  'io-error',
  'other',
  'panic',
  'watchdog',
]);

/** Whether a VM that does not run and is in this state was stopped by something that went wrong. */
export function isFault(status: RunState): boolean {
  return FAULTS.has(stopReason(status, false));
}
