import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { type Backoff, messageOf, onAbort } from '../../core/index.js';
import { describeUdp, type UdpAddress } from '../heartbeat/datagrams.js';
import { followForEver, type PetRun } from './run.js';

const LINE_END = Buffer.from('\n');

/** Follows the datagrams that others send to an address of ours. Where one ends, a line has ended. */
export async function followDatagrams(address: UdpAddress, backoff: Backoff, run: PetRun): Promise<void> {
  const { host = '127.0.0.1', port } = address;
  const where = `udp:${describeUdp(address)}`;
  await followForEver(run, backoff, async () => {
    const socket = createSocket(isIPv6(host) ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' });
    const over = new AbortController();
    const forget = onAbort(run.signal, () => over.abort());
    try {
      const broken = untilBroken(socket, over.signal);
      socket.bind({ address: host, port, exclusive: true });
      socket.once('listening', () => run.told.opened());
      const reader = run.newReader({
        clock: run.clock,
        signal: over.signal,
        told: run.told,
        // Whoever sends a datagram need not listen for one.
        reply: () => false,
        hangUp: () => {},
      });
      socket.on('message', (datagram) => reader(Buffer.concat([datagram, LINE_END])));
      await broken;
    } catch (error) {
      throw new Error(`${where} can not be used: ${messageOf(error)}`, { cause: error });
    } finally {
      forget();
      over.abort();
      await new Promise<void>((resolve) => socket.close(resolve));
    }
  });
}

/** Rejects with the error that the socket ends with; resolves when the signal aborts. */
function untilBroken(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    onAbort(signal, () => resolve());
  });
}
