// The fear: a nemesis finds nothing because it does nothing, or what it finds can not be understood or played again.
import { act, on, type Policy } from 'qmp-watchdog';
import { type NemesisError, nemesis, readScenario, runScenario } from 'qmp-watchdog/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { mutated } from '../../mutated/library.js';
import { MUTATIONS } from '../../mutated/mutations.js';

const policies: readonly Policy[] = [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }];
const short = { chaos: 20_000, calm: 20_000 };

async function failure(attack: Promise<unknown>): Promise<NemesisError> {
  return await attack.then(
    () => {
      throw new Error('it found nothing');
    },
    (error: unknown) => error as NemesisError,
  );
}

test('sound policies withstand it, and are kept busy', async () => {
  const report = await nemesis(policies, { ...short, seed: 1, runs: 25 });
  expect(report).toMatchObject({ runs: 25, seed: 1 });
  expect(report.actions).toBeGreaterThan(2);
}, 60_000);

describe("a user's own invariant", () => {
  const never = {
    'never resets': ({ actions }: { readonly actions: readonly { readonly command: string }[] }) =>
      actions.find(({ command }) => command === 'system_reset')?.command,
  };

  test('is broken by as little as it takes, which can be played again', async () => {
    const error = await failure(nemesis(policies, { ...short, seed: 2, runs: 100, invariants: never }));
    expect(error).toMatchObject({ code: 'ERR_NEMESIS', invariant: 'never resets', seed: 2 });
    const chaos = error.scenario.timeline.filter(({ at }) => at < short.chaos);
    expect(chaos.map((fault) => fault.do)).toEqual(['hang']);
    expect(error.message).toContain(error.text);
    expect(error.message).toContain(error.log);
    expect(error.log).toContain('QEMU gets system_reset');

    const folder = await mkdtemp(join(tmpdir(), 'nemesis-'));
    const path = join(folder, 'found.json');
    await writeFile(path, error.text);
    const scenario = await readScenario(path);
    await rm(folder, { recursive: true });
    expect(scenario).toEqual(error.scenario);
    expect((await runScenario(policies, scenario)).log).toBe(error.log);
  }, 60_000);

  test('is broken in the same way by the same seed', async () => {
    const attack = () => failure(nemesis(policies, { ...short, seed: 3, runs: 100, invariants: never }));
    expect((await attack()).text).toBe((await attack()).text);
  }, 60_000);

  test('that throws is an error of its own', async () => {
    const broken = {
      throws: (): string | undefined => {
        throw new Error('not mine');
      },
    };
    const error = await failure(nemesis(policies, { ...short, runs: 2, invariants: broken }));
    expect(error.message).toContain('not mine');
  });
});

describe('the rules of the house are among the invariants', () => {
  test.each([
    ['observerActs', 'acts only while it enforces, and not in maintenance'],
    ['unknownActs', 'acts on evidence of its own'],
    ['noLimit', 'keeps its limits'],
    ['noCooldown', 'rests between incidents'],
  ] as const)(
    '%s',
    async (name, invariant) => {
      const library = await mutated(MUTATIONS[name]);
      const { act, on } = library.root;
      const error = await failure(
        library.testing.nemesis(
          [
            {
              name: 'hung guest',
              on: on.expired('guest'),
              do: act.systemReset(),
              cooldown: name === 'noCooldown' ? 15_000 : 0,
              limit: { max: 1, per: name === 'noCooldown' ? 1 : 100_000 },
            },
          ],
          {
            seed: 4,
            runs: 200,
            chaos: 40_000,
            calm: 10_000,
            faults: ['hang', 'observe', 'stall-main-loop', 'command'],
            options: { mode: 'enforce' },
          },
        ),
      );
      expect(error.invariant).toBe(invariant);
    },
    60_000,
  );
});

describe('what can not be', () => {
  afterEach(() => {
    vi.doUnmock('fast-check');
    vi.resetModules();
  });

  test('an option', async () => {
    for (const wrong of [{ runs: 0 }, { faults: [] }, { faults: ['hangs'] }, { sead: 1 }, { seed: 1.5 }])
      await expect(nemesis(policies, wrong as object)).rejects.toMatchObject({ code: 'ERR_OPTION' });
    await expect(nemesis(policies, { options: { watchdog: [] } as object })).rejects.toMatchObject({
      code: 'ERR_SCENARIO',
    });
    await expect(nemesis([{ ...policies[0]!, on: on.expired('stranger') }])).rejects.toMatchObject({
      code: 'ERR_OPTION',
    });
  });

  test('without fast-check', async () => {
    vi.resetModules();
    vi.doMock('fast-check', () => {
      throw new Error('Cannot find package');
    });
    const testing = await import('qmp-watchdog/testing');
    await expect(testing.nemesis(policies)).rejects.toMatchObject({
      code: 'ERR_NO_FAST_CHECK',
      message: expect.stringContaining('npm install --save-dev fast-check'),
    });
  });

  test('after it was aborted', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(nemesis(policies, { ...short, signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
