import {
  AbortError,
  abortSignal,
  knownOptions,
  milliseconds,
  nonEmpty,
  type Unsubscribe,
  type WaitOptions,
  waitFor,
} from '../core/index.js';
import {
  type AnyEvent,
  type ClosedReason,
  type CommandName,
  type CommandOptions,
  CommandTimeoutError,
  describeAddress,
  type EventName,
  type EventOf,
  type EventStream,
  type EventStreamOptions,
  type ExecuteRest,
  type Expectation,
  type ExpectOptions,
  eventStream,
  expectation,
  type Liveness,
  type OobCommandName,
  type Qmp,
  type QmpClient,
  type ReturnOf,
  type RuntimeSchema,
  SessionClosedError,
  type VersionInfo,
} from '../qmp/index.js';
import type { VmChange } from './change.js';
import { type ChangeStream, type ChangeStreamOptions, changeStream } from './change-stream.js';
import { commandClass } from './command-class.js';
import { DISCONNECTED } from './disconnected.js';
import { notStarted } from './errors.js';
import { Follower, type Present } from './follower.js';
import { type Barred, barredBy, InterlockUnknownError } from './interlock.js';
import { mayComplete } from './migration-status.js';
import { measured } from './slow-command.js';
import type { LatchDetail } from './latch.js';
import type { VmState } from './state.js';
import { type CheckedVmOptions, checkVmOptions, type VmAddress, type VmOptions } from './vm-options.js';
import type { VmSession } from './vm-session.js';

const NEVER_CONNECTED: ClosedReason = { kind: 'ended' };

/**
 * One virtual machine, followed over any number of QMP sessions. It reconnects, asks again what it could not hear, keeps
 * its listeners, knows why the VM is stopped and how far that may be trusted, and refuses what could make two running
 * copies of it. While there is no session its commands reject with the outcome `not-sent`: nothing is queued for a
 * machine that may be another one by then.
 *
 * ```ts
 * import { Vm } from 'qmp-watchdog';
 *
 * await using vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * vm.onChange((change) => {
 *   if (change.type === 'run') process.stdout.write(`${change.to.why ?? 'running'}\n`);
 * });
 * const { confidence, run } = vm.state;
 * ```
 */
export class Vm implements Qmp {
  readonly closed: Promise<ClosedReason>;
  readonly #options: CheckedVmOptions;
  readonly #follower: Follower;

  private constructor(follower: Follower, options: CheckedVmOptions) {
    this.#follower = follower;
    this.#options = options;
    this.closed = follower.closed;
  }

  /**
   * Connects, and resolves when QEMU has said what state the VM is in. Attempts are repeated for `startTimeout`, because a
   * QEMU that starts has its socket before it listens; what waiting does not mend rejects at once.
   *
   * @throws {@link OptionError} an option or the address can not be used.
   * @throws {@link WrongVmError} the QEMU that answers is another VM's.
   * @throws {@link InterlockStoreError} what bars this VM can not be read.
   * @throws {@link TimeoutError} `ERR_START_TIMEOUT`: no session, or no answer; its `cause` is the last attempt's error.
   * @throws {@link AbortError} the signal aborted.
   * @throws as `QmpClient.connect`, for what waiting does not mend: permission, TLS, a peer that is no QMP server.
   */
  static async connect(address: VmAddress, options: VmOptions = {}): Promise<Vm> {
    const checked = checkVmOptions(address, options);
    const where = typeof address === 'function' ? 'the VM' : describeAddress(address);
    const follower = new Follower(address, where, checked);
    follower.begin();
    const { clock, signal, startTimeout: timeout } = checked;
    try {
      await waitFor(
        {
          clock,
          signal,
          timeout,
          timedOut: () => notStarted(where, timeout, follower.lastError),
          aborted: (reason) => new AbortError(`connecting to ${where}`, reason),
        },
        follower.started,
      );
    } catch (error) {
      await follower.close();
      throw error;
    }
    return new Vm(follower, checked);
  }

  /** What is known at this moment. A new value whenever something changes, and never changed itself. */
  get state(): VmState {
    return this.#follower.model.state;
  }

  /** The session at this moment; undefined while there is none. */
  get session(): QmpClient | undefined {
    return this.#follower.present?.client;
  }

