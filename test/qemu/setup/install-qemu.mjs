// `npm run setup`: installs the QEMU that the tests drive and unpacks others beside it, or says how.
import { spawnSync } from 'node:child_process';
import { fetchLinuxGuest } from './linux-guest.mjs';
import { apt, family, installLine, missing, osRelease, programs, root, version } from './qemu.mjs';
import { fetchQemu, findQemu, folderOf, newest, versions } from './versions.mjs';

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

/** A version beside the one that is installed. */
function fetchBeside(wanted) {
  try {
    if (findQemu(wanted) === undefined && osRelease().ID !== 'debian')
      throw new Error("it is unpacked from Debian's packages, and this is no Debian.");
    fetchQemu(wanted);
  } catch (error) {
    const others = 'qemu-system-x86_64, qemu-img, qemu-io and qemu-nbd';
    error.message += `\nYou may put its ${others}, or links to them, into ${folderOf(wanted)}`;
    throw error;
  }
  const { version, system } = findQemu(wanted);
  console.log(`  ${version}, ${system}`);
}

/** What can not be had does not keep the rest from being fetched. */
function attempt(what, fetch) {
  try {
    fetch();
  } catch (error) {
    console.error(`\n${what} is missing: ${error.message.trim()}\n`);
    process.exitCode = 1;
  }
}

if (missing().length > 0) install();

const absent = missing();
if (absent.length === 0) {
  console.log('QEMU is installed:');
  for (const program of programs) console.log(`  ${version(program)}`);
  if (family() === 'debian') attempt('The Linux guest', fetchGuest);
  console.log('and beside it:');
  for (const wanted of process.argv.includes('--all-qemus') ? versions : [newest])
    attempt(`QEMU ${wanted}`, () => fetchBeside(wanted));
} else {
  console.error(`Missing: ${absent.join(', ')}. To install, type:\n\n  ${installLine()}\n`);
  process.exitCode = 1;
}
