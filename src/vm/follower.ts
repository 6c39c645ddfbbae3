import {
  type Deadline,
  Deadlines,
  GuardedEmitter,
  keepTrying,
  log,
  messageOf,
  OptionError,
  onAbort,
  type Unsubscribe,
} from '../core/index.js';
import {
  type AnyEvent,
  type ClosedReason,
  describeClosedReason,
  type EventSource,
  identify,
  QmpClient,
} from '../qmp/index.js';
import type { VmChange } from './change.js';
import { WrongVmError } from './errors.js';
import { isHopeless } from './hopeless.js';
import { Identity } from './identity.js';
import { defaultInterlockPath, FileInterlockStore, MemoryInterlockStore } from './interlock-store.js';
import { Interlocks } from './interlocks.js';
import { type Topic, unknownVm, type VmModel } from './model.js';
import { nextAddress } from './next-address.js';
import { ProcessWatch } from './process-watch.js';
import { reduceVm, type VmInput } from './reduce.js';
import { Relay } from './relay.js';
import type { CheckedVmOptions, VmAddress } from './vm-options.js';
import { VmSession } from './vm-session.js';

/** How often QEMU's process is looked for while there is no session, in milliseconds. */
const LOOK_INTERVAL = 1_000;

/** A session that is there, and the view through it. */
export interface Present {
  readonly client: QmpClient;
  readonly view: VmSession;
}

/** The shell of a VM's reducer: goes from session to session until it is ended. */
export class Follower implements EventSource {
  readonly started: Promise<void>;
  readonly closed: Promise<ClosedReason>;
  readonly #address: VmAddress;
  readonly #where: string;
  readonly #options: CheckedVmOptions;
  readonly #identity: Identity;
  readonly #process: ProcessWatch | undefined;
  readonly #ending = new AbortController();
  readonly #changes: GuardedEmitter<{ change: VmChange }>;
  readonly #relay: Relay;
  /** The next session may be long in coming, and the process may end meanwhile. */
  readonly #look: Deadline;
  readonly #closeListeners = new Set<(reason: ClosedReason) => void>();
  readonly #log = log('vm');
  #model: VmModel;
  #present: Present | undefined;
  #client: QmpClient | undefined;
  #interlocks: Interlocks | undefined;
  #lastError: Error | undefined;
  #reason: ClosedReason | undefined;
  #running: Promise<void> = Promise.resolve();
  #tellStarted: { resolve(): void; reject(error: Error): void } | undefined;
  #tellClosed: (reason: ClosedReason) => void = () => {};

