import { type NetConnectOpts, Socket, type TcpNetConnectOpts } from 'node:net';
import { connectError } from './connect-failure.js';
import type { Transport, TransportListener } from './transport.js';
import { type ConnectLimits, untilConnected } from './until-connected.js';

/** All sockets read into this one buffer: each read is consumed before the next one happens. */
const readBuffer = Buffer.allocUnsafeSlow(65_536);

/** Connects a plain socket. @throws ConnectError, AbortError */
export async function connectPlain(
  to: { readonly path: string } | TcpNetConnectOpts,
  where: string,
  limits: ConnectLimits,
): Promise<Transport> {
  const transport = new SocketTransport(to, where);
  try {
    await untilConnected(
      where,
      limits,
      () => 'accept a connection',
      (resolve, reject) => transport.whenConnected(resolve, (error) => reject(connectError(where, error))),
    );
  } catch (error) {
    transport.close();
    throw error;
  }
  return transport;
}

/** A socket that knows whose it is: so all of them share their listeners, which Node calls with the socket as `this`. */
class TransportSocket extends Socket {
  readonly transport: SocketTransport;

  constructor(transport: SocketTransport, options: NetConnectOpts) {
    super(options);
    this.transport = transport;
  }
}

function connected(this: TransportSocket): void {
  this.transport.socketConnected();
}

function failed(this: TransportSocket, error: Error): void {
  this.transport.socketFailed(error);
}

function ended(this: TransportSocket): void {
  this.destroy();
}

function closed(this: TransportSocket): void {
  this.transport.socketClosed();
}

/** A unix or TCP socket that connects at once. */
class SocketTransport implements Transport {
  readonly address: string;
  readonly #socket: TransportSocket;
  #listener: TransportListener | undefined;
  #connected: (() => void) | undefined;
  #failed: ((error: Error | undefined) => void) | undefined;
  #error: Error | undefined;
  #over = false;
  /** What was written since this tick's first write. */
  #batch = '';
  #ticking = false;

  constructor(to: { readonly path: string } | TcpNetConnectOpts, where: string) {
    this.address = where;
    const onread = {
      buffer: readBuffer,
      callback: (bytes: number, buffer: Uint8Array): boolean => {
        this.#listener?.received(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        return true;
      },
    };
    this.#socket = new TransportSocket(this, { onread, ...to });
    this.#socket.on('connect', connected).on('error', failed).on('end', ended).on('close', closed);
    this.#socket.connect(to);
  }

  /** The socket is connected. */
  socketConnected(): void {
    // Nothing is read until somebody listens: the greeting must not be lost.
    this.#socket.pause();
    this.#connected?.();
  }

  socketFailed(error: Error): void {
    this.#error ??= error;
  }

  socketClosed(): void {
    this.#over = true;
    this.#failed?.(this.#error);
    this.#listener?.closed(this.#error);
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

  get unsent(): number {
    return this.#batch.length + this.#socket.writableLength;
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
