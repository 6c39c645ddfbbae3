/// <reference types="node" preserve="true" />
export {
  GuestAgentAbsentError,
  GuestClosedError,
  GuestExecError,
  GuestFileSizeError,
  GuestFreezeDeadlineError,
  GuestFreezeLostError,
  GuestFrozenError,
  GuestQueueFullError,
  GuestRejectedError,
  GuestReplyError,
  GuestThawError,
  GuestTimeoutError,
  GuestUnconfirmedError,
} from './errors.js';
export { GuestAgent } from './guest-agent.js';
export { guestPortOpen } from './guest-port.js';

export type {
  GuestAgentChange,
  GuestAgentState,
  GuestAgentStatistics,
  GuestClosedReason,
} from './state.js';
export type { GuestExecOptions, GuestExecResult } from './exec.js';
export type { GuestFileSource, GuestReadOptions, GuestWriteOptions } from './files.js';
export type { FrozenOptions, FrozenScope, FrozenWork } from './frozen.js';
export type { GuestExecuteRest } from './guest-agent.js';
export type { GuestPortOptions } from './guest-port.js';
export type { GuestAddress, GuestAgentOptions } from './options.js';
export type * from './qapi/index.js';
export type { GuestSessionCounters } from './session.js';
export type { SilentCommandOptions, SilentResult } from './silent.js';
export type { GuestTransport } from './transport.js';
