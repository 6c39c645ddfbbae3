import { AbortError, type Clock, describe, nonEmpty, onAbort, oneOf, waitFor } from '../core/index.js';
import { type Barred, type Interlock, InterlockedError } from './interlock.js';
import { type InterlockRecord, type InterlockStore, InterlockStoreError } from './interlock-store.js';
import { checkLatch, type Latch, LatchedError } from './latch.js';
import type { MigrationView } from './state.js';

/** How long a store may take to keep them, in milliseconds: it may be a user's own, or lie on a disk that hangs. */
const SAVE_TIMEOUT = 10_000;

const BARRED: readonly Barred[] = ['cont', 'reset', 'write'];

/** How long somebody waits for a store. */
interface Limits {
  readonly signal: AbortSignal | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Told when interlocks change. */
export interface InterlocksListener {
  interlocked(interlock: Interlock): void;
  lifted(interlock: Interlock, reason: string): void;
  latched(latch: Latch | undefined, reason: string): void;
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
  /** All that was ever in force here: what was lifted here is not learned again. */
  readonly #seen = new Set<string>();

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
    this.#take(record.interlocks, record.latch);
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

  /**
   * Puts in force what another process has kept since. What it has lifted stays in force here.
   * @throws {@link InterlockStoreError} it can not be told.
   */
  async learn({ signal, timeout }: Limits): Promise<void> {
    const limits = {
      clock: this.#clock,
      signal,
      timeout: Math.min(timeout, SAVE_TIMEOUT),
      timedOut: () => new InterlockStoreError('the store did not tell in time which interlocks it keeps'),
      aborted: (reason: unknown) => new AbortError('reading the interlocks', reason, 'not-sent'),
    };
    const loading = this.#saving.catch(() => {}).then(() => this.#store.load());
    const { interlocks, latch } = await waitFor(limits, loading);
    const others = interlocks.filter((one) => !this.#seen.has(JSON.stringify(one)));
    const isNew = latch !== undefined && this.#record.latch === undefined && !this.#seen.has(latch.token);
    if (others.length === 0 && !isNew) return;
    this.#record = {
      ...this.#record,
      interlocks: [...this.#record.interlocks, ...others],
      ...(isNew && { latch }),
    };
    this.#take(others, isNew ? latch : undefined);
  }

  /** @throws {@link InterlockedError} when an interlock bars it. */
  check(command: string, bars: Barred): void {
    const interlock =
      latched(bars, this.#record.latch) ?? this.#record.interlocks.find((one) => one.bars === bars);
    if (interlock !== undefined) throw new InterlockedError(command, interlock);
  }

  /** In force when this returns; resolves when it is kept. */
  set(bars: Barred, reason: string): Promise<void> {
    oneOf<Barred>('interlock.bars', bars, 'cont', BARRED);
    nonEmpty('interlock.reason', reason);
    const known = this.#record.interlocks.some(
      (one) => one.by === 'user' && one.bars === bars && one.reason === reason,
    );
    // Kept once more, because it may not have been; but what is said again and again shall not fill a disk.
    return known ? this.#save() : this.#add([{ bars, reason, by: 'user', time: this.#now() }]);
  }

  /** Lifts every interlock on this; resolves when that is kept. */
  lift(bars: Barred, reason: string): Promise<void> {
    oneOf<Barred>('liftInterlock.bars', bars, 'cont', BARRED);
    nonEmpty('liftInterlock.reason', reason);
    const lifted = this.#record.interlocks.filter((one) => one.bars === bars);
    if (lifted.length === 0) return this.#saved();
    const marks = lifted.flatMap(({ migration }) =>
      migration === undefined ? [] : [`${bars}:${migration}`],
    );
    this.#record = {
      ...this.#record,
      interlocks: this.#record.interlocks.filter((one) => one.bars !== bars),
      lifted: [...this.#record.lifted, ...marks],
    };
    for (const interlock of lifted) this.#listener.lifted(interlock, reason);
    return this.#save();
  }

  /**
   * In force when this returns; resolves when it is kept. The same token again replaces what is kept of it.
   * @throws {@link LatchedError} another one is in force.
   */
  latch(latch: Omit<Latch, 'time'>): Promise<void> {
    const checked = checkLatch(latch);
    const standing = this.#record.latch;
    if (standing !== undefined && standing.token !== checked.token) throw new LatchedError(standing);
    const set: Latch = { ...checked, time: standing?.time ?? this.#now() };
    this.#record = { ...this.#record, latch: set };
    this.#take([], set);
    return this.#save();
  }

  /** Lifts the latch of this token; resolves when that is kept. Where it does not stand, nothing happens. */
  unlatch(token: string, reason: string): Promise<void> {
    nonEmpty('unlatch.token', token);
    nonEmpty('unlatch.reason', reason);
    if (this.#record.latch?.token !== token) return this.#saved();
    const { interlocks, lifted } = this.#record;
    const ours = interlocks.filter((one) => one.latch === token);
    const marks = ours.flatMap(({ bars, migration }) =>
      migration === undefined ? [] : [`${bars}:${migration}`],
    );
    this.#record = {
      interlocks: interlocks.filter((one) => one.latch !== token),
      lifted: [...lifted, ...marks],
      latch: undefined,
    };
    for (const interlock of ours) this.#listener.lifted(interlock, reason);
    this.#listener.latched(undefined, reason);
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
    // A VM that is held still is not migrated away: its disks are released so, and it goes with the latch.
    const { latch } = this.#record;
    return this.#add(
      missing.map((barred) => ({
        bars: barred,
        reason: postcopy
          ? 'its migration is in postcopy: the guest runs elsewhere, and takes its memory from here'
          : 'its migration completed: the guest runs elsewhere, or lies in a file',
        by: 'library',
        time,
        ...(mark !== undefined && { migration: mark }),
        ...(latch !== undefined && { latch: latch.token }),
      })),
    );
  }

  /** Resolves when all that was to be kept is, or could not be. Never rejects. */
  async settled(): Promise<void> {
    await this.#saved().catch(() => {});
  }

  #add(interlocks: readonly Interlock[]): Promise<void> {
    this.#record = { ...this.#record, interlocks: [...this.#record.interlocks, ...interlocks] };
    this.#take(interlocks, undefined);
    return this.#save();
  }

  /** They are in force: tells of them. */
  #take(interlocks: readonly Interlock[], latch: Latch | undefined): void {
    for (const one of interlocks) this.#seen.add(JSON.stringify(one));
    if (latch !== undefined) this.#seen.add(latch.token);
    for (const one of interlocks) {
      // Whoever is told of one may lift the other.
      if (this.#record.interlocks.includes(one)) this.#listener.interlocked(one);
    }
    if (latch !== undefined) this.#listener.latched(latch, latch.reason);
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

/** A latch as the interlock that it amounts to. */
function latched(bars: Barred, latch: Latch | undefined): Interlock | undefined {
  if (latch === undefined) return undefined;
  const { reason, time, token } = latch;
  return { bars, reason, by: 'library', time, latch: token };
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
