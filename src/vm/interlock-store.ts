import { createHash, randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { brand, codeOf, messageOf, QmpWatchdogError } from '../core/index.js';
import { describeAddress, type SocketAddress } from '../qmp/index.js';
import { withFileLock } from './file-lock.js';
import type { Interlock } from './interlock.js';
import { isLatch, type Latch } from './latch.js';

/** What survives a restart of this process. */
export interface InterlockRecord {
  readonly interlocks: readonly Interlock[];
  /** Completed migrations whose interlocks were lifted: they are not set again for these. */
  readonly lifted: readonly string[];
  readonly latch?: Latch | undefined;
}

/** Keeps the interlocks of one VM. */
export interface InterlockStore {
  /** What was kept; empty when nothing was. Rejects when it can not be told: then no VM may be started. */
  load(): Promise<InterlockRecord>;
  /** Replaces what is kept, as a whole. Resolves when it is on disk. */
  save(record: InterlockRecord): Promise<void>;
}

/** Interlocks could not be read or kept. Code `ERR_INTERLOCK_STORE`. */
export class InterlockStoreError extends QmpWatchdogError {
  static {
    brand(this, 'InterlockStoreError');
  }

  constructor(message: string, cause?: unknown) {
    super('ERR_INTERLOCK_STORE', message, { cause });
  }
}

const NOTHING: InterlockRecord = { interlocks: [], lifted: [] };
/** How long others may keep something first, in milliseconds. */
const LOCK_PATIENCE = 5_000;
/** No honest record comes near it. */
const MAX_BYTES = 1024 * 1024;

/**
 * Keeps them in a file, which is written only when there is something to keep. What another process has kept there since
 * stays: two that follow the same VM never lift what the other one set, whenever either keeps something.
 */
export class FileInterlockStore implements InterlockStore {
  readonly path: string;
  /** What whoever uses this store knows of. */
  #known = NOTHING;

  constructor(path: string) {
    this.path = path;
  }

  async load(): Promise<InterlockRecord> {
    this.#known = await this.#read();
    return this.#known;
  }

  async save(record: InterlockRecord): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
      // What is read is what is replaced: whatever somebody keeps in between would be lost.
      const keep = async (): Promise<void> => this.#write(this.#withOthers(record, await this.#read()));
      await withFileLock(`${this.path}.lock`, keep, LOCK_PATIENCE);
    } catch (error) {
      if (error instanceof InterlockStoreError) throw error;
      const why = messageOf(error);
      throw new InterlockStoreError(`the interlocks could not be kept in ${this.path}: ${why}`, error);
    }
    this.#known = record;
  }

  async #read(): Promise<InterlockRecord> {
    let text: string;
    try {
      const { size } = await stat(this.path);
      if (size > MAX_BYTES) throw new Error(`it has ${size} bytes`);
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return NOTHING;
      throw unreadable(this.path, messageOf(error), error);
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw unreadable(this.path, 'it is not JSON', error);
    }
    if (!isRecord(value)) throw unreadable(this.path, 'it does not hold interlocks');
    return value;
  }

  /** `ours`, and what `found` holds that we have never known, or have not changed since we have. */
  #withOthers(ours: InterlockRecord, found: InterlockRecord): InterlockRecord {
    const known = this.#known;
    const before = new Set([...known.interlocks, ...ours.interlocks].map((one) => JSON.stringify(one)));
    const others = found.interlocks.filter((one) => !before.has(JSON.stringify(one)));
    const latch = this.#latchOf(ours.latch, found);
    return {
      interlocks: [...ours.interlocks, ...others],
      lifted: [...new Set([...ours.lifted, ...found.lifted])],
      ...(latch !== undefined && { latch }),
    };
  }

  /** A latch is its setter's: what we know of somebody else's may be old, and ours never takes its place. */
  #latchOf(ours: Latch | undefined, found: InterlockRecord): Latch | undefined {
    const { latch: known } = this.#known;
    // Whoever removed the file has lifted nothing.
    if (JSON.stringify(ours) === JSON.stringify(known)) return found === NOTHING ? ours : found.latch;
    const { latch } = found;
    const isOthers = latch !== undefined && latch.token !== known?.token && latch.token !== ours?.token;
    if (!isOthers) return ours;
    if (ours === undefined) return latch;
    throw new InterlockStoreError(
      `the latch ${ours.token} could not be kept in ${this.path}: another process keeps ${latch.token} there since ${latch.time} (${latch.reason})`,
    );
  }

  async #write(record: InterlockRecord): Promise<void> {
    const temporary = `${this.path}.${randomUUID()}.new`;
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(`${JSON.stringify(record, undefined, 2)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.path);
      const folder = await open(dirname(this.path), 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {});
      throw error;
    }
  }
}

/** Keeps them as long as this process lives. */
export class MemoryInterlockStore implements InterlockStore {
  #record = NOTHING;

  async load(): Promise<InterlockRecord> {
    return this.#record;
  }

  async save(record: InterlockRecord): Promise<void> {
    this.#record = record;
  }
}

/**
 * The folder for what lasts until the host reboots, because no QEMU outlives that either. It must not depend on how this
 * process was started: two that looked in different ones would both act.
 * @throws {@link InterlockStoreError} it belongs to somebody else.
 */
export async function runtimeFolder(): Promise<string> {
  const uid = process.getuid?.() ?? 0;
  // Root has an XDG_RUNTIME_DIR after a login, and none as a service.
  const usual = uid === 0 ? '/run' : (folderOf('XDG_RUNTIME_DIR') ?? tmpdir());
  const base = folderOf('QMP_WATCHDOG_RUNTIME_DIR') ?? usual;
  const folder = join(base, uid === 0 ? 'qmp-watchdog' : `qmp-watchdog-${uid}`);
  // Not what a link of somebody else's leads to.
  const found = await lstat(folder).catch(() => undefined);
  if (found !== undefined) {
    if (found.uid !== uid)
      throw new InterlockStoreError(
        `${folder} belongs to another user, so nothing that must be relied on is kept in it. Set QMP_WATCHDOG_RUNTIME_DIR to a folder of this user's, for all its processes`,
      );
    await chmod(folder, 0o700);
  }
  return folder;
}

