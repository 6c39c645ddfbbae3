/// <reference types="node" preserve="true" />
export {
  type Classification,
  type Classify,
  classify,
  FAULT_EVENTS,
  kindOf,
  type VmFault,
  worsened,
} from './classify.js';
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
export { latchDetail, type Latched, latchedOf, type StandingProof, standingProof } from './latched.js';
export {
  type EdacOptions,
  type HostError,
  type HostErrorContext,
  type HostErrorFromOptions,
  type HostErrorLogOptions,
  type HostErrorOptions,
  type HostErrorReport,
  type HostErrors,
  type HostErrorSink,
  type HostErrorSource,
  hostError,
} from './host-error/index.js';
export {
  FileLeaseStore,
  type LeaseEntry,
  type LeaseStore,
  LeaseStoreError,
  MemoryLeaseStore,
} from './lease.js';
export { LEVELS, type Level } from './level.js';
export {
  type KeptFile,
  type PostMortem,
  type PostMortemOptions,
  type PostMortemSources,
  postMortem,
} from './post-mortem/index.js';
export { type PromotionGround, promote } from './promote.js';
export { FailoverSafe, type ProofRecord, type StorageKind } from './proof.js';
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
export { isAtLeast, SEVERITIES, type Severity } from './severity.js';
