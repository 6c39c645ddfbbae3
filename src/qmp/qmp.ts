import type { Unsubscribe, WaitOptions } from '../core/index.js';
import type { ClosedReason } from './errors.js';
import type { EventStream, EventStreamOptions } from './event-stream.js';
import type { Expectation, ExpectOptions } from './expect.js';
import type { Liveness } from './liveness.js';
import type { Timestamp } from './message.js';
import type { RuntimeSchema } from './schema/runtime-schema.js';
import type {
  ArgsOf,
  CommandName,
  EventDataOf,
  EventName,
  OobCommandName,
  ReturnOf,
  VersionInfo,
} from './qapi/index.js';

/** An event as a listener receives it. */
export interface AnyEvent {
  /** The event's wire name. */
  readonly event: string;
  readonly data: unknown;
  /** QEMU's stamp, by the host's wall clock. Never base a decision on it. */
  readonly timestamp: Timestamp;
  /** When it arrived, by `clock.now()`. */
  readonly at: number;
}

/** One of the events `E`, told apart by its `event`. */
export type EventOf<E extends EventName = EventName> = {
  readonly [N in E]: {
    readonly event: N;
    readonly data: EventDataOf<N>;
    readonly timestamp: Timestamp;
    readonly at: number;
  };
}[E];

/** What ends the wait for a command; its default deadline is the client's `commandTimeout`, 10,000 ms. */
export type CommandOptions = WaitOptions;

/** The arguments of `execute` after the command's name: QEMU's arguments may be left out where none is required. */
export type ExecuteRest<C extends CommandName> =
  Record<never, never> extends ArgsOf<C>
    ? [args?: ArgsOf<C>, options?: CommandOptions]
    : [args: ArgsOf<C>, options?: CommandOptions];

/** What everything that needs a monitor takes: one QMP session, or a machine followed over many. */
export interface Qmp extends AsyncDisposable {
  /**
   * Runs a command and resolves with what it returned. Commands and members keep their wire names.
   * @throws {@link CommandRejectedError} QEMU refused it: outcome `rejected`.
   * @throws {@link CommandTimeoutError} no answer in time: outcome `unknown`, or `not-sent` when the window was full.
   * @throws {@link AbortError} the signal aborted: outcome `unknown` or `not-sent`.
   * @throws {@link SessionClosedError} the session ended: outcome `unknown` or `not-sent`.
   */
  execute<C extends CommandName>(command: C, ...rest: ExecuteRest<C>): Promise<ReturnOf<C>>;
  /**
   * Runs a command out of band: it is answered even while QEMU's main loop is blocked.
   * @throws as {@link Qmp.execute}, and {@link OobUnavailableError}: outcome `not-sent`.
   */
  executeOob<C extends OobCommandName>(command: C, ...rest: ExecuteRest<C>): Promise<ReturnOf<C>>;
  /** Runs a command that these types do not know: downstream, unstable, or newer. Rejects as {@link Qmp.execute}. */
  executeAny(command: string, args?: object, options?: CommandOptions): Promise<unknown>;
  /**
   * Calls `listener` with each event of this name, from now on and in the order of arrival. A listener that throws
   * hurts nobody and is reported.
   */
  on<E extends EventName>(event: E, listener: (event: EventOf<E>) => unknown): Unsubscribe;
  /** The same for an event that these types do not know. */
  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe;
  /** The events of these names as a bounded stream, from now on. It ends with the session. */
  events<E extends EventName>(names: readonly E[], options?: EventStreamOptions): EventStream<EventOf<E>>;
  /** Waits for an event; subscribe before acting with {@link Expectation.during}. */
  expect<E extends EventName>(event: E, options?: ExpectOptions<EventOf<E>>): Expectation<EventOf<E>>;
  /** Asks whether QEMU answers: in band, and out of band when that takes longer than 10 ms. Never rejects but for a bad option or an aborted signal. */
  liveness(options?: WaitOptions): Promise<Liveness>;
  /**
   * What this QEMU, with its version and its build, knows of commands, events and their members: 200 kB, asked for by the
   * first call and kept. Sessions with builds of the same version, package and commands share it; of a QEMU without a
   * package string each session has its own, because two of the same version may be configured differently.
   * The default `timeout` is 10,000 ms. A question that is not answered in time stands, and is not put twice.
   * @throws {@link SchemaError} the answer can not be understood.
   * @throws {@link CommandTimeoutError}, {@link AbortError}, {@link SessionClosedError}, {@link CommandRejectedError}
   */
  schema(options?: WaitOptions): Promise<RuntimeSchema>;
  /** QEMU's version, from its greeting. */
  readonly version: VersionInfo;
  /** The capabilities that are enabled: `oob` wherever it was offered. */
  readonly capabilities: readonly string[];
  /** Resolves when it is over, with how it ended. Never rejects. */
  readonly closed: Promise<ClosedReason>;
  /** Ends it: what is pending rejects, iterators end. QEMU goes on. Idempotent. */
  close(): Promise<ClosedReason>;
}
