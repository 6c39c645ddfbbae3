export { QmpClient } from './client.js';
export type { QmpClientOptions } from './client-options.js';
export { connectError } from './connect-failure.js';
export { connectSocket } from './connect-socket.js';
export type { InvalidEventHandler, Validation } from './peer-check.js';
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
  InvalidEventError,
  InvalidReplyError,
  NegotiationTimeoutError,
  NotQmpError,
  OobUnavailableError,
  ProtocolError,
  SessionClosedError,
} from './errors.js';
export {
  type EventSource,
  type EventStream,
  type EventStreamEnd,
  type EventStreamOptions,
  eventStream,
} from './event-stream.js';
export { type Expectation, type ExpectOptions, expectation } from './expect.js';
export type { JobEnd } from './job/end.js';
export { JobStatusError, JobTimeoutError } from './job/errors.js';
export {
  type Job,
  type JobOptions,
  type JobProgress,
  type JobProgressEnd,
  type JobProgressOptions,
  job,
} from './job/job.js';
export type { KnownJobStatus } from './job/status.js';
export { type ListenLimits, listenOn } from './listen-on.js';
export { QmpListener } from './listener.js';
export { checkListenAddress } from './listener-options.js';
export type { ListenAddress, ListenerOptions } from './listener-options.js';
export { identify } from './caller.js';
export type { QmpCaller } from './caller.js';
export type { AcceptOptions } from './accept-options.js';
export type { ListenerEnd, ListenerStatistics, Refusal, RefusalCause } from './refusal.js';
export type { LaneEvidence, Liveness, LivenessEvidence, UnknownLiveness } from './liveness.js';
export type { Timestamp } from './message.js';
export type {
  ArgsOf,
  BlockErrorAction,
  BlockInfo,
  CommandMap,
  CommandName,
  DumpQueryResult,
  EventDataOf,
  EventMap,
  EventName,
  GuestPanicAction,
  IoOperationType,
  JobInfo,
  JobStatus,
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
export { SchemaError } from './schema/errors.js';
export type { RuntimeSchema, SchemaCommand, SchemaEvent } from './schema/runtime-schema.js';
export type { SessionCounters } from './session-effects.js';
export { checkSocketAddress, describeAddress, type SocketAddress } from './socket-address.js';
export { type ProcessExit, QemuProcess } from './qemu-process.js';
export { openTransport } from './open-transport.js';
export { checkAddress, type QmpAddress } from './qmp-address.js';
export { type SpawnOptions, spawnQemu } from './spawn.js';
export { socketOptions, type TcpAddress } from './tcp.js';
export { TlsServer } from './tls-server.js';
export type { Pem, TlsCertificates, TlsOptions, TlsSharedKey } from './tls-options.js';
export type { Transport, TransportListener } from './transport.js';
export { ListenError, QemuExitedError, TlsUnansweredError } from './transport-errors.js';
export type { UnixAddress } from './unix.js';
export { type ConnectLimits, untilConnected } from './until-connected.js';