  get version(): VersionInfo {
    return this.#lastClient().version;
  }

  get capabilities(): readonly string[] {
    return this.#lastClient().capabilities;
  }

  /**
   * As {@link Qmp.execute}. Without a `timeout` the deadline is that of the command's class; one that is slower than its
   * class ought to be is told as the change `slow`, and waited for.
   * @throws {@link InterlockedError} it could make two running copies; outcome `not-sent`. See {@link Vm.interlock}.
   * @throws {@link InterlockUnknownError} QEMU does not say whether it could, or it could once a migration that is under
   * way has completed; outcome `not-sent`.
   * @throws {@link InterlockStoreError} it could, and what another process has barred can not be read; nothing was sent.
   */
  execute<C extends CommandName>(command: C, ...[args, options]: ExecuteRest<C>): Promise<ReturnOf<C>> {
    // The session promises this shape for the command.
    return this.executeAny(command, args, options) as Promise<ReturnOf<C>>;
  }

  /**
   * As {@link Qmp.executeOob}. Whether a migration completes can not be asked out of band: only what is known bars it.
   * @throws {@link InterlockedError} as `execute`
   */
  async executeOob<C extends OobCommandName>(command: C, ...rest: ExecuteRest<C>): Promise<ReturnOf<C>> {
    const bars = barredBy(command, rest[0]);
    if (bars !== undefined) this.#interlocks().check(command, bars);
    return await this.#session(command).client.executeOob(command, ...rest);
  }

  async executeAny(command: string, args?: object, options: CommandOptions = {}): Promise<unknown> {
    nonEmpty('command', command);
    const { clock } = this.#options;
    const limits = commandClass(command);
    const timeout = milliseconds('timeout', options.timeout, limits.hard, { min: 0, infinity: true });
    const begun = clock.now();
    const bars = barredBy(command, args);
    const { client, view } = this.#session(command);
    if (bars !== undefined) this.#interlocks().check(command, bars);
    if (bars === 'cont' || bars === 'reset') {
      // Another process that follows this VM may have latched it.
      await this.#interlocks().learn({ signal: abortSignal('signal', options.signal), timeout });
      await this.#askMigration(command, view, timeout, options.signal);
      // Nothing is awaited between this and the sending, and the session is the one that was asked.
      this.#interlocks().check(command, bars);
      const { migration } = this.state;
      if (bars === 'cont' && mayComplete(migration))
        throw new InterlockUnknownError(command, migration.status);
    }
    const mayMigrate = limits.name === 'migration' || command === 'human-monitor-command';
    if (mayMigrate) view.mayMigrate();
    const left = Math.max(timeout - (clock.now() - begun), 0);
    const executing = client.executeAny(command, args, { ...options, timeout: left });
    try {
      return await measured(clock, limits, executing, (waited) =>
        this.#follower.tell({ type: 'slow', command, waited, source: 'local', at: clock.now() }),
      );
    } finally {
      if (mayMigrate) view.lookAtMigration();
    }
  }

  on<E extends EventName>(event: E, listener: (event: EventOf<E>) => unknown): Unsubscribe;
  /** The same for an event that these types do not know. */
  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe;
  on(event: string, listener: (event: never) => unknown): Unsubscribe {
    // The overloads promise each listener the event it named; the wire delivers just that.
    return this.#follower.on(event, listener as (event: AnyEvent) => unknown);
  }

