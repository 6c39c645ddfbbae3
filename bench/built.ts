import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const SOURCES = fileURLToPath(new URL('../src', import.meta.url));

export function distIsMissing(): boolean {
  return !existsSync(BUILT);
}

/** Whether a source was changed since the package was built. */
export function distIsOld(): boolean {
  const built = statSync(BUILT).mtimeMs;
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).some(
    (file) => file.endsWith('.ts') && statSync(join(SOURCES, file)).mtimeMs > built,
  );
}
