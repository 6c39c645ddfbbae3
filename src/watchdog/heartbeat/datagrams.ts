import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6, SocketAddress } from 'node:net';
import { messageOf, onAbort } from '../../core/index.js';
import { followPath } from './connecting.js';
import type { Carrier } from './line.js';
import type { OpenLine, PathRun } from './path.js';

/** Where datagrams come from or go to. */
export interface UdpAddress {
  /** An IP address: a name would have to be looked up, and a heartbeat waits for nobody. Default `127.0.0.1`. */
  readonly host?: string | undefined;
  readonly port: number;
}

/** So many datagrams may be on their way out through the system; one more is dropped. */
const MOST_UNSENT = 64;

/** A path of datagrams from one address of ours to some of others, and back. */
export async function followDatagrams(
  own: UdpAddress,
  others: readonly UdpAddress[],
  run: PathRun,
): Promise<void> {
  await followPath(run, async () => {
    const host = hostOf(own);
    const socket = createSocket(isIPv6(host) ? { type: 'udp6', ipv6Only: true } : { type: 'udp4' });
    const broken = untilBroken(socket);
    const forget = onAbort(run.signal, () => socket.close());
    const lines = new Map<string, OpenLine>();
    try {
      socket.bind({ address: host, port: own.port, exclusive: true });
      await Promise.race([broken, new Promise((resolve) => socket.once('listening', resolve))]);
      run.up();
      for (const other of others) {
        const carrier = new DatagramCarrier(socket, other, run);
        lines.set(carrier.from, run.open(carrier));
      }
      socket.on('message', (datagram, remote) => {
        const line = lines.get(describeUdp({ host: remote.address, port: remote.port }));
        if (line === undefined) strange(remote, run);
        else line.receive(datagram);
      });
      await broken;
    } catch (error) {
      const reason = `${run.name} can not be used: ${messageOf(error)}`;
      for (const line of lines.values()) line.ended(reason);
      throw new Error(reason, { cause: error });
    } finally {
      forget();
      if (!run.signal.aborted) socket.close();
    }
  });
}

/** Rejects with the error that the socket ends with, or when it is closed. */
function untilBroken(socket: Socket): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('it was closed')));
  });
  // Somebody waits for it only now and then.
  broken.catch(() => {});
  return broken;
}

function strange({ address, port }: RemoteInfo, run: PathRun): void {
  run.refused('unknown-source', `${run.name} from ${address}:${port}`, 'no peer is expected there');
}

class DatagramCarrier implements Carrier {
  readonly name: string;
  readonly from: string;
  readonly #socket: Socket;
  readonly #to: UdpAddress;
  readonly #run: PathRun;
  #unsent = 0;

  constructor(socket: Socket, to: UdpAddress, run: PathRun) {
    this.#socket = socket;
    this.#to = to;
    this.#run = run;
    this.from = describeUdp(to);
    this.name = `${run.name} from ${this.from}`;
  }

  send(frame: Uint8Array): void {
    if (this.#run.signal.aborted || this.#unsent >= MOST_UNSENT) return;
    this.#unsent += 1;
    try {
      this.#socket.send(frame, this.#to.port, hostOf(this.#to), (error) => this.#sent(error));
    } catch (error) {
      // The socket has been closed by an error that is reported elsewhere.
      this.#sent(error);
    }
  }

  proven(): void {
    // Datagrams come from whom they come: there is nothing to end when they prove nothing.
  }

  flooded(): void {
    // The frame was dropped, and there is nobody to hang up on.
  }

  #sent(error: unknown): void {
    this.#unsent -= 1;
    // A network that can not be reached at this moment may be reached at the next beat.
    if (error != null) this.#run.log('%s: not sent: %s', this.name, messageOf(error));
  }
}

function hostOf({ host = '127.0.0.1' }: UdpAddress): string {
  return host;
}

/** An address in one word and in one way of writing it, for comparing. */
export function describeUdp(address: UdpAddress): string {
  const host = hostOf(address);
  if (!isIPv6(host)) return `${host}:${address.port}`;
  // IPv6 has many ways to write one address.
  const [plain = host, zone] = host.split('%');
  const { address: written } = new SocketAddress({ address: plain, family: 'ipv6' });
  return `[${written}${zone === undefined ? '' : `%${zone}`}]:${address.port}`;
}
