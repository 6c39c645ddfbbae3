export { ClaimedError } from './claim.js';
export { Fleet, type FleetMember, type FleetOptions } from './fleet.js';
export type {
  CommonSupervisorOptions,
  EnforceOptions,
  ObserveOptions,
  SupervisorOptions,
} from './options.js';
export type { Page, RunEnd } from './run.js';
export { Supervisor, type SupervisorEvents, type SupervisorSnapshot } from './supervisor.js';
