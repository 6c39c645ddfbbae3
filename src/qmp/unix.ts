import { stat } from 'node:fs/promises';
import { ConnectError } from './errors.js';
import { connectPlain } from './socket-transport.js';
import type { Transport } from './transport.js';
import type { ConnectLimits } from './until-connected.js';

/** A unix socket: the monitor of a QEMU on this host. */
export interface UnixAddress {
  /** Where the socket is: the path of `-qmp unix:/run/vm1.qmp,server=on,wait=off`. */
  readonly path: string;
}

/** @throws ConnectError, AbortError */
export async function connectUnix({ path }: UnixAddress, limits: ConnectLimits): Promise<Transport> {
  try {
    return await connectPlain({ path }, `unix:${path}`, limits);
  } catch (error) {
    throw await explainRefusal(path, error);
  }
}

/** Linux refuses a connection to a file that is no socket just as to a socket without a listener. */
async function explainRefusal(path: string, error: unknown): Promise<unknown> {
  if (!(error instanceof ConnectError) || error.failure !== 'refused') return error;
  const file = await stat(path).catch(() => undefined);
  if (file === undefined || file.isSocket()) return error;
  return new ConnectError('no-such-socket', error.address, `${error.address} is not a socket`, error.cause);
}
