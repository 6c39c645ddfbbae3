import { lstat, mkdtemp, readdir, rmdir, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProcessIdentity, pidNamespace, stillRuns, thisProcess } from '../../vm/index.js';

/** Which process it belongs to, and in which of the host's sets of process ids that is its number. */
const NAME = /^quiesce-(?<namespace>\d+)-(?<pid>\d+)-(?<startTime>\d+)-\w{6}$/;

interface Owner extends ProcessIdentity {
  readonly namespace: string;
}

/** The socket in it. */
const SOCKET = 'migration';

/**
 * Makes a folder for one socket, where QEMU can reach it whoever it runs as, and removes those that processes of this
 * user left when they were killed.
 */
export async function makeSinkFolder(): Promise<{ readonly folder: string; readonly socket: string }> {
  const base = tmpdir();
  const owner = await ownerOfNew();
  if (owner !== undefined) await removeLeftBehind(base, owner).catch(() => {});
  const prefix =
    owner === undefined ? 'quiesce-' : `quiesce-${owner.namespace}-${owner.pid}-${owner.startTime}-`;
  const folder = await mkdtemp(join(base, prefix));
  return { folder, socket: join(folder, SOCKET) };
}

/** Undefined where the system does not tell. */
async function ownerOfNew(): Promise<Owner | undefined> {
  const namespace = /^pid:\[(\d+)\]$/.exec(await pidNamespace())?.[1];
  const identity = await thisProcess().catch(() => undefined);
  return namespace === undefined || identity === undefined ? undefined : { namespace, ...identity };
}

async function removeLeftBehind(base: string, { namespace, bootId }: Owner): Promise<void> {
  for (const name of await readdir(base)) {
    const { groups } = NAME.exec(name) ?? {};
    // A number of another container's says nothing here.
    if (groups?.['namespace'] !== namespace) continue;
    const owner = { pid: Number(groups['pid']), startTime: groups['startTime'] ?? '', bootId };
    if ((await stillRuns(owner)).verdict === 'exited') await remove(join(base, name));
  }
}

/** What is not this user's, or holds more, is not ours. Never rejects. */
async function remove(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => undefined);
  if (found === undefined || !found.isDirectory() || found.uid !== process.getuid?.()) return;
  await unlink(join(folder, SOCKET)).catch(() => {});
  await rmdir(folder).catch(() => {});
}
