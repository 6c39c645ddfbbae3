import type { Socket } from 'node:net';
import type { Server, TLSSocket, TlsOptions as ServerOptions } from 'node:tls';
import { AbortError, wait } from '../core/index.js';
import { ConnectError } from './errors.js';
import { contextOptions, sharedKey, type TlsOptions, unusable } from './tls-options.js';
import type { ConnectLimits } from './until-connected.js';

/** Shakes hands with those who connect to us. */
export class TlsServer {
  readonly #server: Server;
  /** Those whose handshake is under way, by the other end's address and port. */
  readonly #waiting = new Map<string, (secured: TLSSocket | Error) => void>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('secureConnection', (socket) => this.#settle(socket, socket));
    server.on('tlsClientError', (error, socket) => this.#settle(socket, error));
  }

  /** @throws OptionError */
  static async create(name: string, tls: TlsOptions): Promise<TlsServer> {
    const { createServer } = await import('node:tls');
    try {
      return new TlsServer(createServer({ ...contextOptions(tls), ...callers(tls) }));
    } catch (cause) {
      throw unusable(name, cause);
    }
  }

  /** @throws ConnectError when the handshake fails or is not finished in time, AbortError. */
  async secure(socket: Socket, from: string, limits: ConnectLimits): Promise<TLSSocket> {
    const key = keyOf(socket);
    try {
      return await wait<TLSSocket>(
        {
          ...limits,
          timedOut: () => failure(from, `was not finished within ${limits.timeout} ms`),
          aborted: (reason) => new AbortError(`the TLS handshake with ${from}`, reason),
        },
        (resolve, reject) => {
          this.#waiting.set(key, (secured) => {
            if (secured instanceof Error) reject(failure(from, `failed: ${secured.message}`, secured));
            else resolve(secured);
          });
          const onClose = (): void => reject(failure(from, 'was broken off'));
          socket.once('close', onClose);
          this.#server.emit('connection', socket);
          return () => {
            this.#waiting.delete(key);
            socket.off('close', onClose);
          };
        },
      );
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  #settle(socket: Socket, secured: TLSSocket | Error): void {
    this.#waiting.get(keyOf(socket))?.(secured);
  }
}

/** QEMU has to show a certificate of the same authority, or to know the key. */
function callers(tls: TlsOptions): ServerOptions {
  if (!('psk' in tls)) return { requestCert: true, rejectUnauthorized: true };
  const psk = sharedKey(tls);
  return { pskCallback: (_, identity) => (identity === tls.psk.identity ? psk : null) };
}

function keyOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}

function failure(from: string, says: string, cause?: Error): ConnectError {
  return new ConnectError('tls', from, `the TLS handshake with ${from} ${says}`, cause);
}
