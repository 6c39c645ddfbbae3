import type { ActionContext, ActionResult } from '../policy/index.js';
import { runsElsewhere } from './interlock.js';
import { done, type EvidenceFacts, failed, verified } from './outcome.js';

/** A VM that stops again within this time did not run: a fault that is still there stops it within milliseconds. */
const HOLD = 500;

/**
 * Starts the virtual CPUs, if the VM may run here still, and looks, twice, whether they run: `cont` returning is no
 * recovery.
 */
export async function contAndHold(
  { vm, clock, signal }: ActionContext,
  evidence: EvidenceFacts,
): Promise<ActionResult> {
  const elsewhere = await runsElsewhere(vm, await vm.execute('query-status', {}, { signal }), { signal });
  if (elsewhere !== undefined) return failed(`interlocked: ${elsewhere}`, evidence);
  await vm.execute('cont', {}, { signal });
  return await verified(evidence, async () => {
    const first = await vm.execute('query-status', {}, { signal });
    if (!first.running) return failed('stopped-again', { ...evidence, after: first.status });
    await clock.sleep(HOLD, { signal });
    const second = await vm.execute('query-status', {}, { signal });
    const all = { ...evidence, after: second.status, heldFor: HOLD };
    return second.running ? done('running', all) : failed('stopped-again', all);
  });
}
