import { type Clock, milliseconds, type Timer } from '../../core/index.js';

/** How the guest behaves. All times are milliseconds. */
export interface FakeGuestOptions {
  /** From one heartbeat to the next. Default 100. */
  readonly interval?: number | undefined;
  /** From power-on or reset to the first heartbeat. Default 100. */
  readonly bootTime?: number | undefined;
}

/** What hangs and how it ends. */
export interface HangOptions {
  /** Whether an NMI makes the guest go on, as one does whose kernel handles it. Default: no. */
  readonly nmiCures?: boolean | undefined;
  /** Whether a reset does. Say `false` for a hardware fault: the guest hangs again at every boot, before its first beat. Default: yes. */
  readonly resetCures?: boolean | undefined;
}

/**
 * A guest that sends a line `HB 001A h` about ten times a second: the number of the beat since boot, as four
 * hexadecimal digits that wrap, and after `BOOT` at each start. It beats only while the VM runs.
 */
export class FakeGuest {
  readonly #clock: Clock;
  readonly #send: (line: string) => void;
  readonly #interval: number;
  #bootTime: number;
  #hang: HangOptions | undefined;
  #muted = false;
  #beats = 0;
  #lastBeatAt: number | undefined;
  #booting = true;
  #awake = false;
  #timer: Timer | undefined;
  /** When the next beat is due, while the VM runs. */
  #due = 0;
  /** How long the VM still has to run until the next beat, while it does not. */
  #left: number;

  /** @internal */
  constructor(clock: Clock, options: FakeGuestOptions, send: (line: string) => void) {
    this.#clock = clock;
    this.#send = send;
    this.#interval = milliseconds('guest.interval', options.interval, 100, { min: 1 });
    this.#bootTime = milliseconds('guest.bootTime', options.bootTime, 100, { min: 0 });
    this.#left = this.#bootTime;
  }

  /** `booting` until the first beat, then `alive`, or `hung`. What it is does not depend on whether the VM runs. */
  get state(): 'booting' | 'alive' | 'hung' {
    if (this.#hang !== undefined) return 'hung';
    return this.#booting ? 'booting' : 'alive';
  }

  /** How many beats it has sent since boot. */
  get beats(): number {
    return this.#beats;
  }

  /** When it sent the last one, by the clock's `now()`; `undefined` when it has sent none. */
  get lastBeatAt(): number | undefined {
    return this.#lastBeatAt;
  }

  /** How long it takes from power-on or reset to the first heartbeat, in milliseconds. */
  get bootTime(): number {
    return this.#bootTime;
  }

  /** From the next boot on. */
  set bootTime(delay: number) {
    this.#bootTime = milliseconds('bootTime', delay, 0, { min: 0 });
  }

  /** Interrupts off and nothing done any more: no event tells of it, and QEMU's status stays `running`. */
  hang(options: HangOptions = {}): void {
    this.#hang = options;
    this.#schedule();
  }

  /** Ends the hang from inside: a beat is due at once. */
  recover(): void {
    if (this.#hang === undefined) return;
    this.#hang = undefined;
    // Its timer has ticked on meanwhile.
    this.#left = 0;
    this.#due = this.#clock.now();
    this.#schedule();
  }

  /** No heartbeats from now on, although the guest is well: a lost console, a crashed heartbeat program. */
  mute(): void {
    this.#muted = true;
  }

  /** Ends {@link FakeGuest.mute}. */
  unmute(): void {
    this.#muted = false;
  }

  /** @internal Whether virtual CPUs and devices get on. */
  setAwake(awake: boolean): void {
    if (awake === this.#awake) return;
    if (this.#awake) this.#left = Math.max(this.#due - this.#clock.now(), 0);
    else this.#due = this.#clock.now() + this.#left;
    this.#awake = awake;
    this.#schedule();
  }

  /** @internal */
  reset(): void {
    if (this.#hang?.resetCures !== false) this.#hang = undefined;
    this.#muted = false;
    this.#booting = true;
    this.#beats = 0;
    this.#left = this.#bootTime;
    this.#due = this.#clock.now() + this.#bootTime;
    this.#schedule();
  }

  /** @internal */
  injectNmi(): void {
    if (this.#hang?.nmiCures === true) this.recover();
  }

  #schedule(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#awake && this.#hang === undefined)
      this.#timer = this.#clock.setTimer(this.#due - this.#clock.now(), () => this.#beat());
  }

  #beat(): void {
    this.#due += this.#interval;
    this.#schedule();
    if (this.#booting) this.#send('BOOT\r\n');
    this.#booting = false;
    if (this.#muted) return;
    const number = (this.#beats % 0x10000).toString(16).toUpperCase().padStart(4, '0');
    this.#beats += 1;
    this.#lastBeatAt = this.#clock.now();
    this.#send(`HB ${number} h\r\n`);
  }
}
