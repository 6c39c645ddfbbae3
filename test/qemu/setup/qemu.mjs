// What the real-QEMU tests need, and the one place that knows the line that installs it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const programs = [
  'qemu-system-x86_64',
  'qemu-img',
  'qemu-io',
  'qemu-nbd',
  // The guest agent, run on the host; it is made for Linux and Windows.
  ...(process.platform === 'linux' ? ['qemu-ga'] : []),
];

export const apt = [
  ...['apt-get', 'install', '-y', '--no-install-recommends'],
  ...['qemu-system-x86', 'qemu-utils', 'qemu-guest-agent', 'e2fsprogs', 'xz-utils'],
];

const lines = {
  debian: `apt-get update && SUDO ${apt.join(' ')}`,
  fedora: 'dnf install -y qemu-system-x86-core qemu-img qemu-guest-agent',
  arch: 'pacman -S --needed qemu-base qemu-guest-agent',
  alpine: 'apk add qemu-system-x86_64 qemu-img qemu-guest-agent',
};

/** The programs that are not installed. */
export function missing() {
  return programs.filter((program) => whereIs(program) === undefined);
}

/** Where a program is; `undefined` when it is not installed. */
export function whereIs(program) {
  // The agent is in a folder that is not on everybody's PATH.
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin'];
  return folders.map((folder) => join(folder, program)).find(executable);
}

export function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** First line of `program --version`. */
export function version(program) {
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] };
  return execFileSync(whereIs(program) ?? program, ['--version'], options).split('\n')[0];
}

/** What the system says it is, by the names of os-release; empty where nothing does. */
export function osRelease() {
  let text = '';
  try {
    text = readFileSync('/etc/os-release', 'utf8');
  } catch {}
  const lines = [...text.matchAll(/^(\w+)=(.*)$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name, value.replaceAll(/["']/g, '')]));
}

/** The key of `lines` that fits this system, if any. */
export function family() {
  const { ID = '', ID_LIKE = '' } = osRelease();
  const ids = [ID, ...ID_LIKE.split(' ')];
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
