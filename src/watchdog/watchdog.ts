import {
  type Clock,
  type Deadline,
  Deadlines,
  GuardedEmitter,
  LagMonitor,
  log,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
  type Turn,
  Turns,
  type Unsubscribe,
  warnOfListenerError,
} from '../core/index.js';
import { WatchdogMachine } from './machine.js';
import type { PetSource } from './pet-source.js';
import type { Moment, WatchdogState, WatchdogTransition } from './transition.js';
import {
  checkTimeout,
  checkWatchdogOptions,
  type WatchdogEvents,
  type WatchdogOptions,
  type WatchdogSnapshot,
} from './watchdog-options.js';

const transitions = log('watchdog');

/** How soon it looks again whether this process is healthy: milliseconds. */
const LOOK_AGAIN = 1_000;

/**
 * Expires when it is not petted in time: disarmed → armed → pretimeout → expired.
 *
 * It never expires early; never by buffered pets that were merely not read yet; never while paused; never while the
 * channel of its pets is gone, for that is unknown and not silence; and never when this process itself was stalled.
 * It decides nothing: a supervisor, or a listener, does.
 *
 * ```ts
 * import { pets, Watchdog } from 'qmp-watchdog';
 *
 * await using dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: pets.bytes({ path: '/run/vm1.heartbeat' }) });
 * dog.on('expired', ({ silentFor }) => process.stderr.write(`silent for ${silentFor} ms\n`));
 * dog.start();
 * ```
 */
export class Watchdog implements AsyncDisposable {
  readonly id: string;
  /** Whose silence it is. */
  readonly watches: 'guest' | 'other';
  readonly #timeoutRange: WatchdogOptions['timeoutRange'];
  readonly #mostStretch: number;
  readonly #clock: Clock;
  readonly #machine: WatchdogMachine;
  readonly #deadline: Deadline;
  readonly #lag: LagMonitor;
  readonly #pets: PetSource | undefined;
  readonly #emitter: GuardedEmitter<WatchdogEvents>;
  #started = false;
  #running: AsyncDisposable | undefined;
  #unwatchLag: (() => void) | undefined;
  /** One object for all moments: a pet allocates nothing. */
  readonly #present = { now: 0, stalled: 0, stretch: 1 };
  #petCount = 0;
  #refusedCount = 0;
  #lastRefusal: string | undefined;
  /** Whether what has come over the present connection shows that who is watched would be heard over it. */
  #proven = false;
  readonly #turns: Turns;
  /** In which turn it was last petted, while nobody needs to know it more exactly. */
  #pettedIn: Turn | undefined;
  /** Whether a pet does nothing but postpone the expiry. */
  #undisturbed = false;

