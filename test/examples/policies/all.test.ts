import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../../rules/run.js';

const folder = join(repository, 'examples/policies');
const policies = (await readdir(folder)).map((file) => file.replace(/\.ts$/, ''));

test.each(policies)('%s is short, has a test, and stands in the list', async (name) => {
  const lines = (await readFile(join(folder, `${name}.ts`), 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeLessThan(40);
  expect(await readdir(import.meta.dirname)).toContain(`${name}.test.ts`);
  const page = await readFile(join(repository, 'docs/policies.md'), 'utf8');
  expect(page).toContain(`](../examples/policies/${name}.ts)`);
});
