// The fear: the types were made of definitions, and a QEMU that runs says something else.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { run } from '../../src/cli/run.js';
import { define } from '../../src/codegen/definitions/define.js';
import { readModels } from '../../src/codegen/model.js';
import { loadModels } from '../../src/codegen/schemas.js';
import { absentFromReply } from '../unit/codegen/promised.js';
import { missingFromTypes } from '../unit/codegen/typed.js';
import { qemu, startGuest } from './qemu-under-test.js';

/** What it says of itself. */
async function ownSchema() {
  await using guest = await startGuest({ args: ['-S'] });
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  return await client.execute('query-qmp-schema');
}

test('a real QEMU says nothing of itself that the types do not know', async () => {
  const schema = await ownSchema();
  expect(schema.length).toBeGreaterThan(500);
  expect(missingFromTypes(schema.map((entry) => ({ ...entry })))).toEqual([]);
});

test('a real QEMU says all that the definitions of its version promise, but for what it was not built with', async () => {
  const models = readModels(await loadModels('qmp'));
  const model = models.find(({ version }) => qemu.version.startsWith(`${version}.`));
  // Of a version that the types were not made of nothing is promised.
  const absent =
    model === undefined ? [] : absentFromReply(define(model.version, model.sources), await ownSchema());
  expect(absent.filter(({ condition }) => condition === undefined)).toEqual([]);
  // It runs on Linux, and so it has what is there for Linux.
  if (process.platform === 'linux')
    expect(absent.filter(({ condition }) => /^CONFIG_(POSIX|LINUX)$/.test(condition ?? ''))).toEqual([]);
});

test('types are generated of a real QEMU', async () => {
  await using guest = await startGuest({ args: ['-S'] });
  const folder = await mkdtemp(join(tmpdir(), 'qapi-'));
  try {
    const lines: string[] = [];
    const output = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) };
    expect(await run(['generate', '--out', folder, '--socket', guest.qmpPath], output), lines.join()).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^a running QEMU \d+\.\d+: \d{3} commands and \d\d events, in/),
    ]);
    expect(await readdir(folder)).toContain('index.ts');
    expect(await readFile(join(folder, 'run-state.ts'), 'utf8')).toContain('export interface StatusInfo {');
  } finally {
    await rm(folder, { recursive: true });
  }
});
