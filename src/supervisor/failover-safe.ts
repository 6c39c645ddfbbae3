import { latchedOf, type ProofRecord, type StandingProof, standingProof } from '../proof/index.js';
import type { RecordBody } from '../journal/index.js';
import type { Incident } from '../policy/index.js';
import type { VmChange, VmState } from '../vm/index.js';

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

/** What a {@link ProofTeller} works with. */
interface ProofTellerOptions {
  /** The VM's name, where the supervisor was given one. */
  readonly vm: string | undefined;
  readonly incident: () => Incident | undefined;
  readonly record: (body: RecordBody) => void;
  readonly page: (reason: string) => void;
  /** Tells those whom the incident's policy tells. */
  readonly notify: (proof: ProofRecord, incident: Incident) => void;
  readonly tell: (event: FailoverSafeEvent) => void;
}

/** Records what becomes of a VM's proof, tells of one that is new, and pages when one is not true any more. */
export class ProofTeller {
  readonly #with: ProofTellerOptions;
  #standing: StandingProof | undefined;

  constructor(options: ProofTellerOptions) {
    this.#with = options;
  }

  changed(change: VmChange): void {
    if (change.type === 'latch') this.#standing = standingProof(change.to);
    if (change.type === 'run' && change.to.running && change.from?.running !== true) this.#contradicted();
    const changed = proofChange(change);
    if (changed === undefined) return;
    this.#with.record(changed.record);
    if (changed.proof !== undefined) this.#tell(changed.proof);
  }

  /** Whoever was to be told may not have been: this process, or the one before it, ended in between. */
  stands({ latch, run }: Pick<VmState, 'latch' | 'run'>): void {
    const standing = standingProof(latch);
    this.#standing = standing;
    if (run?.running === true) return this.#contradicted();
    if (standing === undefined || standing.consumed) return;
    const { level, token } = standing.proof;
    this.#tell(standing.proof);
    this.#with.page(
      `failover-safe: ${level} is proven as ${token} from before the start, and the VM is held still`,
    );
  }

  /** Its latch bars us, and no other client: somebody has started it past its proof, on which others may rely. */
  #contradicted(): void {
    if (this.#standing === undefined) return;
    const { proof, consumed } = this.#standing;
    const how = consumed ? 'which was consumed' : 'which is not revoked';
    this.#with.page(
      `it runs in spite of its failover-safe proof ${proof.token} (${proof.level}), ${how}: it may run elsewhere, too`,
    );
  }

  #tell(proof: ProofRecord): void {
    const incident = this.#with.incident();
    this.#with.tell({ event: 'FAILOVER_SAFE', vm: this.#with.vm, proof, incident: incident?.id });
    if (incident !== undefined) this.#with.notify(proof, incident);
  }
}

/** What became of a VM's proof, and the proof when it is a new one; undefined for what is no change of that. */
function proofChange(
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
