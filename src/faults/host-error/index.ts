export type { EdacOptions } from './edac.js';
export type { HostErrorFromOptions } from './from.js';
export type { HostError, HostErrorContext, HostErrorSink, HostErrorSource } from './host-error.js';
export type { HostErrorLogOptions } from './log.js';
export type { HostErrorOptions } from './polling.js';
export type { HostErrorReport } from './report.js';
export { type HostErrors, hostError } from './sources.js';
