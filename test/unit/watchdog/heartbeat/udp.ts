import { once } from 'node:events';
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { onTestFinished } from 'vitest';

/** A socket of the test's own, closed after it. */
export async function udpSocket(host = '127.0.0.1'): Promise<Socket> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.bind({ address: host, port: 0 });
  await once(socket, 'listening');
  let open = true;
  socket.once('close', () => {
    open = false;
  });
  onTestFinished(() => {
    if (open) socket.close();
  });
  return socket;
}

/** A port that nobody uses at this moment. */
export async function freeUdpPort(host = '127.0.0.1'): Promise<number> {
  const socket = await udpSocket(host);
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
