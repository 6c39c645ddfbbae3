import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Clock,
  QmpWatchdogError,
  brand,
  messageOf,
  stringifyJson,
  waitFor,
  AbortError,
  TimeoutError,
} from '../core/index.js';
import type { JournalRecord } from './record.js';

/** The journal could not be opened or written: nothing may be done that can not be recorded first. Code `ERR_JOURNAL`. */
export class JournalError extends QmpWatchdogError {
  static {
    brand(this, 'JournalError');
  }

  readonly path: string;

  constructor(path: string, what: string, cause?: unknown) {
    super('ERR_JOURNAL', `the journal ${path} ${what}`, { cause });
    this.path = path;
  }
}

/** Where records go. */
export interface Journal extends AsyncDisposable {
  /**
   * Writes a record after all earlier ones; with `sync` it is on disk when this resolves.
   * @throws {@link JournalError}
   */
  append(record: JournalRecord, options?: { readonly sync?: boolean }): Promise<void>;
}

/** Keeps nothing: for observing without a file. */
export class NoJournal implements Journal {
  async append(): Promise<void> {
    // Nothing is kept.
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // There is nothing to close.
  }
}

/** A file of one JSON record a line, appended to. */
export class FileJournal implements Journal {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #clock: Clock;
  readonly #timeout: number;
  #last: Promise<void> = Promise.resolve();
  #failure: JournalError | undefined;
  #closed = false;

  private constructor(path: string, file: FileHandle, clock: Clock, timeout: number) {
    this.path = path;
    this.#file = file;
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /**
   * Opens or creates the file, readable by its owner only. A last line that a crash cut off is closed, so that the
   * first new record stands on a line of its own.
   * @throws {@link JournalError}
   */
  static async open(
    path: string,
    options: { readonly clock: Clock; readonly timeout: number },
  ): Promise<FileJournal> {
    const opening = (async (): Promise<FileHandle> => {
      const file = await open(path, 'a+', 0o600);
      try {
        const { size } = await file.stat();
        const last = Buffer.alloc(1);
        if (size > 0 && (await file.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 0x0a)
          await file.appendFile('\n');
        if (size === 0) await syncFolder(path);
      } catch (error) {
        await file.close();
        throw error;
      }
      return file;
    })();
    const file = await bounded(path, 'could not be opened', options.clock, options.timeout, opening);
    return new FileJournal(path, file, options.clock, options.timeout);
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
      await this.#file.appendFile(`${stringifyJson(record)}\n`);
      if (sync) await this.#file.datasync();
    })();
    try {
      await bounded(this.path, 'could not be written', this.#clock, this.#timeout, writing);
    } catch (error) {
      // What a failed write left behind is not known, so nothing may follow it.
      if (error instanceof JournalError) this.#failure = error;
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const closing = this.#file.close();
    // Closing waits for a write that hangs, and tells nothing new.
    if (this.#failure !== undefined) closing.catch(() => {});
    else await bounded(this.path, 'could not be closed', this.#clock, this.#timeout, closing);
  }
}

/** A file whose name is not on disk is lost with it. Where a folder can not be opened, this is left to the system. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  if (folder === undefined) return;
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems do not know how; an error of the disk is one.
    if (error instanceof Error && 'code' in error && error.code === 'EIO') throw error;
  } finally {
    await folder.close();
  }
}

async function bounded<T>(
  path: string,
  what: string,
  clock: Clock,
  timeout: number,
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
    throw new JournalError(path, `${what}: ${messageOf(cause)}`, cause);
  }
}
