import { randomUUID } from 'node:crypto';
import { knownOptions, milliseconds } from '../../core/index.js';
import { LineFraming } from '../pets/line-framing.js';
import type { NewReader } from '../pets/run.js';
import { petSource } from '../pets/source.js';
import { Watchdog } from '../watchdog.js';
import { type ArmedTimers, ArmedTimersError, checkArmedTimers } from './armed-timers.js';
import { followBoots } from './boots.js';
import { Dialogue, newAnswers } from './dialogue.js';
import { importedHere } from './imported-states.js';
import { type CheckedGuestArmedOptions, checkGuestArmedOptions, type GuestArmedOptions } from './options.js';
import { isAnybodys, LONGEST_LINE, readRequest } from './request.js';
import { SharedPort } from './shared-port.js';
import type { GuestTimer } from './timer-slots.js';

/** A {@link GuestArmed} at one moment; each of its watchdogs has a snapshot of its own. */
export interface GuestArmedSnapshot {
  /** The guest's boots that are known of, from 1. */
  readonly epoch: number;
  /** Whether its timers were exported: nothing can be armed here until it boots again, or they come back. */
  readonly moved: boolean;
  readonly timers: readonly (GuestTimer & { readonly watchdog: string })[];
  /** How many answers were not sent because the guest did not read the ones before. */
  readonly unansweredCount: number;
}

/** Options of {@link GuestArmed.import}. */
export interface ImportOptions {
  /**
   * What is added to what each timer has left, for the time on the way, in milliseconds. Default 30,000, at least 1,000, at
   * most a day.
   */
  readonly grace?: number | undefined;
}

/**
 * Watchdogs that the guest arms for itself, over a port of its own: it asks for a timer and a timeout, and pets it, in
 * lines that a shell script can write. The host decides how many there are, how long their timeouts may be and, with
 * policies on `watchdogs`, what follows when one expires.
 *
 * A timer that is armed stays so: neither a port that is closed, by the guest or by QEMU, nor anything odd that comes in
 * disarms it. The guest's `DISARM` does, unless `nowayout` forbids it, and a reset or shutdown of the guest.
 *
 * Each timer is a `Watchdog` whose `armOn` is `'call'`. A supervisor, or their `start`, begins to follow the port.
 *
 * ```ts
 * import { act, GuestArmed, on, Supervisor, Vm } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
 * const { watchdogs } = new GuestArmed({ port: { path: '/run/vm1.watchdog' }, vm });
 * const policies = [{ name: 'hung guest', on: on.any(...watchdogs.map(on.expired)), do: act.onWatchdog('restart') }];
 * await new Supervisor({ vm, watchdogs, policies }).run();
 * ```
 */
export class GuestArmed implements AsyncDisposable {
  /** One for each timer, in the order of their ids: `guest-1`, `guest-2`. */
  readonly watchdogs: readonly Watchdog[];
  readonly #options: CheckedGuestArmedOptions;
  readonly #port: SharedPort;
  readonly #dialogue: Dialogue;
  #exported: ArmedTimers | undefined;
  #unansweredCount = 0;
  /** How many resets have not been followed by a round of I/O yet. */
  #resetting = 0;

  /** @throws {@link OptionError} */
  constructor(options: GuestArmedOptions) {
    this.#options = checkGuestArmedOptions(options);
    const { port, channel, id, terms, pretimeout, clock, onListenerError } = this.#options;
    this.#port = new SharedPort(
      petSource('guest-armed timers', port, channel, () => this.#newReader),
      () => this.#follow(),
    );
    this.watchdogs = Array.from(
      { length: terms.timers },
      (_, index) =>
        new Watchdog({
          id: `${id}-${index + 1}`,
          timeout: terms.maxTimeout,
          pretimeout,
          armOn: 'call',
          pets: { name: this.#port.name, start: (sink, context) => this.#port.join(sink, context) },
          onListenerError,
          clock,
        }),
    );
    this.#dialogue = new Dialogue(terms, {
      feed: (timer, timeout) => {
        const watchdog = this.#watchdog(timer);
        this.#grant(watchdog, timeout);
        watchdog.pet();
      },
      arm: (timer, left) => this.#grant(this.#watchdog(timer), left),
      disarm: (timer) => {
        const watchdog = this.#watchdog(timer);
        watchdog.pet();
        watchdog.disarm();
      },
      release: (timer) => {
        const watchdog = this.#watchdog(timer);
        // One that has expired waits for its guest to be back: it is disarmed by nothing less.
        if (!watchdog.snapshot.awaitingRecovery) watchdog.disarm();
      },
      doubt: (timer) => {
        const watchdog = this.#watchdog(timer);
        if (watchdog.state === 'disarmed') watchdog.arm();
        watchdog.startGrace(this.#options.bootGrace);
      },
      watchdog: (timer) => this.#watchdog(timer).snapshot,
      refused: (reason) => this.#port.refused(reason),
    });
  }

