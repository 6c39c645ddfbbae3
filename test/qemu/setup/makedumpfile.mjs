// makedumpfile, which reads the dumps of a guest that QEMU has written.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, makeInCache } from './cache.mjs';
import { executable, whereIs } from './qemu.mjs';

const NAME = 'makedumpfile';

/** Where it is, and what its environment needs; `undefined` when it is neither installed nor in the cache. */
export function findMakedumpfile() {
  const installed = whereIs('makedumpfile');
  if (installed !== undefined) return { program: installed, env: {} };
  const root = join(cache, NAME, 'root');
  const program = join(root, 'usr/bin/makedumpfile');
  if (!executable(program)) return undefined;
  return { program, env: { LD_LIBRARY_PATH: librariesIn(root).join(':') } };
}

/** Unpacks it from Debian's packages, unless it is there. */
export function fetchMakedumpfile() {
  if (findMakedumpfile() === undefined) makeInCache(NAME, make);
}

function make(made) {
  const packages = join(made, 'packages');
  mkdirSync(packages);
  const run = (program, ...args) =>
    execFileSync(program, args, { cwd: packages, stdio: 'pipe', encoding: 'utf8' });
  const depends = [...run('apt-cache', 'depends', NAME).matchAll(/^ +Depends: (lib\S+)/gm)].map(
    ([, name]) => name,
  );
  // A second libc would not go with this machine's loader.
  const libraries = depends.filter((name) => name !== 'libc6');
  run('apt-get', '-q', '-o', 'APT::Sandbox::User=root', 'download', NAME, ...libraries);
  const root = join(made, 'root');
  for (const deb of readdirSync(packages)) run('dpkg-deb', '-x', join(packages, deb), root);
  rmSync(packages, { recursive: true });
  execFileSync(join(root, 'usr/bin/makedumpfile'), ['-v'], {
    env: { LD_LIBRARY_PATH: librariesIn(root).join(':') },
    stdio: 'pipe',
  });
}

/** Its libraries: Debian has moved some of them from `/lib` to `/usr/lib`. */
function librariesIn(root) {
  return ['lib', 'usr/lib']
    .map((name) => join(root, name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => folder.includes('-linux-gnu'));
}
