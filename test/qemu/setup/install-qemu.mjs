// `npm run setup`: installs the QEMU that the tests drive, or says how.
import { spawnSync } from 'node:child_process';
import { fetchLinuxGuest } from './linux-guest.mjs';
import { apt, family, installLine, missing, programs, root, version } from './qemu.mjs';

function run(command) {
  console.log(`+ ${command.join(' ')}`);
  spawnSync(command[0], command.slice(1), {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function install() {
  if (family() !== 'debian') return;
  const sudo = root ? [] : ['sudo', '-n'];
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return;
  console.log(`Installing QEMU with apt${root ? '' : ' and sudo'}; missing: ${missing().join(', ')}`);
  // A stale or partly unreachable package list need not prevent the installation.
  run([...sudo, 'apt-get', 'update']);
  // sudo drops the environment: hand it over by name.
  run(root ? apt : [...sudo, 'DEBIAN_FRONTEND=noninteractive', ...apt]);
}

function fetchGuest() {
  try {
    fetchLinuxGuest();
  } catch {
    // A stale package list names files that are not there any more.
    run([...(root ? [] : ['sudo', '-n']), 'apt-get', 'update']);
    fetchLinuxGuest();
  }
}

if (missing().length > 0) install();

const absent = missing();
if (absent.length === 0) {
  console.log('QEMU is installed:');
  for (const program of programs) console.log(`  ${version(program)}`);
  if (family() === 'debian') fetchGuest();
} else {
  console.error(`Missing: ${absent.join(', ')}. To install, type:\n\n  ${installLine()}\n`);
  process.exitCode = 1;
}
