import type { Maintenance } from '../policy/index.js';

/**
 * The maintenance that one VM is in: its own and its fleet's, of which neither ends the other. What is left from before a
 * restart counts as its own, unless it turns out to be the fleet's.
 */
export class MaintenanceWindows {
  #own: Maintenance | undefined;
  #fleet: Maintenance | undefined;
  #isCarried: boolean;
  /** What was told last. */
  #told: Maintenance | undefined;

  constructor(carried: Maintenance | undefined) {
    this.#own = carried;
    this.#told = carried;
    this.#isCarried = carried !== undefined;
  }

  /** What the engine must be told, once one of them has changed: the one that ends later; undefined when it knows. */
  change(
    whose: 'own' | 'fleet',
    reason: string,
    ttl: number,
    now: number,
  ): { readonly reason: string; readonly ttl: number } | undefined {
    const changed = ttl > 0 ? { reason, until: now + ttl } : undefined;
    if (whose === 'own' || (this.#isCarried && this.#own?.reason === reason)) {
      this.#own = undefined;
      this.#isCarried = false;
    }
    if (whose === 'own') this.#own = changed;
    else this.#fleet = changed;
    const later = laterOf(this.#own, this.#fleet);
    const before = this.#told;
    this.#told = later !== undefined && later.until > now ? later : undefined;
    if (this.#told === undefined) return { reason, ttl: 0 };
    if (this.#told === before) return undefined;
    return { reason: this.#told.reason, ttl: this.#told.until - now };
  }
}

function laterOf(own: Maintenance | undefined, fleet: Maintenance | undefined): Maintenance | undefined {
  if (own === undefined || fleet === undefined) return own ?? fleet;
  return fleet.until > own.until ? fleet : own;
}
