import { messageOf } from '../core/index.js';
import type { IncidentEnd } from '../journal/index.js';
import { type ClosedReason, describeClosedReason } from '../qmp/index.js';

/** How a run ended: the machine's session did, or its signal aborted. */
export type RunEnd =
  | { readonly kind: 'closed'; readonly reason: ClosedReason }
  | { readonly kind: 'aborted'; readonly reason: unknown };

/** How an incident that was under way has ended with it. */
export function howItEnded(end: RunEnd): IncidentEnd {
  return end.kind === 'closed' && end.reason.shutdown !== undefined ? 'exited' : 'stopped';
}

/** The end in words. */
export function describeRunEnd(end: RunEnd): string {
  return end.kind === 'aborted'
    ? `aborted: ${messageOf(end.reason)}`
    : `the QMP session ${describeClosedReason(end.reason)}`;
}
