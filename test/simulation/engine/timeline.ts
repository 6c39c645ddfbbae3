/** Something that happens later. */
interface Happening {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Simulated time: what is to happen, in the order of time, and of arrival where the time is the same. */
export class Timeline {
  now = 0;
  readonly #heap: Happening[] = [];
  #order = 0;

  /** In so many milliseconds. */
  after(delay: number, happen: () => void): void {
    this.at(this.now + delay, happen);
  }

  at(at: number, happen: () => void): void {
    this.#order += 1;
    const own: Happening = { at: Math.max(at, this.now), order: this.#order, happen };
    const heap = this.#heap;
    let place = heap.push(own) - 1;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above]!;
      if (!isBefore(own, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = own;
  }

  /** Lets time pass. */
  runTo(end: number): void {
    for (let next = this.#heap[0]; next !== undefined && next.at <= end; next = this.#heap[0]) {
      this.#takeFirst();
      this.now = next.at;
      next.happen();
    }
    this.now = end;
  }

  #takeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
      if (!isBefore(heap[below]!, last)) break;
      heap[place] = heap[below]!;
      place = below;
    }
    heap[place] = last;
  }
}

function isBefore(one: Happening, other: Happening): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
