/// <reference types="node" preserve="true" />
export { act } from './actions/index.js';
export {
  AbortError,
  OptionError,
  QmpWatchdogError,
  SystemClock,
  TimeoutError,
  systemClock,
  toBigInt,
  toNumber,
} from './core/index.js';
export { JournalError, readJournal } from './journal/index.js';
export { action, on } from './policy/index.js';
export {
  CommandRejectedError,
  CommandTimeoutError,
  ConnectError,
  describeClosedReason,
  ExpectTimeoutError,
  GreetingTimeoutError,
  InvalidEventError,
  InvalidReplyError,
  JobStatusError,
  JobTimeoutError,
  job,
  ListenError,
  NegotiationTimeoutError,
  NotQmpError,
  OobUnavailableError,
  ProtocolError,
  QemuExitedError,
  QemuProcess,
  QmpClient,
  QmpListener,
  SchemaError,
  SessionClosedError,
  spawnQemu,
  TlsUnansweredError,
} from './qmp/index.js';
export { Supervisor } from './supervisor/index.js';
export {
  FileInterlockStore,
  InterlockedError,
  InterlockStoreError,
  InterlockUnknownError,
  MemoryInterlockStore,
  Vm,
  WrongVmError,
} from './vm/index.js';
export { pets, Watchdog } from './watchdog/index.js';

export type { ActionOptions, Actions, ContOptions, Yanked } from './actions/index.js';
export type {
  Clock,
  CommandOutcome,
  ListenerErrorHandler,
  ReconnectOptions,
  Timer,
  Unsubscribe,
  WaitOptions,
  WideInt,
} from './core/index.js';
export type { IncidentEnd, JournalRecord, RecordBase, RecordBody } from './journal/index.js';
export type {
  Action,
  ActionContext,
  ActionDefinition,
  ActionResult,
  Cause,
  Escalation,
  EscalationStep,
  Evidence,
  Incident,
  Limit,
  Mode,
  Policy,
  SingleAction,
  Trigger,
  WatchdogId,
} from './policy/index.js';
export type * from './qmp/index.js';
export type {
  CommonSupervisorOptions,
  EnforceOptions,
  ObserveOptions,
  Page,
  RunEnd,
  SupervisorEvents,
  SupervisorOptions,
  SupervisorSnapshot,
} from './supervisor/index.js';
export type * from './watchdog/index.js';
export type {
  Barred,
  BlockError,
  ChangeSource,
  ChangeStream,
  ChangeStreamOptions,
  Confidence,
  HealthView,
  Interlock,
  InterlockRecord,
  InterlockStore,
  MigrationView,
  RunView,
  StopReason,
  VmAddress,
  VmAddressContext,
  VmChange,
  VmChangeDetail,
  VmExit,
  VmExitCause,
  VmOptions,
  VmProcess,
  VmState,
} from './vm/index.js';
