/** So many former incarnations are known again. */
const MOST_FORMER = 8;

/**
 * Which process of a node is the present one. Numbers drawn at random have no order, and no counter and no clock of
 * another host is to be trusted with it; our own challenges have one: a process follows the present one if it answers a
 * challenge that was issued after the one which the present process answered first.
 */
export class Succession {
  readonly #former: string[] = [];
  #present: string | undefined;
  #since = 0;

  get present(): string | undefined {
    return this.#present;
  }

  /** Whether its time is over. */
  isFormer(incarnation: string): boolean {
    return this.#former.includes(incarnation);
  }

  /** Makes it the present one, if it can be; `order` is the place of the challenge that it answers. */
  follow(incarnation: string, order: number): boolean {
    if (this.isFormer(incarnation) || order <= this.#since) return false;
    this.end();
    this.#present = incarnation;
    this.#since = order;
    return true;
  }

  /** The time of the present one is over, and no other has followed. */
  end(): void {
    if (this.#present === undefined) return;
    this.#former.push(this.#present);
    if (this.#former.length > MOST_FORMER) this.#former.shift();
    this.#present = undefined;
  }
}
