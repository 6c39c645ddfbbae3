// What a watchdog may say and must say, said as simply as it can be, without any of its means: it knows when each word
// arrived, whenever it was read, and for how long this process listened.
import type { WatchdogTransition } from 'qmp-watchdog';
import type { Process } from './process.js';
import type { Said, WatchedPlan } from './schedule.js';

/** The tick in which a stall may begin unseen, and the share of a timeout that a verdict may be late: milliseconds. */
const TICK = 100;
/** What of a stall is not noticed: the tick, and what is ordinary. */
const HIDDEN = TICK + 20;
const SLACK = 0.01;
/** While a timeout is stretched, it is looked at anew so often. */
const LOOK_AGAIN = 1_000;
/** So many deviations from the mean phi's threshold of 8 is, rounded down. */
const DEVIATIONS = 5.6;
/** Floating-point numbers that were added up in different orders. */
const ROUNDING = 1e-6;

/** A watchdog said what is not true, or did not say what is. */
export class Finding extends Error {}

export class Truth {
  /** Silences that were found. */
  found = 0;
  /** Milliseconds of listening between the end of a timeout that nothing stretches and the verdict, at most. */
  late = 0;
  /** What has arrived for it and was not read. Set by who knows. */
  unread: () => readonly Said[] = () => [];
  readonly #plan: WatchedPlan;
  readonly #process: Process;
  #armed: boolean;
  #awaitsFirst: boolean;
  #latched = false;
  #open: boolean;
  #grace: number | undefined;
  readonly #pauses = new Map<string, { readonly until: number; readonly listenedBy: number }>();
  /** When the last word arrived, or something else happened, that makes silence begin anew. */
  #since = 0;
  /** For how long the process had listened by then. */
  #listenedBefore = 0;
  /** What it can not have noticed of not listening by then. */
  #hiddenBefore = 0;

  constructor(plan: WatchedPlan, process: Process) {
    this.#plan = plan;
    this.#process = process;
    this.#armed = plan.armOn === 'start';
    this.#awaitsFirst = !this.#armed;
    this.#open = !plan.hasChannel;
  }

  /** It is told this word now; before it knows. */
  reads(said: Said): void {
    this.checkNothingMissed();
    switch (said.word) {
      case 'pet':
        if (this.#armed || this.#awaitsFirst) this.#begin(said.at);
        break;
      case 'boots':
        this.#begin(said.at, said.grace);
        break;
      case 'closed':
        this.#open = false;
        break;
      case 'opened':
        if (!this.#open && this.#armed && !this.#latched) this.#begin(said.at, this.#grace);
        this.#open = true;
        break;
      case 'paused':
        this.#pauses.set(said.reason, {
          until: this.#process.present + said.max,
          listenedBy: this.#process.listened + said.max,
        });
        break;
      case 'resumed':
        if (this.#pauses.delete(said.reason) && this.#pauses.size === 0 && this.#armed)
          this.#begin(said.at, this.#grace);
        break;
      case 'refused':
    }
  }

  /** It says this. */
  hears(transition: WatchdogTransition): void {
    switch (transition.type) {
      case 'pretimeout':
        this.#mayBelieve(transition.at, this.#least - this.#plan.pretimeout, 'a warning');
        break;
      case 'expired':
        this.#expires(transition);
        break;
      case 'resumed':
        this.#resumes(transition.at);
        break;
      default:
    }
  }

  /** @throws Finding */
  checkNothingMissed(): void {
    const { listened } = this.#process;
    // While it is disarmed a pause excuses nothing, and nobody looks when it is over.
    const from = Math.max(
      this.#listenedBefore,
      ...[...this.#pauses.values()].map(({ listenedBy }) => listenedBy),
    );
    if (this.#armed && this.#pauses.size > 0 && listened > from + TICK)
      throw new Finding('a pause outlasts its bound');
    if (!this.#listens) return;
    const heardNothing = listened - this.#listenedBefore;
    if (heardNothing > this.#latest)
      throw new Finding(`a silence is missed: it has listened for ${heardNothing} ms and heard nothing`);
  }

  /** What must be said before so much listening has passed. */
  get #latest(): number {
    const { timeout, localHealth } = this.#plan;
    if (this.#grace !== undefined) return this.#grace * (1 + SLACK) + TICK;
    const stretch = Math.min(localHealth, 1 + this.#process.stalls);
    return timeout * stretch * (1 + SLACK) + TICK + (stretch > 1 ? LOOK_AGAIN : 0);
  }

  /** What a silence is at least that may be taken for death. */
  get #least(): number {
    const { phi, timeout } = this.#plan;
    if (this.#grace !== undefined) return this.#grace;
    return phi === undefined
      ? timeout
      : Math.min(timeout, phi.acceptablePause + DEVIATIONS * phi.minDeviation);
  }

  get #listens(): boolean {
    return this.#armed && !this.#latched && this.#open && this.#pauses.size === 0;
  }

  #expires({ at, cause }: Extract<WatchdogTransition, { type: 'expired' }>): void {
    if (!this.#listens) throw new Finding(`it expires although ${this.#excuse}`);
    const expected = this.#grace === undefined ? 'silence' : 'boot-grace';
    if (cause !== expected) throw new Finding(`it expires by ${cause} and not by ${expected}`);
    this.#mayBelieve(at, this.#least, 'death');
    this.checkNothingMissed();
    this.found += 1;
    if (this.#plan.localHealth === 1 && this.#plan.phi === undefined && this.#grace === undefined)
      this.late = Math.max(this.late, this.#process.listened - this.#listenedBefore - this.#plan.timeout);
    this.#begin(at);
    this.#latched = this.#plan.onExpiry === 'latch';
  }

  get #excuse(): string {
    if (!this.#armed) return 'it is not armed';
    if (this.#latched) return 'it has expired and nothing has happened since';
    return this.#open ? 'it is paused' : 'the channel is gone';
  }

  /** Nothing that excuses it may have arrived for so long, whether it was read or not; and so long it must have listened. */
  #mayBelieve(at: number, least: number, what: string): void {
    const unread = this.unread().find(({ word }) => word !== 'refused' && word !== 'resumed');
    const silence = Math.min(unread?.at ?? at, at) - this.#since;
    if (silence < least - ROUNDING)
      throw new Finding(`${what} after a silence of ${silence} ms, and ${least} are allowed`);
    const heardNothing = this.#process.listened - this.#listenedBefore + this.#hidden - this.#hiddenBefore;
    if (heardNothing < least - ROUNDING)
      throw new Finding(`${what} after listening for ${heardNothing} ms, and ${least} are allowed`);
  }

  /** By its word, because of several pauses the one that ends first ends unsaid. */
  #resumes(at: number): void {
    if (this.#pauses.size === 0) return;
    for (const [reason, { until }] of this.#pauses)
      if (until <= at + ROUNDING) this.#pauses.delete(reason);
      else throw new Finding(`it resumes although it is paused for "${reason}"`);
    if (this.#armed) this.#begin(at, this.#grace);
  }

  #begin(at: number, grace?: number): void {
    this.#armed = true;
    this.#awaitsFirst = false;
    this.#latched = false;
    this.#grace = grace;
    this.#since = at;
    this.#listenedBefore = this.#process.listened;
    this.#hiddenBefore = this.#hidden;
  }

  get #hidden(): number {
    return this.#process.stalls * HIDDEN + this.#process.overslept;
  }
}
