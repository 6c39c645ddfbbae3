// The versions of QEMU that the tests run on: the one that is installed, and others beside it.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, makeInCache } from './cache.mjs';
import { unpackPackages } from './debian.mjs';
import { executable, version, whereIs } from './qemu.mjs';

/** Each version that can be had, and the suites of Debian that have it. */
const suites = new Map([
  ['5.2', ['bullseye']],
  ['7.2', ['bookworm']],
  ['10.0', ['trixie']],
  ['11.1', ['trixie', 'trixie-backports']],
]);

export const versions = [...suites.keys()];

/** The one without which the tests do not run. */
export const newest = '11.1';

const programs = {
  system: 'qemu-system-x86_64',
  img: 'qemu-img',
  io: 'qemu-io',
  nbd: 'qemu-nbd',
};

/** Where somebody may put a QEMU by hand, too. */
export function folderOf(wanted) {
  return join(cache, `qemu-${wanted}`, 'bin');
}

/**
 * Where the programs of a version are, and which version exactly they are; `undefined` when it is not there. Without
 * `wanted`: those that are installed.
 */
export function findQemu(wanted) {
  const installed = programsAt(whereIs);
  if (wanted === undefined || installed?.version.startsWith(`${wanted}.`)) return installed;
  const folder = folderOf(wanted);
  const unpacked = programsAt((program) => [join(folder, program)].find(executable));
  return unpacked?.version.startsWith(`${wanted}.`) ? unpacked : undefined;
}

function programsAt(where) {
  const found = Object.entries(programs).map(([name, program]) => [name, where(program)]);
  if (found.some(([, file]) => file === undefined)) return undefined;
  const paths = Object.fromEntries(found);
  try {
    const [, number] = /version (\d+\.\d+\.\d+)/.exec(version(paths.system));
    return { version: number, ...paths };
  } catch {
    // What does not run, or does not say what it is, is not there.
    return undefined;
  }
}

/** Fetches a version from Debian and unpacks it, unless it is there. */
export function fetchQemu(wanted) {
  if (findQemu(wanted) !== undefined) return;
  makeInCache(`qemu-${wanted}`, (folder) => {
    unpackPackages(folder, suites.get(wanted), ['qemu-system-x86', 'qemu-utils']);
    const libraries = librariesOf(join(folder, 'root'));
    mkdirSync(join(folder, 'bin'));
    for (const program of Object.values(programs)) {
      forgetModulesOf(join(folder, 'root/usr/bin', program), libraries.triplet);
      const script = join(folder, 'bin', program);
      writeFileSync(script, starter(program, libraries));
      chmodSync(script, 0o755);
    }
    const got = version(join(folder, 'bin', programs.system));
    if (!got.includes(`version ${wanted}.`))
      throw new Error(`${suites.get(wanted).at(-1)} has no QEMU ${wanted} any more, but ${got}`);
  });
}

/** What loads the programs of an unpacked Debian, and from where they have their libraries. */
function librariesOf(root) {
  const triplet = readdirSync(join(root, 'usr/lib')).find((name) => /-linux-gnu\w*$/.test(name));
  const folders = [`lib/${triplet}`, `usr/lib/${triplet}`].filter((name) => existsSync(join(root, name)));
  for (const folder of folders) {
    const loader = readdirSync(join(root, folder)).find((name) => /^ld-linux.*\.so\.\d$/.test(name));
    if (loader !== undefined) return { triplet, folders, loader: `${folder}/${loader}` };
  }
  throw new Error(`there is no loader in ${root}`);
}

/** A script that runs a program of an unpacked Debian as the process that it is itself, wherever the folder is moved. */
function starter(program, { triplet, folders, loader }) {
  const path = folders.map((folder) => `$root/${folder}`).join(':');
  const firmware = ['usr/share/qemu', 'usr/share/seabios', 'usr/lib/ipxe/qemu'];
  const options =
    program === programs.system ? firmware.map((folder) => `-L "$root/${folder}" `).join('') : '';
  return `#!/bin/sh
root=\${0%/*}/../root
QEMU_MODULE_DIR=$root/usr/lib/${triplet}/qemu; export QEMU_MODULE_DIR
exec "$root/${loader}" --library-path "${path}" "$root/usr/bin/${program}" ${options}"$@"
`;
}

/**
 * Debian's QEMU looks for its modules in QEMU_MODULE_DIR and then in a folder whose name is built in. On this machine
 * that one belongs to the QEMU that is installed, and a QEMU that finds modules of another build there aborts:
 * `qom-list-types` lets it look for all of them. So the name is replaced by one as long that leads nowhere.
 */
function forgetModulesOf(file, triplet) {
  const name = Buffer.from(`\0/usr/lib/${triplet}/qemu\0`);
  const bytes = readFileSync(file);
  for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at)) bytes.write('/dev', at + 1);
  writeFileSync(file, bytes);
}
