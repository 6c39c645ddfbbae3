import { onAbort } from '../../core/index.js';
import { ConnectError, connectSocket, type SocketAddress, type Transport } from '../../qmp/index.js';
import type { CheckedPetOptions } from './options.js';
import { followForEver, type PetRun } from './run.js';

/** Follows a socket that somebody else listens on. */
export async function followConnection(
  address: SocketAddress,
  options: CheckedPetOptions,
  run: PetRun,
): Promise<void> {
  const { clock, signal } = run;
  await followForEver(run, options.backoff, async () => {
    const limits = { clock, signal, timeout: options.connectTimeout };
    const transport = await connectSocket(address, limits).catch(throwForHeartbeats);
    const error = await untilClosed(transport, run);
    throw new Error(
      error === undefined
        ? `${transport.address} was closed by the other side`
        : `${transport.address} broke: ${error.message}`,
    );
  });
}

/** Reads until the connection is over, for whatever cause, and returns what broke it. */
function untilClosed(transport: Transport, run: PetRun): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const forget = onAbort(run.signal, () => transport.close());
    run.told.opened();
    transport.start({
      received: run.newReader(),
      closed: (error) => {
        forget();
        resolve(error);
      },
    });
  });
}

/** The commonest two failures, in words that fit: those of `connectSocket` advise on QMP monitors. */
function throwForHeartbeats(error: unknown): never {
  if (error instanceof ConnectError && error.failure === 'no-such-socket') {
    throw new Error(`there is no socket at ${error.address}`, { cause: error });
  }
  if (error instanceof ConnectError && error.failure === 'refused') {
    throw new Error(`nobody listens at ${error.address}`, { cause: error });
  }
  throw error;
}
