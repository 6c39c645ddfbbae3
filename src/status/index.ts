/// <reference types="node" preserve="true" />
export { defaultStatusSocket } from './default-socket.js';
export { serveStatus, type StatusAddress, StatusServer } from './server.js';
export type { StatusSource } from './board.js';
export type {
  CommonStatusOptions,
  StatusOptions,
  StatusPortOptions,
  StatusSocketOptions,
} from './options.js';
export type {
  Attention,
  FailoverSafeStatus,
  IncidentStatus,
  IncidentStep,
  InterlockStatus,
  OpenIncidentStatus,
  PageStatus,
  StatusDocument,
  VmStatus,
  WatchdogStatus,
} from './document.js';
