import { mkdir, readdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GENERATED } from './emit/module-file.js';
import type { EmittedFile } from './emit/options.js';

/** Writes files into a folder, and removes those of its generated files that are not among them. */
export async function writeFiles(folder: string, files: readonly EmittedFile[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const kept = new Set(files.map(({ name }) => name));
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.ts') || kept.has(name)) continue;
    const text = await readFile(join(folder, name), 'utf8');
    if (text.startsWith(GENERATED)) await unlink(join(folder, name));
  }
  for (const { name, text } of files) await writeFile(join(folder, name), text);
}
