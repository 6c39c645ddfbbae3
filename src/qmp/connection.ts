import { randomInt } from 'node:crypto';
import {
  AbortError,
  abortSignal,
  type Clock,
  type Deadline,
  Deadlines,
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
  wait,
} from '../core/index.js';
import type { CheckedOptions } from './client-options.js';
import {
  type ClosedReason,
  CommandRejectedError,
  CommandTimeoutError,
  GreetingTimeoutError,
  type Impostor,
  NegotiationTimeoutError,
  NotQmpError,
  SessionClosedError,
} from './errors.js';
import type { EventSource } from './event-stream.js';
import type { Liveness } from './liveness.js';
import { LivenessProbe } from './liveness-probe.js';
import type { Greeting, Timestamp } from './message.js';
import { printable } from './printable.js';
import type { AnyEvent } from './qmp.js';
import {
  type Lane,
  QmpSession,
  type Reply,
  type SessionCommand,
  type SessionCounters,
  type SessionEffects,
} from './session.js';
import type { Transport } from './transport.js';

/** What a session has survived and what it holds, for diagnosis. */
export interface QmpStatistics extends Readonly<SessionCounters> {
  /** Commands given up here that QEMU still has: each holds one of the window's places until its late reply. */
  readonly stuck: number;
  /** Commands that were sent and are not answered, stuck ones included. */
  readonly inFlight: number;
  /** How often a message stood half finished for longer than `halfMessageTimeout`. */
  readonly halfMessages: number;
}

/** Who waits for a command's reply. */
interface Waiter {
  replied(reply: Reply): void;
  closed(reason: ClosedReason): void;
}

const NO_OPTIONS: WaitOptions = {};

/** SHUTDOWN is always heard: how a session ended is told with it. */
const SHUTDOWN = 'SHUTDOWN';

let lastPrefix = randomInt(36 ** 3);

/** Short, because QEMU reads byte by byte; never the same for two sessions in a row of this process. */
function newIdPrefix(): string {
  lastPrefix = (lastPrefix + 1) % 36 ** 3;
  return `${lastPrefix.toString(36)}.`;
}

/** The shell of a {@link QmpSession}: its transport, its deadlines, and the promises of those who wait for it. */
export class Connection implements EventSource, SessionEffects {
  readonly clock: Clock;
  readonly session: QmpSession;
  readonly closed: Promise<ClosedReason>;
  readonly #options: CheckedOptions;
  readonly #transport: Transport;
  readonly #deadlines: Deadlines;
  readonly #emitter: GuardedEmitter<Record<string, AnyEvent>>;
  readonly #waiters = new Map<SessionCommand, Waiter>();
  readonly #closeListeners = new Set<(reason: ClosedReason) => void>();
  readonly #halfMessage: Deadline;
  readonly #probe: LivenessProbe;
  readonly #log = log('qmp');
  readonly #wire = log('wire');
  #resolveClosed: (reason: ClosedReason) => void = () => {};
  #reason: ClosedReason | undefined;
  #shutdown: ClosedReason['shutdown'];
  #halfMessages = 0;
  #greeting: Greeting | undefined;
  #ready = false;
  /** Called when the session gets further. */
  #progressed: () => void = () => {};

  constructor(transport: Transport, options: CheckedOptions) {
    this.clock = options.clock;
    this.#options = options;
    this.#transport = transport;
    this.#deadlines = Deadlines.of(options.clock);
    this.#emitter = new GuardedEmitter(options.onListenerError);
    this.#halfMessage = this.#deadlines.create(() => this.#reportHalfMessage());
    this.#probe = new LivenessProbe(this);
    this.session = new QmpSession(this, {
      idPrefix: newIdPrefix(),
      window: options.window,
      maxMessageBytes: options.maxMessageBytes,
    });
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    transport.start({
      received: (bytes) => this.#received(bytes),
      closed: (error) => this.#finish(error === undefined ? { kind: 'ended' } : { kind: 'failed', error }),
    });
  }

  get over(): boolean {
    return this.#reason !== undefined;
  }

  get address(): string {
    return this.#transport.address;
  }

  get statistics(): QmpStatistics {
    return {
      ...this.session.counters,
      stuck: this.session.abandoned,
      inFlight: this.session.sentCount,
      halfMessages: this.#halfMessages,
    };
  }

