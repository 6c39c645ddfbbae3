// Packages of any Debian suite, unpacked into a folder: nothing on this machine is installed, upgraded or configured.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { osRelease } from './qemu.mjs';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Unpacks the packages, and all that they depend on, into `folder/root`. Each is taken from the last of `suites` that
 * has it.
 *
 * @throws with what apt said, and with what can be done about it
 */
export function unpackPackages(folder, suites, packages) {
  const apt = privateApt(folder, suites);
  apt('update');
  apt('install', '--yes', '--download-only', '--no-install-recommends', '-t', suites.at(-1), ...packages);
  const archives = join(folder, 'archives');
  for (const deb of readdirSync(archives).filter((name) => name.endsWith('.deb')))
    execFileSync('dpkg-deb', ['-x', join(archives, deb), join(folder, 'root')], { stdio: 'pipe' });
  for (const used of ['archives', 'lists', 'dpkg']) rmSync(join(folder, used), { recursive: true });
}

/** An apt that believes that nothing is installed, and that the suites are all there is. */
function privateApt(folder, suites) {
  for (const name of ['archives/partial', 'lists/partial', 'dpkg', 'root'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'dpkg/status'), '');
  const signed = existsSync(KEYRING) ? `[signed-by=${KEYRING}] ` : '';
  const archive = debianArchive();
  const sources = suites.map((suite) => `deb ${signed}${archive} ${suite} main\n`);
  writeFileSync(join(folder, 'dpkg/sources.list'), sources.join(''));
  const options = {
    'Dir::State': folder,
    'Dir::State::status': join(folder, 'dpkg/status'),
    'Dir::Cache': folder,
    'Dir::Etc::SourceList': join(folder, 'dpkg/sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    // The folder may be in a home directory, where apt's own user can not write.
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'APT::Update::Error-Mode': 'any',
  };
  const settings = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return (...args) => {
    const { status, error, stderr } = spawnSync('apt-get', ['-q', ...settings, ...args], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (error) throw error;
    if (status === 0) return;
    const hint = /NO_PUBKEY|EXPKEYSIG|not signed|couldn't be verified/.test(stderr)
      ? `\nThis machine has no valid key of ${suites.join(' and ')}: upgrade the package debian-archive-keyring.`
      : '';
    throw new Error(`apt-get ${args[0]} of ${suites.join(' and ')} failed:\n${stderr.trim()}${hint}`);
  };
}

/** The address of the archive from which this machine has its own Debian. */
function debianArchive() {
  const format = '$(REPO_URI)\t$(ORIGIN)/$(LABEL)\t$(RELEASE)/$(COMPONENT)';
  const output = execFileSync('apt-get', ['indextargets', '--format', format], { encoding: 'utf8' });
  const targets = output.split('\n').map((line) => line.split('\t'));
  const { ID, VERSION_CODENAME } = osRelease();
  const found =
    targets.find(([, origin]) => origin === 'Debian/Debian') ??
    // The origin is known only once the package lists have been fetched.
    (ID === 'debian' ? targets.find(([, , release]) => release === `${VERSION_CODENAME}/main`) : undefined);
  if (found === undefined) throw new Error("apt has no source of Debian's own packages here");
  return found[0];
}
