import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Findings } from './figures/figure.js';
import { figures } from './figures/index.js';
import { tableOf } from './report.js';

/** Under what the figures came about. */
export interface Circumstances {
  /** What the synthetic server is written in. */
  readonly server: string;
  /** The system's load before and after. */
  readonly load: readonly [number, number];
  readonly seconds: number;
}

/** The results in Markdown. */
export function report(findings: readonly Findings[], { server, load, seconds }: Circumstances): string {
  const rows = findings.flatMap((found) => found.rows);
  const tables = [
    ...(rows.length > 0 ? [tableOf(rows)] : []),
    ...findings.flatMap(({ table }) => table ?? []),
  ];
  const notes = new Set(findings.flatMap((found) => found.notes ?? []));
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}`;
  return [
    ...tables,
    [
      `- ${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${machine}`,
      `- load average ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after; the whole took ${seconds.toFixed(0)} s`,
      `- the synthetic server is written in ${server}`,
      ...[...notes].map((note) => `- ${note}`),
    ].join('\n'),
  ].join('\n\n');
}

/** Writes bench/README.md. */
export function writeReadme(results: string): void {
  const soak = readFileSync(new URL('soak/results.md', import.meta.url), 'utf8');
  const meanings = figures.map(({ name, meaning }) => `- \`${name}\`: ${meaning}`).join('\n');
  writeFileSync(
    fileURLToPath(new URL('README.md', import.meta.url)),
    `${BEGINNING}\n${results}\n\n${SOAK}\n${soak}\n${END.replace('MEANINGS', () => meanings)}`,
  );
}

const BEGINNING = `# Bench

\`npm run build\`, then \`npm run bench\` measures everything; \`npm run bench -- round-trip\` one figure, with \`--profile\` where its
time goes, by function; \`npm run bench -- --help\` says the rest. This page is written by \`npm run bench -- --write\`.

*plain* is the plainest client that one writes by hand for Node: a \`net\` socket, split at newlines, \`JSON.parse\`, a map of
who waits (plain-client.ts). It has no deadlines, no window, checks nothing, and notices nothing that goes wrong.
`;

const SOAK = `## A soak

\`npm run soak -- --write\` follows 2,000 \`Vm\`s in one process for ten minutes, against synthetic machines that change their
state every five seconds, lose one event of ten, and cut their connection about once a minute, one time of five staying away
for up to five seconds. In the end nothing happens for 40 seconds; then what each \`Vm\` believes is held against what is.
`;

const END = `## How to read it

**Only the ratios mean something**, and only within one run. *× plain* is better than the plain client above 1, whatever the
unit. Every client runs in a process of its own; in each round each has its turn, and another begins each time, so what
disturbs the machine disturbs all of them. The ratio is the median of the rounds' ratios; next to it are its quartiles: far
apart, the machine was not quiet. The other columns are medians over the rounds. The first round of each warms up and does
not count. *goal* is what the project asks of itself. \`npm run bench -- --peer bench/plain-client.ts\` holds the plain client
against itself: by how much that differs from 1 is the noise of the machine.

The server is a process of its own, in C where there is a compiler: it parses no JSON, so the client is what limits. Without
one it is in Node, both clients wait for it longer, and the ratios move towards 1.

MEANINGS

## What is not reached, and why

By the profiles (\`--profile\`), at the time of writing:

- *One listener to all events*: half of our time is \`JSON.parse\` of the data alone, a sixth reading the head from the bytes. The
  plain client's time is \`JSON.parse\` too, of a little more text. Only parsing data when a listener touches it would gain
  much, and would make an event something that can not be copied or logged like any object.
- *A large reply*: \`JSON.parse\` is 1.4 of 1.9 ms, in both.
- *Connecting*: the least that Node can do (the line below it) is 1.25 × plain, so 1.4 is not to be had. The same that sends
  the negotiation before the greeting reaches 1.45, and writes to a peer that may not be QEMU. Between us and the least are
  some 18 µs: a third is parsing the greeting, the rest two waits with deadlines and the shells of a session.
- *Memory*: of what 1,000 connections add to the process, 9 to 12 MB are V8's young generation. It doubles when much survives
  while connecting, up to 16 MB and more, and stays so: at the plain client's 1,000 it has stopped at half of ours. It is paid
  once: with \`--max-semi-space-size=1\` a connection takes 5.2 kB against 3.2, and from the third thousand on, until the next
  doubling, about 4 kB with either. The heap that is left is the shells: session, framing, deadline, emitter, and the closures
  between them.
- *Reaction through a policy*: a listener of ours that asks \`query-status\` and then stops is as fast as the plain one, and to
  reach 0.8 of it all of a policy would have 12 µs. What code takes that runs once a millisecond, in caches that are cold by
  then: \`liveness()\` in place of \`query-status\` 7 µs, the signal of the action 10 (it is made while QEMU answers) and
  listening to it 5, two steps of the engine 14 (4 each when they are hot: \`engine\`), the rest records, promises and looking
  at the evidence once more. With a journal, the disk's sync is ten times all of that together.
- *Import*: between + 38 and + 51 ms with the same code within an hour: so much does this machine vary. A third is Node's own
  modules and eventemitter3 (the line below it), and nothing of ours can make that less. Of the rest, V8 compiling 780 kB of
  text in nine files is the most, some 16 ms. It was 880 kB in 15 files before what only some policies need was left to them,
  which took 4 ms longer in the same minute. Minified it would be a tenth less of it, mangled a fifth, and nobody could read a
  stack trace.
- *A busy status server*: at 1,000 requests a second, 63 kB each, the median of the watchdogs' lateness stays, and the latest 1 %
  come 2 ms later: looking is done in slices of a millisecond and answers are sent one a turn, but each of them comes between
  a deadline and its turn, and so does collecting their garbage.
- *A real QEMU's round trip*: QEMU reads its monitor byte by byte, about 4 µs each. Our commands are as short as JSON and an id
  that no other session has used allow; only a client without ids is much faster.

To measure another client, write an adapter for it: adapter.ts says how.
`;
