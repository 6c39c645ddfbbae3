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

/** Its life in a thread, from the first call that needs one to `stop`. */
interface Home {
  readonly thread: Thread;
  readonly number: number;
  /** Aborts when nothing more comes from there. */
  readonly over: AbortController;
  /** Why its thread can tell nothing more. */
  lost?: string;
}

/**
 * A {@link Watchdog} whose deadline and source of pets, its sockets included, are in another thread, which all isolated
 * watchdogs of this process share: however busy this thread is, no pet is lost and none is missed, and it expires in
 * time. What follows of that, its listeners and a supervisor, is in this thread and waits for it.
 *
 * What it is told it does in order, without an answer. To look at it (`snapshot`, `state`, `timeLeft`, `timeout`) asks its
 * thread and stands still until it answers: some 0.1 ms, and the first time until it has started, some 50 ms. One that does
 * not answer within 2,000 ms, or 10,000 the first time, is `unknown`, and so is one whose thread has ended: stop it and
 * start it again. The thread begins with the first call that needs it and ends when the last of them is stopped; what was
 * counted begins anew then. All that is refused is counted. Of a flood of refusals or transitions at most 100 a second are
 * told, and how it has ended.
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
  #home: Home | undefined;
  #ending: Promise<unknown> = Promise.resolve();

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
    const home = this.#home;
    if (home !== undefined) {
      // Whoever starts it again before it has ended has it live anew, beside the end of this life.
      this.#home = undefined;
      this.#last = { ...this.#last, snapshot: stopped(this.#last.snapshot) };
      this.#ending = Promise.all([this.#ending, this.#leave(home)]);
    }
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

  #moveIn(): Home {
    const thread = Thread.present;
    const over = new AbortController();
    const number = thread.join({
      told: (report) => this.#told(report, home),
      lost: (reason) => this.#loses(home, reason),
    });
    const home: Home = { thread, number, over };
    thread.send({ do: 'create', watchdog: number, settings: this.#settings });
    return home;
  }

  async #leave({ thread, number, over, lost }: Home): Promise<void> {
    if (lost === undefined) {
      thread.send({ do: 'end', watchdog: number });
      await systemClock.sleep(LONGEST_END, { signal: over.signal }).catch(() => {});
    }
    await thread.leave(number);
  }

  #look(): Look {
    if (this.#home === undefined) return this.#last;
    const { thread, number, lost } = this.#home;
    const look = lost === undefined ? thread.look(number) : undefined;
    if (look !== undefined) {
      this.#last = look;
      return look;
    }
    const { snapshot, timeout } = this.#last;
    return { timeout, snapshot: unknown(snapshot, lost ?? 'its thread does not answer') };
  }

  #told(report: Report, home: Home): void {
    const ending = this.#home !== home;
    switch (report.told) {
      case 'transition':
        // What happened before its thread heard of the end is nobody's business any more.
        if (!ending || report.transition.type === 'disarmed') this.#tell(report.transition);
        return;
      case 'quiet':
        if (!ending) this.#emitter.emit('quiet', report.quiet);
        return;
      case 'refused':
        if (!ending) this.#emitter.emit('refused', { reason: report.reason });
        return;
      case 'ended':
        if (this.#home === undefined) this.#last = report.look;
        home.over.abort();
    }
  }

  #loses(home: Home, reason: string): void {
    home.lost = reason;
    home.over.abort();
    if (this.#home === home) this.#tell({ type: 'unknown', at: systemClock.now(), reason });
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

/** What is known of it until its thread says how it ended. */
function stopped({
  timeLeft: _,
  pausedBy: __,
  unknownBecause: ___,
  bootedInVain: ____,
  ...last
}: WatchdogSnapshot): WatchdogSnapshot {
  return {
    ...last,
    state: 'disarmed',
    inGrace: false,
    awaitingRecovery: false,
    silent: false,
    channel: 'unproven',
  };
}

/** Whatever was known last, nothing is established now. */
function unknown({ timeLeft: _, ...last }: WatchdogSnapshot, because: string): WatchdogSnapshot {
  return { ...last, silent: false, channel: 'gone', unknownBecause: because };
}
