// The truth: a VM, its guest, and the QEMU that it runs in. What the engine believes is held against it.
import type { Timeline } from './timeline.js';

/** The run states that there are here. */
export type Status = 'running' | 'paused' | 'io-error' | 'guest-panicked' | 'prelaunch';

/** What tells of itself while somebody listens. */
export type MachineEvent = 'STOP' | 'RESUME' | 'RESET' | 'GUEST_PANICKED' | 'BLOCK_IO_ERROR';

/** Milliseconds between two heartbeats. */
const BEAT = 1_000;

export class Machine {
  status: Status = 'running';
  /** Which remedies help; undefined while the guest does not hang. */
  hang: { readonly nmiCures: boolean; readonly resetCures: boolean } | undefined;
  /** It is well, and no heartbeat comes. */
  muted = false;
  /** The fault of the disk is still there. */
  broken = false;
  migrating = false;
  /** QEMU stands still. */
  stalled = false;
  /** Milliseconds that QEMU takes to answer. */
  latency = 1;
  /** Milliseconds from a reset to the first heartbeat. */
  bootTime = 2_000;
  /** Heartbeats in a row, up to now. */
  beatsInARow = 0;
  lastBeatAt = 0;
  /** Since when the guest has hung, or the VM has stood still by a fault. */
  faultSince: number | undefined;
  onEvent: (event: MachineEvent) => void = () => {};
  onBeat: () => void = () => {};
  readonly #time: Timeline;
  #booted = 0;
  #waiting: (() => void)[] = [];

  constructor(time: Timeline) {
    this.#time = time;
    const tick = (): void => {
      this.#beat();
      time.after(BEAT, tick);
    };
    time.after(BEAT, tick);
  }

  /** What is wrong with it that somebody should see to. */
  get fault(): 'hung' | 'io-error' | 'panicked' | undefined {
    if (this.status === 'io-error') return 'io-error';
    if (this.status === 'guest-panicked') return 'panicked';
    return this.status === 'running' && this.hang !== undefined ? 'hung' : undefined;
  }

  /** Whether anybody who listens hears it. */
  get beats(): boolean {
    return (
      this.status === 'running' &&
      !this.stalled &&
      !this.muted &&
      this.hang === undefined &&
      this.#time.now >= this.#booted
    );
  }

  /** Whether it was well and to be heard for a while now. */
  get isHeard(): boolean {
    return this.beats && this.beatsInARow >= 3 && this.#time.now - this.lastBeatAt <= BEAT;
  }

  /** Does it now, or when QEMU gets on. */
  whenTurning(task: () => void): void {
    if (this.stalled) this.#waiting.push(task);
    else task();
  }

  resume(): void {
    this.stalled = false;
    for (const task of this.#waiting.splice(0)) this.whenTurning(task);
  }

  hangs(nmiCures: boolean, resetCures: boolean): void {
    this.hang = { nmiCures, resetCures };
    this.#looked();
  }

  recovers(): void {
    this.hang = undefined;
    this.#looked();
  }

  stop(): void {
    if (this.status === 'running') this.#stopIn('paused');
  }

  cont(): void {
    if (this.status === 'running') return;
    this.status = 'running';
    this.onEvent('RESUME');
    if (this.broken) this.ioError();
    this.#looked();
  }

  reset(): void {
    if (this.hang?.resetCures !== false) this.hang = undefined;
    this.#booted = this.#time.now + this.bootTime;
    if (this.status !== 'running') this.status = 'prelaunch';
    this.onEvent('RESET');
    this.#looked();
  }

  nmi(): void {
    if (this.hang?.nmiCures === true) this.hang = undefined;
    this.#looked();
  }

  ioError(): void {
    if (this.status !== 'running') return;
    this.onEvent('BLOCK_IO_ERROR');
    this.#stopIn('io-error');
  }

  panic(): void {
    if (this.status !== 'running' || this.hang !== undefined) return;
    this.onEvent('GUEST_PANICKED');
    this.#stopIn('guest-panicked');
  }

  #stopIn(status: Status): void {
    this.status = status;
    this.onEvent('STOP');
    this.#looked();
  }

  #looked(): void {
    if (this.fault === undefined) this.faultSince = undefined;
    else this.faultSince ??= this.#time.now;
  }

  #beat(): void {
    if (!this.beats) {
      this.beatsInARow = 0;
      return;
    }
    this.beatsInARow += 1;
    this.lastBeatAt = this.#time.now;
    this.onBeat();
  }
}
