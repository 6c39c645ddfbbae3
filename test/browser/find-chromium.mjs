// The browser that the tests of the status page drive, and the one place that knows the line that installs it.
import { family, root, whereIs } from '../qemu/setup/qemu.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const apt = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];

const lines = {
  debian: `apt-get update && SUDO ${apt.join(' ')}`,
  fedora: 'dnf install -y chromium',
  arch: 'pacman -S --needed chromium',
  alpine: 'apk add chromium',
};

/** Where Chromium is; `undefined` when it is not installed. */
export function findChromium() {
  return programs.map(whereIs).find((found) => found !== undefined);
}

/** The line to type. */
export function chromiumLine() {
  if (process.platform === 'darwin') return 'brew install --cask chromium';
  const name = family();
  if (name === undefined) return 'install chromium with your package manager';
  const sudo = root ? '' : 'sudo ';
  return `${sudo}${lines[name].replaceAll('SUDO ', sudo)}`;
}