  async untilGreeted(): Promise<Greeting> {
    const { greetingTimeout } = this.#options;
    return await this.#untilProgress(
      'waiting for its greeting',
      () => this.#greeting,
      greetingTimeout,
      () => {
        const { staleReplies, errorsWithoutId } = this.session.counters;
        // Replies without ever a greeting are a guest agent's way.
        if (staleReplies + errorsWithoutId > 0)
          return new NotQmpError('guest-agent', this.address, 'replies, and no greeting');
        return new GreetingTimeoutError(this.address, greetingTimeout);
      },
    );
  }

  async untilReady(): Promise<void> {
    const { negotiationTimeout } = this.#options;
    await this.#untilProgress(
      'waiting for its reply to qmp_capabilities',
      () => (this.#ready ? true : undefined),
      negotiationTimeout,
      () => new NegotiationTimeoutError(this.address, negotiationTimeout),
    );
  }

  execute(
    name: string,
    args: object | undefined,
    lane: Lane,
    options: WaitOptions = NO_OPTIONS,
  ): Promise<unknown> {
    nonEmpty('command', name);
    if (options !== NO_OPTIONS) knownOptions(name, options, ['signal', 'timeout']);
    const signal = abortSignal('signal', options.signal);
    const timeout = milliseconds('timeout', options.timeout, this.#options.commandTimeout, {
      min: 0,
      infinity: true,
    });
    if (this.#reason !== undefined)
      return Promise.reject(new SessionClosedError(name, this.#reason, { name, outcome: 'not-sent' }));
    if (signal?.aborted) return Promise.reject(new AbortError(name, signal.reason, 'not-sent'));
    return new Promise((resolve, reject) => {
      const now = this.clock.now();
      const command = this.#prepare(name, args, lane, now);
      const giveUp = (error: (outcome: 'not-sent' | 'unknown') => Error): void => {
        done();
        reject(error(this.session.abandon(command)));
      };
      const deadline = this.#deadlines.create(() =>
        giveUp((outcome) => new CommandTimeoutError(name, timeout, outcome)),
      );
      deadline.set(now + timeout);
      const forget = onAbort(signal, (reason) => giveUp((outcome) => new AbortError(name, reason, outcome)));
      const done = (): void => {
        this.#waiters.delete(command);
        deadline.clear();
        forget();
      };
      this.#waiters.set(command, {
        replied: (reply) => {
          done();
          if (reply.kind === 'return') resolve(reply.value);
          else reject(new CommandRejectedError(name, reply.class, reply.desc));
        },
        closed: (reason) => {
          done();
          reject(
            new SessionClosedError(name, reason, {
              name,
              outcome: command.state === 'queued' ? 'not-sent' : 'unknown',
            }),
          );
        },
      });
      this.session.submit(command);
    });
  }

  /** Sends a command whose reply only shows that there is one, for as long as the session lasts. */
  ask(name: string, lane: Lane, answered: () => void): void {
    const command = this.session.prepare(name, undefined, lane, this.clock.now());
    this.#waiters.set(command, {
      replied: () => {
        this.#waiters.delete(command);
        answered();
      },
      closed: () => {},
    });
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
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  liveness(options: WaitOptions = {}): Promise<Liveness> {
    return this.#probe.ask(options, this.#greeting?.version.qemu.major ?? 0);
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
    this.#greeting = greeting;
    this.#progressed();
  }

  ready(): void {
    this.#ready = true;
    this.#progressed();
  }

  hears(event: string): boolean {
    return this.#emitter.listenerCount(event) > 0 || event === SHUTDOWN;
  }

  event(event: string, data: unknown, timestamp: Timestamp): void {
    if (event === SHUTDOWN) this.#shutdown = readShutdown(data);
    if (this.#wire.enabled) this.#wire('%s <- %s %o', this.address, event, redact(data));
    this.#emitter.emit(event, { event, data, timestamp, at: this.clock.now() });
  }

  replied(command: SessionCommand, reply: Reply): void {
    if (this.#wire.enabled)
      this.#wire('%s <- %s %s: %o', this.address, command.id, command.name, redact(reply));
    this.#waiters.get(command)?.replied(reply);
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
        this.#wire('%s -> %s %s %o', this.address, command.id, name, redact(args ?? {}));
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
    const { session } = this;
    const before = session.messages;
    session.receive(bytes);
    // What came in may have ended the session, here or in a listener.
    if (this.#reason !== undefined) return;
    if (session.pendingBytes === 0) this.#halfMessage.clear();
    // A stream that never pauses at the end of a message has begun another one.
    else if (!this.#halfMessage.pending || session.messages !== before)
      this.#halfMessage.set(this.clock.now() + this.#options.halfMessageTimeout);
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

  #untilProgress<T>(
    stage: string,
    look: () => T | undefined,
    timeout: number,
    timedOut: () => Error,
  ): Promise<T> {
    return wait<T>(
      {
        clock: this.clock,
        signal: this.#options.signal,
        timeout,
        timedOut,
        aborted: (reason) => new AbortError(`connecting to ${this.address}`, reason),
      },
      (resolve, reject) => {
        this.#progressed = () => {
          const found = look();
          if (found !== undefined) resolve(found);
        };
        this.#progressed();
        const forget = this.onClosed((reason) =>
          reject(
            reason.kind === 'violation' && reason.error !== undefined
              ? reason.error
              : new SessionClosedError(`connecting to ${this.address}, ${stage}`, reason),
          ),
        );
        return () => {
          this.#progressed = () => {};
          forget();
        };
      },
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
    this.session.end();
    this.#halfMessage.clear();
    this.#transport.close();
    this.#log('%s: the session ended: %s', this.address, reason.kind);
    for (const waiter of [...this.#waiters.values()]) waiter.closed(reason);
    this.#waiters.clear();
    for (const listener of [...this.#closeListeners]) listener(reason);
    this.#closeListeners.clear();
    this.#emitter.clear();
    this.#resolveClosed(reason);
  }
}

function readShutdown(data: unknown): ClosedReason['shutdown'] {
  if (typeof data !== 'object' || data === null || !('reason' in data)) return undefined;
  return { guest: 'guest' in data && data.guest === true, reason: String(data.reason) };
}

/** What an answer that is no QMP looks like. */
function recognise(firstBytes: Buffer): Impostor {
  // The guest agent starts its answer to a delimited synchronisation with 0xFF.
  if (firstBytes.includes(0xff)) return 'guest-agent';
  return /^\s*QEMU .* monitor|\(qemu\)/.test(firstBytes.toString('latin1')) ? 'hmp' : 'unknown';
}
