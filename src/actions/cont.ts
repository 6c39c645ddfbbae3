import { count, knownOptions, milliseconds, OptionError } from '../core/index.js';
import { type ActionContext, type ActionResult, action, type SingleAction } from '../policy/index.js';
import type { RunState } from '../qmp/index.js';
import { leftBy } from './left-by.js';
import { done, failed, notDone } from './outcome.js';
import { contAndHold, HOLD, holds } from './running.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.cont`. All times are milliseconds. */
export interface ContOptions extends ActionOptions {
  /**
   * The run states that it may continue from. Default: the one in which the fault of its event leaves a VM, and without an
   * event those in which any fault does; never an operator's `paused`.
   */
  readonly from?: readonly RunState[] | undefined;
  /** For how long it must run to count as recovered. Default 500. */
  readonly settle?: number | undefined;
  /** How often it is continued at most, as long as it stops again within `settle`. Default 4; 1 for never again. */
  readonly attempts?: number | undefined;
  /** How long to wait before it is continued again. */
  readonly backoff?: ContBackoff | undefined;
}

/** Waits between attempts, in milliseconds: each is twice the one before. */
export interface ContBackoff {
  /** The first of them. From 1 to an hour. Default 1,000. */
  readonly min?: number | undefined;
  /** The longest. From `min` to an hour. Default 30,000, or `min` if that is more. */
  readonly max?: number | undefined;
}

interface CheckedCont {
  readonly from: readonly RunState[] | undefined;
  readonly settle: number;
  /** What is waited after each attempt but the last. */
  readonly waits: readonly number[];
  readonly timeout: number;
}

const FAULTS: readonly RunState[] = ['io-error', 'watchdog', 'guest-panicked'];
const HOUR = 3_600_000;
/** What QEMU may take for all of its answers. */
const ANSWERS = 10_000;

/**
 * Continues the virtual CPUs, and is done only when they still run after a while: with the fault still there, QEMU
 * stops again within milliseconds. Then it is continued again after a wait that doubles, as long as that is still what
 * the policy may do. Refuses a VM that may run elsewhere after a migration.
 * @throws {@link OptionError}
 */
export function cont(options: ContOptions = {}): SingleAction {
  const checked = check(options);
  return action({
    name: 'cont',
    destructive: false,
    idempotent: true,
    timeout: checked.timeout,
    async run(context) {
      try {
        return await resume(context, checked);
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

async function resume(context: ActionContext, options: CheckedCont): Promise<ActionResult> {
  const { vm, signal, clock, timeout } = context;
  const { settle, waits } = options;
  const fault = leftBy(context.cause);
  const from = options.from ?? (fault === undefined ? FAULTS : [fault]);
  const begun = clock.now();
  for (let attempts = 1; ; attempts += 1) {
    const { running, status } = await vm.execute('query-status', {}, { signal });
    const evidence = { before: status, attempts };
    if (running && attempts === 1) return done('already-running', evidence);
    if (!running && !from.includes(status)) return failed(`not-from: ${status}`, evidence);
    // Somebody else may have continued it in the meantime.
    const result = await (running ? holds : contAndHold)(context, evidence, settle);
    const wait = waits[attempts - 1];
    if (result.reason !== 'stopped-again' || wait === undefined) return result;
    if (clock.now() - begun + wait + settle >= timeout) return result;
    const withdrawn = await untilNext(context, wait);
    if (withdrawn !== undefined) return { ...result, evidence: { ...result.evidence, withdrawn } };
  }
}

/** Why there is to be no next attempt after all, or undefined. What became of the last one is known either way. */
async function untilNext(
  { clock, signal, stillStands }: ActionContext,
  wait: number,
): Promise<string | undefined> {
  try {
    await clock.sleep(wait, { signal });
  } catch {
    return 'interrupted';
  }
  return await stillStands();
}

function check(options: ContOptions): CheckedCont {
  knownOptions('cont', options, ['timeout', 'from', 'settle', 'attempts', 'backoff']);
  const { from } = options;
  if (from !== undefined && !Array.isArray(from))
    throw new OptionError('cont.from', from, 'a list of run states');
  const settle = milliseconds('cont.settle', options.settle, HOLD, { min: 0, max: HOUR });
  const attempts = count('cont.attempts', options.attempts, 4, { min: 1, max: 100 });
  const { min, max } = checkBackoff(options.backoff);
  const waits = Array.from({ length: attempts - 1 }, (_, n) => Math.min(min * 2 ** n, max));
  const needed = waits.reduce((sum, wait) => sum + wait, 0) + attempts * settle;
  return {
    from,
    settle,
    waits,
    timeout: options.timeout ?? ANSWERS + needed,
  };
}

function checkBackoff(options: ContBackoff = {}): { readonly min: number; readonly max: number } {
  knownOptions('cont.backoff', options, ['min', 'max']);
  const range = { min: 1, max: HOUR };
  const min = milliseconds('cont.backoff.min', options.min, 1_000, range);
  const max = milliseconds('cont.backoff.max', options.max, Math.max(30_000, min), range);
  if (max < min) throw new OptionError('cont.backoff.max', max, `at least cont.backoff.min, which is ${min}`);
  return { min, max };
}
