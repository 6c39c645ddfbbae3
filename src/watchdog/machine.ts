/** Where a watchdog is in its life. */
export type WatchdogState = 'disarmed' | 'armed' | 'pretimeout' | 'expired';

/** Why a watchdog expired: nobody petted it, somebody triggered it, or a booting guest never petted it. */
export type ExpiryCause = 'silence' | 'trigger' | 'boot-grace';

/** What happened to a watchdog. Times are on the clock's `now()` scale, durations milliseconds. */
export type WatchdogTransition =
  | { readonly type: 'armed'; readonly at: number }
  | { readonly type: 'disarmed'; readonly at: number }
  /** The last warning: no pet for all of the timeout but its last `pretimeout` milliseconds. */
  | {
      readonly type: 'pretimeout';
      readonly at: number;
      readonly silentFor: number;
      readonly timeLeft: number;
    }
  | { readonly type: 'expired'; readonly at: number; readonly silentFor: number; readonly cause: ExpiryCause }
  /** The first pet after an expiry. */
  | { readonly type: 'recovered'; readonly at: number; readonly after: number }
  | { readonly type: 'paused'; readonly at: number; readonly reason: string }
  | { readonly type: 'resumed'; readonly at: number; readonly by: 'call' | 'limit' }
  /** The channel of the pets is gone: silence is unknown from here on. */
  | { readonly type: 'unknown'; readonly at: number; readonly reason: string }
  | { readonly type: 'known'; readonly at: number }
  /** This process stood still for `stalled` of the milliseconds since the last pet: they do not count as silence. */
  | { readonly type: 'late'; readonly at: number; readonly stalled: number }
  /** A reset or boot: silence is excused until the first pet, for at most `grace` milliseconds. */
  | { readonly type: 'grace'; readonly at: number; readonly grace: number };

/** Half of the timeout has passed without a pet. Times are on the clock's `now()` scale, durations milliseconds. */
export interface Quiet {
  readonly at: number;
  readonly silentFor: number;
}

/** The timings and choices of a watchdog, checked. */
export interface WatchdogSettings {
  readonly timeout: number;
  readonly pretimeout: number;
  readonly armOn: 'start' | 'first-pet';
  readonly onExpiry: 'latch' | 'rearm';
}

const NEVER = Number.POSITIVE_INFINITY;

/** The moment of an input: the clock's reading, and how long this process has stood still in all up to it. */
export interface Moment {
  readonly now: number;
  readonly stalled: number;
}

/**
 * A watchdog without a clock: inputs carry their moment, transitions come out, and `due` says when to call `look`.
 *
 * Silence is the time since the last pet in which somebody was listening: while this process stood still, while the
 * watchdog was paused, and while the channel of its pets was gone, nobody was. So a verdict always rests on a whole
 * timeout of listening, and a process that stalls often finds a dead guest late but finds it.
 */
export class WatchdogMachine {
  readonly #settings: WatchdogSettings;
  readonly #changed: (transition: WatchdogTransition) => void;
  readonly #quiet: (quiet: Quiet) => void;
  #state: WatchdogState = 'disarmed';
  #awaitingFirstPet = false;
  /** The last sign of life, or the moment from which silence counts. */
  #sinceNow = 0;
  #sinceStalled = 0;
  /** What of the time since then is known not to count. */
  #excused = 0;
  #expiredAt: number | undefined;
  #silent = false;
  /** Whether it was said that half of the timeout has passed. */
  #saidQuiet = false;
  /** Until when each reason excuses silence. */
  readonly #pauses = new Map<string, number>();
  #grace: number | undefined;
  #gone: string | undefined;

  constructor(
    settings: WatchdogSettings,
    changed: (transition: WatchdogTransition) => void,
    quiet: (quiet: Quiet) => void,
  ) {
    this.#settings = settings;
    this.#changed = changed;
    this.#quiet = quiet;
  }

  get state(): WatchdogState {
    return this.#state;
  }

