import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository, run } from '../rules/run.js';

// The demo is a program, the policies are to be copied, and a cluster calls the resource agent: they have tests of their own.
const entries = (await readdir(join(repository, 'examples'))).filter(
  (name) => !['demo', 'policies', 'pacemaker'].includes(name),
);
const examples = entries.map((name) => join('examples', name.endsWith('.ts') ? name : `${name}/main.ts`));

test('an example is a file of examples/, or main.ts in a folder of its own', async () => {
  await Promise.all(examples.map((file) => access(join(repository, file))));
});

test.each(examples)('%s ends well', async (file) => {
  const { code, stderr } = await run(process.execPath, ['--import', 'tsx', file], repository);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
