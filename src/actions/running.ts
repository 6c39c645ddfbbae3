import type { ActionContext, ActionResult } from '../policy/index.js';
import { runsElsewhere } from './interlock.js';
import { done, type EvidenceFacts, failed, verified } from './outcome.js';

/** A VM that stops again within this time did not run: a fault that is still there stops it within milliseconds. */
export const HOLD = 500;

/**
 * Starts the virtual CPUs, if the VM may run here still, and looks whether they go on running: `cont` returning is no
 * recovery.
 */
export async function contAndHold(
  context: ActionContext,
  evidence: EvidenceFacts,
  hold: number = HOLD,
): Promise<ActionResult> {
  const { vm, signal } = context;
  const elsewhere = await runsElsewhere(vm, await vm.execute('query-status', {}, { signal }), { signal });
  if (elsewhere !== undefined) return failed(`interlocked: ${elsewhere}`, evidence);
  await vm.execute('cont', {}, { signal });
  return await holds(context, evidence, hold);
}

/** Looks, twice, whether the virtual CPUs run: at once, and `hold` milliseconds later. */
export async function holds(
  { vm, clock, signal }: ActionContext,
  evidence: EvidenceFacts,
  hold: number,
): Promise<ActionResult> {
  return await verified(evidence, async () => {
    const first = await vm.execute('query-status', {}, { signal });
    if (!first.running) return failed('stopped-again', { ...evidence, after: first.status });
    await clock.sleep(hold, { signal });
    const second = await vm.execute('query-status', {}, { signal });
    const all = { ...evidence, after: second.status, heldFor: hold };
    return second.running ? done('running', all) : failed('stopped-again', all);
  });
}
