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
export { isAtLeast, SEVERITIES, type Severity } from './severity.js';
