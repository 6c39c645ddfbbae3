import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import type { LockedFile } from './locks.js';
import { findMount, isOfOneHost } from './mounts.js';

/** Which file it is, whatever leads to it. */
export interface FileIdentity extends LockedFile {
  /** When it came to be, in nanoseconds; 0 where the file system does not keep it. An inode's number is used again. */
  readonly born: string;
}

/** What a path leads to. */
export interface FoundFile {
  readonly identity: FileIdentity;
  /** Set when others than this host may write to it: the type of its file system. */
  readonly foreign: string | undefined;
}

/**
 * Opens a file to read and looks which one it is. On storage that hangs it hangs, and one of the few threads of this
 * process with it: first let a program of its own show that the file answers. Rejects with the system's error.
 */
export async function identify(path: string): Promise<FoundFile> {
  const file = await openToLook(path);
  try {
    return await look(file);
  } finally {
    await file.close();
  }
}

/** Opens a file to read. Hangs and rejects as {@link identify} does. */
export async function openToLook(path: string): Promise<FileHandle> {
  // What is no disk may make whoever opens it wait.
  return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** Which file it is that is open. */
export async function look(file: FileHandle): Promise<FoundFile> {
  const { ino, birthtimeNs } = await file.stat({ bigint: true });
  const [descriptor, mountinfo] = await Promise.all([
    readFile(`/proc/self/fdinfo/${file.fd}`, 'latin1'),
    readFile('/proc/self/mountinfo', 'latin1'),
  ]);
  const mount = findMount(/^mnt_id:\s*(\d+)$/m.exec(descriptor)?.[1] ?? '', mountinfo);
  if (mount === undefined) throw new Error('it lies on a file system that is not mounted here');
  return {
    identity: { device: mount.device, inode: String(ino), born: String(birthtimeNs) },
    foreign: isOfOneHost(mount.type) ? undefined : mount.type,
  };
}

/** Whether they are one and the same. */
export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.device === other.device && one.inode === other.inode && one.born === other.born;
}
