import { beforeAll, describe, expect, test } from 'vitest';
import { PlantedTree } from './planted-tree.js';
import { program, run } from './run.js';

/** The rule that must refuse each planted file, by the ban that it breaks. */
const bans: Readonly<Record<string, readonly [rule: string, text: string]>> = {
  'Date.now()': ['nursery/noJsRestrictedProperties', 'export const at = Date.now();'],
  'Date.now, destructured': ['nursery/noJsRestrictedProperties', 'export const { now } = Date;'],
  'new Date()': ['plugin', 'export const at = new Date();'],
  'new Date': ['plugin', 'export const at = new Date;'],
  'Date()': ['plugin', 'export const at = Date();'],
  'an alias of Date': ['plugin', 'const D = Date;\nexport const at = new D();'],
  'globalThis.Date': ['nursery/noJsRestrictedProperties', 'export const at = new globalThis.Date();'],
  'performance.now()': ['style/noRestrictedGlobals', 'export const at = performance.now();'],
  'globalThis.performance': [
    'nursery/noJsRestrictedProperties',
    'export const at = globalThis.performance.now();',
  ],
  'node:perf_hooks': ['style/noRestrictedImports', "export { performance } from 'node:perf_hooks';"],
  'process.hrtime()': ['nursery/noJsRestrictedProperties', 'export const at = process.hrtime();'],
  'process.hrtime.bigint()': [
    'nursery/noJsRestrictedProperties',
    'export const at = process.hrtime.bigint();',
  ],
  'hrtime from node:process': [
    'style/noRestrictedImports',
    "import { hrtime } from 'node:process';\nhrtime();",
  ],
  'process.uptime()': ['nursery/noJsRestrictedProperties', 'export const at = process.uptime();'],
  'os.uptime()': [
    'nursery/noJsRestrictedProperties',
    "import os from 'node:os';\nexport const at = os.uptime();",
  ],
  'uptime from node:os': ['style/noRestrictedImports', "import { uptime } from 'node:os';\nuptime();"],
  'setTimeout()': ['style/noRestrictedGlobals', 'setTimeout(() => {}, 1);'],
  'setInterval()': ['style/noRestrictedGlobals', 'setInterval(() => {}, 1);'],
  'setImmediate()': ['style/noRestrictedGlobals', 'setImmediate(() => {});'],
  'globalThis.setTimeout()': ['nursery/noJsRestrictedProperties', 'globalThis.setTimeout(() => {}, 1);'],
  'globalThis.setInterval()': ['nursery/noJsRestrictedProperties', 'globalThis.setInterval(() => {}, 1);'],
  'globalThis.setImmediate()': ['nursery/noJsRestrictedProperties', 'globalThis.setImmediate(() => {});'],
  'socket.setTimeout()': [
    'nursery/noJsRestrictedProperties',
    "import { Socket } from 'node:net';\nnew Socket().setTimeout(1);",
  ],
  'AbortSignal.timeout()': [
    'nursery/noJsRestrictedProperties',
    'export const signal = AbortSignal.timeout(1);',
  ],
  'Atomics.wait()': ['nursery/noJsRestrictedProperties', 'Atomics.wait(new Int32Array(1), 0, 0, 1);'],
  'Atomics.waitAsync()': [
    'nursery/noJsRestrictedProperties',
    'Atomics.waitAsync(new Int32Array(1), 0, 0, 1);',
  ],
  'node:timers': ['style/noRestrictedImports', "export { setTimeout } from 'node:timers';"],
  'node:timers/promises': [
    'style/noRestrictedImports',
    "import { scheduler } from 'node:timers/promises';\nvoid scheduler;",
  ],
  'timers without node:': ['style/noRestrictedImports', "export { setTimeout } from 'timers/promises';"],
  'node:timers, imported dynamically': [
    'style/noRestrictedImports',
    "export const timers = import('node:timers');",
  ],
  'createRequire()': [
    'plugin',
    "import { createRequire } from 'node:module';\nexport const zod = createRequire(import.meta.url)('zod');",
  ],
  'module.createRequire()': [
    'plugin',
    "import module from 'node:module';\nexport const zod = module.createRequire(import.meta.url)('zod');",
  ],
  'process.getBuiltinModule()': ['plugin', "export const timers = process.getBuiltinModule('node:timers');"],
  'console in the library': ['suspicious/noConsole', "console.log('x');"],
  any: ['suspicious/noExplicitAny', 'export const value: any = 1;'],
  'a promise that nobody waits for': [
    'nursery/noFloatingPromises',
    'async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}',
  ],
  'a promise where a condition is asked for': [
    'nursery/noMisusedPromises',
    'async function ready(): Promise<boolean> {\n  return true;\n}\nexport const x = (): number => (ready() ? 1 : 2);',
  ],
  'a type imported as a value': [
    'style/useImportType',
    "import { Socket } from 'node:net';\nexport type S = Socket;",
  ],
};

const path = (ban: string): string => `src/qmp/${ban.replaceAll(/\W+/g, '-')}.ts`;

describe('a planted violation is refused', () => {
  const refused = new Map<string, Set<string>>();

  beforeAll(async () => {
    await using tree = await PlantedTree.create({
      ...Object.fromEntries(Object.entries(bans).map(([ban, [, text]]) => [path(ban), `${text}\n`])),
      'src/core/clock.ts':
        'export const at = [Date.now(), new Date(), performance.now()];\nsetTimeout(() => {}, 1).unref();\n',
      'src/qmp/allowed.ts':
        'export const text = (ms: number): string => new Date(ms).toISOString();\nexport const copy = (date: Date): Date => new Date(date);\nqueueMicrotask(() => {});\nprocess.nextTick(() => {});\n',
      'src/core/log.ts':
        "import { createRequire } from 'node:module';\nexport const debug = createRequire(import.meta.url)('debug');\n",
      'src/cli/talks.ts': "console.log('x');\n",
      'test/unit/only.test.ts': "import { test } from 'vitest';\ntest.only('x', () => {});\n",
      'test/unit/skip.test.ts': "import { test } from 'vitest';\ntest.skip('x', () => {});\n",
    });
    const lint = ['lint', '--config-path=.config/lint.jsonc', '--reporter=json', '--max-diagnostics=none'];
    const { code, stdout } = await run(program('biome'), lint, tree.root);
    expect(code).not.toBe(0);
    for (const { category, location } of JSON.parse(stdout).diagnostics) {
      const rules = refused.get(location.path) ?? new Set();
      refused.set(location.path, rules.add(category.replace('lint/', '')));
    }
  });

  test.each(Object.entries(bans))('%s', (ban, [rule]) => {
    expect(refused.get(path(ban))).toContain(rule);
  });

  test.each([
    ['only', 'suspicious/noFocusedTests'],
    ['skip', 'suspicious/noSkippedTests'],
  ])('test.%s', (word, rule) => {
    expect(refused.get(`test/unit/${word}.test.ts`)).toContain(rule);
  });

  test('the clock may read time, anyone may describe a moment, the log may require debug, and the command line may talk', () => {
    expect(refused.get('src/core/clock.ts')).toBeUndefined();
    expect(refused.get('src/qmp/allowed.ts')).toBeUndefined();
    expect(refused.get('src/core/log.ts')).toBeUndefined();
    expect(refused.get('src/cli/talks.ts')).toBeUndefined();
  });
});
