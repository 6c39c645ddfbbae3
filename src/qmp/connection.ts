import {
  AbortError,
  abortSignal,
  type Clock,
  type Deadline,
  Deadlines,
  describe,
  GuardedEmitter,
  knownOptions,
  log,
  milliseconds,
  nonEmpty,
  OptionError,
  onAbort,
  redact,
  type Unsubscribe,
  type WaitOptions,
} from '../core/index.js';
import type { CheckedOptions } from './client-options.js';
import { deprecationLog, tellDeprecation } from './deprecation.js';
import { CommandDeadlines } from './command-deadlines.js';
import { CommandWaiter } from './command-waiter.js';
import { type ClosedReason, NotQmpError, SessionClosedError } from './errors.js';
import type { EventSource } from './event-stream.js';
import { Handshake } from './handshake.js';
import { idOf } from './ids.js';
import type { Liveness } from './liveness.js';
import { LivenessProbe } from './liveness-probe.js';
import type { Greeting, Timestamp } from './message.js';
import type { PeerCheck } from './peer-check.js';
import { printable } from './printable.js';
import { recognise } from './recognise.js';
import type { QmpStatistics } from './statistics.js';
import type { AnyEvent } from './qmp.js';
import { QmpSession } from './session.js';
import type { Lane, SessionCommand, SessionCounters, SessionEffects } from './session-effects.js';
import type { Transport } from './transport.js';

const NO_OPTIONS: WaitOptions = {};

/** SHUTDOWN is always heard: how a session ended is told with it. */
const SHUTDOWN = 'SHUTDOWN';

const TIMEOUT_RANGE = { min: 0, infinity: true };

const nothing = (): void => {};

/** The shell of a {@link QmpSession}: its transport, its deadlines, and the promises of those who wait for it. */
export class Connection implements EventSource, SessionEffects {
  readonly clock: Clock;
  readonly session: QmpSession;
  /** Set when what comes in is to be checked. */
  check: PeerCheck | undefined;
  readonly #options: CheckedOptions;
  readonly #transport: Transport;
  readonly #emitter: GuardedEmitter<Record<string, AnyEvent>>;
  #closeListeners: Set<(reason: ClosedReason) => void> | undefined;
  /** Set while half a message stands. */
  #halfMessage: Deadline | undefined;
  readonly #commandDeadlines: CommandDeadlines;
  #probe: LivenessProbe | undefined;
  readonly #log = log('qmp');
  readonly #wire = log('wire');
  /** Made when somebody asks for it. */
  #closed: Promise<ClosedReason> | undefined;
  #resolveClosed: (reason: ClosedReason) => void = nothing;
  #reason: ClosedReason | undefined;
  #shutdown: ClosedReason['shutdown'];
  #halfMessages = 0;
  /** When what is being read arrived; asked for only when an event wants it. */
  #arrival: number | undefined;
  /** Until it is over. */
  #handshake: Handshake | undefined;
  #qemuMajor = 0;

  constructor(transport: Transport, options: CheckedOptions) {
    this.clock = options.clock;
    this.#options = options;
    this.#transport = transport;
    this.#emitter = new GuardedEmitter(options.onListenerError);
    this.session = new QmpSession(this, {
      window: options.window,
      maxMessageBytes: options.maxMessageBytes,
    });
    this.#commandDeadlines = new CommandDeadlines(Deadlines.of(options.clock), this.session);
  }

