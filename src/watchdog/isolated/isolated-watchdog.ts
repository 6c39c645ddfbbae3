import {
  GuardedEmitter,
  milliseconds,
  nonEmpty,
  systemClock,
  type Unsubscribe,
  warnOfListenerError,
} from '../../core/index.js';
import type { AnyWatchdog } from '../any-watchdog.js';
import type { WatchdogState, WatchdogTransition } from '../transition.js';
import { checkTimeout, type WatchdogEvents, type WatchdogSnapshot } from '../watchdog-options.js';
import type { Call, Look, Report } from './messages.js';
import { checkIsolatedOptions, type IsolatedSettings, type IsolatedWatchdogOptions } from './options.js';
import { Thread } from './thread.js';

/** How long its thread may take to let go of its channel: milliseconds. */
const LONGEST_END = 5_000;

/**
 * A {@link Watchdog} whose deadline and source of pets, its sockets included, are in another thread, which all isolated
 * watchdogs of this process share: however busy this thread is, no pet is lost and none is missed, and it expires in
 * time. What follows of that, its listeners and a supervisor, is in this thread and waits for it.
 *
 * What it is told it does in order, without an answer. To look at it (`snapshot`, `state`, `timeLeft`, `timeout`) asks its
 * thread and stands still until it answers: some 0.1 ms, and the first time until it has started, some 50 ms. One that does
 * not answer within 2,000 ms, or 10,000 the first time, is `unknown`, and so is one whose thread has ended. The thread begins with the first call that needs it and ends when the last of them is stopped; what was counted
 * begins anew then.
 *
 * ```ts
 * import { IsolatedWatchdog } from 'qmp-watchdog';
 *
 * await using dog = new IsolatedWatchdog({
 *   id: 'guest',
 *   timeout: 5_000,
 *   pets: { kind: 'lines', channel: { path: '/run/vm1.heartbeat' }, options: { line: 'WATCHDOG=1' } },
 * });
 * dog.on('expired', ({ silentFor }) => process.stderr.write(`silent for ${silentFor} ms\n`));
 * dog.start();
 * ```
 */
export class IsolatedWatchdog implements AnyWatchdog {
  readonly id: string;
  /** Whose silence it is. */
  readonly watches: 'guest' | 'other';
  readonly #emitter: GuardedEmitter<WatchdogEvents>;
  #settings: IsolatedSettings;
  #last: Look;
  #home: { readonly thread: Thread; readonly number: number } | undefined;
  /** Why its thread can tell nothing more. */
  #lost: string | undefined;
  #ended: (() => void) | undefined;
  #ending: Promise<void> | undefined;

  /** @throws {@link OptionError} */
  constructor(options: IsolatedWatchdogOptions) {
    this.#settings = checkIsolatedOptions(options);
    this.id = options.id;
    this.watches = options.watches ?? 'guest';
    this.#emitter = new GuardedEmitter(options.onListenerError ?? warnOfListenerError);
    this.#last = { snapshot: unstarted(this.id), timeout: options.timeout };
  }

  /** Milliseconds. */
  get timeout(): number {
    return this.#look().timeout;
  }

  /** Where it is in its life. */
  get state(): WatchdogState {
    return this.#look().snapshot.state;
  }

  /** Everything at this moment. */
  get snapshot(): WatchdogSnapshot {
    return this.#look().snapshot;
  }

  /** Milliseconds until it expires if nothing happens; undefined when it would not. */
  get timeLeft(): number | undefined {
    return this.#look().snapshot.timeLeft;
  }

  /** As {@link Watchdog.start}. */
  start(): void {
    this.#do('start');
  }

