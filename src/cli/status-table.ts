import { printable } from '../journal/index.js';
import type { SeenVm } from './status-reply.js';
import { type Verdict, type VerdictWord, verdictOn } from './verdict.js';

const GREEN = 32;
const YELLOW = 33;
const RED = 31;

const COLOURS: Readonly<Record<VerdictWord, number>> = {
  running: GREEN,
  paused: YELLOW,
  ended: YELLOW,
  'failover-safe': YELLOW,
  'failover-safe-used': YELLOW,
  unresponsive: RED,
  unknown: RED,
};

/** One line a VM. */
export function tableOf(vms: readonly SeenVm[], colours: boolean): string[] {
  const rows = vms.map((vm) => ({ vm, name: printable(vm.name), said: verdictOn(vm) }));
  const widest = (of: (row: (typeof rows)[number]) => string): number =>
    Math.max(0, ...rows.map((row) => of(row).length));
  const names = widest(({ name }) => name);
  const words = widest(({ vm, said }) => wordsOf(vm, said));
  return rows.map(({ vm, name, said }) => {
    const state = wordsOf(vm, said).padEnd(words);
    const mode = vm.supervised ? printable(vm.mode) : 'unsupervised';
    const [because = ''] = vm.because;
    const attention = vm.attention === 'none' ? '' : `  ${printable(`${vm.attention}: ${because}`)}`;
    return `${name.padEnd(names)}  ${painted(state, said.verdict, colours)}  ${mode}${attention}`;
  });
}

/** One VM, and whatever is to be said of it. */
export function linesOf(name: string, vm: SeenVm | undefined, said: Verdict, colours: boolean): string[] {
  const head = `${printable(name)}: ${painted(said.verdict, said.verdict, colours)}, ${printable(said.reason)}`;
  return [head, ...(vm?.because ?? []).map((because) => `  ${vm?.attention}: ${printable(because)}`)];
}

function wordsOf({ why }: SeenVm, { verdict }: Verdict): string {
  return verdict === 'paused' && why !== null ? `paused (${printable(why)})` : verdict;
}

function painted(text: string, verdict: VerdictWord, colours: boolean): string {
  return colours ? `\u001b[${COLOURS[verdict]}m${text}\u001b[0m` : text;
}
