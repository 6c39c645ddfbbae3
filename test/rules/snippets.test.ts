import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from './run.js';
import { compile } from './snippet-compiler.js';
import { commentSnippets, markdownSnippets } from './snippets.js';

/** The files below a folder with this ending, from the repository's root; none when there is no such folder. */
async function filesBelow(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(join(repository, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

const read = (file: string): Promise<string> => readFile(join(repository, file), 'utf8');

test('the TypeScript in README.md, CHANGELOG.md and docs/ compiles', async () => {
  const pages = (await filesBelow('docs', '.md')).filter((file) => !file.startsWith('docs/api/'));
  const snippets = await Promise.all(
    ['README.md', 'CHANGELOG.md', ...pages].map(async (file) => markdownSnippets(file, await read(file))),
  );
  expect(snippets[0], 'README.md shows no TypeScript').not.toEqual([]);
  expect(compile(snippets.flat())).toEqual([]);
});

test('the examples in doc comments compile', async () => {
  const sources = await filesBelow('src', '.ts');
  const snippets = await Promise.all(sources.map(async (file) => commentSnippets(file, await read(file))));
  expect(compile(snippets.flat(), { imports: 'implied' })).toEqual([]);
});

describe('a planted mistake is found at its line', () => {
  test('in a document', () => {
    const page = [
      '# Title',
      '',
      '```ts',
      'const one: number = 1',
      "const two: number = 'two'",
      '```',
      '',
    ].join('\n');
    expect(compile(markdownSnippets('docs/page.md', page))).toEqual([
      "docs/page.md:5: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  test('in a list item', () => {
    const page = ['- first', '', '  ```ts', '  absent', '  ```', ''].join('\n');
    expect(compile(markdownSnippets('docs/page.md', page))).toEqual([
      "docs/page.md:4: Cannot find name 'absent'.",
    ]);
  });

  test('in a name that the package no longer exports', () => {
    const page = ['```ts', "import { Gone } from 'qmp-watchdog'", '```'].join('\n');
    expect(compile(markdownSnippets('docs/page.md', page))).toEqual([
      expect.stringMatching(/^docs\/page\.md:2: .*no exported member 'Gone'/),
    ]);
  });

  test('in a doc comment', () => {
    const source = [
      'const x = 1;',
      '/**',
      ' * Does it.',
      ' * @example',
      ' * ```ts',
      ' * absent',
      ' * ```',
      ' */',
      '',
    ];
    expect(compile(commentSnippets('src/file.ts', source.join('\n')), { imports: 'implied' })).toEqual([
      "src/file.ts:6: Cannot find name 'absent'.",
    ]);
  });
});

test('what is given above a block counts, and top-level `await using` is understood', () => {
  const page = [
    '<!-- given: declare function open(): AsyncDisposable;',
    'declare const path: string; -->',
    '',
    '```ts',
    'await using file = open()',
    'console.log(path)',
    '```',
  ].join('\n');
  expect(compile(markdownSnippets('docs/page.md', page))).toEqual([]);
});
