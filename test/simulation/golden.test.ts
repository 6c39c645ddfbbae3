// The fear: something changes in what is decided, and nobody notices. Each golden scenario is named for a fear of its
// own, and would fail in a package that lacks what allays it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Library, mutated, original } from '../mutated/library.js';
import { MUTATIONS } from '../mutated/mutations.js';
import { GOLDEN } from './golden/index.js';
import { policiesOf } from './golden/policies.js';

const folder = new URL('golden/', import.meta.url);
const pathOf = (fear: string, ending: 'json' | 'log'): string =>
  fileURLToPath(new URL(`${fear}.${ending}`, folder));

async function logOf(library: Library, fear: string): Promise<string> {
  const { readScenario, runScenario } = library.testing;
  const scenario = await readScenario(pathOf(fear, 'json'));
  const policies = policiesOf(library)[GOLDEN[fear]!.policies];
  return (await runScenario(policies, scenario)).log;
}

const fears = Object.keys(GOLDEN);

beforeAll(async () => {
  await original();
}, 30_000);

test('every scenario is played', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.map((file) => file.slice(0, -'.json'.length)).sort()).toEqual([...fears].sort());
  expect(fears.length).toBeGreaterThanOrEqual(30);
});

describe('what is decided is what was decided', () => {
  test.each(fears)('%s', async (fear) => {
    await expect(await logOf(await original(), fear)).toMatchFileSnapshot(pathOf(fear, 'log'));
  });
});

describe('its log is another one', () => {
  const causes = new Set(fears.map((fear) => GOLDEN[fear]!.failsWhere));

  test('there are enough causes', () => {
    expect(causes.size).toBeGreaterThanOrEqual(15);
  });

  for (const cause of causes) {
    const those = fears.filter((fear) => GOLDEN[fear]!.failsWhere === cause);
    test(`where ${MUTATIONS[cause].name}: ${those.join(', ')}`, async () => {
      const library = await mutated(MUTATIONS[cause]);
      for (const fear of those)
        expect(await logOf(library, fear), fear).not.toBe(readFileSync(pathOf(fear, 'log'), 'utf8'));
    }, 20_000);
  }
});
