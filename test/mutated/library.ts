// The package with one thing taken out of it on purpose, to see which test notices.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsdown';

/** One change of the sources that breaks a promise. */
export interface Mutation {
  /** What it takes out, in words: `an unknown verdict acts`. */
  readonly name: string;
  /** Below `src`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/** The package and its pure parts, as test/mutated/entry.ts exports them. */
export type Library = typeof import('./entry.js');

const root = fileURLToPath(new URL('../..', import.meta.url));
// Below the project, so that the bundle finds the dependencies where the sources do.
const cache = join(root, 'node_modules', '.cache');
const prefix = 'qmp-watchdog-mutated-';
const folder = join(cache, `${prefix}${process.pid}`);
let built = 0;

/** The package as it is. */
export async function original(): Promise<Library> {
  return await import('./entry.js');
}

/**
 * The package with this mutation.
 * @throws Error when there is not exactly one place for it: it is a mutation of sources that have changed since.
 */
export async function mutated(mutation: Mutation): Promise<Library> {
  const file = join(root, 'src', mutation.file);
  await checkPlace(file, mutation);
  if (built === 0) await removeLeftBehind();
  built += 1;
  const outDir = join(folder, String(built));
  await build({
    config: false,
    cwd: root,
    entry: { entry: 'test/mutated/entry.ts' },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    sourcemap: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'mutate',
        transform: {
          order: 'pre',
          handler: (code: string, id: string) =>
            relative(file, id.replaceAll('/', sep)) === ''
              ? code.replace(mutation.from, () => mutation.to)
              : null,
        },
      },
    ],
  });
  return await import(pathToFileURL(join(outDir, 'entry.mjs')).href);
}

/** Removes the builds of this process, when nothing of them is imported any more: they load parts of themselves later. */
export async function removeBuilds(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** What processes left that were killed. */
async function removeLeftBehind(): Promise<void> {
  for (const name of await readdir(cache).catch(() => []))
    if (name.startsWith(prefix) && hasEnded(Number(name.slice(prefix.length))))
      await rm(join(cache, name), { recursive: true, force: true });
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

async function checkPlace(file: string, { name, from, to }: Mutation): Promise<void> {
  const places = (await readFile(file, 'utf8')).split(from).length - 1;
  if (places === 1 && from !== to) return;
  throw new Error(
    `mutation "${name}": its text stands ${places} times in ${file}, and must stand there once`,
  );
}
