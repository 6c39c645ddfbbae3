import { knownOptions, nonEmpty } from '../core/index.js';
import { isProofRecord, latchDetail, latchedOf, type ProofRecord } from '../proof/index.js';
import type { Vm } from '../vm/index.js';
import { ProofRefusedError } from './errors.js';
import type { LeaseStore } from './lease.js';
import { FailoverSafe, spend } from './proof.js';
import { type LeaseLimits, settle } from './register.js';

const CONSUMED: unique symbol = Symbol('consumed');

let make: (proof: ProofRecord, by: string) => ConsumedProof;
let bind: (consumed: ConsumedProof, standby: object) => 'not-a-proof' | 'another-standby' | undefined;

/**
 * A failover-safe proof that was used up for one start of the VM elsewhere. Only {@link consume} and {@link consumeHere}
 * make one.
 */
export class ConsumedProof {
  #standby: object | undefined;
  readonly proof: ProofRecord;
  /** Who consumed it. */
  readonly by: string;

  private constructor(proof: ProofRecord, by: string, key: typeof CONSUMED) {
    if (key !== CONSUMED)
      throw new ProofRefusedError('not-a-proof', 'a proof is consumed by consume() or consumeHere()');
    this.proof = proof;
    this.by = by;
    Object.freeze(this);
  }

  static {
    make = (proof, by) => new ConsumedProof(proof, by, CONSUMED);
    bind = (consumed, standby) => {
      if (!(#standby in consumed)) return 'not-a-proof';
      consumed.#standby ??= standby;
      return consumed.#standby === standby ? undefined : 'another-standby';
    };
  }
}

/** @internal Ties it to the one VM that may be started with it; or why it may not. */
export function bindTo(consumed: unknown, standby: object): 'not-a-proof' | 'another-standby' | undefined {
  return consumed instanceof ConsumedProof ? bind(consumed, standby) : 'not-a-proof';
}

/** Options of {@link consume}. */
export interface ConsumeOptions extends LeaseLimits {
  /** The store where it is registered. */
  readonly lease: LeaseStore;
  /** Who consumes it, for whoever comes later: a host's name, say. */
  readonly by: string;
}

/**
 * Uses up a proof that is registered at a store: of all that try, and of those who would revoke it, one succeeds. It takes
 * the proof as it was announced, on whatever host: what it says is looked up.
 * @throws {@link ProofRefusedError} it does not reach L2, is not registered there, or was consumed or revoked.
 * @throws {@link LeaseStoreError} or what else the store rejects with: it may have been consumed; calling again tells.
 */
export async function consume(
  // A proof of any level looks like its own announcement.
  proof: FailoverSafe<'L2'> | (ProofRecord & { readonly isL2?: never }),
  { lease, by, ...options }: ConsumeOptions,
): Promise<ConsumedProof> {
  knownOptions('consume', options, ['signal', 'timeout', 'clock']);
  nonEmpty('consume.by', by);
  const record: unknown = proof instanceof FailoverSafe ? proof.toJSON() : proof;
  if (!isProofRecord(record)) throw new ProofRefusedError('not-a-proof', 'this is no failover-safe proof');
  requireL2(record);
  const registered = await settle(lease, record, 'consumed', by, options);
  // What counts is what its maker registered, not what reached us.
  requireL2(registered);
  return make(registered, by);
}

/** Options of {@link consumeHere}. */
export interface ConsumeHereOptions {
  /** The VM that it is of. */
  readonly vm: Vm;
  /** Who consumes it. */
  readonly by: string;
}

/**
 * Uses up a proof in the process that made it, without a store: it can not be revoked from then on, nor could it before.
 * That it was used is kept with the VM's latch.
 * @throws {@link ProofRefusedError} it was used, it is registered at a store, or its VM is not held still for it.
 * @throws InterlockStoreError that it was used could not be kept. It counts as used.
 */
export async function consumeHere(
  proof: FailoverSafe<'L2'>,
  { vm, by }: ConsumeHereOptions,
): Promise<ConsumedProof> {
  nonEmpty('consumeHere.by', by);
  if (!(proof instanceof FailoverSafe))
    throw new ProofRefusedError('not-a-proof', 'only a proof that was made in this process can be used here');
  requireL2(proof);
  const { latch } = vm.state;
  const latched = latchedOf(latch);
  if (latch?.token !== proof.token || latched?.stage !== 'proven')
    throw new ProofRefusedError('not-latched', `the VM is not held still by ${proof.token}`);
  if (latched.registered)
    throw new ProofRefusedError('registered', 'it is registered at a lease store: consume it there');
  if (latched.consumed || !spend(proof))
    throw new ProofRefusedError('used', `${proof.token} was used before`);
  await vm.latch({ ...latch, detail: latchDetail({ ...latched, consumed: true }) });
  return make(proof.toJSON(), by);
}

/** Options of {@link revoke}. */
export interface RevokeOptions extends LeaseLimits {
  /** The store where its proof is registered. */
  readonly lease: LeaseStore;
  /** Why, for whoever would have used it. */
  readonly reason: string;
}

/**
 * Takes back the registered proof of a VM, and lets go of the VM: it may be started again, here. Of this and those who
 * would consume it, one succeeds.
 * @throws {@link ProofRefusedError} it was consumed; there is none; or it is registered nowhere, and so irrevocable.
 * @throws {@link LeaseStoreError} or what else the store rejects with: it may have been revoked; the VM stays latched.
 * Calling again tells.
 */
export async function revoke(vm: Vm, { lease, reason, ...options }: RevokeOptions): Promise<void> {
  knownOptions('revoke', options, ['signal', 'timeout', 'clock']);
  nonEmpty('revoke.reason', reason);
  const { latch } = vm.state;
  const latched = latchedOf(latch);
  if (latch === undefined || latched?.proof === undefined)
    throw new ProofRefusedError('not-latched', 'no failover-safe proof of this VM stands');
  if (!latched.registered)
    throw new ProofRefusedError(
      'irrevocable',
      'this proof is registered at no lease store, so nobody can tell who relies on it. Whoever knows that the VM was started nowhere else lifts the latch with vm.unlatch(token, reason)',
    );
  try {
    await settle(lease, latched.proof, 'revoked', reason, options);
  } catch (error) {
    // A call before this one may have come so far.
    if (!(error instanceof ProofRefusedError && error.refusal === 'revoked')) throw error;
  }
  await vm.unlatch(latch.token, reason);
}

function requireL2({ level }: Pick<ProofRecord, 'level'>): void {
  if (level !== 'L2')
    throw new ProofRefusedError(
      'level',
      `a proof of ${level} does not say that nothing writes to the VM's disks any more: fence it, or kill it with proof`,
    );
}
