/** What a {@link BoundedQueue} hands out: an item, and how many were dropped just before it. */
export interface Queued<T> {
  readonly item: T;
  /** Items that were dropped between the previous one and this one because nobody took them in time. */
  readonly lost: number;
}

/**
 * The queue behind every iterator: at most `capacity` items wait; when one more comes the oldest is dropped and counted.
 * Pushing never blocks. Once ended, the items that still wait are handed out, then the ending `reason`.
 */
export class BoundedQueue<T, R> implements AsyncIterableIterator<Queued<T>, R, void> {
  readonly #capacity: number;
  readonly #onEnd: (reason: R) => void;
  readonly #takers: ((result: IteratorResult<Queued<T>, R>) => void)[] = [];
  #items: Queued<T>[] = [];
  #head = 0;
  #lost = 0;
  #end: { readonly reason: R } | undefined;

  /** `onEnd` is called once, when the queue ends or its consumer leaves: detach the producer there. */
  constructor(capacity: number, onEnd: (reason: R) => void) {
    this.#capacity = capacity;
    this.#onEnd = onEnd;
  }

  /** How many items wait. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  /** Whether no further item is taken. */
  get ended(): boolean {
    return this.#end !== undefined;
  }

  push(item: T): void {
    if (this.#end !== undefined) return;
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker({ done: false, value: { item, lost: 0 } });
      return;
    }
    if (this.size >= this.#capacity) {
      const dropped = this.#takeHead();
      // What the dropped item was to report passes on to the new head.
      const next = this.#items[this.#head];
      const lost = (dropped?.lost ?? 0) + 1;
      if (next === undefined) this.#lost += lost;
      else this.#items[this.#head] = { item: next.item, lost: next.lost + lost };
    }
    this.#items.push({ item, lost: this.#lost });
    this.#lost = 0;
  }

  /** No item after this. Idempotent: the first reason stays. */
  end(reason: R): void {
    if (this.#end !== undefined) return;
    this.#end = { reason };
    this.#onEnd(reason);
    for (const taker of this.#takers.splice(0)) taker({ done: true, value: reason });
  }

  next(): Promise<IteratorResult<Queued<T>, R>> {
    const value = this.#takeHead();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#end !== undefined) return Promise.resolve({ done: true, value: this.#end.reason });
    return new Promise((resolve) => {
      this.#takers.push(resolve);
    });
  }

  /** The consumer has left: drops what waits. `reason` is what later calls of `next` answer. */
  leave(reason: R): void {
    this.end(reason);
    this.#items = [];
    this.#head = 0;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeHead(): Queued<T> | undefined {
    const value = this.#items[this.#head];
    if (value === undefined) return undefined;
    this.#head += 1;
    // Copying down only when half is used keeps taking constant on average.
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return value;
  }
}
