// Where what `npm run setup` fetches is kept: outside of the clone, so that a fresh one finds it.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cache =
  process.env.QMP_WATCHDOG_CACHE ||
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'qmp-watchdog');

const HOUR = 3_600_000;
/** Begins the names of folders that are still being made. */
const UNFINISHED = '.making-';

/**
 * Makes the folder `name` of the cache, in place of an old one. `make` gets an empty folder to fill; it becomes the
 * cache's only when all is in it, so that a set-up that was interrupted leaves nothing behind that looks finished.
 */
export function makeInCache(name, make) {
  mkdirSync(cache, { recursive: true });
  removeAbandoned();
  const unfinished = mkdtempSync(join(cache, `${UNFINISHED}${name}-`));
  try {
    make(unfinished);
    rmSync(join(cache, name), { recursive: true, force: true });
    renameSync(unfinished, join(cache, name));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What a set-up left behind that was killed; not what another one is making at this moment. */
function removeAbandoned() {
  for (const name of readdirSync(cache).filter((name) => name.startsWith(UNFINISHED))) {
    const folder = join(cache, name);
    const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (changed < Date.now() - HOUR) rmSync(folder, { recursive: true, force: true });
  }
}
