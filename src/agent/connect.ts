import { connect } from 'node:net';
import {
  ConnectError,
  type ConnectLimits,
  connectError,
  describeAddress,
  type SocketAddress,
  socketOptions,
  untilConnected,
} from '../qmp/index.js';
import { type GuestTransport, StreamGuestTransport } from './transport.js';

/**
 * Connects to the socket of an agent's character device.
 * @throws {@link ConnectError} when it can not be reached in time, AbortError when the signal aborts.
 */
export async function connectGuest(address: SocketAddress, limits: ConnectLimits): Promise<GuestTransport> {
  const where = describeAddress(address);
  const socket =
    'path' in address
      ? connect({ path: address.path })
      : connect({ host: address.host ?? 'localhost', port: address.port, ...socketOptions() });
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure ??= error;
  });
  let closed = (): void => {};
  try {
    await untilConnected(
      where,
      limits,
      () => 'accept a connection',
      (connected, failed) => {
        closed = () => failed(explain(where, failure));
        socket.once('connect', connected).once('close', closed);
      },
    );
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.off('close', closed);
  }
  return new StreamGuestTransport(socket, where);
}

/** What is advised on a path that does not exist is another option of QEMU's than for a monitor. */
function explain(where: string, cause: Error | undefined): ConnectError {
  const error = connectError(where, cause);
  if (cause === undefined || !('code' in cause) || cause.code !== 'ENOENT') return error;
  return new ConnectError(
    error.failure,
    where,
    `${where} does not exist: is QEMU running, and is this the path of the agent's chardev socket?`,
    cause,
  );
}
