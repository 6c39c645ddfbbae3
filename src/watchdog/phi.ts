import { count, knownOptions, milliseconds, OptionError } from '../core/index.js';

/** Options of {@link phi}. */
export interface PhiOptions {
  /**
   * The suspicion at which it expires: at 8, one silence in 10^8 as long as this would be no death, if the intervals of
   * the pets were normally distributed. Default 8.
   */
  readonly threshold?: number | undefined;
  /** How many of the latest intervals it learns from. Default 200. */
  readonly samples?: number | undefined;
  /** The least deviation that it believes in, in milliseconds, so that punctual pets do not make it hasty. Default 100. */
  readonly minDeviation?: number | undefined;
  /**
   * How much longer than usual a silence may always be, in milliseconds: a collection of garbage, a snapshot, what lies
   * between bursts. Default 0.
   */
  readonly acceptablePause?: number | undefined;
}

/** How a watchdog tells silence from death. Made by {@link phi}. */
export interface PhiStrategy {
  readonly kind: 'phi';
  readonly threshold: number;
  readonly samples: number;
  readonly minDeviation: number;
  readonly acceptablePause: number;
}

/** Before it has seen so many intervals it has learned nothing. */
const LEAST_SAMPLES = 8;

/**
 * A failure detector that learns how long its pets' pauses are, after Hayashibara et al., *The φ accrual failure detector*
 * (2004): suspicion grows with the silence, and it expires where suspicion reaches the threshold. It is a deadline of its
 * own making; the watchdog's `timeout` is the longest that it may come to, and counts until something has been learned.
 *
 * ```ts
 * import { pets, phi, Watchdog } from 'qmp-watchdog';
 *
 * const dog = new Watchdog({
 *   id: 'peer',
 *   timeout: 10_000,
 *   strategy: phi({ acceptablePause: 1_000 }),
 *   pets: pets.bytes({ path: '/run/peer.heartbeat' }),
 * });
 * ```
 * @throws {@link OptionError}
 */
export function phi(options: PhiOptions = {}): PhiStrategy {
  knownOptions('phi', options, ['threshold', 'samples', 'minDeviation', 'acceptablePause']);
  const { threshold = 8 } = options;
  if (typeof threshold !== 'number' || !(threshold >= 1 && threshold <= 16))
    throw new OptionError('phi.threshold', threshold, 'a number from 1 to 16');
  return {
    kind: 'phi',
    threshold,
    samples: count('phi.samples', options.samples, 200, { min: LEAST_SAMPLES, max: 10_000 }),
    minDeviation: milliseconds('phi.minDeviation', options.minDeviation, 100, { min: 1 }),
    acceptablePause: milliseconds('phi.acceptablePause', options.acceptablePause, 0, { min: 0 }),
  };
}

/** What one watchdog has learned of the intervals of its pets. */
export class Phi {
  readonly #strategy: PhiStrategy;
  /** How many deviations from the mean the threshold is. */
  readonly #deviations: number;
  readonly #intervals: Float64Array;
  #next = 0;
  #seen = 0;
  #mean = 0;
  #deviation = 0;

  constructor(strategy: PhiStrategy) {
    this.#strategy = strategy;
    this.#deviations = deviationsAt(strategy.threshold);
    this.#intervals = new Float64Array(strategy.samples);
  }

  /** A pet came after so many milliseconds of listening. */
  learn(interval: number): void {
    this.#intervals[this.#next] = interval;
    this.#next = (this.#next + 1) % this.#intervals.length;
    this.#seen = Math.min(this.#seen + 1, this.#intervals.length);
    const known = this.#intervals.subarray(0, this.#seen);
    const mean = known.reduce((sum, one) => sum + one, 0) / this.#seen;
    const variance = known.reduce((sum, one) => sum + (one - mean) ** 2, 0) / this.#seen;
    this.#mean = mean;
    this.#deviation = Math.sqrt(variance);
  }

  /** The milliseconds of silence at which suspicion reaches the threshold, and at most `longest`. */
  timeout(longest: number): number {
    if (this.#seen < LEAST_SAMPLES) return longest;
    return Math.min(this.#usual + this.#deviations * this.#spread, longest);
  }

  /** The suspicion after so many milliseconds of silence; 0 while nothing has been learned. */
  suspicion(silence: number): number {
    if (this.#seen < LEAST_SAMPLES) return 0;
    return suspicionAt((silence - this.#usual) / this.#spread);
  }

  get #usual(): number {
    return this.#mean + this.#strategy.acceptablePause;
  }

  get #spread(): number {
    return Math.max(this.#deviation, this.#strategy.minDeviation);
  }
}

/** -log10 of the chance that a pet comes still later than so many deviations after the mean: of the normal's upper tail. */
function suspicionAt(deviations: number): number {
  if (deviations < 0) return -Math.log1p(-(10 ** -suspicionAt(-deviations))) / Math.LN10;
  const density = -(deviations ** 2) / 2 - Math.log(2 * Math.PI) / 2;
  return deviations < 2
    ? -Math.log10(0.5 - Math.exp(density) * centre(deviations))
    : -(density - Math.log(millsDivisor(deviations))) / Math.LN10;
}

/** The integral from the mean on over the density: x + x³/3 + x⁵/(3·5) + …, which converges fast near the mean. */
function centre(deviations: number): number {
  let term = deviations;
  let sum = term;
  for (let odd = 3; odd < 60; odd += 2) {
    term *= deviations ** 2 / odd;
    sum += term;
  }
  return sum;
}

/** The density over the tail, as Laplace's continued fraction x + 1/(x + 2/(x + …)), which converges fast far out. */
function millsDivisor(deviations: number): number {
  let fraction = deviations;
  for (let step = 200; step > 0; step -= 1) fraction = deviations + step / fraction;
  return fraction;
}

/** The inverse of {@link suspicionAt}, which rises throughout. */
function deviationsAt(suspicion: number): number {
  let low = 0;
  let high = 10;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (suspicionAt(middle) < suspicion) low = middle;
    else high = middle;
  }
  return high;
}
