import { createServer, type Server } from 'node:net';
import { messageOf, onAbort } from '../../core/index.js';
import { describeAddress, type SocketAddress } from '../../qmp/index.js';
import type { Backoff } from './backoff.js';
import { Callers } from './callers.js';
import { keepTrying } from './keep-trying.js';
import type { PetRun } from './run.js';
import { removeStaleSocket } from './stale-socket.js';

/** How long a connection may be idle before the system asks whether the other side is there, in milliseconds. TCP only. */
const KEEP_ALIVE = 1_000;

/** Follows a socket of our own that others connect to. */
export async function followListening(address: SocketAddress, backoff: Backoff, run: PetRun): Promise<void> {
  await keepTrying(run, backoff, async () => {
    const callers = new Callers(describeAddress(address), run);
    const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE }, (socket) =>
      callers.add(socket),
    );
    await listen(server, address, run);
    // It goes on listening: this is about one connection that could not be accepted, for want of file descriptors say.
    server.on('error', (error) => run.log('%s: %s', run.name, error.message));
    callers.waitForOne();
    await aborted(run.signal);
    callers.close();
    // Closing removes the socket from the file system too.
    await new Promise((resolve) => server.close(resolve));
  });
}

async function listen(server: Server, address: SocketAddress, run: PetRun): Promise<void> {
  const where = describeAddress(address);
  try {
    await tryToListen(server, address);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!inUse) throw new Error(`${where} can not be listened on: ${messageOf(error)}`, { cause: error });
    if (!('path' in address))
      throw new Error(`${where} is in use: another process listens there`, { cause: error });
    await removeStaleSocket(address.path, run);
    await tryToListen(server, address);
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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, () => resolve());
  });
}
