import { lstat, mkdtemp, readdir, readlink, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProcess } from '../../vm/index.js';

/** Which process it belongs to, and in which of the host's sets of process ids that is its number. */
const NAME = /^quiesce-(?<namespace>\d+)-(?<pid>\d+)-(?<startTime>\d+)-\w{6}$/;

/** The socket in it. */
const SOCKET = 'migration';

/**
 * Makes a folder for one socket, where QEMU can reach it whoever it runs as, and removes those that processes of this
 * user left when they were killed.
 */
export async function makeSinkFolder(): Promise<{ readonly folder: string; readonly socket: string }> {
  const base = tmpdir();
  const owner = await ownerOfNew();
  if (owner !== undefined) await removeLeftBehind(base, owner.namespace).catch(() => {});
  const prefix =
    owner === undefined ? 'quiesce-' : `quiesce-${owner.namespace}-${process.pid}-${owner.startTime}-`;
  const folder = await mkdtemp(join(base, prefix));
  return { folder, socket: join(folder, SOCKET) };
}

/** Undefined where the system does not tell. */
async function ownerOfNew(): Promise<{ readonly namespace: string; readonly startTime: string } | undefined> {
  try {
    const namespace = /^pid:\[(\d+)\]$/.exec(await readlink('/proc/self/ns/pid'))?.[1];
    const { startTime } = await readProcess('/proc', process.pid);
    return namespace === undefined ? undefined : { namespace, startTime };
  } catch {
    return undefined;
  }
}

async function removeLeftBehind(base: string, namespace: string): Promise<void> {
  for (const name of await readdir(base)) {
    const { groups } = NAME.exec(name) ?? {};
    // A number of another container's says nothing here.
    if (groups === undefined || groups['namespace'] !== namespace) continue;
    if (await hasEnded(Number(groups['pid']), groups['startTime'])) await remove(join(base, name));
  }
}

async function hasEnded(pid: number, startTime: string | undefined): Promise<boolean> {
  try {
    return (await readProcess('/proc', pid)).startTime !== startTime;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH');
  }
}

/** What is not this user's, or holds more, is not ours. Never rejects. */
async function remove(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined || !found.isDirectory() || found.uid !== process.getuid?.()) return;
  await unlink(join(folder, SOCKET)).catch(() => {});
  await rmdir(folder).catch(() => {});
}
