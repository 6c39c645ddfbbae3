import { stat } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { AbortError, type Clock, wait } from '../core/index.js';
import { ConnectError, type ConnectFailure } from './errors.js';
import { describeAddress, type SocketAddress } from './socket-address.js';
import type { Transport, TransportListener } from './transport.js';

/** A peer that vanished without a word is found after some ten seconds, as long as nothing is being sent to it. */
const TCP = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 1_000 };

/** All sockets read into this one buffer: each read is consumed before the next one happens. */
const readBuffer = Buffer.allocUnsafeSlow(65_536);

/** How long and under which signal a connection may be awaited. */
export interface ConnectLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/**
 * Connects to a unix or TCP socket.
 * @throws {@link ConnectError} when it can not be reached in time, {@link AbortError} when the signal aborts.
 */
export async function connectSocket(address: SocketAddress, limits: ConnectLimits): Promise<Transport> {
  const where = describeAddress(address);
  const transport = new SocketTransport(address, where);
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
        transport.whenConnected(resolve, (error) => reject(connectError(address, where, error)));
        return () => {};
      },
    );
  } catch (error) {
    transport.close();
    throw 'path' in address ? await explainRefusal(address.path, error) : error;
  }
  return transport;
}

/** Linux refuses a connection to a file that is no socket just as to a socket without a listener. */
async function explainRefusal(path: string, error: unknown): Promise<unknown> {
  if (!(error instanceof ConnectError) || error.failure !== 'refused') return error;
  const file = await stat(path).catch(() => undefined);
  if (file === undefined || file.isSocket()) return error;
  return new ConnectError('no-such-socket', error.address, `${error.address} is not a socket`, error.cause);
}

class SocketTransport implements Transport {
  readonly address: string;
  readonly #socket: Socket;
  #listener: TransportListener | undefined;
  #connected: (() => void) | undefined;
  #failed: ((error: Error | undefined) => void) | undefined;
  #error: Error | undefined;
  #over = false;
  /** What was written since this tick's first write. */
  #batch = '';
  #ticking = false;

  constructor(address: SocketAddress, where: string) {
    this.address = where;
    const onread = {
      buffer: readBuffer,
      callback: (bytes: number, buffer: Uint8Array): boolean => {
        this.#listener?.received(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        return true;
      },
    };
    this.#socket =
      'path' in address
        ? connect({ path: address.path, onread })
        : connect({ host: address.host ?? 'localhost', port: address.port, ...TCP, onread });
    this.#socket.on('connect', () => {
      // Nothing is read until somebody listens: the greeting must not be lost.
      this.#socket.pause();
      this.#connected?.();
    });
    this.#socket.on('error', (error) => {
      this.#error ??= error;
    });
    this.#socket.on('end', () => this.#socket.destroy());
    this.#socket.on('close', () => {
      this.#over = true;
      this.#failed?.(this.#error);
      this.#listener?.closed(this.#error);
    });
  }

  whenConnected(connected: () => void, failed: (error: Error | undefined) => void): void {
    this.#connected = connected;
    this.#failed = failed;
  }

  start(listener: TransportListener): void {
    this.#connected = undefined;
    this.#failed = undefined;
    if (this.#over) {
      listener.closed(this.#error);
      return;
    }
    this.#listener = listener;
    this.#socket.resume();
  }

  /** The first write of a tick goes out at once, for reaction time; the rest of the tick goes out together. */
  write(text: string): void {
    if (this.#ticking) {
      this.#batch += text;
      return;
    }
    this.#ticking = true;
    queueMicrotask(this.#flush);
    this.#send(text);
  }

  close(): void {
    this.#flush();
    this.#socket.destroy();
  }

  readonly #flush = (): void => {
    const batch = this.#batch;
    this.#ticking = false;
    this.#batch = '';
    if (batch !== '') this.#send(batch);
  };

  #send(text: string): void {
    if (!this.#over && this.#socket.writable) this.#socket.write(text, 'latin1');
  }
}

function connectError(address: SocketAddress, where: string, cause: Error | undefined): ConnectError {
  const code = cause !== undefined && 'code' in cause ? String(cause.code) : '';
  const known = code === 'ECONNREFUSED' && 'port' in address ? PORT_REFUSED : FAILURES[code];
  if (known === undefined)
    return new ConnectError(
      cause === undefined ? 'ended' : 'other',
      where,
      `connecting to ${where} failed: ${cause?.message ?? 'it was closed at once'}`,
      cause,
    );
  return new ConnectError(known.failure, where, `${where} ${known.says}`, cause);
}

interface KnownFailure {
  readonly failure: ConnectFailure;
  readonly says: string;
}

const PORT_REFUSED: KnownFailure = {
  failure: 'refused',
  says: 'refused the connection: nobody listens there; QEMU has ended, or has not started listening yet, or a firewall refuses in its place',
};

const FAILURES: Readonly<Record<string, KnownFailure>> = {
  ENOENT: {
    failure: 'no-such-socket',
    says: 'does not exist: is QEMU running, and is this the path of its -qmp option?',
  },
  ENOTDIR: { failure: 'no-such-socket', says: 'does not exist: what should be a folder of its path is none' },
  ENOTSOCK: { failure: 'no-such-socket', says: 'is not a socket' },
  ECONNREFUSED: {
    failure: 'refused',
    says: 'refused the connection: the socket is there but nobody listens; QEMU has ended, or has not started listening yet',
  },
  EAGAIN: {
    failure: 'busy',
    says: 'has its queue of connections full: QEMU is stopped or busy, and other clients wait before this one',
  },
  EACCES: {
    failure: 'permission',
    says: 'may not be opened by this user: check the permissions of the socket and its folder',
  },
  EPERM: { failure: 'permission', says: 'may not be opened by this user' },
  EHOSTUNREACH: { failure: 'unreachable', says: 'can not be reached: there is no route to this host' },
  ENETUNREACH: { failure: 'unreachable', says: 'can not be reached: there is no route to this network' },
  ENOTFOUND: { failure: 'unreachable', says: 'can not be reached: the host name is unknown' },
  EAI_AGAIN: { failure: 'unreachable', says: 'can not be reached: the host name could not be looked up' },
  ETIMEDOUT: { failure: 'timeout', says: 'did not answer' },
};
