import { join } from 'node:path';
import { Child } from '../child.js';
import { markdown } from '../report.js';
import { median, quantile } from '../statistics.js';
import type { Asked, AskerAssignment, AskerQuestion } from '../status/asker.js';
import type { Life, SideAssignment } from '../status/side.js';
import type { OwnFigure } from './figure.js';

const VMS = 100;
const RATE = 1_000;
/** Milliseconds: as long as a life, and what comes before and after it. */
const SPAN = 4_500;
const ROUNDS = 5;

interface Round {
  readonly life: Life;
  readonly asked: Asked;
}

export const status: OwnFigure = {
  kind: 'own',
  name: 'status',
  meaning: `${VMS} supervised VMs, and 2,000 watchdogs of 300 ms that expire one after the other, in a process that serves \`/status\`: how late they do, left alone and asked ${RATE.toLocaleString('en')} times a second for all VMs over 50 connections by another process. The rounds take turns; the numbers are medians of ${ROUNDS}.`,
  async run({ directory }) {
    const path = join(directory, 'status.sock');
    await using side = await Child.start<'live', Life>('status/side.ts', {
      path,
      vms: VMS,
    } satisfies SideAssignment);
    await using asker = await Child.start<AskerQuestion, Asked>('status/asker.ts', {
      path,
    } satisfies AskerAssignment);
    const alone: Round[] = [];
    const busy: Round[] = [];
    // The first of each warms up.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [rate, rounds] of [
        [0, alone],
        [RATE, busy],
      ] as const) {
        const asking = asker.ask({ rate, span: SPAN });
        const life = await side.ask('live');
        const asked = await asking;
        if (round > 0) rounds.push({ life, asked });
      }
    const ratio = (share: number): string =>
      median(busy.map(({ life }, nth) => late(life, share) / late(alone[nth]?.life, share))).toFixed(2);
    return {
      rows: [],
      table: markdown(
        ['status served', 'answered', 'late p50 / p99 / max', 'p50 / p99, ratio', 'CPU'],
        [
          cells('left alone', alone, ''),
          cells(
            `asked ${RATE.toLocaleString('en')} times a second`,
            busy,
            `**${ratio(0.5)}** / ${ratio(0.99)}`,
          ),
        ],
      ),
    };
  },
};

/** By how much the expiries came late, all but this share of them at most: milliseconds. */
function late(life: Life | undefined, share: number): number {
  return quantile(life?.late ?? [], share);
}

function cells(title: string, rounds: readonly Round[], ratio: string): string[] {
  const of = (what: (round: Round) => number): number => median(rounds.map(what));
  const lateness = [0.5, 0.99, 1].map((share) => of(({ life }) => late(life, share)).toFixed(1)).join(' / ');
  const answered = of(({ asked }) => asked.answered / (SPAN / 1_000));
  const bytes = of(({ asked }) => asked.bytes / Math.max(asked.answered, 1));
  const what = answered < 1 ? '–' : `${answered.toFixed(0)} /s of ${(bytes / 1_000).toFixed(0)} kB`;
  return [title, what, `${lateness} ms`, ratio, `${(100 * of(({ life }) => life.cpu)).toFixed(0)} %`];
}
