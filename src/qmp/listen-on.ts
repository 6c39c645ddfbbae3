import { existsSync } from 'node:fs';
import type { Server } from 'node:net';
import { dirname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { codeOf, messageOf } from '../core/index.js';
import { describeAddress, type SocketAddress } from './socket-address.js';
import { removeStaleSocket } from './stale-socket.js';
import { ListenError } from './transport-errors.js';
import type { ConnectLimits } from './until-connected.js';

/** How to begin to listen. */
export interface ListenLimits extends Pick<ConnectLimits, 'clock' | 'signal'> {
  /** Whether a unix socket is its user's alone from its first moment: whoever needs more opens it further. */
  readonly alone?: boolean;
}

/**
 * Lets `server` listen. A unix socket that a dead process left behind is replaced, one that somebody answers is not;
 * tells whether one was replaced.
 * @throws {@link ListenError} the address is in use, or can not be listened on.
 * @throws {@link AbortError} the signal aborted.
 */
export async function listenOn(
  server: Server,
  address: SocketAddress,
  limits: ListenLimits,
): Promise<boolean> {
  try {
    await tryToListen(server, address, limits);
    return false;
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE' || !('path' in address)) throw notListening(error, address);
    const removed = await removeStaleSocket(address.path, limits);
    // Somebody else may have begun to listen meanwhile.
    await tryToListen(server, address, limits).catch((again: unknown) => {
      throw notListening(again, address);
    });
    return removed;
  }
}

function notListening(error: unknown, address: SocketAddress): ListenError {
  const where = describeAddress(address);
  const why =
    codeOf(error) === 'EADDRINUSE'
      ? 'is in use: another process listens there'
      : `can not be listened on: ${reasonOf(error, address)}`;
  return new ListenError(where, `${where} ${why}`, error);
}

/** Of a folder that is not there, libuv's `uv_pipe_bind` says EACCES, "permission denied": it means Windows' error. */
function reasonOf(error: unknown, address: SocketAddress): string {
  if (!('path' in address) || codeOf(error) !== 'EACCES') return messageOf(error);
  const folder = dirname(address.path);
  return existsSync(folder) ? messageOf(error) : `there is no folder ${folder}, or it is not to be seen`;
}

/** Not to be interrupted: a host name that is being looked up would still be listened on afterwards. */
function tryToListen(server: Server, address: SocketAddress, { alone = false }: ListenLimits): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listening = (): void => {
      server.off('error', reject);
      resolve();
    };
    if (!('path' in address))
      server.listen({ host: address.host ?? 'localhost', port: address.port }, listening);
    else if (alone) underMask(() => server.listen({ path: address.path }, listening));
    else server.listen({ path: address.path }, listening);
  });
}

/**
 * A socket can be connected to as soon as it is bound, so permissions that it is given later come too late. The mask is
 * the whole process's: it lasts while `bind` runs. A thread may not set it; there the permissions that follow must do.
 */
function underMask(bind: () => void): void {
  if (!isMainThread) return bind();
  const before = process.umask(0o077);
  try {
    bind();
  } finally {
    process.umask(before);
  }
}