  /** @throws {@link OptionError} */
  constructor(options: WatchdogOptions) {
    const checked = checkWatchdogOptions(options);
    this.id = checked.id;
    this.watches = checked.watches;
    this.#timeoutRange = checked.timeoutRange;
    this.#mostStretch = checked.localHealth;
    this.#clock = options.clock ?? systemClock;
    this.#pets = options.pets;
    this.#emitter = new GuardedEmitter(options.onListenerError ?? warnOfListenerError);
    this.#lag = LagMonitor.of(this.#clock);
    this.#turns = Turns.of(this.#clock);
    this.#machine = new WatchdogMachine(
      checked.settings,
      (transition) => this.#tell(transition),
      (quiet) => this.#emitter.emit('quiet', quiet),
    );
    this.#deadline = Deadlines.of(this.#clock).create((_, late) => {
      const noticed = this.#deadline.at + late;
      this.#do((moment) => this.#machine.look(moment, noticed));
    });
  }

  /** Milliseconds. */
  get timeout(): number {
    return this.#machine.timeout;
  }

  /** Where it is in its life. */
  get state(): WatchdogState {
    return this.#machine.state;
  }

  /** Everything at this moment. */
  get snapshot(): WatchdogSnapshot {
    const moment = this.#moment();
    const { state, pausedBy, unknownBecause, inGrace, awaitingRecovery, silent } = this.#machine;
    const timeLeft = this.#machine.timeLeft(moment);
    const suspicion = this.#machine.suspicion(moment);
    return {
      id: this.id,
      state,
      silentFor: this.#machine.silentFor(moment),
      ...(suspicion !== undefined && { suspicion }),
      ...(timeLeft !== undefined && { timeLeft }),
      ...(pausedBy !== undefined && { pausedBy }),
      ...(unknownBecause !== undefined && { unknownBecause }),
      inGrace,
      awaitingRecovery,
      ...(this.#machine.bootedInVain && { bootedInVain: true }),
      silent,
      channel: unknownBecause !== undefined ? 'gone' : this.#proven ? 'proven' : 'unproven',
      petCount: this.#petCount,
      refusedCount: this.#refusedCount,
      ...(this.#lastRefusal !== undefined && { lastRefusal: this.#lastRefusal }),
    };
  }

  /** Milliseconds until it expires if nothing happens; undefined when it would not. */
  get timeLeft(): number | undefined {
    return this.#machine.timeLeft(this.#moment());
  }

  /** Starts its source of pets, and arms it by `armOn`. A supervisor that runs does this. Idempotent. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    if (this.#pets !== undefined) {
      this.#machine.channelClosed('not connected yet', this.#moment());
      this.#running = this.#pets.start(
        {
          pet: () => this.pet(),
          opened: () => {
            this.#proven = false;
            this.#do((moment) => this.#machine.channelOpened(moment));
          },
          closed: (reason) => this.#do((moment) => this.#machine.channelClosed(reason, moment)),
          heard: () => {
            this.#proven = true;
          },
          refused: (reason) => this.#refused(reason),
          failed: (reason) => {
            this.#proven = true;
            this.#do((moment) => this.#machine.fail(reason, moment));
          },
          triggered: () => {
            this.#proven = true;
            this.trigger();
          },
          paused: (reason, max) => this.#do((moment) => this.#machine.pause(reason, max, moment)),
          resumed: (reason) => this.#do((moment) => this.#machine.resume(moment, reason)),
          asked: (timeout) => this.#asked(timeout),
        },
        { clock: this.#clock },
      );
    }
    this.#do((moment) => this.#machine.start(moment));
  }

  /** Ends what `start` began and disarms it. Idempotent; it may be started again. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#started = false;
    this.#do((moment) => this.#machine.stop(moment));
    await running?.[Symbol.asyncDispose]();
  }

  /** Arms it, with the whole timeout left. */
  arm(): void {
    this.#do((moment) => this.#machine.arm(moment));
  }

  /** Disarms it. Pets do not arm it again: only `arm`, `start` and `startGrace` do. */
  disarm(): void {
    this.#do((moment) => this.#machine.disarm(moment));
  }

  /** A sign of life: the whole timeout is left again. */
  pet(): void {
    this.#petCount += 1;
    this.#proven = true;
    // Most pets change nothing that anybody looks at before the deadline: then the turn is all that need be kept.
    if (this.#undisturbed) this.#pettedIn = this.#turns.present;
    else this.#do((moment) => this.#machine.pet(moment));
  }

  /**
   * Another timeout in milliseconds, counted from now. Like in Linux, one that is not longer than `pretimeout` has no
   * warning.
   * @throws {@link OptionError}
   */
  changeTimeout(timeout: number): void {
    checkTimeout(timeout);
    this.#do((moment) => this.#machine.changeTimeout(timeout, moment));
  }

  /** Expires it now, unless it is disarmed. */
  trigger(): void {
    this.#do((moment) => this.#machine.trigger(moment));
  }

  /**
   * Excuses silence for a reason, for at most `max` milliseconds. Several reasons may hold at a time; it listens again
   * when none is left. The same reason again gets a new bound. Disarming ends every pause.
   */
  pause(reason: string, max: number): void {
    nonEmpty('pause.reason', reason);
    milliseconds('pause.max', max, 0, { min: 1 });
    this.#do((moment) => this.#machine.pause(reason, max, moment));
  }

  /** Ends the pause of this reason, or without one of every reason; when none is left the timeout starts anew. */
  resume(reason?: string): void {
    this.#do((moment) => this.#machine.resume(moment, reason));
  }

  /**
   * Nothing could be heard until now, whatever the channel looked like: silence counts from here. Where it has expired
   * it stays so, and a whole timeout passes until its silence is established again.
   */
  listenAnew(): void {
    this.#do((moment) => this.#machine.listenAnew(moment));
  }

  /**
   * A boot begins: it is armed from here, unless `armOn` leaves that to a call of `arm`; silence is excused until the
   * first pet, and when none comes within `grace` milliseconds it expires with the cause `boot-grace`.
   */
  startGrace(grace: number): void {
    milliseconds('grace', grace, 0, { min: 1 });
    this.#do((moment) => this.#machine.startGrace(grace, moment));
  }

  /** Calls `listener` at each such transition, or at all of them with `transition`. */
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

  #refused(reason: string): void {
    this.#refusedCount += 1;
    this.#lastRefusal = reason;
    this.#emitter.emit('refused', { reason });
  }

  /** A wish that can not be granted is dropped and counted, like anything else that is no sign of life. */
  #asked(timeout: number): void {
    const { min = 1, max = 0 } = this.#timeoutRange ?? {};
    if (!(timeout > 0)) this.#refused(`it asked for a timeout of ${timeout} ms`);
    else if (max === 0)
      this.#refused(`it asked for a timeout of ${timeout} ms, and may not choose (timeoutRange)`);
    else this.changeTimeout(Math.min(Math.max(timeout, min), max));
  }

  #do(change: (moment: Moment) => void): void {
    // Stalls of this process are known only while somebody looks out for them: also one that comes right after the moment
    // from which silence counts.
    this.#unwatchLag ??= this.#lag.watch();
    change(this.#moment());
    this.#undisturbed = this.#machine.undisturbed;
    this.#deadline.set(this.#due);
    if (this.#started || this.#machine.state !== 'disarmed') return;
    // A listener may have stopped it meanwhile.
    this.#unwatchLag?.();
    this.#unwatchLag = undefined;
  }

  /** While it is stretched it looks again soon: it may be shorter by then. */
  get #due(): number {
    const { due } = this.#machine;
    return this.#present.stretch > 1 ? Math.min(due, this.#present.now + LOOK_AGAIN) : due;
  }

  /** The present one; the machine knows every pet up to it. */
  #moment(): Moment {
    const present = this.#present;
    const petted = this.#pettedIn;
    if (petted !== undefined) {
      this.#pettedIn = undefined;
      if (petted.endedAt !== undefined) {
        present.now = petted.endedAt;
        present.stalled = petted.stalled;
        this.#machine.pet(present);
      }
    }
    present.now = this.#clock.now();
    present.stalled = this.#lag.total(present.now);
    present.stretch = Math.min(this.#lag.multiplier, this.#mostStretch);
    // The turn lasts: for all that anybody can tell, the pet came right now.
    if (petted !== undefined && petted.endedAt === undefined) this.#machine.pet(present);
    return present;
  }

  #tell(transition: WatchdogTransition): void {
    if (transitions.enabled) {
      const { type, ...detail } = transition;
      transitions('%s: %s %o', this.id, type, detail);
    }
    // The name and the value belong together by construction; the compiler can not see that of a union.
    this.#emitter.emit(transition.type, transition as never);
    this.#emitter.emit('transition', transition);
  }
}
