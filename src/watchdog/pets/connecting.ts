import { onAbort } from '../../core/index.js';
import { ConnectError, connectSocket, type SocketAddress, type Transport } from '../../qmp/index.js';
import type { CheckedPetOptions } from './options.js';
import { provenByAnything } from './proven-by-anything.js';
import { followForEver, MOST_UNREAD, type PetRun } from './run.js';

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
    throw new Error(`${transport.address} ${await untilClosed(transport, run)}`);
  });
}

/** Reads until the connection is over, and returns how that came about. */
function untilClosed(transport: Transport, run: PetRun): Promise<string> {
  return new Promise((resolve) => {
    const { clock, told } = run;
    const over = new AbortController();
    const forget = onAbort(run.signal, () => transport.close());
    let hungUp: string | undefined;
    told.opened();
    const reply = (text: string): boolean => {
      if ((transport.unsent ?? 0) > MOST_UNREAD) return false;
      transport.write(text);
      return true;
    };
    const hangUp = (reason: string): void => {
      hungUp ??= `was hung up on: ${reason}`;
      transport.close();
    };
    transport.start({
      received: provenByAnything(told, run.newReader({ clock, told, signal: over.signal, reply, hangUp })),
      closed: (error) => {
        forget();
        over.abort();
        resolve(hungUp ?? (error === undefined ? 'was closed by the other side' : `broke: ${error.message}`));
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