  /** Opens a session: resolves with the greeting when commands are accepted. Called once. */
  async open(): Promise<Greeting> {
    const handshake = new Handshake(this, this.#options);
    this.#handshake = handshake;
    this.#transport.start({
      received: (bytes) => this.#received(bytes),
      closed: (error) => this.#finish(error === undefined ? { kind: 'ended' } : { kind: 'failed', error }),
    });
    try {
      return await handshake.done;
    } finally {
      this.#handshake = undefined;
    }
  }

  get over(): boolean {
    return this.#reason !== undefined;
  }

  get address(): string {
    return this.#transport.address;
  }

  get encrypted(): boolean {
    return this.#transport.encrypted === true;
  }

  get counters(): SessionCounters {
    return this.session.counters;
  }

  get closed(): Promise<ClosedReason> {
    const reason = this.#reason;
    this.#closed ??= new Promise((resolve) => {
      if (reason === undefined) this.#resolveClosed = resolve;
      else resolve(reason);
    });
    return this.#closed;
  }

  get statistics(): QmpStatistics {
    return {
      ...this.session.counters,
      stuck: this.session.abandoned,
      inFlight: this.session.sentCount,
      halfMessages: this.#halfMessages,
      invalidEvents: this.check?.invalidEvents ?? 0,
    };
  }

  execute(
    name: string,
    args: object | undefined,
    lane: Lane,
    options: WaitOptions = NO_OPTIONS,
  ): Promise<unknown> {
    // What throws in here rejects.
    return new Promise((resolve, reject) => {
      nonEmpty('command', name);
      if (options !== NO_OPTIONS) knownOptions(name, options, ['signal', 'timeout']);
      const signal = abortSignal('signal', options.signal);
      const timeout = milliseconds('timeout', options.timeout, this.#options.commandTimeout, TIMEOUT_RANGE);
      if (this.#reason !== undefined)
        throw new SessionClosedError(name, this.#reason, { name, outcome: 'not-sent' });
      if (signal?.aborted) throw new AbortError(name, signal.reason, 'not-sent');
      if (deprecationLog.enabled) tellDeprecation(name, args);
      const now = this.clock.now();
      const command = this.#prepare(name, args, lane, now);
      const settle = this.check === undefined ? resolve : this.check.settling(name, resolve, reject);
      const waiter = new CommandWaiter(name, timeout, now + timeout, settle, reject);
      command.waiter = waiter;
      this.session.submit(command);
      // It is on its way: there is time for the rest until its answer, unless that has come already.
      if (command.waiter === undefined) return;
      this.#commandDeadlines.add(waiter.dueAt);
      if (signal !== undefined) {
        waiter.forget = onAbort(signal, (reason) => {
          command.waiter = undefined;
          waiter.fail(new AbortError(name, reason, this.session.abandon(command)));
          this.#commandDeadlines.review();
        });
      }
    });
  }

  /** Sends a command without a deadline; an error is an answer too, without a value. */
  ask(name: string, lane: Lane, answered: (value?: unknown) => void): void {
    const command = this.session.prepare(name, undefined, lane, this.clock.now());
    command.waiter = { returned: answered, refused: () => answered(), closed: () => {} };
    this.session.submit(command);
  }

  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe {
    return this.#emitter.on(event, listener);
  }

  onClosed(listener: (reason: ClosedReason) => void): () => void {
    if (this.#reason !== undefined) {
      listener(this.#reason);
      return () => {};
    }
    this.#closeListeners ??= new Set();
    const listeners = this.#closeListeners.add(listener);
    return () => listeners.delete(listener);
  }

  liveness(options: WaitOptions = {}): Promise<Liveness> {
    this.#probe ??= new LivenessProbe(this);
    return this.#probe.ask(options, this.#qemuMajor);
  }

  close(): Promise<ClosedReason> {
    this.#finish({ kind: 'closed' });
    return this.closed;
  }

  // What the session asks for.

  write(text: string): void {
    this.#transport.write(text);
  }

  greeted(greeting: Greeting): void {
    this.#qemuMajor = greeting.version.qemu.major;
    this.#handshake?.greeted(greeting);
  }

  ready(): void {
    this.#handshake?.negotiated();
  }

  hears(event: string): boolean {
    return this.#emitter.listenerCount(event) > 0 || event === SHUTDOWN;
  }

  event(event: string, data: unknown, timestamp: Timestamp): void {
    if (this.check?.accepts(event, data) === false) {
      this.#log('%s: dropped an event %s, which is not what QEMU sends', this.address, event);
      return;
    }
    if (event === SHUTDOWN) this.#shutdown = readShutdown(data);
    if (this.#wire.enabled) this.#wire('%s <- %s %o', this.address, event, redact(data));
    this.#emitter.emit(event, { event, data, timestamp, at: (this.#arrival ??= this.clock.now()) });
  }

  answered(command: SessionCommand, answer: unknown): void {
    if (this.#wire.enabled)
      this.#wire('%s <- %s %s: %o', this.address, idOf(command.number), command.name, redact(answer));
    this.#commandDeadlines.answered();
  }

  violated(error: Error): void {
    this.#finish({ kind: 'violation', error });
  }

  impostor(firstBytes: Buffer): void {
    this.#finish({
      kind: 'violation',
      error: new NotQmpError(recognise(firstBytes), this.address, printable(firstBytes)),
    });
  }

  #prepare(name: string, args: object | undefined, lane: Lane, now: number): SessionCommand {
    try {
      const command = this.session.prepare(name, args, lane, now);
      if (this.#wire.enabled)
        this.#wire('%s -> %s %s %o', this.address, idOf(command.number), name, redact(args ?? {}));
      return command;
    } catch (cause) {
      throw new OptionError(
        `arguments of ${name}`,
        args,
        `something that JSON can say (${cause instanceof Error ? cause.message : ''})`,
      );
    }
  }

  #received(bytes: Buffer): void {
    this.#arrival = undefined;
    const { session } = this;
    const before = session.messages;
    session.receive(bytes);
    // What came in may have ended the session, here or in a listener.
    if (this.#reason !== undefined) return;
    if (session.pendingBytes === 0) this.#halfMessage?.clear();
    // A stream that never pauses at the end of a message has begun another one.
    else if (this.#halfMessage?.pending !== true || session.messages !== before) {
      this.#halfMessage ??= Deadlines.of(this.clock).create(() => this.#reportHalfMessage());
      this.#halfMessage.set(this.clock.now() + this.#options.halfMessageTimeout);
    }
  }

  #reportHalfMessage(): void {
    this.#halfMessages += 1;
    this.#log(
      '%s: half a message (%d bytes) has stood for %d ms',
      this.address,
      this.session.pendingBytes,
      this.#options.halfMessageTimeout,
    );
  }

  #finish(end: ClosedReason): void {
    if (this.#reason !== undefined) return;
    const half = end.kind === 'ended' || end.kind === 'failed' ? this.session.pendingBytes : 0;
    const reason: ClosedReason = {
      ...end,
      ...(half === 0 ? {} : { halfMessageBytes: half }),
      ...(this.#shutdown === undefined ? {} : { shutdown: this.#shutdown }),
    };
    this.#reason = reason;
    this.#halfMessage?.clear();
    this.#commandDeadlines.clear();
    this.#transport.close();
    this.#log('%s: the session ended: %s', this.address, reason.kind);
    this.session.end(reason);
    this.#handshake?.ended(reason);
    for (const listener of [...(this.#closeListeners ?? [])]) listener(reason);
    this.#closeListeners = undefined;
    this.#emitter.clear();
    this.#resolveClosed(reason);
  }
}

function readShutdown(data: unknown): ClosedReason['shutdown'] {
  if (typeof data !== 'object' || data === null || !('reason' in data)) return undefined;
  // Not every object can be made a string.
  const reason = typeof data.reason === 'object' ? describe(data.reason) : String(data.reason);
  return { guest: 'guest' in data && data.guest === true, reason };
}
