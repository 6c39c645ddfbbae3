import { createServer } from 'node:net';
import { type Backoff, onAbort } from '../../core/index.js';
import { describeAddress, listenOn, type SocketAddress } from '../../qmp/index.js';
import { Callers } from './callers.js';
import { followForEver, type PetRun } from './run.js';

/** How long a connection may be idle before the system asks whether the other side is there, in milliseconds. TCP only. */
const KEEP_ALIVE = 1_000;

/** Follows a socket of our own that others connect to. */
export async function followListening(address: SocketAddress, backoff: Backoff, run: PetRun): Promise<void> {
  await followForEver(run, backoff, async () => {
    const callers = new Callers(describeAddress(address), run);
    const server = createServer({ keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE }, (socket) =>
      callers.add(socket),
    );
    if (await listenOn(server, address, run))
      run.log('%s: removed a socket that nobody listened on', run.name);
    // It goes on listening: this is about one connection that could not be accepted, for want of file descriptors say.
    server.on('error', (error) => run.log('%s: %s', run.name, error.message));
    callers.waitForOne();
    await aborted(run.signal);
    callers.close();
    // Closing removes the socket from the file system too.
    await new Promise((resolve) => server.close(resolve));
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    onAbort(signal, () => resolve());
  });
}
