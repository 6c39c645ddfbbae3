import { nonEmpty, OptionError, own } from '../core/index.js';
import type { Probe, ProbeAnswer } from '../watchdog/index.js';
import type { Cause } from './cause.js';
import type { View } from './condition.js';
import type { Facts } from './evidence.js';

/** What a guard looks at: names and values only, so that it decides alike live and replayed. */
export interface GuardView extends View {
  readonly cause: Cause;
  /** What was found when the evidence was gathered, a moment ago. */
  readonly facts: Facts;
  /** What was asked for with {@link ask}, by the probe's name. */
  readonly answers: Readonly<Record<string, ProbeAnswer>>;
}

/** What a guard says: act, do not, or it can not be told, which stops the step until it can. */
export interface GuardVerdict {
  readonly verdict: 'holds' | 'refused' | 'unknown';
  readonly reason: string;
}

/** What a guard needs to know before it can say anything. */
export interface Ask {
  readonly ask: readonly Probe[];
}

/** A condition that must hold before each step of a policy. Make one with {@link guard}, or take one of `when`. */
export interface Guard {
  readonly name: string;
  /** Pure, and must not throw. */
  readonly judge: (view: GuardView) => GuardVerdict | Ask;
}

/** Says that these probes must be run first; their answers are in `view.answers` when the guard is asked again. */
export function ask(...probes: readonly Probe[]): Ask {
  return { ask: probes };
}

/**
 * A guard of your own.
 * @throws {@link OptionError}
 */
export function guard(name: string, judge: Guard['judge']): Guard {
  if (typeof judge !== 'function') throw new OptionError('guard.judge', judge, 'a function of a GuardView');
  return { name: nonEmpty('guard.name', name), judge };
}

/** What all guards together say, or what must be asked first. */
export type Guarded = GuardVerdict | { readonly ask: readonly Probe[] };

/** A single refusal decides, then what must be asked, then a single unknown, and only then they hold. */
export function judgeGuards(guards: readonly Guard[], view: GuardView): Guarded {
  const verdicts = guards.map((one) => judgeOne(one, view));
  const refused = verdicts.find((one) => 'verdict' in one && one.verdict === 'refused');
  if (refused !== undefined) return refused;
  const asked = verdicts.flatMap((one) => ('ask' in one ? one.ask : []));
  const open = asked.filter(({ name }) => own(view.answers, name) === undefined);
  if (open.length > 0) return { ask: open };
  return verdicts.find((one) => 'verdict' in one && one.verdict === 'unknown') ?? HOLDS;
}

const HOLDS: GuardVerdict = { verdict: 'holds', reason: 'established' };

/** So many answers are enough for any guard; the next look begins without any. */
const MOST_ANSWERS = 32;
const VERDICTS: readonly unknown[] = ['holds', 'refused', 'unknown'] satisfies GuardVerdict['verdict'][];

/** The types ask for it; JavaScript does not, and a promise of an answer is none. */
function isAnswer(said: GuardVerdict | Ask): boolean {
  if (typeof said !== 'object' || said === null) return false;
  if ('ask' in said)
    return (
      Array.isArray(said.ask) &&
      said.ask.length > 0 &&
      said.ask.every((one) => typeof one?.run === 'function')
    );
  return VERDICTS.includes(said.verdict);
}

function judgeOne({ name, judge }: Guard, view: GuardView): Guarded {
  try {
    const said = judge(view);
    if (!isAnswer(said)) return { verdict: 'unknown', reason: `${name}: it gave no verdict` };
    if (!('ask' in said)) return { verdict: said.verdict, reason: `${name}: ${said.reason}` };
    if (Object.keys(view.answers).length >= MOST_ANSWERS)
      return { verdict: 'unknown', reason: `${name}: it asks on and on` };
    const again = said.ask.every((probe) => own(view.answers, probe.name) !== undefined);
    // It was told already, and would ask for ever.
    return again ? { verdict: 'unknown', reason: `${name}: it asks again for what it was told` } : said;
  } catch (error) {
    return { verdict: 'unknown', reason: `${name} threw: ${error instanceof Error ? error.message : ''}` };
  }
}
