/** However often it issues, it remembers no more than so many. */
const MOST = 256;

interface Issue {
  readonly order: number;
  readonly at: number;
}

/**
 * The challenges that one line has issued, each a number that nobody could foresee. Who answers one was alive after it
 * was issued, whatever any clock says: so this is what makes a frame fresh, and what no record of old frames can fake.
 *
 * `at` is in milliseconds in which this process was running: what waited to be read while it stood still has not aged.
 */
export class Challenges {
  readonly #freshness: number;
  /** In the order of their issue. */
  readonly #issued = new Map<string, Issue>();

  /** An answer counts if its challenge is at most `freshness` milliseconds old. */
  constructor(freshness: number) {
    this.#freshness = freshness;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#issued.size;
  }

  /** `order` rises from challenge to challenge, over all lines. */
  issue(nonce: string, order: number, at: number): void {
    for (const [oldest, issue] of this.#issued) {
      if (this.#issued.size < MOST && this.#isYoung(issue, at)) break;
      this.#issued.delete(oldest);
    }
    this.#issued.set(nonce, { order, at });
  }

  /** The place in the order of issue of a challenge that is young enough; undefined when it is not, or is none of ours. */
  orderOf(nonce: string, at: number): number | undefined {
    const issue = this.#issued.get(nonce);
    return issue !== undefined && this.#isYoung(issue, at) ? issue.order : undefined;
  }

  #isYoung(issue: Issue, at: number): boolean {
    return at - issue.at <= this.#freshness;
  }
}
