import { lstat, unlink } from 'node:fs/promises';
import { messageOf } from '../../core/index.js';
import { ConnectError, connectSocket } from '../../qmp/index.js';
import type { PetRun } from './run.js';

/** How long a socket may take to answer before it counts as somebody's, in milliseconds. */
const ANSWER_TIMEOUT = 1_000;

/**
 * Makes way at `path` for a socket of our own, if what is there is a socket on which nobody listens any more.
 * @throws Error saying what is in the way.
 */
export async function removeStaleSocket(path: string, run: PetRun): Promise<void> {
  const found = await identify(path);
  if (found === undefined) return;
  if (!found.socket) throw new Error(`unix:${path} is in use: a file that is no socket is in the way`);
  await refuseIfAnswered(path, run);
  // It may have gone, or been replaced, while we asked: only what did not answer is removed.
  const left = await identify(path);
  if (left === undefined) return;
  if (left.id !== found.id) throw new Error(`unix:${path} is in use: another process listens there`);
  await unlink(path).catch((error: unknown) => {
    throw new Error(`unix:${path} is in use: it is left over, and can not be removed: ${messageOf(error)}`, {
      cause: error,
    });
  });
  run.log('%s: removed a socket that nobody listened on', run.name);
}

async function refuseIfAnswered(path: string, run: PetRun): Promise<void> {
  const limits = { clock: run.clock, signal: run.signal, timeout: ANSWER_TIMEOUT };
  try {
    const transport = await connectSocket({ path }, limits);
    transport.close();
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
    if (error.failure === 'refused' || error.failure === 'no-such-socket') return;
    throw new Error(`unix:${path} is in use, it seems: ${error.message}`, { cause: error });
  }
  throw new Error(`unix:${path} is in use: another process listens there`);
}

/** What is at `path`, and a text that differs from that of whatever may replace it. */
async function identify(
  path: string,
): Promise<{ readonly socket: boolean; readonly id: string } | undefined> {
  try {
    const found = await lstat(path);
    return { socket: found.isSocket(), id: `${found.dev}:${found.ino}:${found.ctimeMs}` };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
