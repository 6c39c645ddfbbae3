import type { Server } from 'node:net';
import { messageOf } from '../core/index.js';
import { codeOf } from './connect-failure.js';
import { describeAddress, type SocketAddress } from './socket-address.js';
import { removeStaleSocket } from './stale-socket.js';
import { ListenError } from './transport-errors.js';
import type { ConnectLimits } from './until-connected.js';

/**
 * Lets `server` listen. A unix socket that a dead process left behind is replaced, one that somebody answers is not;
 * tells whether one was replaced.
 * @throws {@link ListenError} the address is in use, or can not be listened on.
 * @throws {@link AbortError} the signal aborted.
 */
export async function listenOn(
  server: Server,
  address: SocketAddress,
  limits: Pick<ConnectLimits, 'clock' | 'signal'>,
): Promise<boolean> {
  const where = describeAddress(address);
  try {
    await tryToListen(server, address);
    return false;
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE')
      throw new ListenError(where, `${where} can not be listened on: ${messageOf(error)}`, error);
    if (!('path' in address))
      throw new ListenError(where, `${where} is in use: another process listens there`, error);
    const removed = await removeStaleSocket(address.path, limits);
    await tryToListen(server, address);
    return removed;
  }
}

/** Not to be interrupted: a host name that is being looked up would still be listened on afterwards. */
function tryToListen(server: Server, address: SocketAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(
      'path' in address ? { path: address.path } : { host: address.host ?? 'localhost', port: address.port },
      () => {
        server.off('error', reject);
        resolve();
      },
    );
  });
}
