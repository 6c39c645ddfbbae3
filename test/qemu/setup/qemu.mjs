// What the real-QEMU tests need, and the one place that knows the line that installs it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const programs = ['qemu-system-x86_64', 'qemu-img', 'qemu-io'];

export const apt = ['apt-get', 'install', '-y', '--no-install-recommends', 'qemu-system-x86', 'qemu-utils'];

const lines = {
  debian: `apt-get update && SUDO ${apt.join(' ')}`,
  fedora: 'dnf install -y qemu-system-x86-core qemu-img',
  arch: 'pacman -S --needed qemu-base',
  alpine: 'apk add qemu-system-x86_64 qemu-img',
};

/** The programs that PATH does not hold. */
export function missing() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return programs.filter((program) => !folders.some((folder) => executable(join(folder, program))));
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** First line of `program --version`. */
export function version(program) {
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0];
}

/** The key of `lines` that fits this system, if any. */
export function family() {
  let release = '';
  try {
    release = readFileSync('/etc/os-release', 'utf8');
  } catch {
    return undefined;
  }
  const ids = [...release.matchAll(/^(?:ID|ID_LIKE)=(.*)$/gm)].flatMap(([, ids]) =>
    ids.replaceAll(/["']/g, '').split(' '),
  );
  return Object.keys(lines).find((name) => ids.includes(name));
}

export const root = process.getuid?.() === 0;

/** The line to type. */
export function installLine() {
  if (process.platform === 'darwin') return 'brew install qemu';
  const name = family();
  if (name === undefined) return `install ${programs.join(', ')} with your package manager`;
  const sudo = root ? '' : 'sudo ';
  return `${sudo}${lines[name].replaceAll('SUDO ', sudo)}`;
}
