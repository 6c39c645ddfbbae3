import { redact } from '../core/index.js';
import {
  FileJournal,
  type Journal,
  JournalError,
  journalFile,
  type JournalRecord,
  NoJournal,
  type RecordBody,
  type Remembered,
} from '../journal/index.js';
import type { Claim } from './claim.js';
import { takeJournal } from './claimed.js';
import type { CheckedSupervisorOptions } from './options.js';

/** Whom a {@link Recorder} tells of its records. */
export interface RecordListener {
  /** Whether anybody listens: what is neither kept nor heard is not even put together. */
  hears(): boolean;
  told(record: JournalRecord): void;
}

/** Numbers and stamps records, and writes them in the order in which they were made. No secret comes into one. */
export class Recorder implements AsyncDisposable {
  readonly #options: CheckedSupervisorOptions;
  readonly #journal: Journal;
  readonly #claim: Claim | undefined;
  readonly #listener: RecordListener;
  #written = 0;
  /** The last reading of the wall clock, and how it is written. */
  #wall = Number.NaN;
  #time = '';
  #failed = false;

  private constructor(
    options: CheckedSupervisorOptions,
    journal: Journal,
    claim: Claim | undefined,
    listener: RecordListener,
  ) {
    this.#options = options;
    this.#journal = journal;
    this.#claim = claim;
    this.#listener = listener;
  }

  /**
   * @throws {@link JournalError}
   * @throws {@link ClaimedError} another supervisor writes to the journal.
   */
  static async open(given: CheckedSupervisorOptions, listener: RecordListener): Promise<Recorder> {
    const options = { ...given, journal: await journalFile(given.journal) };
    // Opening mends what a crash left, which must not be what somebody is writing.
    const claim = await takeJournal(options);
    try {
      return new Recorder(options, await openJournal(options), claim, listener);
    } catch (error) {
      await claim?.[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What earlier runs left in the journal, by this process's clock. */
  recalled(): Remembered {
    const { clock } = this.#options;
    return this.#journal.recalled({ at: clock.now(), boot: clock.boot(), wall: clock.wall() });
  }

  /** A record of what happens now, to be put together when it is written. */
  stamp(body: RecordBody): () => JournalRecord {
    const record = this.reserve();
    // Of the same shape: only strings take the place of secrets, and no member of a record's own is one.
    return () => record(redact(body) as RecordBody);
  }

  /** The number and the time of a record of what happens now; what it says comes later, and without secrets. */
  reserve(): (body: RecordBody) => JournalRecord {
    const { clock, name: vm } = this.#options;
    this.#written += 1;
    const n = this.#written;
    const wall = clock.wall();
    const at = clock.now();
    return (body) => {
      const time = this.#timeOf(wall);
      // Spread once and last: V8 takes microseconds to add members to what it has copied.
      return vm === undefined ? { v: 1, n, time, at, ...body } : { v: 1, n, time, at, vm, ...body };
    };
  }

  /** Much of an incident happens within a millisecond. */
  #timeOf(wall: number): string {
    if (wall !== this.#wall) {
      this.#wall = wall;
      this.#time = new Date(wall).toISOString();
    }
    return this.#time;
  }

  /**
   * Resolves with the failure that lets the run go on without a journal, once.
   * @throws {@link JournalError} when it may not.
   */
  async write(stamped: () => JournalRecord, sync: boolean): Promise<JournalError | undefined> {
    const isKept = !this.#failed && this.#options.journal !== 'none';
    if (!isKept && !this.#listener.hears()) return undefined;
    const record = stamped();
    const failure = isKept ? await this.#append(record, sync) : undefined;
    this.#listener.told(record);
    return failure;
  }

  async #append(record: JournalRecord, sync: boolean): Promise<JournalError | undefined> {
    try {
      await this.#journal.append(record, { sync });
      return undefined;
    } catch (error) {
      if (this.#options.onJournalFailure === 'end' || !(error instanceof JournalError)) throw error;
      this.#failed = true;
      return error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#journal[Symbol.asyncDispose]();
    } finally {
      await this.#claim?.[Symbol.asyncDispose]();
    }
  }
}

async function openJournal(options: CheckedSupervisorOptions): Promise<Journal> {
  const { journal: path, clock, journalTimeout: timeout, journalMaxBytes, journalKeep: keep } = options;
  if (path === 'none') return new NoJournal();
  return await FileJournal.open(path, { clock, timeout, maxBytes: journalMaxBytes, keep });
}
