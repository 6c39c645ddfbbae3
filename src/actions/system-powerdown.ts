import { milliseconds, knownOptions, OptionError } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import { ExpectTimeoutError } from '../qmp/index.js';
import { done, failed, notDone, verified } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.systemPowerdown`. Milliseconds. */
export interface PowerdownOptions extends ActionOptions {
  /** Its deadline. Default: 10,000 more than `wait`. */
  readonly timeout?: number | undefined;
  /** How long the guest may take to shut down. Default 90,000: after so long systemd kills a service that does not end. */
  readonly wait?: number | undefined;
}

/** How much longer than the guest the questions before and after it may take. */
const QUESTIONS = 10_000;

/**
 * Presses the power button (ACPI), and is done when the guest has shut down: SHUTDOWN by the guest, or the run state
 * `shutdown` of a QEMU with `-no-shutdown`. A guest that has not by then has `ignored` it, as one that hangs does; it may
 * still come to it later, because nobody can take the button back.
 *
 * Source: the command `system_powerdown` and the events POWERDOWN and SHUTDOWN of QEMU's QMP reference.
 */
export function systemPowerdown(options: PowerdownOptions = {}): SingleAction {
  knownOptions('systemPowerdown', options, ['timeout', 'wait']);
  const wait = milliseconds('systemPowerdown.wait', options.wait, 90_000, { min: 1 });
  const timeout = milliseconds('systemPowerdown.timeout', options.timeout, wait + QUESTIONS, { min: 1 });
  if (timeout <= wait)
    throw new OptionError('systemPowerdown.timeout', timeout, `more than systemPowerdown.wait, ${wait}`);
  return action({
    name: 'system_powerdown',
    destructive: true,
    idempotent: true,
    timeout,
    async run(context) {
      try {
        return await press(context, wait);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function press({ vm, signal, stillStands }: ActionContext, wait: number): Promise<ActionResult> {
  const before = await vm.execute('query-status', {}, { signal });
  const evidence = { before: before.status };
  if (before.status === 'shutdown') return done('shut-down', evidence);
  // A button that is pressed now would be noticed when somebody continues the VM, whenever that is.
  if (!before.running) return failed(`not-running: ${before.status}`, evidence);
  const withdrawn = await stillStands();
  if (withdrawn !== undefined) return failed(withdrawn, evidence);
  try {
    const { event } = await vm
      .expect('SHUTDOWN', { signal, timeout: wait })
      .during(() => vm.execute('system_powerdown', {}, { signal }));
    const all = { ...evidence, shutdown: event.data };
    return event.data.guest && event.data.reason === 'guest-shutdown'
      ? done('shut-down', all)
      : failed('exited', all);
  } catch (error) {
    if (!(error instanceof ExpectTimeoutError)) throw error;
    return await verified(evidence, async () => {
      const { status } = await vm.execute('query-status', {}, { signal });
      const all = { ...evidence, after: status, waited: wait };
      return status === 'shutdown' ? done('shut-down', all) : failed('ignored by the guest', all);
    });
  }
}
