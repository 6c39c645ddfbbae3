import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Child } from '../child.js';
import type { SideAssignment, SideQuestion, Taken, Watch } from '../fleet/side.js';
import { TIMEOUT } from '../fleet/ways.js';
import type { LastBeats, WriterAssignment, WriterQuestion } from '../fleet/writer.js';
import { markdown } from '../report.js';
import { median, quantile } from '../statistics.js';
import type { OwnFigure } from './figure.js';

const WAYS = [
  { way: 'setTimeout', module: '../plain-client.js', title: 'one `setTimeout` a VM' },
  { way: 'Watchdog', module: '../our-client.js', title: '`Watchdog`' },
] as const;
/** How many VMs, and how many rounds. The largest is made smaller where a process may not open so many files. */
const SIZES: readonly (readonly [number, number])[] = [
  [1_000, 1],
  [10_000, 3],
  [20_000, 1],
];
const STREAMS_A_WRITER = 5_000;
/** One VM of so many has a QMP session, too. */
const SESSION_EVERY = 5;
/** One VM of so many falls silent. */
const SILENT_EVERY = 25;
/** What a process has open besides. */
const OTHER_FILES = 100;
/** Milliseconds: the watching, and the part of it in which they fall silent. */
const WATCHED = 10_000;
const SILENT_FROM = 1_500;
const SILENT_TO = 6_000;

interface Round {
  readonly taken: Taken;
  readonly cpu: number;
  /** Of those who fell silent, how long after the timeout each was found: milliseconds. */
  readonly late: readonly number[];
  readonly missed: number;
  /** Expiries before a whole timeout had passed, or of those who had not fallen silent. */
  readonly wrong: number;
}

export const fleet: OwnFigure = {
  kind: 'own',
  name: 'fleet',
  meaning: `A fleet watched by one process: a stream each over a unix socket, on which a byte comes every second, and a QMP session for every fifth, asked \`query-status\` every ten seconds. One of ${SILENT_EVERY} falls silent, one after the other, and is to be found after ${TIMEOUT / 1_000} s without a byte. *late*: from the last byte's writing in the other process, plus the timeout, to the expiry. *wrong*: expired before that, or without having fallen silent. *CPU*: of one core, all told. *heap* and *process*: what a stream and its watchdog take in V8's heap and buffers, and in the process. The guests, and the QMP server, are processes of their own. 10,000 VMs is the median of three rounds, one of each in turn.`,
  async run({ directory, server }) {
    const most = mostVms();
    const sizes = SIZES.map(([vms, times]) => [Math.min(vms, most), times] as const);
    const rounds = new Map<string, Round[]>();
    for (const [vms, times] of sizes)
      for (let time = 0; time < times; time += 1)
        for (const { way, module } of WAYS) {
          const key = `${way} ${vms}`;
          const round = await watchFleet(directory, { way, module, qmp: server }, vms);
          rounds.set(key, [...(rounds.get(key) ?? []), round]);
        }
    return {
      rows: [],
      notes: sizes
        .filter(([vms]) => vms === most)
        .map(
          () => `A process may not open more files here than a fleet of ${most.toLocaleString('en')} takes.`,
        ),
      table: markdown(
        ['a fleet watched', 'CPU', 'heap a VM', 'process a VM', 'late p50 / p99 / max', 'found', 'wrong'],
        sizes.flatMap(([vms]) =>
          WAYS.map(({ way, title }) =>
            cells(`${vms.toLocaleString('en')}: ${title}`, rounds.get(`${way} ${vms}`) ?? []),
          ),
        ),
      ),
    };
  },
};

async function watchFleet(
  directory: string,
  how: Pick<SideAssignment, 'way' | 'module' | 'qmp'>,
  vms: number,
): Promise<Round> {
  const writers: { readonly path: string; readonly streams: number; readonly child: Writer }[] = [];
  try {
    return await watchThem();
  } finally {
    for (const { child } of writers) await child[Symbol.asyncDispose]();
  }

  async function watchThem(): Promise<Round> {
    for (let streams = vms; streams > 0; streams -= STREAMS_A_WRITER) {
      const path = join(directory, `fleet-${how.way}-${vms}-${performance.now()}`);
      const child: Writer = await Child.start('fleet/writer.ts', { path } satisfies WriterAssignment);
      writers.push({ path, streams: Math.min(streams, STREAMS_A_WRITER), child });
    }
    const assignment: SideAssignment = {
      ...how,
      sessions: vms / SESSION_EVERY,
      writers: writers.map(({ path, streams }) => ({ path, streams })),
    };
    await using side = await Child.start<SideQuestion, Taken | Watch>('fleet/side.ts', assignment, [
      '--expose-gc',
    ]);
    const taken = (await side.ask('connect')) as Taken;
    for (const { streams, child } of writers) await child.ask({ silence: silences(streams) });
    const { expired, cpu } = (await side.ask({ watch: WATCHED })) as Watch;
    const lastBeats = new Map<number, number>();
    for (const [nth, { child }] of writers.entries())
      for (const [guest, at] of await child.ask('end')) lastBeats.set(guest + nth * STREAMS_A_WRITER, at);
    return { taken, cpu, ...judged(expired, lastBeats) };
  }
}

type Writer = Child<WriterQuestion, LastBeats>;

/** Of the streams of one writer: which fall silent, and when, not in their order. */
function silences(streams: number): [number, number][] {
  return Array.from({ length: Math.floor(streams / SILENT_EVERY) }, (_, nth) => {
    const share = ((nth * 7 * SILENT_EVERY) % streams) / streams;
    return [nth * SILENT_EVERY, SILENT_FROM + share * (SILENT_TO - SILENT_FROM)];
  });
}

function judged(
  expired: Watch['expired'],
  lastBeats: ReadonlyMap<number, number>,
): Pick<Round, 'late' | 'missed' | 'wrong'> {
  const late = expired.map(
    ([guest, at]) => at - (lastBeats.get(guest) ?? Number.POSITIVE_INFINITY) - TIMEOUT,
  );
  const found = new Set(expired.map(([guest]) => guest));
  return {
    late: late.filter(Number.isFinite),
    missed: [...lastBeats.keys()].filter((guest) => !found.has(guest)).length,
    wrong: late.filter((one) => one < 0).length,
  };
}

function cells(title: string, rounds: readonly Round[]): string[] {
  const of = (what: (round: Round) => number): number => median(rounds.map(what));
  const late = [0.5, 0.99, 1]
    .map((share) => of((round) => quantile(round.late, share)).toFixed(1))
    .join(' / ');
  const missed = of(({ missed }) => missed);
  const found = of((round) => round.late.length);
  return [
    title,
    `${(100 * of(({ cpu }) => cpu)).toFixed(1)} %`,
    `${(of(({ taken }) => taken.heap) / 1_000).toFixed(1)} kB`,
    `${(of(({ taken }) => taken.resident) / 1_000).toFixed(1)} kB`,
    `${late} ms`,
    missed === 0 ? 'all' : `${found} of ${found + missed}`,
    `${Math.max(...rounds.map(({ wrong }) => wrong))}`,
  ];
}

/** As many as fit into the files that a process may have open, in thousands. */
function mostVms(): number {
  try {
    const [, hard] = /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    if (hard === undefined) return Number.POSITIVE_INFINITY;
    return Math.floor((Number(hard) - OTHER_FILES) / (1 + 1 / SESSION_EVERY) / 1_000) * 1_000;
  } catch {
    // Only Linux says it there.
    return Number.POSITIVE_INFINITY;
  }
}
