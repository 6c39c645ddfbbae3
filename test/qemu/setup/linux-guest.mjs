// What the Linux guest of the tests is made of, fetched once as Debian packages and kept in the cache.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cache, makeInCache } from './cache.mjs';

const NAME = 'linux-guest';

/** Modules that the guest loads, besides what they need themselves. */
const modules = [
  'virtio_pci',
  'virtio_blk',
  'virtio_console',
  'crc32c_generic',
  'ext4',
  'i6300esb',
  'qemu_fw_cfg',
];

/**
 * Where `vmlinux`, `busybox` and `modules/` are, and in which order the modules are loaded; `undefined` when they have
 * not been fetched.
 */
export function linuxGuest() {
  const folder = join(cache, NAME);
  const list = join(folder, 'modules.json');
  if (!existsSync(list)) return undefined;
  const { wanted, order } = JSON.parse(readFileSync(list, 'utf8'));
  // An earlier guest had other modules.
  if (String(wanted) !== String(modules)) return undefined;
  return {
    kernel: join(folder, 'vmlinux'),
    busybox: join(folder, 'busybox'),
    modules: order.map((name) => join(folder, 'modules', name)),
  };
}

/** Fetches what is missing. Needs apt, and a machine of the same kind as the guest. */
export function fetchLinuxGuest() {
  if (linuxGuest() === undefined) makeInCache(NAME, make);
}

function make(made) {
  const folder = join(made, 'packages');
  mkdirSync(folder);
  mkdirSync(join(made, 'modules'));
  const run = (program, ...args) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const image = /Depends: (linux-image-\S+)/.exec(run('apt-cache', 'depends', 'linux-image-amd64'))?.[1];
  if (image === undefined) throw new Error('apt knows no linux-image-amd64');
  run('apt-get', '-o', 'APT::Sandbox::User=root', 'download', image, 'busybox-static');
  for (const deb of readdirSync(folder).filter((name) => name.endsWith('.deb')))
    run(
      'sh',
      '-c',
      'dpkg-deb --fsys-tarfile "$0" | tar -x --wildcards "./boot/vmlinuz*" "./bin/busybox" "./lib/modules/*" 2>/dev/null || true',
      deb,
    );
  renameSync(join(folder, 'bin/busybox'), join(made, 'busybox'));
  const kernel = readdirSync(join(folder, 'boot')).find((name) => name.startsWith('vmlinuz'));
  writeFileSync(join(made, 'vmlinux'), unpackKernel(readFileSync(join(folder, 'boot', kernel))));
  const order = takeModules(join(folder, 'lib/modules'), made);
  writeFileSync(join(made, 'modules.json'), JSON.stringify({ wanted: modules, order }));
  rmSync(folder, { recursive: true });
}

/** The ELF file in a bzImage: QEMU boots it in half the time, because the guest need not unpack it. */
function unpackKernel(image) {
  const start = image.indexOf(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]));
  if (start < 0) throw new Error('this kernel is not packed with xz');
  // What follows the packed part makes xz complain when all is done.
  const { stdout, error } = spawnSync('xz', ['-dcq', '--single-stream'], {
    input: image.subarray(start),
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (stdout.toString('latin1', 1, 4) !== 'ELF') throw new Error('the kernel could not be unpacked with xz');
  return stdout;
}

/** Copies the modules and what they need; returns their files in the order of loading. */
function takeModules(folder, made) {
  const files = new Map();
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ko')))
    files.set(basename(file, '.ko').replaceAll('-', '_'), join(folder, file));
  const order = [];
  const take = (name) => {
    const file = files.get(name);
    // What is not there is built into the kernel.
    if (file === undefined || order.includes(`${name}.ko`)) return;
    const bytes = readFileSync(file);
    const depends = /\0depends=([^\0]*)\0/.exec(bytes.toString('latin1'))?.[1] ?? '';
    for (const needed of depends.split(',').filter(Boolean)) take(needed.replaceAll('-', '_'));
    writeFileSync(join(made, 'modules', `${name}.ko`), bytes);
    order.push(`${name}.ko`);
  };
  for (const name of modules) take(name);
  return order;
}
