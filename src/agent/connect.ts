import { connect } from 'node:net';
import { AbortError, wait } from '../core/index.js';
import {
  ConnectError,
  type ConnectFailure,
  type ConnectLimits,
  describeAddress,
  type SocketAddress,
} from '../qmp/index.js';
import { type GuestTransport, StreamGuestTransport } from './transport.js';

/** A peer that vanished without a word is found after some ten seconds, as long as nothing is being sent to it. */
const TCP = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 1_000 };

/**
 * Connects to the socket of an agent's character device.
 * @throws {@link ConnectError} when it can not be reached in time, AbortError when the signal aborts.
 */
export async function connectGuest(address: SocketAddress, limits: ConnectLimits): Promise<GuestTransport> {
  const where = describeAddress(address);
  const socket =
    'path' in address
      ? connect({ path: address.path })
      : connect({ host: address.host ?? 'localhost', port: address.port, ...TCP });
  let failure: Error | undefined;
  const onError = (error: Error): void => {
    failure ??= error;
  };
  socket.on('error', onError);
  try {
    await wait<void>(
      {
        ...limits,
        timedOut: () =>
          new ConnectError(
            'timeout',
            where,
            `${where} did not accept a connection within ${limits.timeout} ms`,
          ),
        aborted: (reason) => new AbortError(`connecting to ${where}`, reason),
      },
      (resolve, reject) => {
        const connected = (): void => resolve();
        const closed = (): void => reject(connectError(where, failure));
        socket.once('connect', connected);
        socket.once('close', closed);
        return () => {
          socket.off('connect', connected);
          socket.off('close', closed);
        };
      },
    );
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return new StreamGuestTransport(socket, where);
}

function connectError(where: string, cause: Error | undefined): ConnectError {
  const code = cause !== undefined && 'code' in cause ? String(cause.code) : '';
  const known = FAILURES[code];
  if (known !== undefined) return new ConnectError(known[0], where, `${where} ${known[1]}`, cause);
  return new ConnectError(
    cause === undefined ? 'ended' : 'other',
    where,
    `connecting to ${where} failed: ${cause?.message ?? 'it was closed at once'}`,
    cause,
  );
}

const FAILURES: Readonly<Record<string, readonly [ConnectFailure, string]>> = {
  ENOENT: [
    'no-such-socket',
    "does not exist: is QEMU running, and is this the path of the agent's chardev socket?",
  ],
  ENOTSOCK: ['no-such-socket', 'is not a socket'],
  ECONNREFUSED: ['refused', 'refused the connection: the socket is there but nobody listens'],
  EACCES: [
    'permission',
    'may not be opened by this user: check the permissions of the socket and its folder',
  ],
  EPERM: ['permission', 'may not be opened by this user'],
  EHOSTUNREACH: ['unreachable', 'can not be reached: there is no route to this host'],
  ENETUNREACH: ['unreachable', 'can not be reached: there is no route to this network'],
  ENOTFOUND: ['unreachable', 'can not be reached: the host name is unknown'],
  EAI_AGAIN: ['unreachable', 'can not be reached: the host name could not be looked up'],
  ETIMEDOUT: ['timeout', 'did not answer'],
};
