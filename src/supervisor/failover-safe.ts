import { latchedOf, type ProofRecord } from '../failover/index.js';
import type { RecordBody } from '../journal/index.js';
import type { VmChange } from '../vm/index.js';

/**
 * A VM has reached a state from which failover needs no fencing, as far as the proof's level says. It is told again when a
 * supervisor starts and the proof stands: the token says that it is the same.
 */
export interface FailoverSafeEvent {
  readonly event: 'FAILOVER_SAFE';
  /** The VM's name, where the supervisor was given one. */
  readonly vm: string | undefined;
  readonly proof: ProofRecord;
  /** The incident in which it was brought there; undefined where somebody else did. */
  readonly incident: string | undefined;
}

/** What became of a VM's proof, and the proof when it is a new one; undefined for what is no change of that. */
export function proofChange(
  change: VmChange,
): { readonly record: RecordBody; readonly proof: ProofRecord | undefined } | undefined {
  if (change.type !== 'latch') return undefined;
  const [before, now] = [latchedOf(change.from), latchedOf(change.to)];
  const token = (change.to ?? change.from)?.token ?? '';
  const { reason } = change;
  if (now === undefined)
    return before && { record: { kind: 'failover-safe', stage: 'lifted', token, reason }, proof: undefined };
  const { stage, consumed, proof } = now;
  const level = proof && { level: proof.level };
  if (consumed && before?.consumed === false)
    return {
      record: { kind: 'failover-safe', stage: 'consumed', token, reason, ...level },
      proof: undefined,
    };
  if (stage === before?.stage && proof?.level === before.proof?.level) return undefined;
  return {
    record: { kind: 'failover-safe', stage, token, reason, ...level },
    proof: stage === 'proven' && !consumed ? proof : undefined,
  };
}
