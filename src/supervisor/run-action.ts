import { type Clock, messageOf, onAbort, QmpWatchdogError, TimeoutError, waitFor } from '../core/index.js';
import type { ActionResult, Cause, SingleAction } from '../policy/index.js';
import type { Qmp } from '../qmp/index.js';

/** One action to run. */
export interface ActionRun {
  readonly action: SingleAction;
  readonly vm: Qmp;
  readonly clock: Clock;
  readonly cause: Cause;
  readonly incident: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** Ends it together with its supervisor. */
  readonly signal: AbortSignal;
}

/**
 * Runs an action under its deadline. Never rejects: a throw, the deadline and the signal make its outcome `unknown`,
 * unless the error says that the command was rejected or never sent.
 */
export async function runAction({
  action,
  vm,
  clock,
  cause,
  incident,
  timeout,
  signal,
}: ActionRun): Promise<ActionResult> {
  // Not AbortSignal.any: the action's signal must let go of the supervisor's when the action is over.
  const controller = new AbortController();
  const forget = onAbort(signal, (reason) => controller.abort(reason));
  try {
    return await waitFor(
      {
        clock,
        signal,
        timeout,
        timedOut: () => {
          const error = new TimeoutError(
            'ERR_ACTION_TIMEOUT',
            `${action.name} was not done within ${timeout} ms`,
            timeout,
          );
          controller.abort(error);
          return error;
        },
        aborted: (reason) =>
          new QmpWatchdogError('ERR_ABORTED', `the supervisor ended during ${action.name}`, {
            cause: reason,
          }),
      },
      // An async function, so that a throw before the first await is a rejection too.
      (async () => action.run({ vm, clock, cause, incident, signal: controller.signal }))(),
    );
  } catch (error) {
    return resultOfError(error);
  } finally {
    forget();
  }
}

function resultOfError(error: unknown): ActionResult {
  const reason = error instanceof QmpWatchdogError ? error.code : 'threw';
  const evidence = { error: messageOf(error) };
  const outcome: unknown =
    typeof error === 'object' && error !== null && 'outcome' in error ? error.outcome : undefined;
  return {
    outcome: outcome === 'rejected' || outcome === 'not-sent' ? 'failed' : 'unknown',
    reason,
    evidence,
  };
}
