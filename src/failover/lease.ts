import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { brand, codeOf, messageOf, nonEmpty, QmpWatchdogError, type WaitOptions } from '../core/index.js';

/** What a key holds. */
export interface LeaseEntry {
  readonly value: string;
  /** Changes with each change of the value. */
  readonly revision: string;
}

/**
 * Small values that several parties change by compare-and-swap, so that of two only one succeeds. Whoever writes one for
 * a store of their own: both must be linearizable, and reject rather than guess.
 */
export interface LeaseStore {
  /** What the key holds now; undefined for nothing. Rejects when that can not be told. */
  get(key: string, options?: WaitOptions): Promise<LeaseEntry | undefined>;
  /**
   * Sets the value if the key still has this revision, or with `undefined` if it holds nothing. False: it has not, and
   * nothing was changed. A rejection says nothing: it may have been set.
   */
  swap(key: string, revision: string | undefined, value: string, options?: WaitOptions): Promise<boolean>;
}

/** A lease store could not be read or written. Code `ERR_LEASE_STORE`. */
export class LeaseStoreError extends QmpWatchdogError {
  static {
    brand(this, 'LeaseStoreError');
  }

  constructor(message: string, cause?: unknown) {
    super('ERR_LEASE_STORE', message, { cause });
  }
}

/** Keeps them as long as this process lives: for tests, and for two VMs that one process looks after. */
export class MemoryLeaseStore implements LeaseStore {
  readonly #entries = new Map<string, { readonly value: string; readonly revision: number }>();

  async get(key: string): Promise<LeaseEntry | undefined> {
    const entry = this.#entries.get(key);
    return entry && { value: entry.value, revision: String(entry.revision) };
  }

  async swap(key: string, revision: string | undefined, value: string): Promise<boolean> {
    const entry = this.#entries.get(key);
    if ((entry && String(entry.revision)) !== revision) return false;
    this.#entries.set(key, { value, revision: (entry?.revision ?? 0) + 1 });
    return true;
  }
}

/** No honest value comes near it. */
const MAX_BYTES = 256 * 1024;

/**
 * Keeps them in a folder that all parties share: one host's, or a network file system's on which a hard link is made by
 * one client only, as NFS promises. Each change is a file of its own, which the one that links it first owns; those of
 * former values stay, empty. So it is for what changes rarely, as proofs do.
 *
 * A folder that one host alone has lost, or that was restored from a backup, arbitrates nothing: where several hosts
 * decide, a store with a quorum does.
 */
export class FileLeaseStore implements LeaseStore {
  readonly folder: string;

  /** @throws OptionError */
  constructor(folder: string) {
    this.folder = nonEmpty('leaseStore.folder', folder);
  }

  async get(key: string): Promise<LeaseEntry | undefined> {
    try {
      // What others have replaced meanwhile is empty.
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const revision = await this.#newest(key);
        if (revision === 0) return undefined;
        const value = await readFile(this.#file(key, revision), 'utf8');
        if (value !== '') return { value, revision: String(revision) };
      }
      throw new Error('it changes all the time');
    } catch (error) {
      throw this.#failed('read', key, error);
    }
  }

  async swap(key: string, revision: string | undefined, value: string): Promise<boolean> {
    const bytes = Buffer.byteLength(value);
    if (bytes === 0 || bytes > MAX_BYTES)
      throw new LeaseStoreError(`${key}: a value has from 1 to ${MAX_BYTES} bytes, not ${bytes}`);
    const temporary = join(this.folder, `.${randomUUID()}.new`);
    try {
      const newest = await this.#newest(key);
      if (String(newest) !== (revision ?? '0')) return false;
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(value);
        await file.sync();
      } finally {
        await file.close();
      }
      const won = await link(temporary, this.#file(key, newest + 1)).then(() => true, whenTaken);
      if (!won) return false;
      await this.#synced();
      // Emptied, not removed: whoever listed it long ago must find its successor's name taken.
      if (newest > 0) await truncate(this.#file(key, newest));
      return true;
    } catch (error) {
      throw this.#failed('written', key, error);
    } finally {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  async #newest(key: string): Promise<number> {
    const names = (await readdir(this.folder).catch(whenGone)) ?? [];
    const prefix = `${nameOf(key)}.`;
    const revisions = names
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(name.slice(prefix.length)))
      .filter((revision) => Number.isSafeInteger(revision) && revision > 0);
    return Math.max(0, ...revisions);
  }

  async #synced(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  #file(key: string, revision: number): string {
    return join(this.folder, `${nameOf(key)}.${revision}`);
  }

  #failed(what: string, key: string, error: unknown): LeaseStoreError {
    return new LeaseStoreError(`${key} could not be ${what} in ${this.folder}: ${messageOf(error)}`, error);
  }
}

/** A key may hold anything, a file's name may not. */
function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function whenGone(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function whenTaken(error: unknown): false {
  if (codeOf(error) === 'EEXIST') return false;
  throw error;
}
