import { lstat, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { codeOf } from '../core/index.js';

/** The file that is about to take the journal's place. */
export function nextOf(path: string): string {
  return `${path}.next`;
}

/** The file that a journal's path leads to: it has one writer, and the older ones beside it, by whatever name it goes. */
export async function journalFile(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  // A link to what is no file stays as it is.
  return found?.isSymbolicLink() === true ? await realpath(path).catch(() => path) : path;
}

/** The files of a journal, the oldest first: `vm1.jsonl.2`, `vm1.jsonl.1`, `vm1.jsonl`. */
export async function keptFiles(journal: string): Promise<readonly string[]> {
  const path = await journalFile(journal);
  return [...(await olderFiles(path)).map((number) => `${path}.${number}`), path];
}

/** The numbers of the older files, the oldest first. */
async function olderFiles(path: string): Promise<readonly number[]> {
  const prefix = `${basename(path)}.`;
  return (await readdir(dirname(path)))
    .filter((name) => name.startsWith(prefix) && /^[1-9]\d{0,2}$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .toSorted((one, other) => other - one);
}

/**
 * Lets the next file take the journal's place, and keeps so many older ones. Wherever a crash interrupts that, the
 * journal is either still there, or {@link finishChange} finds the next one.
 */
export async function changeFiles(path: string, keep: number): Promise<void> {
  for (const number of await olderFiles(path)) {
    if (number >= keep) await rm(`${path}.${number}`);
    else await rename(`${path}.${number}`, `${path}.${number + 1}`);
  }
  await rename(path, `${path}.1`);
  await rename(nextOf(path), path);
  await syncFolder(path);
}

/** Finishes what a crash interrupted, or takes back what it had only begun. */
export async function finishChange(path: string): Promise<void> {
  if (await isThere(path)) await rm(nextOf(path), { force: true });
  else if (await isThere(nextOf(path))) await rename(nextOf(path), path);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** A file whose name is not on disk is lost with it. Where a folder can not be opened, this is left to the system. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  if (folder === undefined) return;
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems do not know how; an error of the disk is one.
    if (codeOf(error) === 'EIO') throw error;
  } finally {
    await folder.close();
  }
}