  /** Why it is paused, or undefined. */
  get pausedBy(): string | undefined {
    return this.#paused ? [...this.#pauses.keys()].join(', ') : undefined;
  }

  /** Why nothing can be said of the silence, or undefined. */
  get unknownBecause(): string | undefined {
    return this.#gone;
  }

  /** Whether silence is excused until the first pet. */
  get inGrace(): boolean {
    return this.#grace !== undefined;
  }

  /** Whether it has expired and no pet has come since. */
  get awaitingRecovery(): boolean {
    return this.#expiredAt !== undefined;
  }

  /** Whether its silence is established: it has expired, and has listened ever since without a pet. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Whether a pet would do nothing but postpone the expiry. */
  get undisturbed(): boolean {
    return (
      this.#state === 'armed' &&
      this.#expiredAt === undefined &&
      this.#grace === undefined &&
      !this.#saidQuiet &&
      !this.#silent
    );
  }

  /** Milliseconds of silence, without those in which this process stood still. */
  silentFor(moment: Moment): number {
    return Math.max(moment.now - this.#sinceNow - (moment.stalled - this.#sinceStalled), 0);
  }

  /** Milliseconds until it expires if nothing happens; undefined when it would not. */
  timeLeft(moment: Moment): number | undefined {
    if (this.#state === 'disarmed' || this.#state === 'expired' || this.#paused || this.#gone !== undefined)
      return undefined;
    return Math.max((this.#grace ?? this.#settings.timeout) - this.silentFor(moment), 0);
  }

  /** When to call {@link look}. */
  get due(): number {
    if (this.#state === 'disarmed') return NEVER;
    if (this.#paused) return Math.min(...this.#pauses.values());
    if (this.#gone !== undefined) return NEVER;
    if (this.#state === 'expired') return this.#silent ? NEVER : this.#expiry;
    if (this.#grace !== undefined) return this.#expiry;
    return Math.min(
      this.#saidQuiet ? NEVER : this.#quietAt,
      this.#state === 'armed' ? this.#expiry - this.#settings.pretimeout : this.#expiry,
    );
  }

  /** Begins by `armOn`: armed at once, or at the first pet. */
  start(moment: Moment): void {
    if (this.#settings.armOn === 'start') this.arm(moment);
    else if (this.#state === 'disarmed') this.#awaitingFirstPet = true;
  }

  arm(moment: Moment): void {
    const already = this.#state === 'armed';
    this.#listenFrom(moment);
    if (!already) this.#changed({ type: 'armed', at: moment.now });
  }

  disarm({ now }: Moment): void {
    this.#awaitingFirstPet = false;
    this.#expiredAt = undefined;
    this.#grace = undefined;
    this.#silent = false;
    this.#pauses.clear();
    if (this.#state === 'disarmed') return;
    this.#state = 'disarmed';
    this.#changed({ type: 'disarmed', at: now });
  }

  /** Ends: disarmed, and nothing is known of the channel any more. */
  stop(moment: Moment): void {
    this.#gone = undefined;
    this.disarm(moment);
  }

  pet(moment: Moment): void {
    if (this.#state === 'disarmed') {
      if (this.#awaitingFirstPet) this.arm(moment);
      return;
    }
    this.#listenFrom(moment);
    if (this.#expiredAt === undefined) return;
    const after = moment.now - this.#expiredAt;
    this.#expiredAt = undefined;
    this.#changed({ type: 'recovered', at: moment.now, after });
  }

  /** Expires now, whatever the silence, unless it is disarmed. */
  trigger(moment: Moment): void {
    if (this.#state !== 'disarmed' && this.#state !== 'expired') this.#expire(moment, 'trigger');
  }

  /** Excuses silence for this reason too, for at most `max` milliseconds, also when it is armed only later. */
  pause(reason: string, max: number, { now }: Moment): void {
    const already = this.#pauses.has(reason);
    this.#pauses.set(reason, now + max);
    if (!already) this.#changed({ type: 'paused', at: now, reason });
  }

  /** Ends the pause of this reason, or of every one. The timeout starts anew: who was paused could not pet. */
  resume(moment: Moment, reason?: string): void {
    if (!this.#paused) return;
    if (reason === undefined) this.#pauses.clear();
    else this.#pauses.delete(reason);
    this.#resumed(moment, 'call');
  }

  /** A boot begins: armed from here whatever `armOn` says, silence excused for `grace` milliseconds or until a pet. */
  startGrace(grace: number, moment: Moment): void {
    this.#listenFrom(moment, grace);
    this.#changed({ type: 'grace', at: moment.now, grace });
  }

  channelClosed(reason: string, { now }: Moment): void {
    const already = this.#gone !== undefined;
    this.#gone = reason;
    if (!already) this.#changed({ type: 'unknown', at: now, reason });
  }

  channelOpened(moment: Moment): void {
    if (this.#gone === undefined) return;
    this.#gone = undefined;
    this.listenAnew(moment);
    this.#changed({ type: 'known', at: moment.now });
  }

  /**
   * Nothing could be heard until now, so silence counts from here. Once expired it stays so, but the silence must be
   * established again.
   */
  listenAnew(moment: Moment): void {
    if (this.#state === 'disarmed') return;
    const { state } = this;
    this.#listenFrom(moment, this.#grace);
    if (state === 'expired') this.#state = state;
  }

  /** Judges. Call it when `due` has come and what had arrived by then has been delivered. */
  look(moment: Moment): void {
    const { now } = moment;
    if (now < this.due) return;
    if (this.#paused) {
      for (const [reason, until] of this.#pauses) if (until <= now) this.#pauses.delete(reason);
      this.#resumed(moment, 'limit');
      return;
    }
    const excused = moment.stalled - this.#sinceStalled;
    if (excused > this.#excused) {
      this.#excused = excused;
      if (now < this.due) {
        this.#changed({ type: 'late', at: now, stalled: excused });
        return;
      }
    }
    const silentFor = this.silentFor(moment);
    if (this.#state === 'expired') this.#silent = true;
    else if (this.#grace !== undefined) this.#expire(moment, 'boot-grace');
    else if (now >= this.#expiry) this.#expire(moment, 'silence');
    else {
      if (!this.#saidQuiet && now >= this.#quietAt) {
        this.#saidQuiet = true;
        this.#quiet({ at: now, silentFor });
      }
      if (this.#state !== 'armed' || now < this.#expiry - this.#settings.pretimeout) return;
      this.#state = 'pretimeout';
      this.#changed({ type: 'pretimeout', at: now, silentFor, timeLeft: this.#expiry - now });
    }
  }

  get #quietAt(): number {
    return this.#expiry - this.#settings.timeout / 2;
  }

  get #expiry(): number {
    return this.#sinceNow + this.#excused + (this.#grace ?? this.#settings.timeout);
  }

  get #paused(): boolean {
    return this.#pauses.size > 0;
  }

  #resumed(moment: Moment, by: 'call' | 'limit'): void {
    if (this.#paused) return;
    if (this.#state !== 'disarmed') this.#listenFrom(moment, this.#grace);
    this.#changed({ type: 'resumed', at: moment.now, by });
  }

  #listenFrom(moment: Moment, grace?: number): void {
    this.#awaitingFirstPet = false;
    this.#state = 'armed';
    // Copied, not kept: the caller uses one object for all its moments.
    this.#sinceNow = moment.now;
    this.#sinceStalled = moment.stalled;
    this.#excused = 0;
    this.#grace = grace;
    this.#silent = false;
    this.#saidQuiet = false;
  }

  #expire(moment: Moment, cause: ExpiryCause): void {
    const silentFor = this.silentFor(moment);
    this.#expiredAt ??= moment.now;
    this.#grace = undefined;
    if (this.#settings.onExpiry === 'rearm') this.#listenFrom(moment);
    else this.#state = 'expired';
    this.#silent = true;
    this.#changed({ type: 'expired', at: moment.now, silentFor, cause });
  }
}
