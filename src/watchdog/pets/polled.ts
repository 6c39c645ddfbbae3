import {
  type Clock,
  count,
  type Deadline,
  Deadlines,
  knownOptions,
  milliseconds,
  OptionError,
} from '../../core/index.js';
import type { Qmp } from '../../qmp/index.js';
import { checkVm } from '../check-vm.js';
import type { PetSink, PetSource } from '../pet-source.js';
import type { Probe, ProbeAnswer, ProbeContext, ProbeLimits } from '../probe.js';
import { askProbe } from '../probes/ask-probe.js';
import { Told } from './told.js';

/** Options of `pets.probe`. All times are milliseconds. */
export interface PolledOptions {
  /**
   * How long from the beginning of one question to that of the next. One that takes longer than that lets the next ones
   * fall out: there is never more than one at a time.
   */
  readonly every: number;
  /** After how many `fail` in a row what is asked about counts as lost: the watchdog expires at once. Default 3. */
  readonly failureThreshold?: number | undefined;
  /** How many `ok` in a row, after a `fail` or an `unknown`, make a sign of life. Default 1. */
  readonly successThreshold?: number | undefined;
  /** How long after the start a `fail` is `unknown`, until the first `ok`: what is asked about may be starting. Default 0. */
  readonly grace?: number | undefined;
}

/** Asks a probe that needs no VM. See {@link Pets.probe}. */
export function polled(probe: Probe<ProbeLimits>, options: PolledOptions): PetSource;
/** Asks a probe about a VM. See {@link Pets.probe}. */
export function polled(probe: Probe, options: PolledOptions & { readonly vm: Qmp }): PetSource;
export function polled(probe: Probe, options: PolledOptions & { readonly vm?: Qmp }): PetSource {
  const settings = checkPolled(probe, options);
  const { every, failureThreshold, successThreshold } = settings;
  return {
    name: `probe ${probe.name}`,
    longestSilence: (failureThreshold - 1 + successThreshold) * every + probe.timeout,
    start(sink, context) {
      const poll = new Poll(probe, settings, sink, context.clock);
      poll.start();
      return poll;
    },
  };
}

/** {@link PolledOptions}, checked and complete. */
interface CheckedPolledOptions {
  readonly every: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
  readonly grace: number;
  readonly vm: Qmp | undefined;
}

function checkPolled(probe: Probe, options: PolledOptions & { readonly vm?: Qmp }): CheckedPolledOptions {
  if (typeof probe !== 'object' || probe === null || typeof probe.run !== 'function')
    throw new OptionError('probe', probe, 'a probe, such as probe.tcp({ port: 22 })');
  milliseconds('probe.timeout', probe.timeout, Number.NaN, { min: 1 });
  knownOptions('pets.probe', options, ['every', 'failureThreshold', 'successThreshold', 'grace', 'vm']);
  if (options.vm !== undefined) checkVm('vm', options.vm);
  return {
    every: milliseconds('every', options.every ?? Number.NaN, 0, { min: 10, max: 2 ** 40 }),
    failureThreshold: count('failureThreshold', options.failureThreshold, 3, { min: 1, max: 1_000 }),
    successThreshold: count('successThreshold', options.successThreshold, 1, { min: 1, max: 1_000 }),
    grace: milliseconds('grace', options.grace, 0, { min: 0 }),
    vm: options.vm,
  };
}

/** One run of the questions. */
class Poll implements AsyncDisposable {
  readonly #probe: Probe;
  readonly #settings: CheckedPolledOptions;
  readonly #told: Told;
  readonly #clock: Clock;
  readonly #over = new AbortController();
  readonly #next: Deadline;
  /** When the next question is due, and until when a failure is none. */
  #due: number;
  #graceUntil: number;
  #failures = 0;
  /** How many successes are missing until one is a sign of life again. */
  #missing: number;
  #asking: Promise<void> | undefined;
  /** Whether the last answer was a verdict. */
  #known = false;

  constructor(probe: Probe, settings: CheckedPolledOptions, sink: PetSink, clock: Clock) {
    this.#probe = probe;
    this.#settings = settings;
    this.#told = new Told(`probe ${probe.name}`, sink);
    this.#clock = clock;
    this.#due = clock.now();
    this.#graceUntil = clock.now() + settings.grace;
    this.#missing = settings.successThreshold;
    this.#next = Deadlines.of(clock).create((now) => this.#ask(now));
  }

  start(): void {
    this.#next.set(this.#due);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#told.end();
    this.#next.clear();
    this.#over.abort();
    await this.#asking;
  }

  #ask(now: number): void {
    const { every } = this.#settings;
    this.#due += Math.floor((now - this.#due) / every + 1) * every;
    this.#next.set(this.#due);
    if (this.#asking !== undefined) return;
    const limits = { clock: this.#clock, signal: this.#over.signal };
    // A probe that needs a VM was given one: the overloads see to that.
    const context = { ...limits, vm: this.#settings.vm } as ProbeContext;
    this.#asking = askProbe(this.#probe, context).then((answer) => {
      this.#asking = undefined;
      this.#take(answer);
    });
  }

  #take({ verdict, reason }: ProbeAnswer): void {
    const starting = this.#clock.now() < this.#graceUntil;
    if (verdict === 'ok') this.#succeeded();
    else if (verdict === 'fail' && !starting) this.#failed(reason);
    else this.#unknown(verdict === 'fail' ? `it may be starting: ${reason}` : reason);
  }

  #succeeded(): void {
    this.#graceUntil = 0;
    this.#failures = 0;
    this.#isKnown();
    this.#missing = Math.max(this.#missing - 1, 0);
    if (this.#missing === 0) this.#told.pet();
    else this.#told.heard();
  }

  #failed(reason: string): void {
    const { failureThreshold, successThreshold } = this.#settings;
    this.#missing = successThreshold;
    this.#failures += 1;
    this.#isKnown();
    // Told again as long as it lasts: what excused the first one may be over.
    if (this.#failures >= failureThreshold) this.#told.failed(reason);
    else this.#told.heard();
  }

  /** Neither in a row with what came before. */
  #unknown(reason: string): void {
    this.#failures = 0;
    this.#missing = this.#settings.successThreshold;
    this.#known = false;
    this.#told.closed(`${this.#probe.name}: ${reason}`);
  }

  #isKnown(): void {
    if (!this.#known) this.#told.opened();
    this.#known = true;
  }
}
