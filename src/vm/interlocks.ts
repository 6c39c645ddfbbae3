import { AbortError, type Clock, describe, nonEmpty, onAbort, oneOf, waitFor } from '../core/index.js';
import { type Barred, type Interlock, InterlockedError } from './interlock.js';
import { type InterlockRecord, type InterlockStore, InterlockStoreError } from './interlock-store.js';
import type { MigrationView } from './state.js';

/** How long a store may take to keep them, in milliseconds: it may be a user's own, or lie on a disk that hangs. */
const SAVE_TIMEOUT = 10_000;

/** Told when interlocks change. */
export interface InterlocksListener {
  interlocked(interlock: Interlock): void;
  lifted(interlock: Interlock, reason: string): void;
}

/** Migrations that have not completed, and yet the guest runs on the other side. */
const POSTCOPY: ReadonlySet<string> = new Set([
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover-setup',
  'postcopy-recover',
]);

/** The interlocks of one VM: in force at once, and kept by its store. */
export class Interlocks {
  readonly #clock: Clock;
  readonly #store: InterlockStore;
  readonly #listener: InterlocksListener;
  #record: InterlockRecord;
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    clock: Clock,
    store: InterlockStore,
    record: InterlockRecord,
    listener: InterlocksListener,
  ) {
    this.#clock = clock;
    this.#store = store;
    this.#record = record;
    this.#listener = listener;
    for (const interlock of record.interlocks) listener.interlocked(interlock);
  }

  /** @throws {@link InterlockStoreError} what was kept can not be told. */
  static async load(
    clock: Clock,
    store: InterlockStore,
    signal: AbortSignal,
    listener: InterlocksListener,
  ): Promise<Interlocks> {
    const record = await abandonable(store.load(), signal);
    return new Interlocks(clock, store, record, listener);
  }

  /** @throws {@link InterlockedError} when an interlock bars it. */
  check(command: string, bars: Barred): void {
    const interlock = this.#record.interlocks.find((one) => one.bars === bars);
    if (interlock !== undefined) throw new InterlockedError(command, interlock);
  }

  /** In force when this returns; resolves when it is kept. */
  set(bars: Barred, reason: string): Promise<void> {
    oneOf<Barred>('interlock.bars', bars, 'cont', ['cont', 'reset']);
    nonEmpty('interlock.reason', reason);
    const known = this.#record.interlocks.some(
      (one) => one.by === 'user' && one.bars === bars && one.reason === reason,
    );
    // Kept once more, because it may not have been; but what is said again and again shall not fill a disk.
    return known ? this.#save() : this.#add([{ bars, reason, by: 'user', time: this.#now() }]);
  }

  /** Lifts every interlock on this; resolves when that is kept. */
  lift(bars: Barred, reason: string): Promise<void> {
    oneOf<Barred>('liftInterlock.bars', bars, 'cont', ['cont', 'reset']);
    nonEmpty('liftInterlock.reason', reason);
    const lifted = this.#record.interlocks.filter((one) => one.bars === bars);
    if (lifted.length === 0) return this.#saved();
    const marks = lifted.flatMap(({ migration }) =>
      migration === undefined ? [] : [`${bars}:${migration}`],
    );
    this.#record = {
      interlocks: this.#record.interlocks.filter((one) => one.bars !== bars),
      lifted: [...this.#record.lifted, ...marks],
    };
    for (const interlock of lifted) this.#listener.lifted(interlock, reason);
    return this.#save();
  }

  /** After a completed migration the guest runs elsewhere, and QEMU lets it run here all the same. */
  migrated({ status, side, mark }: MigrationView): Promise<void> {
    const postcopy = POSTCOPY.has(status);
    if ((status !== 'completed' && !postcopy) || side !== 'source') return Promise.resolve();
    const bars: readonly Barred[] = ['cont', 'reset'];
    const missing = bars.filter(
      (barred) =>
        (mark === undefined || !this.#record.lifted.includes(`${barred}:${mark}`)) &&
        !this.#record.interlocks.some(
          (one) => one.by === 'library' && one.bars === barred && one.migration === mark,
        ),
    );
    if (missing.length === 0) return Promise.resolve();
    const time = this.#now();
    return this.#add(
      missing.map((barred) => ({
        bars: barred,
        reason: postcopy
          ? 'its migration is in postcopy: the guest runs elsewhere, and takes its memory from here'
          : 'its migration completed: the guest runs elsewhere, or lies in a file',
        by: 'library',
        time,
        ...(mark !== undefined && { migration: mark }),
      })),
    );
  }

  /** Resolves when all that was to be kept is, or could not be. Never rejects. */
  async settled(): Promise<void> {
    await this.#saved().catch(() => {});
  }

  #add(interlocks: readonly Interlock[]): Promise<void> {
    this.#record = { ...this.#record, interlocks: [...this.#record.interlocks, ...interlocks] };
    // Whoever is told of one may lift the other.
    for (const interlock of interlocks)
      if (this.#record.interlocks.includes(interlock)) this.#listener.interlocked(interlock);
    return this.#save();
  }

  #save(): Promise<void> {
    // One after the other, so that the last one wins; one that failed is made up for by the next.
    this.#saving = this.#saving.catch(() => {}).then(() => this.#store.save(this.#record));
    return this.#saved();
  }

  /** The store goes on; nobody waits for it longer. */
  #saved(): Promise<void> {
    const late = `the interlocks were not kept within ${SAVE_TIMEOUT} ms; they may be later`;
    return waitFor(
      {
        clock: this.#clock,
        signal: undefined,
        timeout: SAVE_TIMEOUT,
        timedOut: () => new InterlockStoreError(late),
        aborted: (reason) => new AbortError('keeping the interlocks', reason),
      },
      this.#saving,
    );
  }

  #now(): string {
    return new Date(this.#clock.wall()).toISOString();
  }
}

/** A store of a user's own may never answer. */
function abandonable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = onAbort(signal, (reason) =>
      reject(new AbortError(`reading the interlocks (${describe(reason)})`, reason)),
    );
    promise.finally(forget).then(resolve, reject);
  });
}
