import { Child } from '../child.js';
import { markdown, number } from '../report.js';
import { median } from '../statistics.js';
import type { Life, Question } from '../watchdogs/side.js';
import type { OwnFigure } from './figure.js';

const WAYS = [
  'setTimeout and clearTimeout',
  'timeout.refresh()',
  'a bare `DeadlineHeap`',
  '`Deadlines`, one timer',
  '`Watchdog`',
];
/** It has no timer. */
const LIFELESS = 'a bare `DeadlineHeap`';
const ROUNDS = 7;

export const watchdogs: OwnFigure = {
  kind: 'own',
  name: 'watchdogs',
  meaning:
    '100,000 watchdogs of one process. *pet*: postponing one of them, chosen at random, the median of 7 rounds of 200,000. *bytes*: the heap that each takes, the listener of its expiry included. Then 4 seconds in which 2,000 a second are petted that would otherwise expire half a second later, and 2,000 others are silent and expire: how *late* that was noticed, how many *early*, before the whole timeout had passed, and the share of a core that all of it took. A `Watchdog` does not count as silence the time in which its process stood still, and gives the I/O that had arrived a round of the event loop before it decides: both make it later, on a busy machine too.',
  async run() {
    const pets = new Map<string, number[]>(WAYS.map((way) => [way, []]));
    const bytes = new Map<string, number>();
    const lives = new Map<string, Life>();
    const children: Child<Question, number | Life>[] = [];
    try {
      for (const way of WAYS) {
        const child = await Child.start<Question, number | Life>('watchdogs/side.ts', way, ['--expose-gc']);
        children.push(child);
        bytes.set(way, (await child.ask('bytes')) as number);
        await child.ask('pets');
      }
      for (let round = 0; round < ROUNDS; round += 1)
        for (const [index, child] of children.entries())
          pets.get(WAYS[index] ?? '')?.push((await child.ask('pets')) as number);
      for (const [index, child] of children.entries()) {
        const way = WAYS[index] ?? '';
        if (way !== LIFELESS) lives.set(way, (await child.ask('life')) as Life);
        await child[Symbol.asyncDispose]();
      }
    } finally {
      for (const child of children) await child[Symbol.asyncDispose]();
    }
    return {
      rows: [],
      table: markdown(
        ['100,000 watchdogs', 'pet', 'bytes', 'late p50 / p99 / max', 'expired', 'early', 'CPU'],
        WAYS.map((way) => [
          way,
          `${number(median(pets.get(way) ?? []))} ns`,
          (bytes.get(way) ?? Number.NaN).toFixed(0),
          ...lifeCells(lives.get(way)),
        ]),
      ),
    };
  },
};

function lifeCells(life: Life | undefined): string[] {
  if (life === undefined) return ['', '', '', ''];
  const { lateP50, lateP99, lateMax, expired, early, cpu } = life;
  return [
    `${lateP50.toFixed(1)} / ${lateP99.toFixed(1)} / ${lateMax.toFixed(1)} ms`,
    String(expired),
    early === 0 ? '**0**' : `${early} (${((100 * early) / expired).toFixed(0)} %)`,
    `${(100 * cpu).toFixed(1)} %`,
  ];
}
