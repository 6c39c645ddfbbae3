import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program, repository } from '../rules/run.js';
import { markdownSnippets } from '../rules/snippets.js';
import { Consumer } from './consumer.js';

const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
const entries = Object.keys(manifest.exports)
  .filter((entry) => entry !== './package.json')
  .map((entry) => entry.replace('.', 'qmp-watchdog'));

let consumer: Consumer;

beforeAll(async () => {
  consumer = await Consumer.create();
});

afterAll(async () => {
  await consumer?.[Symbol.asyncDispose]();
});

/** The text of every installed file below `dist` with this ending, by its path. */
async function built(ending: string): Promise<ReadonlyMap<string, string>> {
  const dist = join(consumer.installed, 'dist');
  const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith(ending));
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dist, name), 'utf8')] as const)),
  );
}

test('publint has no complaint', async () => {
  const tarball = await readFile(consumer.tarball);
  const { messages, pkg } = await publint({
    pack: { tarball: tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength) },
    strict: true,
  });
  expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
});

test('the types resolve as the code does (attw, ESM only)', async () => {
  await consumer.run(program('attw'), '--profile', 'esm-only', consumer.tarball);
});

test('the tarball holds dist, the pages that the README leads to, the policies that these list and the daemon for the guest, and no source, test or configuration', async () => {
  expect((await readdir(consumer.installed)).sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'bench',
    'dist',
    'docs',
    'examples',
    'guest',
    'package.json',
  ]);
  expect(await readdir(join(consumer.installed, 'bench'))).toEqual(['README.md']);
  expect(await readdir(join(consumer.installed, 'examples'))).toEqual(['pacemaker', 'policies']);
  const pages = (await readdir(join(consumer.installed, 'docs'))).filter((name) => !name.endsWith('.md'));
  expect(pages).toEqual(['decisions']);
  const folders = (await readdir(join(consumer.installed, 'dist'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.sort()).toEqual(['page', 'types']);
});

describe.each(entries)('%s', (entry) => {
  test('is imported', async () => {
    const names = await consumer.run(
      process.execPath,
      ...['--input-type=module', '-e', `console.log(Object.keys(await import('${entry}')).length)`],
    );
    // Types alone: importing it by mistake need not fail.
    expect(Number(names) > 0).toBe(entry !== 'qmp-watchdog/qapi');
  });

  test('is required, and is the same module', async () => {
    const program = `const a = require('${entry}'); import('${entry}').then((b) =>
      console.log(Object.keys(b).filter((key) => key !== 'module.exports').every((key) => a[key] === b[key])))`;
    expect((await consumer.run(process.execPath, '--input-type=commonjs', '-e', program)).trim()).toBe(
      'true',
    );
  });

  test("declares that it needs Node's types", async () => {
    const { types } = manifest.exports[entry.replace('qmp-watchdog', '.')];
    expect(await readFile(join(consumer.installed, types), 'utf8')).toMatch(
      /^\/\/\/ <reference types="node" preserve="true" \/>\n/,
    );
  });
});

describe("the README's first example", () => {
  // TypeScript's defaults, and a target for the oldest Node that runs the package.
  test.each([{}, { target: 'es2022' }])('compiles in an empty project with %j', async (options) => {
    const [example] = markdownSnippets('README.md', await readFile(join(repository, 'README.md'), 'utf8'));
    await consumer.write({
      'example.ts': example?.text ?? 'README.md shows no TypeScript',
      'tsconfig.json': JSON.stringify({
        compilerOptions: { strict: true, module: 'nodenext', skipLibCheck: false, noEmit: true, ...options },
        files: ['example.ts'],
      }),
    });
    await consumer.run(process.execPath, 'node_modules/typescript/bin/tsc', '--project', '.');
  });
});

test('the command runs, and its models are with it', async () => {
  const said = await consumer.run('node_modules/.bin/qmp-watchdog', 'generate', '--out', 'types');
  expect(said).toMatch(/^QEMU .*: \d{3} commands and \d{2} events, in \d+ files in types$/m);
  await consumer.write({
    'generated.ts':
      "import type { CommandMap } from './types/index.js';\nexport type Stop = CommandMap['stop'];",
  });
  const flags = ['--strict', '--module', 'nodenext', '--noEmit', '--skipLibCheck', 'false', 'generated.ts'];
  await consumer.run(process.execPath, 'node_modules/typescript/bin/tsc', '--ignoreConfig', ...flags);
});

test('a watchdog in a thread of its own expires while the main thread is busy', async () => {
  const program = `
    import { IsolatedWatchdog } from 'qmp-watchdog';
    const dog = new IsolatedWatchdog({ id: 'guest', timeout: 50 });
    dog.arm();
    const end = performance.now() + 10_000;
    while (dog.state !== 'expired' && performance.now() < end);
    console.log(dog.state);
    await dog.stop();`;
  const said = await consumer.run(process.execPath, '--input-type=module', '-e', program);
  expect(said.trim()).toBe('expired');
});

test('the status page is with it, every file that it asks for', async () => {
  const program = `
    import { serveStatus } from 'qmp-watchdog/status';
    const server = await serveStatus([], { port: 0 });
    const url = 'http://localhost:' + server.address.port + '/';
    const page = await (await fetch(url)).text();
    const files = [...page.matchAll(/(?:src|href)="(page\\/[^"]+)"/g)].map(([, file]) => file);
    for (const file of files)
      if (file.endsWith('.js')) {
        const script = await (await fetch(url + file)).text();
        for (const [, name] of script.matchAll(/ from '\\.\\/([^']+)'/g)) files.push('page/' + name);
      }
    const answers = await Promise.all(files.map(async (file) => (await fetch(url + file)).status));
    console.log(answers.length > 10, answers.every((status) => status === 200));
    await server.close();`;
  const said = await consumer.run(process.execPath, '--input-type=module', '-e', program);
  expect(said.trim()).toBe('true true');
});

test('the root loads neither zod nor debug nor p-retry', async () => {
  await using _kept = await setAside(['zod', 'debug', 'p-retry']);
  await consumer.run(process.execPath, '--input-type=module', '-e', "await import('qmp-watchdog')");
});

test('nor what only some policies need, which is loaded with them', async () => {
  const bundles = await built('.js');
  const imported = new Set<string>();
  const follow = (name: string): void => {
    if (imported.has(name)) return;
    imported.add(name);
    for (const [, next] of (bundles.get(name) ?? '').matchAll(/^(?:import|export)\b.*"\.\/([^"]+)";$/gm))
      if (next !== undefined) follow(next);
  };
  follow('index.js');
  const sources = [...imported].flatMap((name) => bundles.get(name)?.match(/^\/\/#region src\/.*$/gm) ?? []);
  expect(sources).toContain('//#region src/actions/quiesce.ts');
  expect(sources.filter((source) => /src\/failover\/(?!\w[\w-]*\/options)/.test(source))).toEqual([]);
});

test('no type of a dependency is in a declaration', async () => {
  const leaks = [...(await built('.d.ts'))].filter(([, text]) =>
    Object.keys(manifest.dependencies).some((name) =>
      new RegExp(`(from|import\\(|types=) ?['"]${name}(/.*)?['"]`).test(text),
    ),
  );
  expect(leaks.map(([name]) => name)).toEqual([]);
});

test('every source is in one bundle, so that a class is one class', async () => {
  const sources = [...(await built('.js')).values()].flatMap(
    (text) => text.match(/^\/\/#region src\/.*$/gm) ?? [],
  );
  expect(sources.length).toBeGreaterThan(0);
  expect(sources.filter((source, at) => sources.indexOf(source) !== at)).toEqual([]);
});

/** Takes installed packages away until disposed of. */
async function setAside(names: readonly string[]): Promise<AsyncDisposable> {
  const place = (name: string): string => join(consumer.project, 'node_modules', name);
  const shelf = (name: string): string => join(consumer.project, `aside-${name}`);
  for (const name of names) await rename(place(name), shelf(name));
  return {
    async [Symbol.asyncDispose]() {
      for (const name of names) await rename(shelf(name), place(name));
    },
  };
}
