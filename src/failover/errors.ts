import { brand, QmpWatchdogError } from '../core/index.js';

/**
 * Why a proof is of no use:
 * - `not-a-proof`: it is none, or one that this version can not read;
 * - `level`: it does not reach L2;
 * - `used`: it was used before;
 * - `consumed`, `revoked`: so it is registered;
 * - `not-registered`: its store does not know it, or knows another one of this VM;
 * - `registered`: it is registered at a store, and is used there only;
 * - `not-latched`: its VM is not held still for it;
 * - `irrevocable`: it is not registered at a store, so nobody can tell who relies on it;
 * - `another-vm`: it is of a VM with another UUID;
 * - `another-standby`: another VM was started with it.
 */
export type ProofRefusal =
  | 'not-a-proof'
  | 'level'
  | 'used'
  | 'consumed'
  | 'revoked'
  | 'not-registered'
  | 'registered'
  | 'not-latched'
  | 'irrevocable'
  | 'another-vm'
  | 'another-standby';

/** A failover-safe proof can not be used, or not so. Nothing was done. Code `ERR_PROOF_REFUSED`. */
export class ProofRefusedError extends QmpWatchdogError {
  static {
    brand(this, 'ProofRefusedError');
  }

  readonly refusal: ProofRefusal;

  constructor(refusal: ProofRefusal, message: string) {
    super('ERR_PROOF_REFUSED', message);
    this.refusal = refusal;
  }
}
