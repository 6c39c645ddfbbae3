import { lstat, unlink } from 'node:fs/promises';
import { codeOf, messageOf } from '../core/index.js';
import { ConnectError } from './errors.js';
import { ListenError } from './transport-errors.js';
import { connectUnix } from './unix.js';
import type { ConnectLimits } from './until-connected.js';

/** How long a socket may take to answer before it counts as somebody's, in milliseconds. */
const ANSWER_TIMEOUT = 1_000;

/**
 * Makes way at `path` for a socket of our own, if what is there is a socket on which nobody listens any more. Tells
 * whether it removed one.
 * @throws ListenError saying what is in the way, AbortError.
 */
export async function removeStaleSocket(
  path: string,
  limits: Pick<ConnectLimits, 'clock' | 'signal'>,
): Promise<boolean> {
  const found = await identify(path);
  if (found === undefined) return false;
  if (!found.socket) throw inUse(path, 'is in use: a file that is no socket is in the way');
  await refuseIfAnswered(path, limits);
  // It may have gone, or been replaced, while we asked: only what did not answer is removed.
  const left = await identify(path);
  if (left === undefined) return false;
  if (left.id !== found.id) throw inUse(path, 'is in use: another process listens there');
  await unlink(path).catch((error: unknown) => {
    throw inUse(path, `is in use: it is left over, and can not be removed: ${messageOf(error)}`, error);
  });
  return true;
}

async function refuseIfAnswered(
  path: string,
  { clock, signal }: Pick<ConnectLimits, 'clock' | 'signal'>,
): Promise<void> {
  try {
    const transport = await connectUnix({ path }, { clock, signal, timeout: ANSWER_TIMEOUT });
    transport.close();
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    if (error.failure === 'refused' || error.failure === 'no-such-socket') return;
    throw inUse(path, `is in use, it seems: ${error.message}`, error);
  }
  throw inUse(path, 'is in use: another process listens there');
}

function inUse(path: string, says: string, cause?: unknown): ListenError {
  return new ListenError(`unix:${path}`, `unix:${path} ${says}`, cause);
}

/** What is at `path`, and a text that differs from that of whatever may replace it. */
async function identify(
  path: string,
): Promise<{ readonly socket: boolean; readonly id: string } | undefined> {
  try {
    const found = await lstat(path);
    return { socket: found.isSocket(), id: `${found.dev}:${found.ino}:${found.ctimeMs}` };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
