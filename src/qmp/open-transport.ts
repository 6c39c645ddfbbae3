import { connectTcp } from './tcp.js';
import type { QmpAddress } from './qmp-address.js';
import { StreamTransport } from './stream-transport.js';
import type { Transport } from './transport.js';
import { connectUnix } from './unix.js';
import type { ConnectLimits } from './until-connected.js';

/** The transport that leads to a checked `address`. @throws ConnectError, AbortError, OptionError */
export async function openTransport(address: QmpAddress, limits: ConnectLimits): Promise<Transport> {
  if ('transport' in address) return address.transport;
  if ('stream' in address) return new StreamTransport(address.stream);
  return 'path' in address ? await connectUnix(address, limits) : await connectTcp(address, limits);
}
