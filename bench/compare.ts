import { basename, join } from 'node:path';
import { Child } from './child.js';
import type { Bench, Case, ClientFigure, Comparison, Findings, Ratio, Row } from './figures/figure.js';
import { startQemus } from './server/qemu.js';
import type { SideAssignment } from './side.js';
import { median, quantile } from './statistics.js';

/** Measures a figure: every case in a process of its own, all of them in turn in each round. */
export async function measure(figure: ClientFigure, bench: Bench): Promise<Findings> {
  const comparisons = [...figure.comparisons, ...ofPeers(figure, bench)];
  const cases = new Map<string, Case>();
  for (const { reference, ours } of comparisons)
    for (const one of [reference, ours]) cases.set(keyOf(one), one);
  const findings = (found: ReadonlyMap<string, readonly number[]>): Row[] =>
    comparisons.map((comparison) => rowOf(figure, comparison, found));

  if (figure.server === 'synthetic')
    return { rows: findings(await runRounds(figure, bench, [...cases.values()], () => bench.server)) };
  using qemus = await startQemus(bench.directory, cases.size);
  if (qemus === undefined)
    return { rows: [], notes: [`\`${figure.name}\` was left out: there is no QEMU on PATH.`] };
  const found = await runRounds(figure, bench, [...cases.values()], (index) => qemus.paths[index] ?? '');
  return { rows: findings(found), notes: [`The real QEMU: ${qemus.version}.`] };
}

/** The plain client's parts, played by peers. */
function ofPeers({ comparisons }: ClientFigure, { peers }: Bench): Comparison[] {
  const parts = comparisons.filter(
    ({ reference }, index) =>
      comparisons.findIndex((other) => keyOf(other.reference) === keyOf(reference)) === index,
  );
  return peers.flatMap((peer) =>
    parts.map(({ title, reference }) => ({
      title: `${basename(peer)}: ${title}`,
      reference,
      ours: { ...reference, client: peer },
    })),
  );
}

function keyOf({ client, variant, settings }: Case): string {
  return JSON.stringify([client, variant, settings]);
}

/** What the rounds of each case found. */
async function runRounds(
  figure: ClientFigure,
  { profiles }: Bench,
  cases: readonly Case[],
  pathOf: (index: number) => string,
): Promise<Map<string, number[]>> {
  const sides: { readonly child: Child<'round', number>; readonly found: number[] }[] = [];
  const found = new Map<string, number[]>();
  try {
    for (const [index, of] of cases.entries()) {
      const assignment: SideAssignment = {
        figure: figure.name,
        of,
        path: pathOf(index),
        profile: profiles === undefined ? undefined : join(profiles, profileName(figure.name, of)),
      };
      const side = { child: await Child.start<'round', number>('side.ts', assignment), found: [] };
      sides.push(side);
      found.set(keyOf(of), side.found);
    }
    // The first round warms up.
    for (const { child } of sides) await child.ask('round');
    for (let round = 0; round < figure.rounds; round += 1) {
      // Another begins each time, so that what comes with the order does not stick to one.
      const first = round % sides.length;
      for (const side of [...sides.slice(first), ...sides.slice(0, first)])
        side.found.push(await side.child.ask('round'));
    }
    return found;
  } finally {
    for (const { child } of sides) await child[Symbol.asyncDispose]();
  }
}

function profileName(figure: string, { client, variant, settings }: Case): string {
  const parts = [figure, basename(client), variant, settings?.window].filter((part) => part !== undefined);
  return `${parts.join('-').replaceAll(/[^\w-]+/g, '-')}.cpuprofile`;
}

function rowOf(
  { unit, better }: ClientFigure,
  { title, reference, ours, goal }: Comparison,
  found: ReadonlyMap<string, readonly number[]>,
): Row {
  const referenceRounds = found.get(keyOf(reference)) ?? [];
  const ourRounds = found.get(keyOf(ours)) ?? [];
  return {
    title,
    reference: { value: median(referenceRounds), unit },
    ours: { value: median(ourRounds), unit },
    ratio: ratioOf(referenceRounds, ourRounds, better),
    goal: goal === undefined ? '' : `≥ ${goal}`,
  };
}

/** Round by round, because what disturbs a round disturbs both. */
export function ratioOf(
  reference: readonly number[],
  ours: readonly number[],
  better: 'lower' | 'higher',
): Ratio {
  const ratios = reference.map((value, round) => {
    const other = ours[round] ?? Number.NaN;
    return better === 'lower' ? value / other : other / value;
  });
  return { median: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) };
}