  /** As {@link Qmp.events}, over all sessions: it ends with the VM. What was sent between two sessions is not in it. */
  events<E extends EventName>(names: readonly E[], options?: EventStreamOptions): EventStream<EventOf<E>> {
    // The stream carries only events of these names, so each is an EventOf<E>.
    return eventStream(this.#follower, names, options) as EventStream<EventOf<E>>;
  }

  /** As {@link Qmp.expect}, over all sessions. */
  expect<E extends EventName>(event: E, options?: ExpectOptions<EventOf<E>>): Expectation<EventOf<E>> {
    // As in events: only events of this name come through.
    const untyped = options as ExpectOptions<AnyEvent> | undefined;
    return expectation(this.#follower, this.#options.clock, event, untyped) as unknown as Expectation<
      EventOf<E>
    >;
  }

  /** Asks now, in the present session; {@link VmState.health} is what was found by asking all the time. */
  async liveness(options: WaitOptions = {}): Promise<Liveness> {
    const { client } = this.#follower.present ?? {};
    if (client !== undefined) return await client.liveness(options);
    knownOptions('liveness', options, ['signal', 'timeout']);
    const signal = abortSignal('liveness.signal', options.signal);
    if (signal?.aborted) throw new AbortError('liveness', signal.reason);
    return DISCONNECTED;
  }

  async schema(options?: WaitOptions): Promise<RuntimeSchema> {
    return await this.#session('query-qmp-schema').client.schema(options);
  }

  /** Calls `listener` with each change, in order, over all sessions. {@link Vm.state} has it already. */
  onChange(listener: (change: VmChange) => unknown): Unsubscribe {
    return this.#follower.onChange(listener);
  }

  /** The changes from now on as a bounded stream. It ends with the VM. */
  changes(options?: ChangeStreamOptions): ChangeStream {
    return changeStream(this.#follower, options);
  }

  /**
   * Bars `cont`, and whatever else starts the guest, or a reset, from here on, whatever state QEMU says it is in. In force
   * when this returns; resolves when it is kept for the time after a restart of this process. After a completed migration
   * the VM does this by itself.
   * @throws {@link InterlockStoreError} it could not be kept. It is in force all the same.
   */
  async interlock(bars: Barred, reason: string): Promise<void> {
    await this.#interlocks().set(bars, reason);
  }

  /**
   * Lifts every interlock on this. Whoever calls it knows that the guest runs nowhere else. Resolves when that is kept.
   * @throws {@link InterlockStoreError} it could not be kept. It is lifted until this process ends.
   */
  async liftInterlock(bars: Barred, reason: string): Promise<void> {
    await this.#interlocks().lift(bars, reason);
  }

  /**
   * Bars `cont`, reset and every write at once: the VM is being made failover-safe, or is. In force when this returns;
   * resolves when it is kept for the time after a restart of this process, and nothing may be released before that. The
   * same token again replaces what is kept of it.
   * @throws {@link LatchedError} a latch with another token is in force.
   * @throws {@link InterlockStoreError} it could not be kept. It is in force all the same.
   */
  async latch(latch: { token: string; reason: string; detail: LatchDetail }): Promise<void> {
    await this.#interlocks().latch(latch);
  }

  /**
   * Lifts the latch of this token; where it does not stand, nothing happens. Whoever calls it knows that nobody relies on
   * this VM's standing still any more. Resolves when that is kept.
   * @throws {@link InterlockStoreError} it could not be kept. It is lifted until this process ends.
   */
  async unlatch(token: string, reason: string): Promise<void> {
    await this.#interlocks().unlatch(token, reason);
  }

  /** Ends following it: the session is closed, what is pending rejects, iterators end. QEMU goes on. Idempotent. */
  close(): Promise<ClosedReason> {
    return this.#follower.close();
  }

  /** The same as `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Events are hints: whether its migration has completed is asked right before, whatever was heard of it. */
  async #askMigration(
    command: string,
    view: VmSession,
    timeout: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { clock } = this.#options;
    const timedOut = (): Error => new CommandTimeoutError(command, timeout, 'not-sent');
    const answered = await waitFor(
      {
        clock,
        signal: abortSignal('signal', signal),
        timeout,
        timedOut,
        aborted: (reason) => new AbortError(command, reason, 'not-sent'),
      },
      view.learn('migrate'),
    );
    if (answered) return;
    this.#session(command);
    throw new InterlockUnknownError(command);
  }

  #session(command: string): Present {
    const { present, reason } = this.#follower;
    if (present !== undefined) return present;
    const why = reason ?? this.state.closed ?? NEVER_CONNECTED;
    throw new SessionClosedError(command, why, { name: command, outcome: 'not-sent' });
  }

  /** There from the first session on, and `connect` has awaited that. */
  #interlocks(): NonNullable<Follower['interlocks']> {
    const { interlocks } = this.#follower;
    if (interlocks === undefined) throw new Error('no session has ever been there');
    return interlocks;
  }

  #lastClient(): QmpClient {
    const { client } = this.#follower;
    if (client === undefined) throw new Error('no session has ever been there');
    return client;
  }
}
