// The fear: what is committed is not what the generator writes, so that nobody knows where it came from.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emit } from '../../../src/codegen/emit/emit.js';
import { tableFile } from '../../../src/codegen/emit/table.js';
import { readModels, writeModels } from '../../../src/codegen/model.js';
import { packagedModels, packagedTypes } from '../../../src/codegen/package-files.js';
import { optionsFor, originOf } from '../../../src/codegen/protocol.js';
import { loadModels, schemaOfTrees } from '../../../src/codegen/schemas.js';
import { repository } from '../../rules/run.js';

const models = { qmp: await loadModels('qmp'), agent: await loadModels('agent') };
const here = 'test/unit/codegen/every-form';

/** The generated files of a folder, from the repository's root. */
async function committed(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(join(repository, folder))).filter((name) => name.endsWith('.ts')).sort();
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(repository, folder, name), 'utf8')] as const),
  );
  return Object.fromEntries(texts.filter(([, text]) => text.includes('// Generated')));
}

describe.each(Object.entries({ ...packagedModels(models), ...packagedTypes(models) }))(
  '%s',
  (folder, files) => {
    test('is what `npm run generate` writes', async () => {
      const written = files
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, text }) => [name, text]);
      expect(Object.fromEntries(written)).toEqual(await committed(folder));
    });
  },
);

test.each(['qmp', 'agent'] as const)('the models of %s say all that they were made of', (protocol) => {
  expect(writeModels(readModels(models[protocol]))).toEqual(models[protocol]);
});

test('no comment of the definitions is in the models', () => {
  for (const { text } of [...models.qmp, ...models.agent]) expect(text).not.toContain('#');
});

describe('the lesson of every form', () => {
  const trees = ['1.0', '2.0/qapi'].map((tree) => join(repository, here, tree));

  test('becomes the types and the table that were looked at', async () => {
    const schema = schemaOfTrees(trees, 'qmp');
    const options = optionsFor('qmp', originOf(schema.versions), '../../../../../src/qmp/qapi/index.js');
    const files = [...emit(schema, options), tableFile(schema, 'table', options)].map(({ name, text }) => [
      name,
      text,
    ]);
    expect(Object.fromEntries(files)).toEqual(await committed(`${here}/expected`));
  });

  test('is the same in whichever order the versions are given', () => {
    const [forwards, backwards] = [trees, trees.toReversed()].map((given) => schemaOfTrees(given, 'qmp'));
    expect(backwards).toEqual(forwards);
  });
});
