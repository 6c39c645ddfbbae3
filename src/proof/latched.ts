import type { Latch, LatchDetail } from '../vm/index.js';
import { LEVELS } from './level.js';
import type { ProofRecord } from './record.js';

/** What the latch of a VM that is being made failover-safe keeps over a restart of this process. */
export interface Latched {
  /** `releasing`: its disks may have been released, and nothing is proven; `proven`: `proof` stands. */
  readonly stage: 'releasing' | 'proven';
  /** Whether the proof has been used by a process of this host without a store. */
  readonly consumed: boolean;
  /** Whether the proof is registered at a lease store, or is about to be. */
  readonly registered: boolean;
  readonly proof: ProofRecord | undefined;
  /** What `quiesce` needs to go on where it was: JSON of its own. */
  readonly resume: Readonly<Record<string, unknown>> | undefined;
}

const FORMAT = 1;

/** As the latch keeps it. */
export function latchDetail({ stage, consumed, registered, proof, resume }: Latched): LatchDetail {
  return { failover: FORMAT, stage, consumed, registered, proof, resume };
}

/** What a latch says of failover; undefined where it is none of ours, or none that this version can read. */
export function latchedOf(latch: Latch | undefined): Latched | undefined {
  if (latch === undefined || latch.detail['failover'] !== FORMAT) return undefined;
  const { stage, consumed, registered, proof, resume } = latch.detail;
  if (stage !== 'releasing' && stage !== 'proven') return undefined;
  if (typeof consumed !== 'boolean' || typeof registered !== 'boolean') return undefined;
  if (proof !== undefined && !(isProofRecord(proof) && proof.token === latch.token)) return undefined;
  if (stage === 'proven' && proof === undefined) return undefined;
  if (resume !== undefined && !isObject(resume)) return undefined;
  return { stage, consumed, registered, proof, resume };
}

/** Whether a value has the shape of a proof that was written down. */
export function isProofRecord(value: unknown): value is ProofRecord {
  if (!isObject(value)) return false;
  const { level, vm, session, token, issued, storage, evidence } = value;
  return (
    LEVELS.some((one) => one === level) &&
    isObject(vm) &&
    [vm['name'], vm['uuid']].every((one) => one === undefined || typeof one === 'string') &&
    typeof session === 'number' &&
    typeof token === 'string' &&
    token !== '' &&
    typeof issued === 'string' &&
    ['none', 'local', 'network', 'mixed'].some((one) => one === storage) &&
    isObject(evidence)
  );
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The proof that stands for a VM, as far as this host knows. */
export interface StandingProof {
  readonly proof: ProofRecord;
  /** Whether it was consumed here; what became of a registered one only its store knows. */
  readonly consumed: boolean;
  readonly registered: boolean;
}

/** The proof for which a VM is latched; undefined where none stands. */
export function standingProof(latch: Latch | undefined): StandingProof | undefined {
  const latched = latchedOf(latch);
  if (latched?.stage !== 'proven' || latched.proof === undefined) return undefined;
  const { proof, consumed, registered } = latched;
  return { proof, consumed, registered };
}

/**
 * What is known of the use of the proof with this token at this moment. Whoever writes a latch anew asks right before: it
 * may have been used since he began.
 */
export function useOf(latch: Latch | undefined, token: string): Pick<Latched, 'consumed' | 'registered'> {
  const latched = latch?.token === token ? latchedOf(latch) : undefined;
  return { consumed: latched?.consumed ?? false, registered: latched?.registered ?? false };
}
