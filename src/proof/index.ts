export {
  isObject,
  isProofRecord,
  type Latched,
  latchDetail,
  latchedOf,
  type StandingProof,
  standingProof,
  useOf,
} from './latched.js';
export { LEVELS, type Level } from './level.js';
export type { ProofRecord, StorageKind } from './record.js';
