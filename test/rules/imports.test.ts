import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PlantedTree } from './planted-tree.js';
import { program, repository, run } from './run.js';

const { rooms, workshop }: { rooms: readonly string[]; workshop: string } = await import(
  join(repository, '.config/dependency-cruiser.mjs')
);

/** A file that imports each room to the right of its own, with the rule that must refuse it. */
const upward = rooms.slice(0, -1).flatMap((room, at) =>
  rooms.slice(at + 1).map((other) => ({
    path: `src/${room}/imports-${other}.ts`,
    text: `export * from '../${other}/index.js';`,
    rule: `${room}-imports-only-leftward`,
  })),
);

const planted: readonly { path: string; text: string; rule: string }[] = [
  ...[
    ["import { word } from '../vm/index.js';\nexport const copy = word;", 'a-value'],
    ["import type { word } from '../vm/index.js';\nexport type Copy = typeof word;", 'a-type'],
    ["export type Copy = typeof import('../vm/index.js');", 'an-inline-type'],
    ["export const copy = import('../vm/index.js');", 'a-promise'],
  ].map(([text = '', name]) => ({
    path: `src/qmp/imports-${name}.ts`,
    text,
    rule: 'qmp-imports-only-leftward',
  })),
  {
    path: `src/${workshop}/imports-vm.ts`,
    text: "export * from '../vm/index.js';",
    rule: 'codegen-imports-only-core',
  },
  {
    path: 'src/vm/imports-codegen.ts',
    text: `export * from '../${workshop}/index.js';`,
    rule: 'codegen-serves-only-cli',
  },
  {
    path: 'src/vm/looks-behind.ts',
    text: "export * from '../core/behind.js';",
    rule: 'rooms-are-entered-by-their-index',
  },
  {
    path: 'src/vm/looks-behind-for-a-type.ts',
    text: "import type { word } from '../core/behind.js';\nexport type Copy = typeof word;",
    rule: 'rooms-are-entered-by-their-index',
  },
  {
    path: 'src/vm/front-door.ts',
    text: "export { word } from '../index.js';",
    rule: 'nothing-behind-imports-the-front-door',
  },
  {
    path: 'src/index.ts',
    text: "export { word } from './testing/index.js';",
    rule: 'front-door-opens-on-rooms',
  },
  {
    path: 'src/vm/one.ts',
    text: "import { two } from './two.js';\nexport const one = (): unknown => two;",
    rule: 'no-circles',
  },
  { path: 'src/vm/zod.ts', text: "export { z } from 'zod';", rule: 'zod-only-in-schemas' },
  { path: 'src/vm/zod-below.ts', text: "export { z } from 'zod/v4';", rule: 'zod-only-in-schemas' },
  {
    path: 'src/vm/zod-type.ts',
    text: "import type { ZodType } from 'zod';\nexport type T = ZodType;",
    rule: 'zod-only-in-schemas',
  },
  { path: 'src/vm/zod-promise.ts', text: "export const zod = import('zod');", rule: 'zod-only-in-schemas' },
  {
    path: 'src/vm/schemas-at-once.ts',
    text: "export { word } from '../schemas/index.js';",
    rule: 'schemas-on-demand',
  },
  { path: 'src/vm/debug.ts', text: "export const debug = import('debug');", rule: 'debug-only-in-log' },
  {
    path: 'src/vm/eventemitter3.ts',
    text: "export { EventEmitter } from 'eventemitter3';",
    rule: 'eventemitter3-only-in-core',
  },
  {
    path: 'src/vm/p-retry.ts',
    text: "import retry from 'p-retry';\nexport const again = retry;",
    rule: 'loaded-on-demand',
  },
  { path: 'src/core/log.ts', text: "export { default } from 'debug';", rule: 'loaded-on-demand' },
  { path: 'src/vm/vitest.ts', text: "export { test } from 'vitest';", rule: 'only-runtime-dependencies' },
  { path: 'src/vm/test.ts', text: "export * from '../../test/help.js';", rule: 'src-stands-alone' },
  { path: 'src/vm/nowhere.ts', text: "export * from 'no-such-package';", rule: 'no-broken-import' },
];

/** What the house allows, of each kind that a rule comes near to. */
const allowed: Readonly<Record<string, string>> = {
  'src/vm/leftward.ts': "export { word } from '../core/index.js';",
  'src/vm/schemas-on-demand.ts': "export const schemas = import('../schemas/index.js');",
  'src/vm/p-retry-on-demand.ts':
    "import type { RetryContext } from 'p-retry';\nexport const retry = (_: RetryContext) => import('p-retry');",
  'src/vm/yin.ts': "import type { Yang } from './yang.js';\nexport type Yin = Yang | 'yin';",
  'src/vm/yang.ts': "import type { Yin } from './yin.js';\nexport type Yang = Yin[];",
  'src/testing/schemas.ts': "export { word } from '../schemas/index.js';",
  'src/schemas/zod.ts': "export { z } from 'zod';",
  'src/core/eventemitter3.ts': "export { EventEmitter } from 'eventemitter3';",
  'src/cli/codegen.ts': "export { word } from '../codegen/index.js';",
  'src/codegen/core.ts': "export { word } from '../core/index.js';",
};

const cruise = (root: string) =>
  run(
    program('depcruise'),
    ['--config', '.config/dependency-cruiser.mjs', '--output-type', 'json', 'src'],
    root,
  );

describe('a planted import is refused', () => {
  let refused: readonly { from: string; rule: { name: string } }[] = [];

  beforeAll(async () => {
    await using tree = await PlantedTree.create({
      ...Object.fromEntries(
        [...rooms, workshop].map((room) => [`src/${room}/index.ts`, "export const word = 'word';"]),
      ),
      'src/core/behind.ts': "export const word = 'word';",
      'src/vm/two.ts': "import { one } from './one.js';\nexport const two = (): unknown => one;",
      'test/help.ts': "export const word = 'word';",
      ...allowed,
      ...Object.fromEntries([...upward, ...planted].map(({ path, text }) => [path, text])),
    });
    const { stdout } = await cruise(tree.root);
    refused = JSON.parse(stdout).summary.violations;
  });

  const rulesThatRefuse = (path: string): readonly string[] =>
    refused.filter(({ from }) => from === path).map(({ rule }) => rule.name);

  test.each(rooms.slice(0, -1))('%s imports a room to its right', (room) => {
    for (const { path, rule } of upward.filter((file) => file.path.startsWith(`src/${room}/`))) {
      expect(rulesThatRefuse(path), path).toContain(rule);
    }
  });

  test.each(planted)('$rule: $path', ({ path, rule }) => {
    expect(rulesThatRefuse(path)).toContain(rule);
  });

  test.each(Object.keys(allowed))('but not %s', (path) => {
    expect(rulesThatRefuse(path)).toEqual([]);
  });
});

test('the real tree keeps the rules', async () => {
  const { stdout } = await cruise(repository);
  const { summary } = JSON.parse(stdout);
  expect(summary.violations).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThan(0);
});

test('every folder of src is a room with a place in the order', async () => {
  const folders = (await readdir(join(repository, 'src'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect([...rooms, workshop]).toEqual(expect.arrayContaining(folders));
});
