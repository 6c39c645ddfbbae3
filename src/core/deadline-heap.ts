/** A point in time that something waits for. Belongs to one {@link DeadlineHeap} for life. */
export interface HeapEntry {
  /** When it is due; meaningful while it is in the heap. Later than `key` after a postponement. */
  at: number;
  /** What the heap is ordered by: never later than `at`. */
  key: number;
  /** Its place in the heap, {@link ABSENT}, or {@link TAKEN}. */
  index: number;
}

/** `index` of an entry that is not in the heap. */
export const ABSENT = -1;
/** `index` of an entry that {@link DeadlineHeap.take} has handed out and that nobody has set or removed since. */
export const TAKEN = -2;

/**
 * A binary heap of deadlines in which postponing costs nothing: the entry stays where it is and is put right when its
 * old time comes. A watchdog is petted far more often than it is looked at.
 */
export class DeadlineHeap<E extends HeapEntry> {
  readonly #entries: E[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** A time before which nothing is due: `Infinity` when empty. */
  get next(): number {
    return this.#entries[0]?.key ?? Number.POSITIVE_INFINITY;
  }

  /** Makes `entry` due at `at`, whether it was in the heap or not. */
  set(entry: E, at: number): void {
    entry.at = at;
    if (entry.index < 0) {
      entry.key = at;
      this.#entries.push(entry);
      this.#up(entry, this.#entries.length - 1);
    } else if (at < entry.key) {
      entry.key = at;
      this.#up(entry, entry.index);
    }
  }

  /** Takes `entry` out; it is never due. Does nothing when it is not in. */
  remove(entry: E): void {
    const { index } = entry;
    entry.index = ABSENT;
    if (index < 0) return;
    const last = this.#entries.pop();
    if (last === undefined || last === entry) return;
    last.index = index;
    this.#entries[index] = last;
    this.#down(last, index);
    if (last.index === index) this.#up(last, index);
  }

  /** Takes out an entry that is due at `now`, marked {@link TAKEN}; `undefined` when there is none left. */
  take(now: number): E | undefined {
    for (;;) {
      const top = this.#entries[0];
      if (top === undefined || top.key > now) return undefined;
      if (top.at > now) {
        top.key = top.at;
        this.#down(top, 0);
      } else {
        this.remove(top);
        top.index = TAKEN;
        return top;
      }
    }
  }

  #up(entry: E, from: number): void {
    const entries = this.#entries;
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = entries[parentIndex];
      if (parent === undefined || parent.key <= entry.key) break;
      entries[index] = parent;
      parent.index = index;
      index = parentIndex;
    }
    entries[index] = entry;
    entry.index = index;
  }

  #down(entry: E, from: number): void {
    const entries = this.#entries;
    let index = from;
    for (;;) {
      let childIndex = 2 * index + 1;
      let child = entries[childIndex];
      if (child === undefined) break;
      const right = entries[childIndex + 1];
      if (right !== undefined && right.key < child.key) {
        child = right;
        childIndex += 1;
      }
      if (child.key >= entry.key) break;
      entries[index] = child;
      child.index = index;
      index = childIndex;
    }
    entries[index] = entry;
    entry.index = index;
  }
}
