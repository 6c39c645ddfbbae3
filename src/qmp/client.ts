import type { Unsubscribe, WaitOptions } from '../core/index.js';
import { checkClientOptions, type QmpClientOptions } from './client-options.js';
import { Connection } from './connection.js';
import type { QmpStatistics } from './statistics.js';
import { type ClosedReason, OobUnavailableError } from './errors.js';
import { type EventStream, type EventStreamOptions, eventStream } from './event-stream.js';
import { type Expectation, type ExpectOptions, expectation } from './expect.js';
import type { Liveness } from './liveness.js';
import type { Greeting } from './message.js';
import type { CommandName, EventName, OobCommandName, ReturnOf, VersionInfo } from './qapi/index.js';
import type { RuntimeSchema } from './schema/runtime-schema.js';
import { SchemaQuery } from './schema/schema-query.js';
import { openTransport } from './open-transport.js';
import { PeerCheck } from './peer-check.js';
import { checkAddress, type QmpAddress } from './qmp-address.js';
import type { AnyEvent, CommandOptions, EventOf, ExecuteRest, Qmp } from './qmp.js';

/** What was negotiated, for all sessions. */
const OOB: readonly string[] = Object.freeze(['oob']);
const NONE: readonly string[] = Object.freeze([]);

/**
 * One session with QEMU's monitor: greeted, negotiated with out-of-band execution wherever it is offered, and over when
 * the connection is. It speaks and never judges: it does not reconnect, and repeats nothing.
 *
 * ```ts
 * import { QmpClient } from 'qmp-watchdog';
 *
 * await using client = await QmpClient.connect({ path: '/run/vm1.qmp' });
 * const { status } = await client.execute('query-status');
 * ```
 */
export class QmpClient implements Qmp {
  readonly version: VersionInfo;
  readonly capabilities: readonly string[];
  readonly #connection: Connection;
  #schema: SchemaQuery | undefined;

  private constructor(connection: Connection, greeting: Greeting) {
    this.#connection = connection;
    this.version = greeting.version;
    this.capabilities = connection.session.oob ? OOB : NONE;
  }

  get closed(): Promise<ClosedReason> {
    return this.#connection.closed;
  }

  /**
   * Connects, waits for the greeting and negotiates, each under a deadline of its own.
   *
   * @throws {@link OptionError} an option or the address can not be used.
   * @throws {@link ConnectError} nothing listens there, or it may not be reached, or TLS fails.
   * @throws {@link GreetingTimeoutError} connected, but nobody greeted: busy monitor or stopped process.
   * @throws {@link NegotiationTimeoutError} greeted, but the main loop does not answer.
   * @throws {@link TlsUnansweredError} greeted over TLS by a QEMU older than 8.0, which does not answer there.
   * @throws {@link NotQmpError} something else answered: HMP, a guest agent.
   * @throws {@link ProtocolError} the peer broke the protocol.
   * @throws {@link SessionClosedError} the peer hung up before the session was ready.
   * @throws {@link QemuExitedError} the QEMU that this process started ended before the session was ready.
   * @throws {@link AbortError} the signal aborted.
   */
  static async connect(address: QmpAddress, options: QmpClientOptions = {}): Promise<QmpClient> {
    checkAddress(address);
    const checked = checkClientOptions(options);
    const { clock, signal, connectTimeout: timeout } = checked;
    const connection = new Connection(await openTransport(address, { clock, signal, timeout }), checked);
    try {
      const greeting = await connection.open();
      // Nobody listens yet, so nothing comes in unchecked; and from here on, checking waits for nothing.
      if (checked.validate !== undefined) connection.check = await PeerCheck.load(checked.validate, checked);
      return new QmpClient(connection, greeting);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  execute<C extends CommandName>(command: C, ...[args, options]: ExecuteRest<C>): Promise<ReturnOf<C>> {
    // QEMU promises this shape for the command; nothing is checked at run time.
    return this.#connection.execute(command, args, 'in-band', options) as Promise<ReturnOf<C>>;
  }

  async executeOob<C extends OobCommandName>(
    command: C,
    ...[args, options]: ExecuteRest<C>
  ): Promise<ReturnOf<C>> {
    if (!this.#connection.session.oob) throw new OobUnavailableError(command);
    // As in execute.
    return (await this.#connection.execute(command, args, 'out-of-band', options)) as ReturnOf<C>;
  }

  executeAny(command: string, args?: object, options?: CommandOptions): Promise<unknown> {
    return this.#connection.execute(command, args, 'in-band', options);
  }

  on<E extends EventName>(event: E, listener: (event: EventOf<E>) => unknown): Unsubscribe;
  /** The same for an event that these types do not know. */
  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe;
  on(event: string, listener: (event: never) => unknown): Unsubscribe {
    // The overloads promise each listener the event it named; the wire delivers just that.
    return this.#connection.on(event, listener as (event: AnyEvent) => unknown);
  }

  events<E extends EventName>(names: readonly E[], options?: EventStreamOptions): EventStream<EventOf<E>> {
    // The stream carries only events of these names, so each is an EventOf<E>.
    return eventStream(this.#connection, names, options) as EventStream<EventOf<E>>;
  }

  expect<E extends EventName>(event: E, options?: ExpectOptions<EventOf<E>>): Expectation<EventOf<E>> {
    // As in events: only events of this name come through.
    const untyped = options as ExpectOptions<AnyEvent> | undefined;
    return expectation(this.#connection, this.#connection.clock, event, untyped) as unknown as Expectation<
      EventOf<E>
    >;
  }

  liveness(options?: WaitOptions): Promise<Liveness> {
    return this.#connection.liveness(options);
  }

  schema(options?: WaitOptions): Promise<RuntimeSchema> {
    this.#schema ??= new SchemaQuery(this.version, this.#connection);
    return this.#schema.get(options);
  }

  /** What this session has survived and holds. */
  get statistics(): QmpStatistics {
    return this.#connection.statistics;
  }

  close(): Promise<ClosedReason> {
    return this.#connection.close();
  }

  /** The same as `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection.close();
  }
}
