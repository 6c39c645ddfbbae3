import { join } from 'node:path';
import { Child } from '../child.js';
import { markdown } from '../report.js';
import { median, quantile } from '../statistics.js';
import type { Asked, AskerQuestion } from '../status/asker.js';
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
  meaning: `${VMS} supervised VMs, and 2,000 watchdogs of 300 ms that expire one after the other, in a process that serves \`/status\`: how late they do, left alone and asked ${RATE.toLocaleString('en')} times a second for all VMs over 50 connections by another process. What that costs on a machine with so few cores, whoever is asked, shows where a third process of the same kind is asked instead. The rounds take turns; the numbers are medians of ${ROUNDS}, and the ratios are to the round before in which all was left alone.`,
  async run({ directory }) {
    const [path, otherPath] = [join(directory, 'status.sock'), join(directory, 'other.sock')];
    const start = (socket: string): Promise<Child<'live', Life>> =>
      Child.start<'live', Life>('status/side.ts', { path: socket, vms: VMS } satisfies SideAssignment);
    await using side = await start(path);
    await using _other = await start(otherPath);
    await using asker = await Child.start<AskerQuestion, Asked>('status/asker.ts', {});
    const alone: Round[] = [];
    const besides: Round[] = [];
    const busy: Round[] = [];
    // The first of each warms up.
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [rate, asked, rounds] of [
        [0, path, alone],
        [RATE, otherPath, besides],
        [RATE, path, busy],
      ] as const) {
        const asking = asker.ask({ path: asked, rate, span: SPAN });
        const life = await side.ask('live');
        const answers = await asking;
        if (round > 0) rounds.push({ life, asked: answers });
      }
    const ratio = (rounds: readonly Round[], share: number): string =>
      median(rounds.map(({ life }, nth) => late(life, share) / late(alone[nth]?.life, share))).toFixed(2);
    const ratios = (rounds: readonly Round[]): string => `**${ratio(rounds, 0.5)}** / ${ratio(rounds, 0.99)}`;
    const often = `asked ${RATE.toLocaleString('en')} times a second`;
    return {
      rows: [],
      table: markdown(
        ['status served', 'answered', 'late p50 / p99 / max', 'p50 / p99, ratio', 'CPU'],
        [
          cells('left alone', alone, ''),
          cells(`another process is ${often}`, besides, ratios(besides)),
          cells(often, busy, ratios(busy)),
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
