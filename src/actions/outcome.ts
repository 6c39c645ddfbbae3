import { messageOf } from '../core/index.js';
import type { ActionResult } from '../policy/index.js';
import { CommandRejectedError, SessionClosedError } from '../qmp/index.js';

/** Members that go into a result's evidence. */
export type EvidenceFacts = Readonly<Record<string, unknown>>;

export function done(reason: string, evidence: EvidenceFacts = {}): ActionResult {
  return { outcome: 'done', reason, evidence };
}

export function failed(reason: string, evidence: EvidenceFacts = {}): ActionResult {
  return { outcome: 'failed', reason, evidence };
}

export function unknown(reason: string, evidence: EvidenceFacts = {}): ActionResult {
  return { outcome: 'unknown', reason, evidence };
}

/**
 * What it means that an action was interrupted: a command that this QEMU does not have has failed; and when the session
 * closed, QEMU has ended if it said so, and otherwise nobody knows. Any other error is thrown on.
 */
export function notDone(error: unknown, evidence: EvidenceFacts = {}): ActionResult {
  if (error instanceof CommandRejectedError && error.class === 'CommandNotFound')
    return failed(`not-in-this-qemu: ${error.command}`, { ...evidence, error: error.message });
  if (!(error instanceof SessionClosedError)) throw error;
  const { reason } = error;
  return reason.shutdown === undefined
    ? unknown('disconnected', { ...evidence, closed: reason.kind })
    : failed('exited', { ...evidence, shutdown: reason.shutdown });
}

/**
 * Looks at what was done. That it was done is certain by now: a look that fails makes its effect unknown, and never the
 * action failed.
 */
export async function verified(
  evidence: EvidenceFacts,
  look: () => Promise<ActionResult>,
): Promise<ActionResult> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof SessionClosedError) throw error;
    return unknown('not-verified', { ...evidence, error: messageOf(error) });
  }
}
