import { count, OptionError } from '../../core/index.js';
import type { Probe, ProbeAnswer, ProbeLimits } from '../probe.js';
import { askProbe } from './ask-probe.js';

/** After the deadline of the slowest there is an answer from all: milliseconds. */
const SPARE = 250;

/**
 * `ok` when all of these are; `fail` when one fails; otherwise `unknown`.
 * @throws {@link OptionError}
 */
export function all<C extends ProbeLimits>(...probes: readonly Probe<C>[]): Probe<C> {
  return combined('all of', probes.length, probes);
}

/**
 * `ok` when one of these is; `fail` when all fail; otherwise `unknown`.
 * @throws {@link OptionError}
 */
export function any<C extends ProbeLimits>(...probes: readonly Probe<C>[]): Probe<C> {
  return combined('any of', 1, probes);
}

/**
 * `ok` when at least `needed` of these are; `fail` when so many fail that there can not be as many; otherwise `unknown`.
 * @throws {@link OptionError}
 */
export function atLeast<C extends ProbeLimits>(needed: number, ...probes: readonly Probe<C>[]): Probe<C> {
  count('probe.atLeast', needed, 1, { min: 1, max: Math.max(probes.length, 1) });
  return combined(`at least ${needed} of`, needed, probes);
}

/** All are asked at once, each within its own timeout. */
function combined<C extends ProbeLimits>(
  words: string,
  needed: number,
  probes: readonly Probe<C>[],
): Probe<C> {
  if (probes.length === 0) throw new OptionError('probes', probes, 'at least one');
  for (const probe of probes)
    if (typeof probe?.run !== 'function') throw new OptionError('probes', probe, 'a probe');
  return {
    name: `${words} ${probes.map(({ name }) => name).join(', ')}`,
    timeout: Math.max(...probes.map(({ timeout }) => timeout)) + SPARE,
    async run(context) {
      const answers = await Promise.all(probes.map((probe) => askProbe(probe, context)));
      return { verdict: judge(needed, answers), reason: reasonOf(probes, answers) };
    },
  };
}

function judge(needed: number, answers: readonly ProbeAnswer[]): ProbeAnswer['verdict'] {
  const well = answers.filter(({ verdict }) => verdict === 'ok').length;
  const failed = answers.filter(({ verdict }) => verdict === 'fail').length;
  if (well >= needed) return 'ok';
  return answers.length - failed < needed ? 'fail' : 'unknown';
}

function reasonOf<C extends ProbeLimits>(
  probes: readonly Probe<C>[],
  answers: readonly ProbeAnswer[],
): string {
  return answers
    .map(({ verdict, reason }, place) => `${probes[place]?.name ?? ''}: ${verdict}, ${reason}`)
    .join('; ');
}