/** What a variable says where it names the same folder for every process; empty and relative ones do not. */
function folderOf(variable: string): string | undefined {
  const value = process.env[variable];
  return value !== undefined && isAbsolute(value) ? value : undefined;
}

/** Where the interlocks of the VM behind `address` are kept by default: the same from wherever this process was started. */
export async function defaultInterlockPath(address: SocketAddress): Promise<string> {
  const absolute =
    'path' in address && !address.path.startsWith('\0') ? { path: resolve(address.path) } : address;
  const name = createHash('sha256').update(describeAddress(absolute)).digest('hex').slice(0, 32);
  return join(await runtimeFolder(), `${name}.interlocks.json`);
}

function unreadable(path: string, why: string, cause?: unknown): InterlockStoreError {
  return new InterlockStoreError(
    `the interlocks in ${path} can not be read: ${why}. Until they can, nothing is known of what bars this VM; if it surely runs nowhere else, remove the file.`,
    cause,
  );
}

function isRecord(value: unknown): value is InterlockRecord {
  if (typeof value !== 'object' || value === null || !('interlocks' in value) || !('lifted' in value))
    return false;
  const { interlocks, lifted } = value;
  const latch: unknown = Reflect.get(value, 'latch');
  return (
    (latch === undefined || isLatch(latch)) &&
    Array.isArray(interlocks) &&
    interlocks.every(isInterlock) &&
    Array.isArray(lifted) &&
    lifted.every((mark) => typeof mark === 'string')
  );
}

function isInterlock(value: unknown): value is Interlock {
  if (typeof value !== 'object' || value === null) return false;
  const { bars, reason, by, time, migration, latch } = value as Partial<Record<keyof Interlock, unknown>>;
  return (
    (bars === 'cont' || bars === 'reset' || bars === 'write') &&
    typeof reason === 'string' &&
    (by === 'library' || by === 'user') &&
    typeof time === 'string' &&
    (migration === undefined || typeof migration === 'string') &&
    (latch === undefined || typeof latch === 'string')
  );
}
