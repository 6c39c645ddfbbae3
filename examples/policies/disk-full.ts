/** A disk image that ran out of room (`werror=enospc`): a script of yours makes room, and the guest goes on. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { act, action, on, type Policy } from 'qmp-watchdog';

const run = promisify(execFile);

/** Exit code 0 means that there is room; anything else is `unknown`, and somebody is paged. */
const makeRoom = (script: string) =>
  action({
    name: 'make room',
    destructive: false,
    idempotent: false,
    timeout: 120_000,
    async run({ incident, signal }) {
      const { stdout } = await run(script, [incident], { signal });
      return { outcome: 'done', reason: 'room made', evidence: { stdout: stdout.slice(-1_024) } };
    },
  });

export const diskFull = (script: string): Policy => ({
  name: 'disk full',
  on: on.state(
    ({ run, blockErrors }) =>
      run?.why === 'io-error' && blockErrors.some(({ status }) => status === 'nospace'),
    'a disk is full',
  ),
  do: act.sequence(makeRoom(script), act.cont({ attempts: 1 })),
  // A guest that writes without end is not to fill the storage of all the others.
  limit: { max: 3, per: 86_400_000 },
});
