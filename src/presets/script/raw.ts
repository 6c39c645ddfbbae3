import type { Socket } from 'node:net';
import { AbortError, wait } from '../../core/index.js';
import type { ActionContext, ActionResult } from '../../policy/index.js';
import { describeAddress, type SocketAddress } from '../../qmp/index.js';

/**
 * Connects, writes the bytes and hangs up. What became of them nobody can tell.
 * @throws {@link AbortError}, or what the socket fails with.
 */
export async function writeBytes(
  bytes: Buffer,
  to: SocketAddress,
  { clock, signal }: ActionContext,
): Promise<ActionResult> {
  const where = describeAddress(to);
  const { connect } = await import('node:net');
  let socket: Socket | undefined;
  try {
    await wait<void>(
      {
        clock,
        signal,
        // Its deadline is the signal's.
        timeout: Number.POSITIVE_INFINITY,
        timedOut: () => new Error(`${where}: not written`),
        aborted: (reason) => new AbortError(`writing to ${where}`, reason),
      },
      (resolve, reject) => {
        socket = connect('path' in to ? { path: to.path } : { host: 'localhost', ...to });
        socket.on('error', reject);
        socket.on('close', () => reject(new Error(`${where} hung up before it was written`)));
        socket.end(bytes, resolve);
        // What it answers is nothing to us, and unread it would cut off what we wrote.
        socket.resume();
        return () => {};
      },
    );
  } catch (error) {
    socket?.destroy();
    throw error;
  }
  // It lets this process end, whenever the peer hangs up.
  socket?.unref();
  return { outcome: 'unknown', reason: 'written', evidence: { bytes: bytes.length, to: where } };
}
