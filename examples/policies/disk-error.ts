/**
 * A disk that failed and stopped its VM (`werror=stop,rerror=stop`): it is tried again, less and less often, for two
 * minutes. With the fault still there, or back for the fourth time within an hour, it is left to people.
 */
import { act, on, type Policy } from 'qmp-watchdog';

export const diskError: Policy = {
  name: 'disk error',
  on: on.state(
    ({ run, blockErrors }) =>
      run?.why === 'io-error' && blockErrors.every(({ status }) => status !== 'nospace'),
    'a disk failed',
  ),
  // An escalation, of one step, halts where it did not help.
  do: act.escalate({
    action: act.cont({ attempts: 8, backoff: { min: 1_000, max: 60_000 } }),
    timeout: 180_000,
  }),
  limit: { max: 3, per: 3_600_000 },
};
