export { QmpClient } from './client.js';
export type { QmpAddress, QmpClientOptions } from './client-options.js';
export type { QmpStatistics } from './statistics.js';
export {
  type ClosedReason,
  type CommandFailure,
  CommandRejectedError,
  CommandTimeoutError,
  ConnectError,
  type ConnectFailure,
  describeClosedReason,
  ExpectTimeoutError,
  GreetingTimeoutError,
  type Impostor,
  NegotiationTimeoutError,
  NotQmpError,
  OobUnavailableError,
  ProtocolError,
  SessionClosedError,
} from './errors.js';
export type { EventStream, EventStreamEnd, EventStreamOptions } from './event-stream.js';
export type { Expectation, ExpectOptions } from './expect.js';
export type { LaneEvidence, Liveness, LivenessEvidence, UnknownLiveness } from './liveness.js';
export type { Timestamp } from './message.js';
export type {
  ArgsOf,
  BlockErrorAction,
  CommandMap,
  CommandName,
  EventDataOf,
  EventMap,
  EventName,
  GuestPanicAction,
  IoOperationType,
  MigrationInfo,
  MigrationStatus,
  Newer,
  NoArguments,
  NoData,
  OobCommandName,
  ReturnOf,
  RunState,
  ShutdownCause,
  StatusInfo,
  VersionInfo,
  WatchdogAction,
  WideInt,
  YankInstance,
} from './qapi/index.js';
export type { AnyEvent, CommandOptions, EventOf, ExecuteRest, Qmp } from './qmp.js';
export type { SessionCounters } from './session-effects.js';
export { checkSocketAddress, describeAddress, type SocketAddress } from './socket-address.js';
export { type ConnectLimits, connectSocket } from './socket-transport.js';
export type { Transport, TransportListener } from './transport.js';
