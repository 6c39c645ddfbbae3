// The process that follows many VMs. Run with --expose-gc.
import { Vm } from 'qmp-watchdog';
import { assignment, serve } from '../child.js';

/** What it is started with. */
export interface VmsAssignment {
  readonly directory: string;
  readonly vms: number;
}

/** What is believed of one machine. */
export interface Belief {
  readonly confidence: string;
  readonly status: string | undefined;
  readonly blockErrors: readonly string[];
  /** Sessions that were seen to end. */
  readonly ends: number;
  readonly gaps: number;
}

/** What the process takes. */
export interface Usage {
  /** Bytes of V8's heap and of buffers outside it, after collecting garbage. */
  readonly heap: number;
  readonly resident: number;
  /** Milliseconds since it started. */
  readonly cpu: number;
}

export type VmsQuestion = 'connect' | 'usage' | 'beliefs';

const { directory, vms } = assignment<VmsAssignment>();
const followed: { vm: Vm; ends: number; gaps: number }[] = [];

async function connect(): Promise<void> {
  const numbers = Array.from({ length: vms }, (_, number) => number);
  while (numbers.length > 0) await Promise.all(numbers.splice(0, 100).map(follow));
}

async function follow(number: number): Promise<void> {
  const vm = await Vm.connect({ path: `${directory}/${number}` }, { interlocks: 'none' });
  const one = { vm, ends: 0, gaps: 0 };
  vm.onChange((change) => {
    if (change.type === 'disconnected') one.ends += 1;
    if (change.type === 'gap') one.gaps += 1;
  });
  followed[number] = one;
}

async function usage(): Promise<Usage> {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return { heap: heapUsed + external, resident: rss, cpu: (user + system) / 1_000 };
}

function beliefs(): readonly Belief[] {
  return followed.map(({ vm, ends, gaps }) => ({
    confidence: vm.state.confidence,
    status: vm.state.run?.status,
    blockErrors: vm.state.blockErrors.map(({ status }) => status),
    ends,
    gaps,
  }));
}

serve<VmsQuestion, Usage | readonly Belief[]>(async (question) => {
  if (question === 'connect') await connect();
  return question === 'beliefs' ? beliefs() : await usage();
});
