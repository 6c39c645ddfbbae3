import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SocketAddress } from '../../../../src/qmp/index.js';

/** A path in a folder of its own, which is removed after the test. */
export function temporaryPath(name = 'beat'): string {
  const folder = mkdtempSync(join(tmpdir(), 'beats-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

/** A peer that listens, as a QEMU chardev with `server=on` does. */
export class Peer {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];
  #waiting: ((socket: Socket) => void)[] = [];
  #taken = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => {
      socket.on('error', () => {});
      socket.resume();
      this.#sockets.push(socket);
      this.#deliver();
    });
  }

  static async listen(
    at: { readonly path: string } | { readonly host: string; readonly port: number },
  ): Promise<Peer> {
    const peer = new Peer(createServer());
    peer.#server.listen(at);
    await once(peer.#server, 'listening');
    onTestFinished(() => peer.close());
    return peer;
  }

  /** How many have connected. */
  get connections(): number {
    return this.#sockets.length;
  }

  get port(): number {
    // Of a TCP server.
    return (this.#server.address() as AddressInfo).port;
  }

  /** The next connection, in their order. */
  next(): Promise<Socket> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#deliver();
    });
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #deliver(): void {
    const socket = this.#sockets[this.#taken];
    if (socket === undefined) return;
    const taker = this.#waiting.shift();
    if (taker === undefined) return;
    this.#taken += 1;
    taker(socket);
  }
}

/** A peer that connects, as a QEMU chardev with `reconnect-ms` does. */
export async function dial(to: SocketAddress): Promise<Socket> {
  const socket = connect('path' in to ? { path: to.path } : { host: to.host ?? 'localhost', port: to.port });
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.resume();
  onTestFinished(() => {
    socket.destroy();
  });
  return socket;
}

/** Waits until `socket` has closed, in whatever way. Ask before it can happen. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}

/** What a killed process leaves behind: a socket that nobody listens on. */
export async function leaveStaleSocket(path: string): Promise<void> {
  const server = createServer();
  server.listen(`${path}.bound`);
  await once(server, 'listening');
  // At its end a server unlinks the path that it was bound to, and no other.
  renameSync(`${path}.bound`, path);
  server.close();
  await once(server, 'close');
}

/** A port on which nobody listens at this moment. */
export async function freePort(): Promise<number> {
  const peer = await Peer.listen({ host: '127.0.0.1', port: 0 });
  const { port } = peer;
  await peer.close();
  return port;
}
