import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
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

/** A unix or TCP socket that connects at once. */
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

  constructor(to: { readonly path: string } | TcpNetConnectOpts, where: string) {
    this.address = where;
    const onread = {
      buffer: readBuffer,
      callback: (bytes: number, buffer: Uint8Array): boolean => {
        this.#listener?.received(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
        return true;
      },
    };
    this.#socket = connect({ ...to, onread });
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
