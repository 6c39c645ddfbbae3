// A clause of a safety rule, and that its scenario fails in a package which lacks the clause.
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Library, type Mutation, mutated, original, removeBuilds } from '../mutated/library.js';

export type { Library } from '../mutated/library.js';

/** Builds and scenarios are quick, and a busy machine is not: milliseconds. */
const PATIENCE = 30_000;

export interface Clause {
  /** Rejects when the clause does not hold. */
  readonly scenario: (library: Library) => Promise<void>;
  /** Takes the clause out of the package. Each of these alone does. */
  readonly without: readonly [Mutation, ...Mutation[]];
  /** What the scenario then finds: the message of one of its expectations. */
  readonly finds: string;
}

afterAll(removeBuilds);

/** Tests a clause: the scenario passes, and finds its lack in each package that has been robbed of it. */
export function clause(says: string, { scenario, without, finds }: Clause): void {
  describe(says, () => {
    test('holds', { timeout: PATIENCE }, async () => {
      await alone(scenario, await original());
    });

    for (const mutation of without)
      test(`and its lack shows where ${mutation.name}`, { timeout: PATIENCE }, async () => {
        const library = await mutated(mutation);
        await expect(alone(scenario, library)).rejects.toThrow(finds);
      });
  });
}

/** What a scenario does to the file system is undone after it. */
async function alone(scenario: Clause['scenario'], library: Library): Promise<void> {
  try {
    await scenario(library);
  } finally {
    vi.restoreAllMocks();
  }
}
