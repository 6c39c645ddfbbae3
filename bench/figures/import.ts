import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { median } from '../statistics.js';
import type { OwnFigure } from './figure.js';

const ROUNDS = 25;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const importing: OwnFigure = {
  kind: 'own',
  name: 'import',
  meaning: `\`await import('qmp-watchdog')\` against the import of an empty module, each in a fresh process, ${ROUNDS} times. *Node's own modules and eventemitter3*: a module that imports what this package imports of others, and nothing else; the rest is ours. zod must not be loaded by it: it costs several times as much as all the rest.`,
  async run({ directory }) {
    const empty = join(directory, 'empty.mjs');
    writeFileSync(empty, '');
    const scripts = loadedScripts('qmp-watchdog');
    // Below the project, so that it finds the dependencies where the package does.
    const others = join(ROOT, 'node_modules', '.cache', 'bench-import.mjs');
    mkdirSync(dirname(others), { recursive: true });
    writeFileSync(
      others,
      foreign(scripts)
        .map((name) => `import '${name}';\n`)
        .join(''),
    );
    const emptyTimes: number[] = [];
    const othersTimes: number[] = [];
    const ourTimes: number[] = [];
    // The first two fill the file system's cache.
    for (let round = -1; round < ROUNDS; round += 1) {
      const emptyTime = importTime(pathToFileURL(empty).href);
      const othersTime = importTime(pathToFileURL(others).href);
      const ourTime = importTime('qmp-watchdog');
      if (round < 0) continue;
      emptyTimes.push(emptyTime);
      othersTimes.push(othersTime);
      ourTimes.push(ourTime);
    }
    const packages = new Set(
      scripts.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []),
    );
    return {
      rows: [
        {
          title: 'import of the package, over that of an empty module',
          reference: { value: median(emptyTimes), unit: 'ms' },
          ours: { value: median(ourTimes), unit: 'ms' },
          goal: '< + 40 ms',
        },
        {
          title: "of that, Node's own modules and eventemitter3",
          reference: { value: median(emptyTimes), unit: 'ms' },
          ours: { value: median(othersTimes), unit: 'ms' },
          goal: '',
        },
      ],
      notes: [
        `Importing the package loads ${scripts.length} files, and of its dependencies ${[...packages].join(', ') || 'none'}${
          packages.has('zod') ? '. **zod is loaded, and should not be**' : ''
        }.`,
      ],
    };
  },
};

function importTime(specifier: string): number {
  return Number(
    inNode(`const began = performance.now();
      await import(${JSON.stringify(specifier)});
      console.log(performance.now() - began);`),
  );
}

/** What these files import of Node and of dependencies. */
function foreign(scripts: readonly string[]): string[] {
  const imported = scripts
    .filter((url) => !url.includes('/node_modules/'))
    .flatMap((url) => [...readFileSync(fileURLToPath(url), 'utf8').matchAll(/^import .*"([^."][^"]*)";$/gm)]);
  return [...new Set(imported.flatMap(([, name]) => name ?? []))];
}

/** The URLs of all files of JavaScript that importing it loads. */
function loadedScripts(specifier: string): string[] {
  const output = inNode(`import { Session } from 'node:inspector';
    const session = new Session();
    const urls = [];
    session.connect();
    session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
    session.post('Debugger.enable');
    urls.length = 0;
    await import(${JSON.stringify(specifier)});
    console.log(JSON.stringify(urls.filter((url) => url.startsWith('file:'))));`);
  return JSON.parse(output) as string[];
}

/** Plain Node, as a user has it, in the folder where `qmp-watchdog` is this package. */
function inNode(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DEBUG: '', NODE_OPTIONS: '' },
  });
}
