/** How many times a second something may be done, with a reserve for those who were held up. */
export class Allowance {
  readonly #perSecond: number;
  readonly #reserve: number;
  #left: number;
  #at: number;

  constructor(perSecond: number, reserve: number, now: number) {
    this.#perSecond = perSecond;
    this.#reserve = reserve;
    this.#left = reserve;
    this.#at = now;
  }

  /** Whether it may be done once more. */
  take(now: number): boolean {
    const gained = ((now - this.#at) * this.#perSecond) / 1_000;
    this.#left = Math.min(this.#left + Math.max(gained, 0), this.#reserve);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