  /**
   * As {@link Watchdog.stop}. Resolves when its channel is closed, and after 5,000 ms at the latest: a thread that hangs
   * keeps it then.
   */
  async stop(): Promise<void> {
    this.#ending ??= this.#end().finally(() => {
      this.#ending = undefined;
    });
    await this.#ending;
  }

  /** As {@link Watchdog.arm}. */
  arm(): void {
    this.#do('arm');
  }

  /** As {@link Watchdog.disarm}. */
  disarm(): void {
    if (this.#home !== undefined) this.#do('disarm');
  }

  /** As {@link Watchdog.pet}. */
  pet(): void {
    if (this.#home !== undefined) this.#do('pet');
  }

  /** As {@link Watchdog.changeTimeout}. @throws {@link OptionError} */
  changeTimeout(timeout: number): void {
    checkTimeout(timeout);
    this.#settings = { ...this.#settings, timeout };
    this.#last = { ...this.#last, timeout };
    if (this.#home !== undefined) this.#do('changeTimeout', timeout);
  }

  /** As {@link Watchdog.trigger}. */
  trigger(): void {
    if (this.#home !== undefined) this.#do('trigger');
  }

  /** As {@link Watchdog.pause}. @throws {@link OptionError} */
  pause(reason: string, max: number): void {
    nonEmpty('pause.reason', reason);
    milliseconds('pause.max', max, 0, { min: 1 });
    this.#do('pause', reason, max);
  }

  /** As {@link Watchdog.resume}. */
  resume(reason?: string): void {
    if (this.#home !== undefined) this.#do('resume', reason);
  }

  /** As {@link Watchdog.listenAnew}. */
  listenAnew(): void {
    if (this.#home !== undefined) this.#do('listenAnew');
  }

  /** As {@link Watchdog.startGrace}. @throws {@link OptionError} */
  startGrace(grace: number): void {
    milliseconds('grace', grace, 0, { min: 1 });
    this.#do('startGrace', grace);
  }

  /** Calls `listener` at each such transition, or at all of them with `transition`, when this thread gets to it. */
  on<Name extends keyof WatchdogEvents & string>(
    name: Name,
    listener: (event: WatchdogEvents[Name]) => unknown,
  ): Unsubscribe {
    return this.#emitter.on(name, listener);
  }

  /** The same as `stop`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #do(...call: Call): void {
    this.#home ??= this.#moveIn();
    const { thread, number } = this.#home;
    thread.send({ do: 'call', watchdog: number, call });
  }

  #moveIn(): { readonly thread: Thread; readonly number: number } {
    const thread = Thread.present;
    const number = thread.join({
      told: (report) => this.#told(report),
      lost: (reason) => this.#losesThread(reason),
    });
    this.#lost = undefined;
    thread.send({ do: 'create', watchdog: number, settings: this.#settings });
    return { thread, number };
  }

  async #end(): Promise<void> {
    if (this.#home === undefined) return;
    const { thread, number } = this.#home;
    const late = new AbortController();
    if (this.#lost === undefined) {
      const ended = new Promise<void>((resolve) => {
        this.#ended = resolve;
      });
      thread.send({ do: 'end', watchdog: number });
      await Promise.race([ended, systemClock.sleep(LONGEST_END, { signal: late.signal }).catch(() => {})]);
      late.abort();
    }
    this.#home = undefined;
    this.#lost = undefined;
    await thread.leave(number);
  }

  #look(): Look {
    if (this.#home === undefined) return this.#last;
    const { thread, number } = this.#home;
    const look = this.#lost === undefined ? thread.look(number) : undefined;
    if (look !== undefined) {
      this.#last = look;
      return look;
    }
    const { snapshot, timeout } = this.#last;
    return { timeout, snapshot: unknown(snapshot, this.#lost ?? 'its thread does not answer') };
  }

  #told(report: Report): void {
    switch (report.told) {
      case 'transition':
        this.#tell(report.transition);
        return;
      case 'quiet':
        this.#emitter.emit('quiet', report.quiet);
        return;
      case 'refused':
        this.#emitter.emit('refused', { reason: report.reason });
        return;
      case 'ended':
        this.#last = report.look;
        this.#ended?.();
    }
  }

  #losesThread(reason: string): void {
    this.#lost = reason;
    this.#ended?.();
    this.#tell({ type: 'unknown', at: systemClock.now(), reason });
  }

  #tell(transition: WatchdogTransition): void {
    // The name and the value belong together by construction; the compiler can not see that of a union.
    this.#emitter.emit(transition.type, transition as never);
    this.#emitter.emit('transition', transition);
  }
}

function unstarted(id: string): WatchdogSnapshot {
  return {
    id,
    state: 'disarmed',
    silentFor: 0,
    inGrace: false,
    awaitingRecovery: false,
    silent: false,
    channel: 'unproven',
    petCount: 0,
    refusedCount: 0,
  };
}

/** Whatever was known last, nothing is established now. */
function unknown({ timeLeft: _, ...last }: WatchdogSnapshot, because: string): WatchdogSnapshot {
  return { ...last, silent: false, channel: 'gone', unknownBecause: because };
}
