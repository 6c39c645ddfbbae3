import type { Level, ProofRecord, StorageKind } from '../proof/index.js';
import { ProofRefusedError } from './errors.js';

const MINT: unique symbol = Symbol('mint');

let make: <L extends Level>(record: ProofRecord & { readonly level: L }) => FailoverSafe<L>;
let spendOnce: (proof: FailoverSafe) => boolean;

/**
 * The proof that a VM is failover-safe, as far as its level says. It holds as long as the VM is latched, which is until it
 * is revoked: it does not expire. Only `quiesce` and `restoreProof` make one, after having looked; it can not be built from
 * its parts.
 */
export class FailoverSafe<L extends Level = Level> {
  /** Makes the class nominal, and of use once. */
  #spent = false;
  readonly level: L;
  readonly vm: ProofRecord['vm'];
  readonly session: number;
  readonly token: string;
  readonly issued: string;
  readonly storage: StorageKind;
  readonly evidence: Readonly<Record<string, unknown>>;

  private constructor(record: ProofRecord & { readonly level: L }, key: typeof MINT) {
    // What the types keep from TypeScript, this keeps from JavaScript.
    if (key !== MINT) throw new ProofRefusedError('not-a-proof', 'a proof is made by looking: see quiesce()');
    this.level = record.level;
    this.vm = record.vm;
    this.session = record.session;
    this.token = record.token;
    this.issued = record.issued;
    this.storage = record.storage;
    this.evidence = record.evidence;
    Object.freeze(this);
  }

  /** Whether it is of the level that makes fencing superfluous. */
  isL2(): this is FailoverSafe<'L2'> {
    return this.level === 'L2';
  }

  /** What may be written down of it. */
  toJSON(): ProofRecord {
    const { level, vm, session, token, issued, storage, evidence } = this;
    return { level, vm, session, token, issued, storage, evidence };
  }

  static {
    make = (record) => new FailoverSafe(record, MINT);
    spendOnce = (proof) => {
      if (!(#spent in proof) || proof.#spent) return false;
      proof.#spent = true;
      return true;
    };
  }
}

/** The only place where a proof comes from: for what has just looked. */
export function mint<L extends Level>(record: ProofRecord & { readonly level: L }): FailoverSafe<L> {
  return make(record);
}

/** Whether it is a proof that was minted in this process and had not been used. It is now. */
export function spend(proof: FailoverSafe): boolean {
  return spendOnce(proof);
}
