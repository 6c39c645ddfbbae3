import { type FileHandle, open, rm } from 'node:fs/promises';
import { type Clock, messageOf, waitFor, AbortError, TimeoutError } from '../core/index.js';
import { JournalError } from './error.js';
import { changeFiles, finishChange, nextOf, syncFolder } from './files.js';
import { LONGEST_LINE, toLine } from './line.js';
import { Memory, type Moment } from './memory.js';
import { recordsOf } from './read.js';
import type { JournalRecord, Remembered } from './record.js';

/** Where records go. */
export interface Journal extends AsyncDisposable {
  /** What earlier runs left in it, by the clocks of this one. */
  recalled(now: Moment): Remembered;
  /**
   * Writes a record after all earlier ones; with `sync` it is on disk when this resolves.
   * @throws {@link JournalError}
   */
  append(record: JournalRecord, options?: { readonly sync?: boolean }): Promise<void>;
}

/** Keeps nothing: for observing without a file. */
export class NoJournal implements Journal {
  recalled(now: Moment): Remembered {
    return new Memory().recalled(now);
  }

  async append(): Promise<void> {
    // Nothing is kept.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // There is nothing to close.
  }
}

/** What shapes a {@link FileJournal}. */
export interface FileJournalOptions {
  readonly clock: Clock;
  /** How long one write, or one read of the opening, may take: milliseconds. */
  readonly timeout: number;
  /** A record that would make the file larger begins a new one. */
  readonly maxBytes: number;
  /** How many older files stay. */
  readonly keep: number;
}

const CHUNK = 64 * 1024;

/** What to do about a file that can not be read on. */
const WITHOUT = '; to begin without its counts, halts and open intents, move it away';

/** A file of one JSON record a line, appended to. When it is full, a new one takes its place, and it is kept beside. */
export class FileJournal implements Journal {
  readonly path: string;
  readonly #options: FileJournalOptions;
  readonly #memory: Memory;
  #file: FileHandle;
  /** Of the file; undefined for what is no file and can not become full. */
  #size: number | undefined;
  /** How much of it was carried over: it alone is no reason for yet another file. */
  #carriedSize = 0;
  #last: Promise<void> = Promise.resolve();
  #failure: JournalError | undefined;
  #closed = false;

  private constructor(
    path: string,
    options: FileJournalOptions,
    file: FileHandle,
    size: number | undefined,
    memory: Memory,
  ) {
    this.path = path;
    this.#options = options;
    this.#file = file;
    this.#size = size;
    this.#memory = memory;
  }

  /**
   * Opens or creates the file, readable by its owner only, and reads what earlier runs left in it. A last line that a
   * crash cut off is closed, so that the first new record stands on a line of its own.
   * @throws {@link JournalError}
   */
  static async open(path: string, options: FileJournalOptions): Promise<FileJournal> {
    const inTime = <T>(promise: Promise<T>): Promise<T> =>
      bounded(path, 'could not be opened', options, promise);
    const opening = openFile(path);
    try {
      const file = await inTime(opening);
      const stat = await inTime(file.stat());
      const memory = new Memory();
      // A device has nothing to tell, and no end.
      if (!stat.isFile()) return new FileJournal(path, options, file, undefined, memory);
      if (stat.size === 0) await inTime(syncFolder(path));
      const chunks = chunksOf(file, stat.size, inTime);
      for await (const record of recordsOf(path, chunks, WITHOUT)) memory.take(record);
      const isTorn = await inTime(closeLine(file, stat.size));
      return new FileJournal(path, options, file, stat.size + (isTorn ? 1 : 0), memory);
    } catch (error) {
      // Nobody waits for that: what it has to wait for may never come.
      opening.then((file) => file.close()).catch(() => {});
      throw error;
    }
  }

  recalled(now: Moment): Remembered {
    return this.#memory.recalled(now);
  }

  async append(record: JournalRecord, options: { readonly sync?: boolean } = {}): Promise<void> {
    const writing = this.#last.then(() => this.#write(record, options.sync === true));
    this.#last = writing.catch(() => {});
    await writing;
  }

  async #write(record: JournalRecord, sync: boolean): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#closed) throw new JournalError(this.path, 'is closed');
    const writing = (async (): Promise<void> => {
      const line = toLine(record);
      if (line.length > LONGEST_LINE) throw new RangeError(`a record of ${line.length} bytes is too long`);
      await this.#makeRoom(line.length);
      await this.#file.appendFile(line);
      if (sync) await this.#file.datasync();
      if (this.#size !== undefined) this.#size += line.length;
      this.#memory.take(record);
    })();
    try {
      await bounded(this.path, 'could not be written', this.#options, writing);
    } catch (error) {
      // What a failed write left behind is not known, so nothing may follow it.
      if (error instanceof JournalError) this.#failure = error;
      throw error;
    }
  }

  /** Begins a new file when this one is full. What it must know of this one stands in its first line. */
  async #makeRoom(length: number): Promise<void> {
    if (this.#size === undefined || this.#size === this.#carriedSize) return;
    const { carried } = this.#memory;
    if (carried === undefined || this.#size + length <= this.#options.maxBytes) return;
    const line = toLine(carried);
    await rm(nextOf(this.path), { force: true });
    const next = await open(nextOf(this.path), 'ax', 0o600);
    try {
      await next.appendFile(line);
      await next.datasync();
      await this.#file.datasync();
      // It took so long that it counts as failed: then everything stays as it is.
      if (this.#failure !== undefined) throw this.#failure;
      await changeFiles(this.path, this.#options.keep);
    } catch (error) {
      await next.close();
      throw error;
    }
    const full = this.#file;
    this.#file = next;
    this.#size = line.length;
    this.#carriedSize = line.length;
    await full.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const closing = this.#file.close();
    // Closing waits for a write that hangs, and tells nothing new.
    if (this.#failure !== undefined) closing.catch(() => {});
    else await bounded(this.path, 'could not be closed', this.#options, closing);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  await finishChange(path);
  return await open(path, 'a+', 0o600);
}

async function* chunksOf(
  file: FileHandle,
  size: number,
  inTime: <T>(promise: Promise<T>) => Promise<T>,
): AsyncGenerator<Buffer, void, void> {
  for (let position = 0; position < size; ) {
    const { buffer, bytesRead } = await inTime(file.read(Buffer.alloc(CHUNK), 0, CHUNK, position));
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Whether the last line had no end. */
async function closeLine(file: FileHandle, size: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  const isTorn = size > 0 && (await file.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 0x0a;
  if (isTorn) await file.appendFile('\n');
  return isTorn;
}

async function bounded<T>(
  path: string,
  what: string,
  { clock, timeout }: FileJournalOptions,
  promise: Promise<T>,
): Promise<T> {
  try {
    return await waitFor(
      {
        clock,
        signal: undefined,
        timeout,
        timedOut: () => new TimeoutError('ERR_JOURNAL', `not done within ${timeout} ms`, timeout),
        aborted: (reason) => new AbortError('journal', reason),
      },
      promise,
    );
  } catch (cause) {
    throw cause instanceof JournalError
      ? cause
      : new JournalError(path, `${what}: ${messageOf(cause)}`, cause);
  }
}