  constructor(address: VmAddress, where: string, options: CheckedVmOptions) {
    this.#address = address;
    this.#where = where;
    this.#options = options;
    this.#identity = new Identity(where, options.expectUuid, options.expectName);
    this.#process = options.process === undefined ? undefined : new ProcessWatch(options.process);
    this.#changes = new GuardedEmitter(options.onListenerError);
    this.#relay = new Relay(options.onListenerError);
    this.#model = unknownVm(options.clock.now());
    this.#look = Deadlines.of(options.clock).create(() => {
      void this.#lookForProcess();
      this.#lookAgain();
    });
    this.closed = new Promise((resolve) => {
      this.#tellClosed = resolve;
    });
    this.started = new Promise((resolve, reject) => {
      this.#tellStarted = { resolve, reject };
    });
    // Whoever wants to know awaits it.
    this.started.catch(() => {});
  }

  get model(): VmModel {
    return this.#model;
  }

  /** The session at this moment, if there is one. */
  get present(): Present | undefined {
    return this.#present;
  }

  /** The client of the last session: it still knows its version. */
  get client(): QmpClient | undefined {
    return this.#client;
  }

  /** What bars commands; there from the first session on. */
  get interlocks(): Interlocks | undefined {
    return this.#interlocks;
  }

  /** Why the last attempt failed. */
  get lastError(): Error | undefined {
    return this.#lastError;
  }

  get reason(): ClosedReason | undefined {
    return this.#reason;
  }

  begin(): void {
    const { clock, backoff } = this.#options;
    const failed = (error: Error, delay: number): void => this.#attemptFailed(error, delay);
    this.#running = keepTrying({ clock, signal: this.#ending.signal, backoff, failed }, () => this.#session())
      // Nothing that one attempt throws ends the others; what does is a fault of ours, and must not stay silent.
      .catch((error: unknown) =>
        this.#finish({ kind: 'failed', error: error instanceof Error ? error : new Error(messageOf(error)) }),
      );
  }

  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe {
    return this.#relay.on(event, listener);
  }

  onChange(listener: (change: VmChange) => unknown): Unsubscribe {
    return this.#changes.on('change', listener);
  }

  onClosed(listener: (reason: ClosedReason) => void): () => void {
    if (this.#reason !== undefined) {
      listener(this.#reason);
      return () => {};
    }
    this.#closeListeners.add(listener);
    return () => this.#closeListeners.delete(listener);
  }

  tell(change: VmChange): void {
    this.#changes.emit('change', change);
  }

  input(input: VmInput): void {
    const { model, changes } = reduceVm(this.#model, input);
    this.#model = model;
    for (const change of changes) {
      // In force before anybody hears of it.
      if (change.type === 'migration') this.#migrated();
      this.#changes.emit('change', change);
    }
    if (this.#tellStarted !== undefined && isLearned(model)) this.#start();
  }

  async close(): Promise<ClosedReason> {
    this.#finish({ kind: 'closed' });
    await this.#running;
    await this.#interlocks?.settled();
    return await this.closed;
  }

  async #session(): Promise<void> {
    const { signal } = this.#ending;
    const client = await this.#open();
    // Closing waits for no answer.
    const forget = onAbort(signal, () => void client.close());
    try {
      const { uuid, name } = await identify(client, 10_000);
      this.#identity.check(uuid, name);
      // Another process may serve already before the end of the former one was seen.
      await this.#lookForProcess();
      await this.#process?.remember();
      this.#interlocks ??= await this.#loadInterlocks();
      if (signal.aborted) return;
      this.#follow(client, uuid, name);
      const reason = await client.closed;
      await this.#lost(reason);
    } finally {
      forget();
      await client.close();
    }
  }

  #follow(client: QmpClient, uuid: string | undefined, name: string | undefined): void {
    const view = new VmSession(client, this.#options, this);
    this.#present = { client, view };
    this.#client = client;
    this.#look.clear();
    this.#relay.attach(client);
    this.input({ type: 'connected', uuid, name, at: this.#options.clock.now() });
    view.begin();
  }

  async #lost(reason: ClosedReason): Promise<void> {
    this.#present?.view[Symbol.dispose]();
    this.#present = undefined;
    this.#relay.detach();
    this.input({ type: 'disconnected', reason, at: this.#options.clock.now() });
    this.#lookAgain();
    await this.#lookForProcess();
    if (!this.#ending.signal.aborted) throw new Error(`the session ${describeClosedReason(reason)}`);
  }

  async #open(): Promise<QmpClient> {
    const { clock, client, onListenerError } = this.#options;
    const { signal } = this.#ending;
    const address =
      typeof this.#address === 'function' ? await nextAddress(this.#address, clock, signal) : this.#address;
    if (address instanceof QmpClient) return address;
    return await QmpClient.connect(address, { ...client, signal, clock, onListenerError });
  }

  #attemptFailed(error: Error, delay: number): void {
    this.#log('%s: %s; trying again in %d ms', this.#where, error.message, Math.round(delay));
    // p-retry wants an Error, and got the one that was thrown or one made of it.
    const cause = error.cause instanceof OptionError ? error.cause : error;
    this.#lastError = cause;
    if (cause instanceof WrongVmError) this.#finish({ kind: 'violation', error: cause });
    else if (this.#tellStarted !== undefined && isHopeless(cause))
      this.#finish({ kind: 'failed', error: cause });
    else void this.#lookForProcess();
  }

  /** A connection's end is no proof; this is. */
  async #lookForProcess(): Promise<void> {
    const seen = await this.#process?.look();
    if (seen?.verdict !== 'exited' || this.#model.state.connected) return;
    const { by, code, signal } = seen;
    this.input({ type: 'exited', evidence: { by, code, signal, at: this.#options.clock.now() } });
  }

  #lookAgain(): void {
    if (this.#process === undefined || this.#ending.signal.aborted || this.#model.state.exit !== undefined)
      return;
    this.#look.set(this.#options.clock.now() + LOOK_INTERVAL);
  }

  async #loadInterlocks(): Promise<Interlocks> {
    const { clock } = this.#options;
    const store =
      this.#options.interlocks ??
      (typeof this.#address === 'function'
        ? new MemoryInterlockStore()
        : new FileInterlockStore(await defaultInterlockPath(this.#address)));
    return await Interlocks.load(clock, store, this.#ending.signal, {
      interlocked: (interlock) => this.input({ type: 'interlocked', interlock, at: clock.now() }),
      lifted: (interlock, reason) => this.input({ type: 'lifted', interlock, reason, at: clock.now() }),
      latched: (latch, reason) => {
        const isFirst = latch !== undefined && this.#model.state.latch === undefined;
        this.input({ type: 'latched', latch, reason, at: clock.now() });
        if (isFirst && typeof this.#address === 'function' && this.#options.interlocks === undefined)
          this.#warn('latched in memory only: give the Vm the option interlocks, or a restart lifts it');
      },
    });
  }

  #migrated(): void {
    // One that can not be kept is in force here; but a restart of ours would forget it.
    this.#interlocks?.migrated(this.#model.state.migration).catch((error) => this.#warn(messageOf(error)));
  }

  #warn(message: string): void {
    process.emitWarning(`${this.#where}: ${message}`, { type: 'QmpWatchdogInterlockWarning' });
  }

  #start(): void {
    this.#tellStarted?.resolve();
    this.#tellStarted = undefined;
  }

  #finish(reason: ClosedReason): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#tellStarted?.reject(reason.error ?? new Error(`the VM at ${this.#where} was closed`));
    this.#tellStarted = undefined;
    this.#look.clear();
    this.#ending.abort();
    for (const listener of [...this.#closeListeners]) listener(reason);
    this.#closeListeners.clear();
    this.#relay.clear();
    void this.#running.then(() => {
      this.#changes.clear();
      this.#tellClosed(reason);
    });
  }
}

/** Whether enough was answered that what a VM may do can be told. */
function isLearned({ state, topics }: VmModel): boolean {
  const answered = (topic: Topic): boolean => topics[topic].heard || !topics[topic].supported;
  return state.run !== undefined && answered('migrate');
}
