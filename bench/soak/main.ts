// `npm run soak`: many `Vm`s in one process for a while, against machines that change and connections that break.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Child } from '../child.js';
import { markdown } from '../report.js';
import type { ServerAssignment, ServerQuestion, Truth } from './server.js';
import type { Belief, Usage, VmsAssignment, VmsQuestion } from './vms.js';

/** Longer than the interval in which everything is asked again: what a lost event hid has been found by then. */
const REST = 40_000;

const { values } = parseArgs({
  options: {
    vms: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '10' },
    /** Stores the results where bench/README.md takes them from. */
    write: { type: 'boolean', default: false },
  },
});
const [vms, minutes] = [Number(values.vms), Number(values.minutes)];

const directory = mkdtempSync(join(tmpdir(), 'qmp-watchdog-soak-'));
try {
  await soak();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function soak(): Promise<void> {
  await using server = await Child.start<ServerQuestion, readonly Truth[]>('soak/server.ts', {
    directory,
    vms,
  } satisfies ServerAssignment);
  await using side = await Child.start<VmsQuestion, Usage | readonly Belief[]>(
    'soak/vms.ts',
    { directory, vms } satisfies VmsAssignment,
    ['--expose-gc'],
  );
  const usage = async (question: 'connect' | 'usage'): Promise<Usage> => (await side.ask(question)) as Usage;
  const before = await usage('usage');
  const began = performance.now();
  const connected = await usage('connect');
  say(`${vms} VMs connected after ${Math.round(performance.now() - began)} ms`);
  await server.ask('begin');
  const measured: Usage[] = [];
  const start = performance.now();
  while (performance.now() - start < minutes * 60_000) {
    await sleep(Math.min(60_000, minutes * 60_000 - (performance.now() - start)));
    const now = await usage('usage');
    measured.push(now);
    say(
      `after ${seconds(start)} s: ${perVm(now.heap, before.heap)} kB of heap a VM, ${mega(now.resident)} MB resident`,
    );
  }
  const lived = performance.now() - start;
  const cpu = ((measured.at(-1)?.cpu ?? 0) - connected.cpu) / lived;
  await server.ask('quiet');
  await sleep(REST);
  const truths = await server.ask('quiet');
  const beliefs = (await side.ask('beliefs')) as readonly Belief[];
  const last = await usage('usage');
  report(truths, beliefs, { before, first: measured[0] ?? connected, last, cpu });
}

interface Measured {
  readonly before: Usage;
  readonly first: Usage;
  readonly last: Usage;
  /** Of one core. */
  readonly cpu: number;
}

function report(truths: readonly Truth[], beliefs: readonly Belief[], measured: Measured): void {
  const sum = (pick: (truth: Truth) => number): number => truths.reduce((all, one) => all + pick(one), 0);
  const unnoticed = truths.filter(({ cuts }, vm) => beliefs[vm]?.ends !== cuts || beliefs[vm].gaps !== cuts);
  const wrong = truths.filter((truth, vm) => !isRight(truth, beliefs[vm]));
  const { before, first, last, cpu } = measured;
  const table = markdown(
    [`${vms} VMs for ${minutes} minutes`, ''],
    [
      ['changes of their state', String(sum(({ changes }) => changes))],
      ['events that never arrived', String(sum(({ lostEvents }) => lostEvents))],
      ['connections cut', String(sum(({ cuts }) => cuts))],
      ['cuts that were not noticed, once each', `${unnoticed.length}`],
      ['states that were wrong at the end', `${wrong.length}`],
      [
        'heap a VM, after the first minute and at the end',
        `${perVm(first.heap, before.heap)}, ${perVm(last.heap, before.heap)} kB`,
      ],
      [
        'resident a VM, the same',
        `${perVm(first.resident, before.resident)}, ${perVm(last.resident, before.resident)} kB`,
      ],
      [
        'CPU a VM',
        `${((cpu * 1e6) / vms).toFixed(0)} µs a second (${(100 * cpu).toFixed(0)} % of a core for all)`,
      ],
    ],
  );
  process.stdout.write(`\n${table}\n`);
  if (values.write) writeFileSync(new URL('results.md', import.meta.url), `${table}\n`);
  if (unnoticed.length + wrong.length > 0) process.exitCode = 1;
}

function isRight(truth: Truth, belief: Belief | undefined): boolean {
  const errors = truth.ioStatus === 'ok' ? '' : truth.ioStatus;
  return (
    belief?.confidence === 'known' && belief.status === truth.status && belief.blockErrors.join() === errors
  );
}

function perVm(now: number, before: number): string {
  return ((now - before) / vms / 1_000).toFixed(1);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(0);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
