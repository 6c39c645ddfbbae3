import type { SocketAddress } from './socket-address.js';
import { connectTcp } from './tcp.js';
import type { Transport } from './transport.js';
import { connectUnix } from './unix.js';
import type { ConnectLimits } from './until-connected.js';

/**
 * Connects to a unix or TCP socket.
 * @throws {@link ConnectError} when it can not be reached in time, {@link AbortError} when the signal aborts.
 */
export async function connectSocket(address: SocketAddress, limits: ConnectLimits): Promise<Transport> {
  return 'path' in address ? await connectUnix(address, limits) : await connectTcp(address, limits);
}
