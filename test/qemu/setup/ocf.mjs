// ocf-tester and xmllint, which judge OCF resource agents.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, makeInCache } from './cache.mjs';
import { executable, whereIs } from './qemu.mjs';

const NAME = 'ocf';

/**
 * Where they are: the program `tester`, `root` for the agents' OCF_ROOT, and folders `path` to be looked for programs in;
 * `undefined` when they are neither installed nor in the cache.
 */
export function findOcf() {
  const installed = whereIs('ocf-tester');
  if (installed !== undefined && whereIs('xmllint') !== undefined)
    return { tester: installed, root: '/usr/lib/ocf', path: [] };
  const folder = join(cache, NAME, 'root');
  const [tester, xmllint] = [join(folder, 'usr/sbin/ocf-tester'), join(folder, 'usr/bin/xmllint')];
  if (!executable(tester) || !executable(xmllint)) return undefined;
  return { tester, root: join(folder, 'usr/lib/ocf'), path: [join(folder, 'usr/bin')] };
}

/** Unpacks them from Debian's packages, unless they are there. To install them would bring much of a cluster along. */
export function fetchOcf() {
  if (findOcf() === undefined) makeInCache(NAME, make);
}

function make(made) {
  const packages = join(made, 'packages');
  mkdirSync(packages);
  const names = ['resource-agents', 'libxml2-utils'];
  execFileSync('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', 'download', ...names], {
    cwd: packages,
    stdio: 'pipe',
  });
  const root = join(made, 'root');
  for (const deb of readdirSync(packages))
    execFileSync('dpkg-deb', ['-x', join(packages, deb), root], { stdio: 'pipe' });
  // It needs libxml2, which is nearly everywhere.
  execFileSync(join(root, 'usr/bin/xmllint'), ['--version'], { stdio: 'pipe' });
  // It looks for the DTD of agents' metadata in a folder whose name is built in.
  const tester = join(root, 'usr/sbin/ocf-tester');
  const text = readFileSync(tester, 'utf8');
  writeFileSync(tester, text.replace(/^DATADIR=.*/m, 'DATADIR=$OCF_ROOT/../../share'));
}
