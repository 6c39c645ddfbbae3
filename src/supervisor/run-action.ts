import {
  type Clock,
  describe,
  messageOf,
  onAbort,
  parseJson,
  QmpWatchdogError,
  stringifyJson,
  TimeoutError,
  waitFor,
} from '../core/index.js';
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
  /** Looks once more at what it rests on. */
  readonly stillStands: () => Promise<string | undefined>;
  /** Of the action's own signal. Not `AbortSignal.any`: it must let go of the supervisor's when the action is over. */
  readonly controller: AbortController;
  /** Tells it to end together with its supervisor; it still may say how that went. */
  readonly signal: AbortSignal;
  /** Stops waiting for what it says. */
  readonly abandoned: AbortSignal;
}

/**
 * Runs an action under its deadline. Never rejects: a throw and the deadline make its outcome `unknown`, unless the
 * error says that the command was rejected or never sent.
 */
export async function runAction({
  action,
  vm,
  clock,
  cause,
  incident,
  timeout,
  stillStands,
  controller,
  signal,
  abandoned,
}: ActionRun): Promise<ActionResult> {
  if (signal.aborted) controller.abort(signal.reason);
  // An async function, so that a throw before the first await is a rejection too.
  const running = (async () =>
    action.run({ vm, clock, cause, incident, timeout, stillStands, signal: controller.signal }))();
  const forget = onAbort(signal, (reason) => controller.abort(reason));
  try {
    const result = await waitFor(
      {
        clock,
        signal: abandoned,
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
      running,
    );
    return checkResult(result);
  } catch (error) {
    return resultOfError(error);
  } finally {
    forget();
  }
}

const OUTCOMES: readonly unknown[] = ['done', 'failed', 'unknown'] satisfies ActionResult['outcome'][];

/** An action of a user's may answer anything, and what can not be written down would end the supervisor. */
function checkResult(result: ActionResult): ActionResult {
  const { outcome, reason, evidence } = result;
  if (!OUTCOMES.includes(outcome) || typeof reason !== 'string')
    return { outcome: 'unknown', reason: 'no-result', evidence: { answered: describe(result) } };
  try {
    // Written and read, so that what the action changes later changes no record.
    const recorded: unknown = parseJson(stringifyJson(evidence ?? {}));
    if (typeof recorded === 'object' && recorded !== null)
      return { outcome, reason, evidence: { ...recorded } };
    return { outcome, reason, evidence: { evidence: recorded } };
  } catch (error) {
    return { outcome, reason, evidence: { unreadable: messageOf(error) } };
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