  /** What the guest has armed at this moment. */
  get snapshot(): GuestArmedSnapshot {
    const { epoch, moved, timers } = this.#dialogue;
    return {
      epoch,
      moved,
      timers: timers.map((timer) => ({ ...timer, watchdog: this.#watchdog(timer.id).id })),
      unansweredCount: this.#unansweredCount,
    };
  }

  /**
   * What the guest has armed, for the host that it goes to. From here on its timers are disarmed here, and the guest can
   * arm none, until it boots again or they are imported back. Called again before that, it returns the same. Call it when
   * the guest stands still: before that, it is watched by nobody in between.
   */
  export(): ArmedTimers {
    if (this.#exported !== undefined && this.#dialogue.moved) return this.#exported;
    const { epoch } = this.#dialogue;
    const timers = this.#dialogue.moveAway().map(({ id, name, timeout, left }) => ({
      id,
      timeout,
      remaining: left,
      ...(name !== undefined && { name }),
    }));
    this.#exported = { version: 1, id: randomUUID(), epoch, timers };
    for (const watchdog of this.watchdogs) watchdog.disarm();
    return this.#exported;
  }

  /**
   * Arms what the guest had armed where it comes from; each timer has what it had left there, as far as this host grants
   * so much, and `grace`. One that the guest has armed here already stays as it is. Taking back one's own, when the guest
   * did not go after all, is the same.
   *
   * A process imports a state once, by whichever object; of more than 65,536 it forgets the oldest. Another process, or this
   * one when it has restarted, would arm by it again, whatever the guest has disarmed meanwhile. Delete what you keep it in
   * before you import it.
   * @throws {@link ArmedTimersError} it is none, or has been imported; nothing was armed.
   * @throws {@link OptionError}
   */
  import(state: ArmedTimers, options: ImportOptions = {}): void {
    knownOptions('import', options, ['grace']);
    const grace = milliseconds('import.grace', options.grace, 30_000, { min: 1_000, max: 86_400_000 });
    const { terms, bootGrace } = this.#options;
    const { id, timers } = checkArmedTimers(state, terms.timers);
    // No state from elsewhere has a timer wait for longer than any here may.
    const longest = Math.max(terms.maxTimeout, terms.byeGrace, bootGrace);
    if (importedHere.has(id))
      throw new ArmedTimersError(
        'imported',
        `was imported before: no timer is armed twice by ${id}. What imported it can export its timers anew`,
      );
    if (this.#exported?.id === id && !this.#dialogue.moved)
      throw new ArmedTimersError('outdated', `was exported here, and the guest has booted since`);
    importedHere.add(id);
    this.#dialogue.moveIn(
      timers.map(({ id: timer, name, timeout, remaining }) => ({
        id: timer,
        name,
        timeout,
        left: Math.min(remaining, longest) + grace,
      })),
    );
  }

  /** Stops its watchdogs, and lets go of the port. Idempotent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.watchdogs.map((watchdog) => watchdog.stop()));
  }

  readonly #newReader: NewReader = ({ told, reply }) => {
    const { clock } = this.#options;
    const answers = newAnswers(clock.now());
    const answer = (text: string | undefined): void => {
      if (text !== undefined && !reply(`${text}\n`)) this.#unansweredCount += 1;
    };
    const framing = new LineFraming(LONGEST_LINE, {
      line: (bytes) => {
        if (this.#resetting > 0) {
          told.refused('a line from before a reset');
          return;
        }
        const request = readRequest(bytes.toString('latin1'));
        // Who talks nonsense, or only asks, is not known to be the guest: it proves nothing and takes nobody's place.
        if (!isAnybodys(request)) told.heard();
        answer(this.#dialogue.take(request, answers, clock.now()));
      },
      tooLong: () => answer(this.#dialogue.tooLong(answers, clock.now())),
    });
    return (read) => framing.push(read);
  };

  #watchdog(timer: number): Watchdog {
    const watchdog = this.watchdogs[timer - 1];
    if (watchdog === undefined) throw new RangeError(`there is no timer ${timer}`);
    return watchdog;
  }

  #grant(watchdog: Watchdog, timeout: number): void {
    if (watchdog.timeout !== timeout) watchdog.changeTimeout(timeout);
    if (watchdog.state === 'disarmed') watchdog.arm();
  }

  /** While it did not follow, a reset would not have been heard of either. */
  #follow(): () => void {
    this.#dialogue.doubt();
    const { vm } = this.#options;
    if (vm === undefined) return () => {};
    return followBoots(vm, {
      reset: () => void this.#reset(),
      shutdown: () => {
        void this.#reset();
        for (const watchdog of this.watchdogs) watchdog.disarm();
      },
      gap: () => this.#dialogue.doubt(),
    });
  }

  /** A line from before the reset, read after it, is none of the new boot's. */
  async #reset(): Promise<void> {
    this.#dialogue.newEpoch();
    this.#resetting += 1;
    await this.#options.clock.drain();
    this.#resetting -= 1;
  }
}
