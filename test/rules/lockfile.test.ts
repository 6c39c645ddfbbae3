import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from './run.js';

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockfile = JSON.parse(await readFile(join(repository, 'package-lock.json'), 'utf8'));
const packages: readonly (readonly [string, Locked])[] = Object.entries(lockfile.packages);

test('the lockfile names no registry: it installs from whichever npm is set up to use', () => {
  const resolved = packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path);
  expect(resolved, 'mend it with: npm install --package-lock-only --omit-lockfile-registry-resolved').toEqual(
    [],
  );
});

// Where a registry lacks the build of a tool for some other platform, npm leaves it out of the lockfile; afterwards
// `npm ci` refuses the lockfile. Such an entry is put back by hand: version, cpu, os, dev, optional.
test('the build of each tool for each platform is locked', () => {
  const paths = new Set(packages.map(([path]) => path));
  const absent = packages.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !paths.has(`node_modules/${name}`) && !paths.has(`${path}/node_modules/${name}`),
    ),
  );
  expect(absent).toEqual([]);
});
