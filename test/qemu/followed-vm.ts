import { expect, vi } from 'vitest';
import { Vm, type VmAddress, type VmChange, type VmOptions, type VmState } from 'qmp-watchdog';
import type { Guest } from '../guest/index.js';

/** A VM that is followed, with all that was told of it. */
export interface FollowedVm extends AsyncDisposable {
  readonly vm: Vm;
  readonly changes: readonly VmChange[];
  /** Every change so far in a few words, after how it became known: `event run: io-error`. */
  readonly story: readonly string[];
  /** The same without how it became known, for changes of this kind. */
  told(type: VmChange['type']): readonly string[];
}

/** What these tests wait for is not to take longer than it must. */
export const IMPATIENT = {
  probeInterval: 100,
  probeTimeout: 300,
  reconnect: { min: 20, max: 100 },
  interlocks: 'none',
} as const satisfies VmOptions;

export async function follow(address: VmAddress, options: VmOptions = {}): Promise<FollowedVm> {
  const vm = await Vm.connect(address, { ...IMPATIENT, ...options });
  const changes: VmChange[] = [];
  vm.onChange((change) => changes.push(change));
  return {
    vm,
    changes,
    get story() {
      return changes.map((change) => `${change.source} ${describe(change)}`);
    },
    told: (type) => changes.filter((change) => change.type === type).map(describe),
    async [Symbol.asyncDispose]() {
      await vm.close();
    },
  };
}

/** Returns the state as soon as it is like this; a failure shows the last one. */
export async function until(
  vm: Pick<Vm, 'state'>,
  like: { readonly [K in keyof VmState]?: unknown },
  timeout = 20_000,
): Promise<VmState> {
  return await vi.waitFor(
    () => {
      const { state } = vm;
      expect(state).toMatchObject(like);
      return state;
    },
    { timeout, interval: 5 },
  );
}

/** With these {@link commandsGivenTo} tells what QEMU was given: it writes it on its standard error. */
export const TRACE_COMMANDS: readonly string[] = ['-trace', 'handle_qmp_command'];

/** Every command that clients with ids gave this QEMU, in order. It is ended for that: only then has it written all. */
export async function commandsGivenTo(guest: Guest): Promise<readonly string[]> {
  guest.process.kill('SIGKILL');
  await guest.exited;
  return [...guest.stderr().matchAll(/handle_qmp_command.* req: (\{.*\})/g)]
    .map(([, request]) => JSON.parse(request ?? '') as Given)
    .flatMap(({ id, execute, 'exec-oob': oob }) => (id === undefined ? [] : (execute ?? oob ?? '')));
}

interface Given {
  readonly id?: unknown;
  readonly execute?: string;
  readonly 'exec-oob'?: string;
}

function describe(change: VmChange): string {
  switch (change.type) {
    case 'run':
      return `run: ${change.to.running ? 'running' : (change.to.why ?? 'stopped')}`;
    case 'health':
      return `health: ${change.to.verdict}`;
    case 'migration':
      return `migration: ${change.to.status}`;
    case 'block-errors':
      return `block-errors: ${change.to.map(({ status }) => status).join() || 'none'}`;
    case 'job':
      return `job: ${change.to?.status ?? 'gone'}`;
    case 'exited':
      return `exited: ${change.exit.cause}`;
    case 'interlocked':
      return `interlocked: ${change.interlock.bars}`;
    case 'shutdown':
    case 'reset':
      return `${change.type}: ${change.reason}`;
    case 'slow':
      return `slow: ${change.command}`;
    case 'connected':
    case 'disconnected':
    case 'gap':
      return `${change.type}: ${change.session}`;
    default:
      return change.type;
  }
}
