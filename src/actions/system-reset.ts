import type { WaitOptions } from '../core/index.js';
import {
  type ActionContext,
  type ActionResult,
  action,
  type SingleAction,
  wasStoppedBy,
} from '../policy/index.js';
import { ExpectTimeoutError } from '../qmp/index.js';
import { Vm } from '../vm/index.js';
import { runsElsewhere } from './interlock.js';
import { leftBy } from './left-by.js';
import { done, failed, notDone, unknown, verified } from './outcome.js';
import { contAndHold } from './running.js';

/** Options of an action of this package. */
export type ActionOptions = Pick<WaitOptions, 'timeout'>;

const DEFAULT_TIMEOUT = 10_000;
/** How long the event of a reset may take; it comes before the command's reply. Milliseconds. */
const EVENT_TIMEOUT = 5_000;

/**
 * Resets the VM as its reset button would. Verified by the RESET event of this reset and by the run state after it: a
 * VM that ran before runs again, and one that was stopped by the very fault that the policy acts on is continued. One
 * that somebody paused is refused and stays paused, and so is one that may run elsewhere after a migration.
 *
 * Source: the commands `system_reset` and `cont` and the event RESET of QEMU's QMP reference; a reset VM that was not
 * running stays in `prelaunch`, and under `-no-reboot` the reset ends QEMU.
 */
export function systemReset(options: ActionOptions = {}): SingleAction {
  return action({
    name: 'system_reset',
    destructive: true,
    idempotent: false,
    timeout: options.timeout ?? DEFAULT_TIMEOUT,
    boots: true,
    async run(context) {
      try {
        return await reset(context);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function reset(context: ActionContext): Promise<ActionResult> {
  const { vm, signal } = context;
  // Until ours is sent, it is somebody else's, or the guest's own.
  let overtaken = false;
  using _ = vm.on('RESET', () => {
    overtaken = true;
  });
  const before = await vm.execute('query-status', {}, { signal });
  const mayRun = before.running || leftBy(context.cause) === before.status;
  if (!mayRun) return failed('not-running', { before: before.status });
  if (before.running && wasStoppedBy(context.cause))
    return failed('superseded: running', { before: before.status });
  const elsewhere = await runsElsewhere(vm, before, { signal });
  if (elsewhere !== undefined) return failed(`interlocked: ${elsewhere}`, { before: before.status });
  // Asking took its time, and the guest may have been heard in it.
  const withdrawn = await context.stillStands();
  if (withdrawn !== undefined) return failed(withdrawn, { before: before.status });
  if (overtaken) return failed('superseded: reset', { before: before.status });

  let seen: number;
  try {
    // This session's: one that came over a later one would be somebody else's.
    const session = vm instanceof Vm ? (vm.session ?? vm) : vm;
    const { event } = await session
      .expect('RESET', { where: ({ data }) => !data.guest, signal, timeout: EVENT_TIMEOUT })
      .during(() => vm.execute('system_reset', {}, { signal }));
    seen = event.at;
  } catch (error) {
    if (!(error instanceof ExpectTimeoutError)) throw error;
    const evidence = { before: before.status };
    return await verified(evidence, async () => {
      const { running, status } = await vm.execute('query-status', {}, { signal });
      const all = { ...evidence, after: status };
      return running ? unknown('no-reset-event', all) : failed(`not-running: ${status}`, all);
    });
  }

  const reset = { before: before.status, resetAt: seen };
  return await verified(reset, async () => {
    const after = await vm.execute('query-status', {}, { signal });
    const evidence = { ...reset, after: after.status };
    if (after.running) return done('reset', evidence);
    // It ran before: somebody stopped it in between, or it has migrated away, and so it stays.
    if (before.running || after.status !== 'prelaunch')
      return failed(`not-running: ${after.status}`, evidence);
    return await contAndHold(context, evidence);
  });
}
