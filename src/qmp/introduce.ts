import type { Socket } from 'node:net';
import { identify, type QmpCaller } from './caller.js';
import { QmpClient } from './client.js';
import type { CheckedListenerOptions } from './listener-options.js';
import { StreamTransport } from './stream-transport.js';
import type { TlsServer } from './tls-server.js';

/** From a connection to a caller: TLS, greeting, negotiation, and who it is. Each has its deadline. */
export async function introduce(
  socket: Socket,
  from: string,
  tls: TlsServer | undefined,
  options: CheckedListenerOptions,
  signal: AbortSignal,
): Promise<QmpCaller> {
  const { clock, handshakeTimeout: timeout, identityTimeout, session } = options;
  const stream = tls === undefined ? socket : await tls.secure(socket, from, { clock, signal, timeout });
  const transport = new StreamTransport(stream, from);
  const client = await QmpClient.connect({ transport }, { ...session, signal });
  try {
    return await identify(client, identityTimeout);
  } catch (error) {
    await client.close();
    throw error;
  }
}
