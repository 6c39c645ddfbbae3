import { randomUUID } from 'node:crypto';
import { link, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { codeOf, systemClock } from '../core/index.js';
import { type ProcessIdentity, pidNamespace, stillRuns, thisProcess } from './process-identity.js';

/** Who holds a lock; what the system does not tell is empty. */
interface Holder extends ProcessIdentity {
  /** Names this one lock among all that there ever were. */
  readonly id: string;
  /** In which of the host's sets of process ids it has its own. */
  readonly namespace: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Between looks at a lock that somebody holds, in milliseconds. */
const LOOK = 5;

/**
 * Runs `work` while it alone, of all processes of this host, holds the lock `path`: a file that is there for so long.
 * One whose holder has ended is taken over. It is for what is soon done: others wait for it, `patience` milliseconds.
 * @throws Error nobody gave it back in time. Nothing was done.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, patience: number): Promise<T> {
  const own = await thisHolder();
  const file = `${path}.${own.id}.new`;
  let inode: string;
  try {
    await writeFile(file, JSON.stringify(own), { mode: 0o600, flag: 'wx', flush: true });
    inode = await inodeOf(file);
    await take(path, file, own, patience);
  } finally {
    // There is one, too, that there was no room to write in. One that can not be removed is in nobody's way.
    await rm(file, { force: true }).catch(() => {});
  }
  try {
    return await work();
  } finally {
    await giveBack(path, inode);
  }
}

async function take(path: string, file: string, own: Holder, patience: number): Promise<void> {
  const until = systemClock.now() + patience;
  for (;;) {
    // A link leads to a whole file from the beginning, and of all who make it one succeeds.
    if (await linked(file, path)) return;
    const holder = await readHolder(path);
    const left = Math.max(until - systemClock.now(), 0);
    if (holder !== undefined && (await hasEnded(holder, own))) {
      if (await takeOver(path, file, holder, left)) return;
    } else if (left === 0) {
      throw new Error(`${path} was not to be had within ${patience} ms: ${describe(holder, own)}`);
    } else await systemClock.sleep(LOOK);
  }
}

/**
 * Whether this one has it now. Whoever found it stale may have looked long ago, and another one may hold it by now: so
 * of those who found this very holder only one goes on at a time, and looks again.
 */
async function takeOver(path: string, file: string, { id }: Holder, patience: number): Promise<boolean> {
  const replace = async (): Promise<boolean> => {
    if ((await readHolder(path))?.id !== id) return false;
    await rename(file, path);
    return true;
  };
  return await withFileLock(`${path}.${id}`, replace, patience);
}

function describe(holder: Holder | undefined, { namespace }: Holder): string {
  if (holder === undefined) return 'others have it in turn';
  const { pid } = holder;
  return holder.namespace === namespace
    ? `process ${pid} holds it`
    : `process ${pid} of another container holds it, or left it; remove it if that has ended`;
}

/**
 * One that can not be given back is stale when this process has ended. It is not read: there may be no descriptor left to
 * read it with, and it would stay held.
 */
async function giveBack(path: string, inode: string): Promise<void> {
  try {
    // Somebody may have removed it, and another one have it since.
    if ((await inodeOf(path)) === inode) await rm(path);
  } catch {
    // Whoever waits for it will tell.
  }
}

/** Tells a file from whatever may be there in its place; it stays the same when the file is linked or renamed. */
async function inodeOf(path: string): Promise<string> {
  const { dev, ino, mtimeNs } = await lstat(path, { bigint: true });
  return `${dev}:${ino}:${mtimeNs}`;
}

async function thisHolder(): Promise<Holder> {
  const identity = await thisProcess().catch(() => ({ pid: process.pid, startTime: '', bootId: '' }));
  return { id: randomUUID(), ...identity, namespace: await pidNamespace() };
}

/** Undefined when it has been given back. */
async function readHolder(path: string): Promise<Holder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const value = parsed(text);
  if (!isHolder(value)) throw new Error(`${path} does not say who holds it: remove it if nobody does`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  const { id, pid, namespace, startTime, bootId } = Object(value) as Partial<Record<keyof Holder, unknown>>;
  return (
    typeof id === 'string' &&
    // It becomes part of a path.
    UUID.test(id) &&
    Number.isSafeInteger(pid) &&
    Number(pid) > 0 &&
    typeof namespace === 'string' &&
    typeof startTime === 'string' &&
    typeof bootId === 'string'
  );
}

/** What can not be told counts as alive. */
async function hasEnded(holder: Holder, own: Holder): Promise<boolean> {
  const { pid, namespace, startTime, bootId } = holder;
  // Nothing of an earlier boot runs, in whichever container it did.
  if (bootId !== '' && own.bootId !== '' && bootId !== own.bootId) return true;
  // In another container its number is another process, or none.
  if (namespace !== own.namespace) return false;
  return startTime === '' ? !isThere(pid) : (await stillRuns(holder)).verdict === 'exited';
}

/** Whether there is any process of this number. */
function isThere(pid: number): boolean {
  try {
    // It sends nothing.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's is not ours to signal, and there all the same.
    return codeOf(error) !== 'ESRCH';
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
