import type { Clock } from '../core/index.js';
import {
  FileJournal,
  type Journal,
  type JournalRecord,
  NoJournal,
  type RecordBody,
} from '../journal/index.js';

/** Numbers and stamps records, and writes them in the order in which they were made. */
export class Recorder implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #vm: string | undefined;
  readonly #journal: Journal;
  readonly #told: (record: JournalRecord) => void;
  #written = 0;

  private constructor(
    journal: Journal,
    clock: Clock,
    vm: string | undefined,
    told: (record: JournalRecord) => void,
  ) {
    this.#journal = journal;
    this.#clock = clock;
    this.#vm = vm;
    this.#told = told;
  }

  /** `path` is a file's, or `none`. @throws {@link JournalError} */
  static async open(
    path: string,
    clock: Clock,
    timeout: number,
    vm: string | undefined,
    told: (record: JournalRecord) => void,
  ): Promise<Recorder> {
    const journal = path === 'none' ? new NoJournal() : await FileJournal.open(path, { clock, timeout });
    return new Recorder(journal, clock, vm, told);
  }

  /** A record of what happens now. */
  stamp(body: RecordBody): JournalRecord {
    this.#written += 1;
    const base = {
      v: 1,
      n: this.#written,
      time: new Date(this.#clock.wall()).toISOString(),
      at: this.#clock.now(),
    } as const;
    return { ...base, ...(this.#vm !== undefined && { vm: this.#vm }), ...body };
  }

  /** @throws {@link JournalError} */
  async write(record: JournalRecord, sync: boolean): Promise<void> {
    await this.#journal.append(record, { sync });
    this.#told(record);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#journal[Symbol.asyncDispose]();
  }
}
