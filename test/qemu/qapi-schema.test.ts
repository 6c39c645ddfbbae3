// The fear: the types were made of definitions, and the QEMU that is installed here says something else.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { QmpClient } from 'qmp-watchdog';
import { run } from '../../src/cli/run.js';
import { startGuest } from '../guest/index.js';
import { missingFromTypes } from '../unit/codegen/typed.js';

test('a real QEMU says nothing of itself that the types do not know', async () => {
  await using guest = await startGuest({ args: ['-S'] });
  await using client = await QmpClient.connect({ path: guest.qmpPath });
  const schema = await client.execute('query-qmp-schema');
  expect(schema.length).toBeGreaterThan(500);
  expect(missingFromTypes(schema.map((entry) => ({ ...entry })))).toEqual([]);
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
