import { randomInt } from 'node:crypto';
import {
  AbortError,
  abortSignal,
  type Clock,
  type Deadline,
  Deadlines,
  describe,
  GuardedEmitter,
  log,
  messageOf,
  milliseconds,
  nonEmpty,
  OptionError,
  QmpWatchdogError,
  redact,
  type Unsubscribe,
  type WaitOptions,
  wait,
} from '../core/index.js';
import {
  GuestAgentAbsentError,
  GuestClosedError,
  GuestQueueFullError,
  type GuestReplyError,
} from './errors.js';
import { Gate } from './gate.js';
import { Link } from './link.js';
import type { GuestReply } from './message.js';
import type { CheckedAgentOptions, GuestAddress } from './options.js';
import { type AgentCommand, type AgentEffects, AgentSession } from './session.js';
import type {
  AgentWaiter,
  GuestAgentChange,
  GuestAgentState,
  GuestAgentStatistics,
  GuestClosedReason,
} from './state.js';
import type { GuestTransport } from './transport.js';

/** Asks that go unanswered before the connection is made anew, or the asking becomes rare where it can not be. */
const MOST_UNANSWERED = 32;
/** The longest waits between asks, in milliseconds. */
const LONGEST_SYNC_WAIT = 5_000;
const RARE_SYNC_WAIT = 60_000;
/** How often a closed port is looked at. */
const GATE_WAIT = 1_000;

/** Commands after which much is different: they are sent only to an agent that has answered just before. */
const FRESH: ReadonlySet<string> = new Set([
  'guest-shutdown',
  'guest-suspend-disk',
  'guest-suspend-ram',
  'guest-suspend-hybrid',
  'guest-fsfreeze-freeze',
  'guest-fsfreeze-freeze-list',
  'guest-set-time',
]);

/** The shell of an {@link AgentSession}: its connections, its deadlines, its gate, and the promises of those who wait. */
export class AgentChannel implements AgentEffects {
  readonly clock: Clock;
  readonly options: CheckedAgentOptions;
  readonly closed: Promise<GuestClosedReason>;
  readonly #session: AgentSession;
  readonly #link: Link;
  readonly #gate: Gate;
  readonly #deadlines: Deadlines;
  readonly #syncDeadline: Deadline;
  readonly #emitter: GuardedEmitter<{ state: GuestAgentChange }>;
  readonly #waiters = new Map<AgentCommand, AgentWaiter>();
  readonly #closing = new AbortController();
  readonly #log = log('agent');
  #resolveClosed: (reason: GuestClosedReason) => void = () => {};
  #transport: GuestTransport | undefined;
  #connections = 0;
  #state: GuestAgentState = 'absent';
  /** Why the agent is absent. */
  #cause: unknown;
  #reason: GuestClosedReason | undefined;
  #unanswered = 0;

