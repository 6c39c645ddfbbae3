import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import type { RunState } from '../qmp/index.js';
import { done, failed, notDone } from './outcome.js';
import { contAndHold } from './running.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.cont`. */
export interface ContOptions extends ActionOptions {
  /** The run states that it may continue from. Default: those in which a fault leaves a VM, never an operator's `paused`. */
  readonly from?: readonly RunState[] | undefined;
}

const FAULTS: readonly RunState[] = ['io-error', 'watchdog', 'guest-panicked'];

/**
 * Continues the virtual CPUs, and is done only when they still run after a while: with the fault still there, QEMU
 * stops again within milliseconds. Refuses a VM that may run elsewhere after a migration.
 */
export function cont(options: ContOptions = {}): SingleAction {
  const from = options.from ?? FAULTS;
  return action({
    name: 'cont',
    destructive: false,
    idempotent: true,
    timeout: options.timeout ?? 10_000,
    async run(context) {
      try {
        return await resume(context, from);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function resume(context: ActionContext, from: readonly RunState[]): Promise<ActionResult> {
  const { vm, signal } = context;
  const before = await vm.execute('query-status', {}, { signal });
  const evidence = { before: before.status };
  if (before.running) return done('already-running', evidence);
  if (!from.includes(before.status)) return failed(`not-from: ${before.status}`, evidence);
  return await contAndHold(context, evidence);
}
