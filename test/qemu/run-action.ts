import {
  type ActionContext,
  type ActionResult,
  type Qmp,
  type SingleAction,
  systemClock,
} from 'qmp-watchdog';

/** As a supervisor runs it, on evidence that always stands. */
export async function run(action: SingleAction, vm: Qmp): Promise<ActionResult> {
  const context: ActionContext = {
    vm,
    signal: AbortSignal.timeout(action.timeout),
    clock: systemClock,
    cause: { on: 'expired', watchdog: 'guest', expiry: 'silence', silentFor: 1_000, at: 0 },
    incident: 'i1',
    timeout: action.timeout,
    stillStands: async () => undefined,
  };
  return await action.run(context);
}
