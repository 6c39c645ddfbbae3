/// <reference types="node" preserve="true" />
export {
  type Latched,
  LEVELS,
  type Level,
  latchDetail,
  latchedOf,
  type ProofRecord,
  type StandingProof,
  type StorageKind,
  standingProof,
} from '../proof/index.js';
export {
  ConsumedProof,
  type ConsumeHereOptions,
  type ConsumeOptions,
  consume,
  consumeHere,
  type RevokeOptions,
  revoke,
} from './consume.js';
export { type ProofRefusal, ProofRefusedError } from './errors.js';
export {
  FileLeaseStore,
  type LeaseEntry,
  type LeaseStore,
  LeaseStoreError,
  MemoryLeaseStore,
} from './lease.js';
export {
  checkPostMortem,
  type KeptFile,
  type PostMortem,
  type PostMortemOptions,
  type PostMortemSources,
  postMortem,
} from './post-mortem/index.js';
export { type PromotionGround, promote } from './promote.js';
export { FailoverSafe } from './proof.js';
export {
  type FreezeState,
  type NextStep,
  type NotQuiesced,
  type Quiesced,
  type QuiesceBudgets,
  type QuiesceOptions,
  type QuiesceReport,
  type QuiesceResult,
  type QuiesceStep,
  checkQuiesce,
  quiesce,
  type Registration,
  type RestoreProofOptions,
  restoreProof,
  type StepReport,
} from './quiesce/index.js';
export {
  type LeaseLimits,
  lookUp,
  type ProofStanding,
  type RegisteredProof,
  register,
} from './register.js';