  constructor(address: GuestAddress, options: CheckedAgentOptions) {
    this.clock = options.clock;
    this.options = options;
    this.#deadlines = Deadlines.of(options.clock);
    this.#emitter = new GuardedEmitter(options.onListenerError);
    this.#syncDeadline = this.#deadlines.create(() => this.#syncUnanswered());
    this.#session = new AgentSession(this, {
      maxMessageBytes: options.maxMessageBytes,
      newSyncId: () => randomInt(2 ** 48 - 1) + 1,
    });
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#gate = new Gate({
      clock: options.clock,
      signal: this.#closing.signal,
      timeout: options.connectTimeout,
      isOpen: options.isOpen,
    });
    this.#link = new Link(
      address,
      {
        clock: options.clock,
        signal: this.#closing.signal,
        connectTimeout: options.connectTimeout,
        random: options.random,
      },
      {
        opened: (transport) => this.#opened(transport),
        received: (bytes) => this.#received(bytes),
        lost: (error, last) => this.#lost(error, last),
      },
    );
    void this.#link.run();
  }

  get where(): string {
    return this.#link.where;
  }

  get state(): GuestAgentState {
    return this.#state;
  }

  /** What shows that the agent is absent, if it is. */
  get whyAbsent(): unknown {
    return this.#state === 'absent' ? this.#cause : undefined;
  }

  get statistics(): GuestAgentStatistics {
    return {
      ...this.#session.counters,
      queued: this.#session.queued,
      connections: this.#connections,
    };
  }

  onState(listener: (change: GuestAgentChange) => unknown): Unsubscribe {
    return this.#emitter.on('state', listener);
  }

  /** Resolves when the agent is present. */
  async untilPresent(options: WaitOptions): Promise<void> {
    const timeout = milliseconds('timeout', options.timeout, this.options.timeout, {
      min: 0,
      infinity: true,
    });
    const started = this.clock.now();
    await wait<void>(
      {
        clock: this.clock,
        signal: abortSignal('signal', options.signal),
        timeout,
        timedOut: () => new GuestAgentAbsentError(this.where, timeout, this.#cause),
        aborted: (reason) => new AbortError(`waiting for the guest agent at ${this.where}`, reason),
      },
      (resolve, reject) => {
        const look = (): void => {
          if (this.#state === 'present') resolve();
          else if (this.#state === 'closed')
            reject(
              new GuestAgentAbsentError(
                this.where,
                Math.round(this.clock.now() - started),
                this.#cause ?? new Error('the connection was closed'),
              ),
            );
        };
        const stop = this.onState(look);
        look();
        return stop;
      },
    );
  }

  /** Makes a command. @throws OptionError */
  prepare(name: string, args: object | undefined): AgentCommand {
    nonEmpty('command', name);
    if (name === 'guest-sync' || name === 'guest-sync-delimited')
      throw new OptionError('command', name, 'another one: synchronising is what this client does itself');
    if (args !== undefined && (typeof args !== 'object' || args === null))
      throw new OptionError(`arguments of ${name}`, args, 'an object');
    try {
      return this.#session.prepare(name, args, FRESH.has(name));
    } catch (error) {
      throw new OptionError(
        `arguments of ${name}`,
        args,
        `something that JSON can say (${messageOf(error)})`,
      );
    }
  }

  /** Takes a command whose fate `waiter` is told. @throws {@link GuestClosedError}, {@link GuestQueueFullError} */
  submit(command: AgentCommand, urgent: boolean, waiter: AgentWaiter): void {
    const { name } = command;
    if (this.#reason !== undefined)
      throw new GuestClosedError(name, 'not-sent', wordsOf(this.#reason), this.#reason.error);
    if (!urgent && this.#session.queued >= this.options.maxQueued)
      throw new GuestQueueFullError(name, this.options.maxQueued);
    this.#waiters.set(command, waiter);
    this.#session.enqueue(command, urgent);
    this.#pump();
  }

  /** Nobody waits for the command any more. Returns whether it was sent. */
  giveUp(command: AgentCommand): 'not-sent' | 'unknown' {
    this.#waiters.delete(command);
    const outcome = this.#session.abandon(command);
    if (!this.#session.synchronised) this.#resynchronise();
    return outcome;
  }

  /** Gives up whatever is with the agent, so that an urgent command need not wait for it. */
  interrupt(): void {
    const command = this.#session.inFlight;
    if (command === undefined) return;
    const waiter = this.#waiters.get(command);
    this.#waiters.delete(command);
    this.#session.abandon(command);
    waiter?.closed('was taken over for an urgent command', undefined);
    this.#resynchronise();
  }

  /** Ends it. Idempotent. */
  close(): Promise<GuestClosedReason> {
    this.#finish({ kind: 'closed' });
    return this.closed;
  }

  // What the session asks for.

  write(bytes: Buffer): void {
    this.#transport?.write(bytes);
  }

  synchronised(): void {
    this.#syncDeadline.clear();
    this.#unanswered = 0;
    this.#link.succeeded();
    this.#setState('present', undefined);
  }

  replied(command: AgentCommand, reply: GuestReply): void {
    if (this.#log.enabled) this.#log('%s <- %s: %o', this.where, command.name, redact(reply));
    this.#take(command)?.replied(reply);
  }

  failed(command: AgentCommand, error: GuestReplyError): void {
    this.#take(command)?.failed(error);
  }

  #take(command: AgentCommand): AgentWaiter | undefined {
    const waiter = this.#waiters.get(command);
    this.#waiters.delete(command);
    return waiter;
  }

  #opened(transport: GuestTransport): void {
    if (this.#reason !== undefined) {
      transport.close();
      return;
    }
    this.#transport = transport;
    this.#connections += 1;
    this.#session.reset();
    this.#resynchronise();
  }

  #received(bytes: Buffer): void {
    if (this.#reason !== undefined) return;
    const before = this.#session.synchronised;
    this.#session.receive(bytes);
    // What came in could not be used, and nothing is believed any more.
    if (before && !this.#session.synchronised) this.#resynchronise();
    else this.#pump();
  }

  #lost(error: Error | undefined, last: boolean): void {
    const hadOne = this.#transport !== undefined;
    this.#transport = undefined;
    this.#syncDeadline.clear();
    this.#gate.supersede();
    const command = this.#session.inFlight;
    this.#session.reset();
    const how = error === undefined ? 'was closed by the other side' : `broke (${error.message})`;
    this.#setState('absent', hadOne ? new Error(`the connection ${how}`, { cause: error }) : error);
    if (command !== undefined) this.#take(command)?.closed(how, error);
    if (last) this.#finish(error === undefined ? { kind: 'ended' } : { kind: 'failed', error });
  }

  /** Begins to ask anew whether the agent is there. */
  #resynchronise(): void {
    if (this.#transport === undefined || this.#session.synchronising) return;
    this.#unanswered = 0;
    this.#synchronise(undefined);
  }

  #synchronise(command: AgentCommand | undefined): void {
    this.#syncDeadline.clear();
    this.#gate.ask(
      () => {
        if (this.#transport === undefined) return;
        this.#session.synchronise(command);
        // It may have been answered at once.
        if (this.#session.synchronising) this.#syncDeadline.set(this.clock.now() + this.#syncWait());
      },
      (error) => this.#shut(error),
    );
  }

  #syncWait(): number {
    if (this.#unanswered >= MOST_UNANSWERED) return RARE_SYNC_WAIT;
    const { syncTimeout } = this.options;
    return Math.min(syncTimeout * 2 ** this.#unanswered, Math.max(syncTimeout, LONGEST_SYNC_WAIT));
  }

  #syncUnanswered(): void {
    if (this.#transport === undefined) return;
    // A closed port was no question to the agent.
    if (this.#session.synchronising) {
      this.#unanswered += 1;
      this.#setState('absent', new Error('the agent did not answer the synchronisation'));
    }
    // What nobody reads must not pile up: a new connection drops it.
    if (this.#unanswered >= MOST_UNANSWERED && this.#link.reopens) this.#transport.close();
    else this.#synchronise(undefined);
  }

  #pump(): void {
    if (this.#gate.asking || this.#transport === undefined) return;
    const command = this.#session.next;
    if (command === undefined) return;
    if (this.#session.needsSync(command)) this.#synchronise(command);
    else
      this.#gate.ask(
        () => this.#send(command),
        (error) => this.#shut(error),
      );
  }

  #send(command: AgentCommand): void {
    if (this.#session.next !== command) {
      this.#pump();
      return;
    }
    if (this.#log.enabled) this.#log('%s -> %s', this.where, command.name);
    this.#session.send(command);
    this.#waiters.get(command)?.sent?.();
  }

  /** The guest has not opened its port, or nobody knows: nothing is sent, and it is looked at again. */
  #shut(error: unknown): void {
    this.#session.desynchronise();
    this.#setState(
      'absent',
      error === undefined
        ? new Error('the guest has not opened its port')
        : new Error(`whether the guest has opened its port is not known: ${messageOf(error)}`, {
            cause: error,
          }),
    );
    this.#syncDeadline.set(this.clock.now() + GATE_WAIT);
  }

  #setState(state: GuestAgentState, cause: unknown): void {
    const before = this.#state;
    this.#cause = cause;
    this.#state = state;
    if (before === state) return;
    this.#log('%s: %s%s', this.where, state, cause === undefined ? '' : ` (${describe(messageOf(cause))})`);
    this.#emitter.emit('state', { state, cause, at: this.clock.now() });
  }

  #finish(reason: GuestClosedReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#closing.abort(new QmpWatchdogError('ERR_GUEST_CLOSED', 'the connection was closed'));
    this.#syncDeadline.clear();
    this.#gate.supersede();
    const transport = this.#transport;
    this.#transport = undefined;
    transport?.close();
    for (const [command, waiter] of [...this.#waiters]) {
      this.#waiters.delete(command);
      waiter.closed(wordsOf(reason), reason.error);
    }
    this.#session.reset();
    if (reason.kind === 'closed') this.#setState('closed', undefined);
    else this.#setState('closed', this.#cause);
    this.#emitter.clear();
    this.#resolveClosed(reason);
  }
}

function wordsOf(reason: GuestClosedReason): string {
  switch (reason.kind) {
    case 'closed':
      return 'was closed on this side';
    case 'ended':
      return 'was closed by the other side';
    case 'failed':
      return `broke (${reason.error?.message ?? 'unknown cause'})`;
  }
}
