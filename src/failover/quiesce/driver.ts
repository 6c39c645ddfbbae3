import { isObject } from '../../proof/index.js';
import { type ProcessIdentity, stillRuns } from '../../vm/index.js';

/**
 * The id of the process that a latch names, if it is another one than this and may live: both would undo each other's steps,
 * and use one proof twice. Undefined, too, for one in another pid namespace. Never rejects.
 */
export async function livingDriver(value: unknown): Promise<number | undefined> {
  if (!isIdentity(value) || value.pid === process.pid) return undefined;
  return (await stillRuns(value)).verdict === 'exited' ? undefined : value.pid;
}

function isIdentity(value: unknown): value is ProcessIdentity {
  if (!isObject(value)) return false;
  const { pid, startTime, bootId } = value;
  return (
    Number.isSafeInteger(pid) &&
    Number(pid) > 0 &&
    typeof startTime === 'string' &&
    typeof bootId === 'string'
  );
}
