// A watchdog as the engine sees one: by its snapshot and its expiries. A model of its own, and not the package's.
import type { WatchdogSnapshot } from 'qmp-watchdog';

export type Expiry = 'silence' | 'boot-grace';

/** What it tells. */
export interface WatchdogListener {
  expired(expiry: Expiry, silentFor: number): void;
  pretimeout(silentFor: number): void;
  recovered(): void;
  quiet(): void;
}

export class ModelWatchdog {
  readonly id: string;
  readonly timeout: number;
  petCount = 0;
  readonly #pretimeout: number;
  readonly #listener: WatchdogListener;
  #state: 'armed' | 'pretimeout' | 'expired' = 'armed';
  #since: number;
  #awaitingRecovery = false;
  #silent = false;
  #saidQuiet = false;
  #grace: number | undefined;
  #pausedUntil: number | undefined;
  #channel: 'gone' | 'unproven' | 'proven' = 'unproven';

  constructor(id: string, timeout: number, pretimeout: number, now: number, listener: WatchdogListener) {
    this.id = id;
    this.timeout = timeout;
    this.#pretimeout = pretimeout;
    this.#since = now;
    this.#listener = listener;
  }

  get state(): 'armed' | 'pretimeout' | 'expired' {
    return this.#state;
  }

  /** When it has to be looked at. */
  get due(): number {
    if (this.#pausedUntil !== undefined) return this.#pausedUntil;
    if (this.#channel === 'gone') return Number.POSITIVE_INFINITY;
    const expiry = this.#expiry;
    if (this.#state === 'expired') return this.#silent ? Number.POSITIVE_INFINITY : expiry;
    if (this.#grace !== undefined || this.#state === 'pretimeout') return expiry;
    return this.#saidQuiet ? expiry - this.#pretimeout : expiry - this.timeout / 2;
  }

  snapshot(now: number): WatchdogSnapshot {
    return {
      id: this.id,
      state: this.#state,
      silentFor: now - this.#since,
      inGrace: this.#grace !== undefined,
      awaitingRecovery: this.#awaitingRecovery,
      silent: this.#silent,
      channel: this.#channel,
      petCount: this.petCount,
      refusedCount: 0,
      ...(this.#channel === 'gone' && { unknownBecause: 'it was cut' }),
    };
  }

  pet(now: number): void {
    this.petCount += 1;
    this.#channel = 'proven';
    this.#listen(now, undefined, 'armed');
    if (!this.#awaitingRecovery) return;
    this.#awaitingRecovery = false;
    this.#listener.recovered();
  }

  arm(now: number): void {
    this.#listen(now, undefined, 'armed');
  }

  /** Nothing could be heard until now. */
  listenAnew(now: number): void {
    this.#listen(now, this.#grace, this.#state === 'expired' ? 'expired' : 'armed');
  }

  startGrace(grace: number, now: number): void {
    this.#listen(now, grace, 'armed');
  }

  /** This process stood still for so long. */
  excuse(stalled: number, now: number): void {
    this.#since = Math.min(this.#since + stalled, now);
  }

  pause(until: number): void {
    this.#pausedUntil = until;
  }

  resume(now: number): void {
    if (this.#pausedUntil === undefined) return;
    this.#pausedUntil = undefined;
    this.#listen(now, this.#grace, 'armed');
  }

  closed(): void {
    this.#channel = 'gone';
  }

  opened(now: number): void {
    this.#channel = 'unproven';
    this.listenAnew(now);
  }

  look(now: number): void {
    if (now < this.due) return;
    if (this.#pausedUntil !== undefined) this.resume(now);
    else if (this.#state === 'expired') this.#silent = true;
    else if (now >= this.#expiry) {
      const expiry = this.#grace === undefined ? 'silence' : 'boot-grace';
      this.#state = 'expired';
      this.#awaitingRecovery = true;
      this.#silent = true;
      this.#grace = undefined;
      this.#listener.expired(expiry, now - this.#since);
    } else if (!this.#saidQuiet) {
      this.#saidQuiet = true;
      this.#listener.quiet();
    } else if (this.#state === 'armed' && now >= this.#expiry - this.#pretimeout) {
      this.#state = 'pretimeout';
      this.#listener.pretimeout(now - this.#since);
    }
  }

  get #expiry(): number {
    return this.#since + (this.#grace ?? this.timeout);
  }

  #listen(now: number, grace: number | undefined, state: 'armed' | 'expired'): void {
    this.#since = now;
    this.#grace = grace;
    this.#state = state;
    this.#silent = false;
    this.#saidQuiet = false;
  }
}
