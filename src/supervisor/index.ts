export { ClaimedError } from './claim.js';
export type { PageMessage, RecordMessage } from './diagnostics.js';
export type { FailoverSafeEvent } from './failover-safe.js';
export { Fleet, type FleetMember, type FleetOptions } from './fleet.js';
export type {
  CommonSupervisorOptions,
  EnforceOptions,
  ObserveOptions,
  SupervisorOptions,
} from './options.js';
export type { Page } from './run.js';
export type { RunEnd } from './run-end.js';
export { Supervisor } from './supervisor.js';
export type { SupervisorEvents, SupervisorSnapshot } from './supervisor-snapshot.js';
