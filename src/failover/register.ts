import { randomUUID } from 'node:crypto';
import {
  AbortError,
  abortSignal,
  type Clock,
  describe,
  milliseconds,
  systemClock,
  type WaitOptions,
  waitFor,
} from '../core/index.js';
import { isObject, isProofRecord, type ProofRecord } from '../proof/index.js';
import { ProofRefusedError } from './errors.js';
import { type LeaseEntry, type LeaseStore, LeaseStoreError } from './lease.js';
import type { FailoverSafe } from './proof.js';

/** How a proof stands at its store. It goes from `held` to one of the others once, and never back. */
export type ProofStanding = 'held' | 'consumed' | 'revoked';

/** A proof as its store has it. */
export interface RegisteredProof {
  readonly proof: ProofRecord;
  readonly standing: ProofStanding;
  /** Who consumed it, or why it was revoked. */
  readonly by: string | undefined;
  readonly revision: string;
}

/** How long a question to a lease store may take. */
export interface LeaseLimits extends WaitOptions {
  /** Each question, in milliseconds. Default 5,000. */
  readonly timeout?: number | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** Whoever wrote the store may have forgotten its deadline. */
function inTime<T>(
  what: string,
  options: LeaseLimits,
  ask: (options: WaitOptions) => Promise<T>,
): Promise<T> {
  const timeout = milliseconds('lease.timeout', options.timeout, 5_000, { min: 1, infinity: true });
  const signal = abortSignal('lease.signal', options.signal);
  return waitFor(
    {
      clock: options.clock ?? systemClock,
      signal,
      timeout,
      timedOut: () => new LeaseStoreError(`${what}: the store did not answer within ${timeout} ms`),
      aborted: (reason) => new AbortError(what, reason),
    },
    ask({ signal, timeout }),
  );
}

/** The key under which a VM's proof is registered: one at a time. */
function proofKey({ name, uuid }: ProofRecord['vm']): string {
  const id = uuid ?? name;
  if (id === undefined)
    throw new ProofRefusedError(
      'not-registered',
      'a VM whose QEMU was given neither -uuid nor -name can not be told from others at a lease store',
    );
  return `qmp-watchdog/failover-safe/${id}`;
}

/**
 * Registers a proof, so that others can consume it and its maker can revoke it, and not both. The former proof of the same
 * VM must have been consumed or revoked.
 * @throws {@link ProofRefusedError} `registered`: another one of this VM is held there; `consumed`, `revoked`: so was this.
 * @throws {@link LeaseStoreError} it can not be told whether it is.
 */
export async function register(
  proof: FailoverSafe,
  lease: LeaseStore,
  options: LeaseLimits = {},
): Promise<void> {
  const record = proof.toJSON();
  const key = proofKey(record.vm);
  const former = await lookUp(lease, record.vm, options);
  if (former?.proof.token === record.token) {
    held(key, record.token, former);
    return;
  }
  if (former?.standing === 'held')
    throw new ProofRefusedError('registered', `${key}: the proof ${former.proof.token} is held there`);
  const done = await change(
    lease,
    key,
    former?.revision,
    { proof: record, standing: 'held', by: undefined },
    options,
  );
  if (!done) throw new ProofRefusedError('registered', `${key}: somebody else registered another proof`);
}

/** Whose proof is registered for this VM. @throws {@link LeaseStoreError} it can not be told. */
export async function lookUp(
  lease: LeaseStore,
  vm: ProofRecord['vm'],
  options: LeaseLimits = {},
): Promise<RegisteredProof | undefined> {
  const key = proofKey(vm);
  const entry = await inTime(key, options, (limits) => lease.get(key, limits));
  return entry && read(key, entry);
}

/**
 * Takes a held proof to its last standing.
 * @throws {@link ProofRefusedError} it is not held there.
 * @throws {@link LeaseStoreError} it can not be told whether it was done.
 */
export async function settle(
  lease: LeaseStore,
  wanted: Pick<ProofRecord, 'token' | 'vm'>,
  standing: Exclude<ProofStanding, 'held'>,
  by: string,
  options: LeaseLimits,
): Promise<ProofRecord> {
  const key = proofKey(wanted.vm);
  const found = await lookUp(lease, wanted.vm, options);
  const { proof } = held(key, wanted.token, found);
  const done = await change(lease, key, found?.revision, { proof, standing, by }, options);
  if (done) return proof;
  held(key, wanted.token, await lookUp(lease, wanted.vm, options));
  throw new LeaseStoreError(`${key} changed at the same time; the proof is still held: try again`);
}

function held(key: string, token: string, found: RegisteredProof | undefined): RegisteredProof {
  if (found === undefined || found.proof.token !== token)
    throw new ProofRefusedError(
      'not-registered',
      `${key}: ${found === undefined ? 'no proof is' : `the proof ${found.proof.token} is, and not ${token},`} registered there`,
    );
  if (found.standing === 'held') return found;
  throw new ProofRefusedError(
    found.standing,
    `${key}: the proof ${token} was ${found.standing} (${found.by ?? 'nobody said by whom'})`,
  );
}

interface Written {
  readonly proof: ProofRecord;
  readonly standing: ProofStanding;
  readonly by: string | undefined;
}

/** A swap whose answer was lost is looked up by what it would have written: the nonce is this call's alone. */
async function change(
  lease: LeaseStore,
  key: string,
  revision: string | undefined,
  written: Written,
  options: LeaseLimits,
): Promise<boolean> {
  const value = JSON.stringify({ ...written, nonce: randomUUID() });
  try {
    return await inTime(key, options, (limits) => lease.swap(key, revision, value, limits));
  } catch (error) {
    const now = await inTime(key, options, (limits) => lease.get(key, limits)).catch(() => {
      throw error;
    });
    if (now?.value === value) return true;
    // It may be on its way yet, as long as nobody else's has taken its place.
    if (now?.revision === revision) throw error;
    return false;
  }
}

function read(key: string, { value, revision }: LeaseEntry): RegisteredProof {
  let entry: unknown;
  try {
    entry = JSON.parse(value);
  } catch {
    // Said below.
  }
  const { proof, standing, by } = isObject(entry) ? entry : {};
  if (
    !isProofRecord(proof) ||
    (standing !== 'held' && standing !== 'consumed' && standing !== 'revoked') ||
    (by !== undefined && typeof by !== 'string')
  )
    throw new LeaseStoreError(`${key} holds what is no proof: ${describe(value)}`);
  return { proof, standing, by, revision };
}
