import { redact } from '../core/index.js';
import {
  FileJournal,
  type Journal,
  JournalError,
  type JournalRecord,
  NoJournal,
  type RecordBody,
  type Remembered,
} from '../journal/index.js';
import type { CheckedSupervisorOptions } from './options.js';

/** Numbers and stamps records, and writes them in the order in which they were made. No secret comes into one. */
export class Recorder implements AsyncDisposable {
  readonly #options: CheckedSupervisorOptions;
  readonly #journal: Journal;
  readonly #told: (record: JournalRecord) => void;
  #written = 0;
  #failed = false;

  private constructor(
    options: CheckedSupervisorOptions,
    journal: Journal,
    told: (record: JournalRecord) => void,
  ) {
    this.#options = options;
    this.#journal = journal;
    this.#told = told;
  }

  /** @throws {@link JournalError} */
  static async open(
    options: CheckedSupervisorOptions,
    told: (record: JournalRecord) => void,
  ): Promise<Recorder> {
    const { journal: path, clock, journalTimeout: timeout, journalMaxBytes, journalKeep: keep } = options;
    const journal =
      path === 'none'
        ? new NoJournal()
        : await FileJournal.open(path, { clock, timeout, maxBytes: journalMaxBytes, keep });
    return new Recorder(options, journal, told);
  }

  /** What earlier runs left in the journal, by this process's clock. */
  recalled(): Remembered {
    const { clock } = this.#options;
    return this.#journal.recalled({ at: clock.now(), boot: clock.boot(), wall: clock.wall() });
  }

  /** A record of what happens now. */
  stamp(body: RecordBody): JournalRecord {
    const { clock, name } = this.#options;
    this.#written += 1;
    const time = new Date(clock.wall()).toISOString();
    // Of the same shape: only strings take the place of secrets, and no member of a record's own is one.
    const safe = redact(body) as RecordBody;
    const record = { v: 1, n: this.#written, time, at: clock.now() } as const;
    return name === undefined ? { ...record, ...safe } : { ...record, vm: name, ...safe };
  }

  /**
   * Resolves with the failure that lets the run go on without a journal, once.
   * @throws {@link JournalError} when it may not.
   */
  async write(record: JournalRecord, sync: boolean): Promise<JournalError | undefined> {
    const failure = this.#failed ? undefined : await this.#append(record, sync);
    this.#told(record);
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
    await this.#journal[Symbol.asyncDispose]();
  }
}
