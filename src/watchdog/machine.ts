import { Phi } from './phi.js';
import type {
  ExpiryCause,
  Moment,
  Quiet,
  WatchdogSettings,
  WatchdogState,
  WatchdogTransition,
} from './transition.js';

const NEVER = Number.POSITIVE_INFINITY;
/** Pets that come closer together were read together: milliseconds. */
const LEAST_INTERVAL = 1;

/**
 * A watchdog without a clock: inputs carry their moment, transitions come out, and `due` says when to call `look`.
 *
 * Silence is the time since the last pet in which somebody was listening: while this process stood still, while the
 * watchdog was paused, and while the channel of its pets was gone, nobody was. So a verdict always rests on a whole
 * timeout of listening, and a process that stalls often finds a dead guest late but finds it.
 */
export class WatchdogMachine {
  readonly #settings: WatchdogSettings;
  #timeout: number;
  readonly #phi: Phi | undefined;
  #stretch = 1;
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
  /** Whether its last expiry was the end of a boot grace. */
  #inVain = false;
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
    this.#timeout = settings.timeout;
    this.#phi = settings.phi === undefined ? undefined : new Phi(settings.phi);
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

  /** Milliseconds: as was said or, with phi, learned. */
  get timeout(): number {
    return this.#phi?.timeout(this.#timeout) ?? this.#timeout;
  }

  /** Whether silence is excused until the first pet. */
  get inGrace(): boolean {
    return this.#grace !== undefined;
  }

  /** Whether it has expired and no pet has come since. */
  get awaitingRecovery(): boolean {
    return this.#expiredAt !== undefined;
  }

  /** Whether what it waits for is a guest that did not come up within its boot grace. */
  get bootedInVain(): boolean {
    return this.#inVain && this.#expiredAt !== undefined;
  }

  /** Whether its silence is established: it has expired, and has listened ever since without a pet. */
  get silent(): boolean {
    return this.#silent;
  }

  /** Whether a pet would do nothing but postpone the expiry. */
  get undisturbed(): boolean {
    return (
      this.#state === 'armed' &&
      this.#phi === undefined &&
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
    return Math.max(this.#allowance - this.silentFor(moment), 0);
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
      this.#state === 'armed' ? this.#expiry - this.#pretimeout : this.#expiry,
    );
  }

  /** Begins by `armOn`: armed at once, at the first pet, or when it is called for. */
  start(moment: Moment): void {
    const { armOn } = this.#settings;
    if (armOn === 'start') this.arm(moment);
    else if (armOn === 'first-pet' && this.#state === 'disarmed') this.#awaitingFirstPet = true;
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
    this.#learn(moment);
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

  /** Its source says that what it watches is lost, and why. What excuses silence excuses this, too. */
  fail(reason: string, moment: Moment): void {
    if (this.#state !== 'armed' && this.#state !== 'pretimeout') return;
    if (this.#paused || this.#grace !== undefined || this.#gone !== undefined) return;
    this.#expire(moment, 'failed', reason);
  }

  /** Another timeout from now on; silence counts from here. */
  changeTimeout(timeout: number, moment: Moment): void {
    this.#timeout = timeout;
    this.listenAnew(moment);
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
    if (this.#state === 'disarmed' && this.#settings.armOn === 'call') return;
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

  /**
   * Judges. Call it when `due` has come and what had arrived up to `noticed` has been delivered: this process may have
   * stood still since then, and what came meanwhile is not read.
   */
  look(moment: Moment, noticed: number): void {
    const { now } = moment;
    this.#stretch = moment.stretch;
    if (noticed < this.due) return;
    if (this.#paused) {
      for (const [reason, until] of this.#pauses) if (until <= noticed) this.#pauses.delete(reason);
      this.#resumed(moment, 'limit');
      return;
    }
    const excused = moment.stalled - this.#sinceStalled;
    if (excused > this.#excused) {
      this.#excused = excused;
      if (noticed < this.due) {
        this.#changed({ type: 'late', at: now, stalled: excused });
        return;
      }
    }
    const silentFor = this.silentFor(moment);
    if (this.#state === 'expired') this.#silent = true;
    else if (this.#grace !== undefined) this.#expire(moment, 'boot-grace');
    else if (noticed >= this.#expiry) this.#expire(moment, 'silence');
    else {
      if (!this.#saidQuiet && noticed >= this.#quietAt) {
        this.#saidQuiet = true;
        this.#quiet({ at: now, silentFor });
      }
      if (this.#state !== 'armed' || noticed < this.#expiry - this.#pretimeout) return;
      this.#state = 'pretimeout';
      this.#changed({ type: 'pretimeout', at: now, silentFor, timeLeft: Math.max(this.#expiry - now, 0) });
    }
  }

  /** The suspicion that the silence has come to; undefined without phi. */
  suspicion(moment: Moment): number | undefined {
    return this.#phi?.suspicion(this.silentFor(moment));
  }

  get #quietAt(): number {
    return this.#expiry - this.#allowance / 2;
  }

  /** How much silence is allowed. */
  get #allowance(): number {
    return this.#grace ?? this.timeout * this.#stretch;
  }

  /** Only a silence that was listened to, and that nothing excused, tells how long silences are. */
  #learn(moment: Moment): void {
    const usual = this.#expiredAt === undefined && this.#grace === undefined && this.#gone === undefined;
    if (this.#phi === undefined || this.#paused || !usual) return;
    const interval = this.silentFor(moment);
    // What was read together says nothing of when it was sent.
    if (interval >= LEAST_INTERVAL) this.#phi.learn(interval);
  }

  /** As in Linux: a timeout that leaves no room for the warning has none. */
  get #pretimeout(): number {
    const { pretimeout } = this.#settings;
    return pretimeout < this.timeout ? pretimeout : 0;
  }

  get #expiry(): number {
    return this.#sinceNow + this.#excused + this.#allowance;
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
    this.#stretch = moment.stretch;
    this.#excused = 0;
    this.#grace = grace;
    this.#silent = false;
    this.#saidQuiet = false;
  }

  #expire(moment: Moment, cause: ExpiryCause, reason?: string): void {
    const silentFor = this.silentFor(moment);
    this.#expiredAt ??= moment.now;
    this.#inVain = cause === 'boot-grace';
    this.#grace = undefined;
    if (this.#settings.onExpiry === 'rearm') this.#listenFrom(moment);
    else this.#state = 'expired';
    this.#silent = true;
    this.#changed({
      type: 'expired',
      at: moment.now,
      silentFor,
      cause,
      ...(reason !== undefined && { reason }),
    });
  }
}
