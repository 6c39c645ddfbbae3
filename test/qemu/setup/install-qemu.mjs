// `npm run setup`: installs the QEMU that the tests drive and unpacks others beside it, or says how.
import { spawnSync } from 'node:child_process';
import { apt as aptChromium, chromiumLine, findChromium } from '../../browser/find-chromium.mjs';
import { fetchLinuxGuest } from './linux-guest.mjs';
import { fetchMakedumpfile } from './makedumpfile.mjs';
import { fetchOcf } from './ocf.mjs';
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

/** The browser in which the status page is looked at. */
function installChromium() {
  if (findChromium() === undefined && family() === 'debian') {
    const sudo = root ? [] : ['sudo', '-n'];
    run([...sudo, 'apt-get', 'update']);
    run(root ? aptChromium : [...sudo, 'DEBIAN_FRONTEND=noninteractive', ...aptChromium]);
  }
  const found = findChromium();
  if (found === undefined) throw new Error(`to install it, type:\n\n  ${chromiumLine()}\n`);
  console.log(`  Chromium, ${found}`);
}

/** A stale package list names files that are not there any more. */
function updatedIfNeeded(fetch) {
  try {
    fetch();
  } catch {
    run([...(root ? [] : ['sudo', '-n']), 'apt-get', 'update']);
    fetch();
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
  if (family() === 'debian') {
    attempt('The Linux guest', () => updatedIfNeeded(fetchLinuxGuest));
    attempt('The tester of OCF agents', () => updatedIfNeeded(fetchOcf));
    attempt('makedumpfile', () => updatedIfNeeded(fetchMakedumpfile));
  }
  attempt('Chromium', installChromium);
  console.log('and beside it:');
  for (const wanted of process.argv.includes('--all-qemus') ? versions : [newest])
    attempt(`QEMU ${wanted}`, () => fetchBeside(wanted));
} else {
  console.error(`Missing: ${absent.join(', ')}. To install, type:\n\n  ${installLine()}\n`);
  process.exitCode = 1;
}
