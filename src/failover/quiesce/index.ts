export type { FreezeState, NextStep } from './known.js';
export {
  checkQuiesce,
  type QuiesceBudgets,
  type QuiesceOptions,
  type RestoreProofOptions,
} from './options.js';
export type { QuiesceStep, StepReport } from './progress.js';
export { quiesce, restoreProof } from './quiesce.js';
export type { NotQuiesced, Quiesced, QuiesceReport, QuiesceResult, Registration } from './result.js';
