// The fear: a proof that is not true. Whatever fails while a VM is quieted, and however often we are killed meanwhile, an
// L2 means that nothing of it comes to a disk any more, and that all that its guest was told is flushed is there.
import { expect, test } from 'vitest';
import type { Answer, Ask, Course } from '../../src/failover/quiesce/ask.js';
import { quiesceCourse } from '../../src/failover/quiesce/course.js';
import type { Ending } from '../../src/failover/quiesce/known.js';
import type { Plan } from '../../src/failover/quiesce/progress.js';
import { Dice, Model } from './quiesce-model.js';

/** `QUIESCE_RUNS=1000000 npm exec -- vitest run … quiesce-any-fault` for a long one. */
const RUNS = Number(process.env['QUIESCE_RUNS'] ?? 3_000);
const FIRST = Number(process.env['QUIESCE_SEED'] ?? 1);
const MOST_ASKS = 5_000;

function planOf({ killable }: Model, dice: Dice): Plan {
  return {
    timeout: 20_000 + dice.below(80_000),
    budgets: {
      ...{ look: 5_000, control: 10_000, latch: 11_000, jobs: 10_000, freeze: 5_000, stop: 15_000 },
      ...{ release: 30_000, verify: 15_000, kill: 10_000 },
    },
    freeze: dice.chance(0.3),
    doubtfulStorage: dice.chance(0.2),
    save: dice.chance(0.2),
    kill: killable,
    onlyLook: false,
  };
}

interface Run {
  readonly model: Model;
  readonly ending: Ending;
  /** Whether it ran at first. */
  readonly ran: boolean;
  /** Whether somebody else had frozen it at first. */
  readonly frozen: boolean;
  readonly told: readonly string[];
}

/** One course on one model, from the beginning to the end, over deaths of ours. */
function play(seed: number): Run {
  const model = new Model(seed);
  const dice = new Dice(seed ^ 0x5eed);
  const told: string[] = [];
  const ran = model.running;
  const frozen = model.frozen === 'others';
  const plan = planOf(model, dice);
  const crashes = dice.chance(0.3) ? 0.05 : 0;
  let course: Course<Ending> = quiesceCourse(plan, model.now);
  let next = course.next();
  for (let asks = 0; next.done !== true; asks += 1) {
    if (asks > MOST_ASKS) throw new Error(`seed ${seed}: it goes on for ever: ${told.slice(-20).join('\n')}`);
    const ask: Ask = next.value;
    const answer: Answer = model.answer(ask);
    told.push(`${Math.round(model.now)} ${ask.ask}: ${answer.ok ? 'ok' : `${answer.how} ${answer.message}`}`);
    if (dice.chance(crashes) && model.kept !== undefined) {
      told.push('we are killed, and started anew');
      const resume = model.restart();
      course = quiesceCourse({ ...plan, freeze: false, save: false }, model.now, resume);
      next = course.next();
    } else next = course.next(answer);
  }
  return { model, ending: next.value, ran, frozen, told };
}

function wrongWith({ model, ending, ran, frozen }: Run): readonly string[] {
  const wrong: string[] = [];
  if (model.standby && model.meddled === 0 && ending.level === 'L2')
    wrong.push('L2 of a VM that only stands by');
  const released =
    !model.standby && model.disks.some(({ active }) => !active) && model.alive && model.meddled === 0;
  if (released && !model.latched) wrong.push('it was released, and is not latched');
  if (model.latched !== ending.latched)
    wrong.push(`it is ${model.latched ? '' : 'not '}latched, and nobody says so`);
  if (ending.latched && ending.resume.step === 'quieting') wrong.push('it is latched, and for nothing');
  if (ending.level === undefined && !ending.uncertain && ran && !model.running && model.meddled === 0)
    wrong.push('it was stopped, and is said to go on as it was');
  if (ending.freeze === 'not-frozen' && model.frozen === 'us') wrong.push('it is frozen, and nobody says so');
  if (frozen && model.frozen !== 'others') wrong.push('somebody else had frozen it, and it was thawed');
  if (!ending.latched && model.running && model.meddled === 0 && ending.freeze === 'frozen')
    wrong.push('it goes on, and nobody has tried to thaw it');
  if (ending.level !== undefined && ending.level !== 'L0' && model.broken.length > 0)
    wrong.push(`${ending.level}, and what was flushed is not there: ${model.broken.join(', ')}`);
  if (ending.level !== 'L2') return wrong;
  if (!ending.latched) wrong.push('L2, and not latched');
  if (ending.next !== 'none') wrong.push(`L2, and next is ${ending.next}`);
  const { landed } = model;
  model.settle();
  if (model.landed !== landed) wrong.push(`${model.landed - landed} writes came to a disk after L2`);
  if (model.broken.length > 0)
    wrong.push(`L2, and what was flushed is not there: ${model.broken.join(', ')}`);
  return wrong;
}

test(
  `over ${RUNS} runs no proof is untrue, and many are given`,
  () => {
    const levels: Record<string, number> = {};
    const ways: Record<string, number> = {};
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const run = play(seed);
      const wrong = wrongWith(run);
      if (wrong.length > 0)
        expect.fail(
          `seed ${seed}: ${wrong.join('; ')}\n${run.told.join('\n')}\n${JSON.stringify(run.ending, undefined, 1)}`,
        );
      const { level = 'none', way = 'none' } = run.ending;
      levels[level] = (levels[level] ?? 0) + 1;
      if (level === 'L2') ways[way] = (ways[way] ?? 0) + 1;
    }
    if (process.env['QUIESCE_RUNS'] !== undefined)
      process.stdout.write(`${JSON.stringify({ levels, ways })}\n`);
    // A course that proves nothing is never wrong.
    for (const level of ['none', 'L0', 'L1', 'L2']) expect(levels[level], level).toBeGreaterThan(RUNS / 100);
    for (const way of ['set-active', 'migrate', 'kill']) expect(ways[way], way).toBeGreaterThan(RUNS / 300);
  },
  60_000 + RUNS,
);
