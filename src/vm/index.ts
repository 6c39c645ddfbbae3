export type { ChangeSource, VmChange, VmChangeDetail } from './change.js';
export type { ChangeStream, ChangeStreamOptions } from './change-stream.js';
export { commandClass } from './command-class.js';
export { WrongVmError } from './errors.js';
export type { VmExit, VmExitCause } from './exit.js';
export { type Barred, type Interlock, InterlockedError, InterlockUnknownError } from './interlock.js';
export {
  FileInterlockStore,
  type InterlockRecord,
  type InterlockStore,
  InterlockStoreError,
  MemoryInterlockStore,
  runtimeFolder,
} from './interlock-store.js';
export { type Latch, type LatchDetail, LatchedError } from './latch.js';
export {
  pidNamespace,
  type ProcessIdentity,
  readProcess,
  stillRuns,
  thisProcess,
} from './process-identity.js';
export { checkProcess, ProcessWatch, type VmProcess } from './process-watch.js';
export { guestStayed } from './guest-stayed.js';
export type {
  BlockError,
  Confidence,
  HealthView,
  MigrationView,
  RunView,
  StopReason,
  VmState,
} from './state.js';
export { stopReason } from './stop-reason.js';
export { Vm } from './vm.js';
export type { VmAddress, VmAddressContext, VmOptions } from './vm-options.js';
