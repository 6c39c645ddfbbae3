// The fear: what nobody knows counts as a failure, or as a success, once it is combined or late.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/testing/index.js';
import {
  askProbe,
  type Probe,
  type ProbeAnswer,
  type ProbeLimits,
  probe,
} from '../../../../src/watchdog/index.js';
import { asked } from './asked.js';

type Verdict = ProbeAnswer['verdict'];

let made = 0;
function saying(verdict: Verdict | 'reject' | 'throw' | 'nonsense'): Probe<ProbeLimits> {
  made += 1;
  return {
    name: `probe ${made}`,
    timeout: 1_000,
    run: () => {
      if (verdict === 'throw') throw new Error('at once');
      if (verdict === 'reject') return Promise.reject(new Error('later'));
      return Promise.resolve({ verdict: verdict as Verdict, reason: verdict });
    },
  };
}

const verdicts = fc.array(fc.constantFrom<Verdict>('ok', 'fail', 'unknown'), { minLength: 1, maxLength: 6 });

/** Every way in which the unknown ones may turn out. */
function outcomes(all: readonly Verdict[]): boolean[][] {
  return all.reduce<boolean[][]>(
    (ways, verdict) =>
      ways.flatMap((way) =>
        verdict === 'unknown'
          ? [
              [...way, true],
              [...way, false],
            ]
          : [[...way, verdict === 'ok']],
      ),
    [[]],
  );
}

test('a probe of a class of its own keeps what it knows, alone and in a combination', async () => {
  class Own implements Probe<ProbeLimits> {
    readonly name = 'own';
    readonly timeout = 1_000;
    readonly #reason = 'known';

    async run(): Promise<ProbeAnswer> {
      return { verdict: 'ok', reason: this.#reason };
    }
  }
  expect(await asked(new Own())).toEqual({ verdict: 'ok', reason: 'known' });
  expect(await asked(probe.all(new Own()))).toEqual({ verdict: 'ok', reason: 'own: ok, known' });
});

test('a combination is known exactly when what is unknown can not change it', async () => {
  await fc.assert(
    fc.asyncProperty(verdicts, fc.nat(), async (all, chance) => {
      const needed = (chance % all.length) + 1;
      const combine = (ways: (way: readonly boolean[]) => boolean): Verdict => {
        const results = new Set(outcomes(all).map(ways));
        if (results.size === 2) return 'unknown';
        return results.has(true) ? 'ok' : 'fail';
      };
      const probes = all.map(saying);
      const verdict = async (combined: Probe<ProbeLimits>): Promise<Verdict> =>
        (await asked(combined)).verdict;
      expect(await verdict(probe.all(...probes))).toBe(combine((way) => way.every(Boolean)));
      expect(await verdict(probe.any(...probes))).toBe(combine((way) => way.some(Boolean)));
      expect(await verdict(probe.atLeast(needed, ...probes))).toBe(
        combine((way) => way.filter(Boolean).length >= needed),
      );
    }),
    { numRuns: 200 },
  );
});

describe('a combination', () => {
  test('says who said what', async () => {
    const [a, b] = [saying('ok'), saying('fail')];
    const both = probe.all(a, b);
    expect(both.name).toBe(`all of ${a.name}, ${b.name}`);
    expect(await asked(both)).toEqual({
      verdict: 'fail',
      reason: `${a.name}: ok, ok; ${b.name}: fail, fail`,
    });
    expect(probe.atLeast(2, a, b).name).toBe(`at least 2 of ${a.name}, ${b.name}`);
  });

  test('may take a little longer than its slowest part, which has its own deadline', async () => {
    const clock = new VirtualClock();
    const slow: Probe<ProbeLimits> = {
      name: 'slow',
      timeout: 3_000,
      run: () => new Promise(() => {}),
    };
    const combined = probe.any(slow, saying('fail'));
    expect(combined.timeout).toBe(3_250);
    const answer = askProbe(combined, { clock, signal: new AbortController().signal });
    await clock.advance(3_000);
    expect(await answer).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('slow took longer than 3000 ms'),
    });
  });

  test('of nothing, or of more than there are, is refused', () => {
    expect(() => probe.all()).toThrow('probes must be at least one');
    expect(() => probe.atLeast(3, saying('ok'), saying('ok'))).toThrow('probe.atLeast');
    expect(() => probe.any({ name: 'x' } as Probe)).toThrow('probes must be a probe');
  });

  test('needs a VM when one of its parts does', () => {
    const needsOne: Probe = probe.all(probe.liveness(), probe.tcp({ port: 22 }));
    // @ts-expect-error It can not do without.
    const needsNone: Probe<ProbeLimits> = probe.all(probe.liveness(), probe.tcp({ port: 22 }));
    expect([needsOne.name, needsNone.name]).toEqual([
      'all of QMP liveness, tcp:localhost:22',
      'all of QMP liveness, tcp:localhost:22',
    ]);
  });
});

describe('a probe', () => {
  test.each([
    ['reject', 'later'],
    ['throw', 'at once'],
    ['nonsense', /answered what is no verdict/],
  ] as const)('that should %s is unknown', async (how, reason) => {
    expect(await asked(saying(how))).toEqual({
      verdict: 'unknown',
      reason: expect.stringMatching(reason),
    });
  });

  test('that says too much is cut short', async () => {
    const long: Probe<ProbeLimits> = {
      name: 'long',
      timeout: 100,
      run: async () => ({ verdict: 'ok', reason: 'x'.repeat(10_000) }),
    };
    expect((await asked(long)).reason).toHaveLength(500);
  });

  test('has its signal aborted at its deadline, and by its owner', async () => {
    const clock = new VirtualClock();
    const seen: AbortSignal[] = [];
    const never: Probe<ProbeLimits> = {
      name: 'never',
      timeout: 1_000,
      run: ({ signal }) => {
        seen.push(signal);
        return new Promise(() => {});
      },
    };
    const owner = new AbortController();
    const late = askProbe(never, { clock, signal: owner.signal });
    await clock.advance(1_000);
    expect(await late).toEqual({ verdict: 'unknown', reason: 'never took longer than 1000 ms' });
    const ended = askProbe(never, { clock, signal: owner.signal });
    owner.abort();
    expect(await ended).toEqual({ verdict: 'unknown', reason: 'never was aborted' });
    expect(seen.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(await askProbe(never, { clock, signal: owner.signal })).toMatchObject({ verdict: 'unknown' });
    expect(seen, 'nothing was begun for who has gone').toHaveLength(2);
    await clock.advance(0);
    expect(clock.pendingTimers.filter(({ held }) => held)).toEqual([]);
  });
});
