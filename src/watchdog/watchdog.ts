import {
  type Clock,
  type Deadline,
  Deadlines,
  GuardedEmitter,
  knownOptions,
  LagMonitor,
  milliseconds,
  nonEmpty,
  oneOf,
  OptionError,
  systemClock,
  type Turn,
  Turns,
  type Unsubscribe,
  warnOfListenerError,
} from '../core/index.js';
import { type Moment, WatchdogMachine, type WatchdogState, type WatchdogTransition } from './machine.js';
import type { PetSource } from './pet-source.js';
import {
  WATCHDOG_OPTIONS,
  type WatchdogEvents,
  type WatchdogOptions,
  type WatchdogSnapshot,
} from './watchdog-options.js';

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
  /** Milliseconds. */
  readonly timeout: number;
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
  readonly #present = { now: 0, stalled: 0 };
  #petCount = 0;
  #refusedCount = 0;
  /** Whether anything has come over the present connection. */
  #proven = false;
  readonly #turns: Turns;
  /** In which turn it was last petted, while nobody needs to know it more exactly. */
  #pettedIn: Turn | undefined;
  /** Whether a pet does nothing but postpone the expiry. */
  #undisturbed = false;

  /** @throws {@link OptionError} */
  constructor(options: WatchdogOptions) {
    knownOptions('watchdog', options, WATCHDOG_OPTIONS);
    this.id = nonEmpty('watchdog.id', options.id);
    if (options.timeout === undefined)
      throw new OptionError('watchdog.timeout', undefined, 'a number of milliseconds');
    this.timeout = milliseconds('watchdog.timeout', options.timeout, 0, { min: 10, max: 2 ** 40 });
    const pretimeout = milliseconds('watchdog.pretimeout', options.pretimeout, 0, { min: 0 });
    if (pretimeout >= this.timeout)
      throw new OptionError(
        'watchdog.pretimeout',
        pretimeout,
        `less than the timeout, ${this.timeout}: it counts back from expiry`,
      );
    this.#clock = options.clock ?? systemClock;
    this.#pets = options.pets;
    this.#emitter = new GuardedEmitter(options.onListenerError ?? warnOfListenerError);
    this.#lag = LagMonitor.of(this.#clock);
    this.#turns = Turns.of(this.#clock);
    this.#machine = new WatchdogMachine(
      {
        timeout: this.timeout,
        pretimeout,
        armOn: oneOf('watchdog.armOn', options.armOn, 'start', ['start', 'first-pet']),
        onExpiry: oneOf('watchdog.onExpiry', options.onExpiry, 'latch', ['latch', 'rearm']),
      },
      (transition) => this.#tell(transition),
      (quiet) => this.#emitter.emit('quiet', quiet),
    );
    this.#deadline = Deadlines.of(this.#clock).create(() => this.#do((moment) => this.#machine.look(moment)));
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
    return {
      id: this.id,
      state,
      silentFor: this.#machine.silentFor(moment),
      ...(timeLeft !== undefined && { timeLeft }),
      ...(pausedBy !== undefined && { pausedBy }),
      ...(unknownBecause !== undefined && { unknownBecause }),
      inGrace,
      awaitingRecovery,
      silent,
      channel: unknownBecause !== undefined ? 'gone' : this.#proven ? 'proven' : 'unproven',
      petCount: this.#petCount,
      refusedCount: this.#refusedCount,
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
          refused: () => {
            this.#proven = true;
            this.#refusedCount += 1;
          },
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
   * A boot begins: it is armed from here whatever `armOn` says, silence is excused until the first pet, and when none
   * comes within `grace` milliseconds it expires with the cause `boot-grace`.
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

  #do(change: (moment: Moment) => void): void {
    change(this.#moment());
    this.#undisturbed = this.#machine.undisturbed;
    this.#deadline.set(this.#machine.due);
    this.#followLag();
  }

  /** Stalls of this process are known only while somebody looks out for them. */
  #followLag(): void {
    if (this.#started || this.#machine.state !== 'disarmed') this.#unwatchLag ??= this.#lag.watch();
    else {
      this.#unwatchLag?.();
      this.#unwatchLag = undefined;
    }
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
    // The turn lasts: for all that anybody can tell, the pet came right now.
    if (petted !== undefined && petted.endedAt === undefined) this.#machine.pet(present);
    return present;
  }

  #tell(transition: WatchdogTransition): void {
    // The name and the value belong together by construction; the compiler can not see that of a union.
    this.#emitter.emit(transition.type, transition as never);
    this.#emitter.emit('transition', transition);
  }
}
