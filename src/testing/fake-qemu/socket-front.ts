import { once } from 'node:events';
import { rename, stat, unlink } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { nonEmpty, OptionError } from '../../core/index.js';
import type { SocketAddress } from '../../qmp/index.js';
import type { SocketChardev } from './socket-chardev.js';

/** A socket that does not take more than this loses what is sent. */
const LARGEST_UNSENT = 64 * 1024 * 1024;

/** Tells apart the names under which this process's sockets come up. */
let listening = 0;

/** A real socket, unix or TCP, in front of a character device. */
export class SocketFront {
  readonly address: SocketAddress;
  readonly #server: Server;
  /** Tells our file from that of whoever has taken the path over since. */
  readonly #inode: number;

  private constructor(server: Server, address: SocketAddress, inode = 0) {
    this.#server = server;
    this.address = address;
    this.#inode = inode;
  }

  /**
   * Listens. A unix socket takes its path over from whoever had it, as QEMU does; of TCP, port 0 means any free one.
   */
  static async listen(
    chardev: SocketChardev,
    address: SocketAddress,
    largestUnsent: number = LARGEST_UNSENT,
  ): Promise<SocketFront> {
    const server = createServer({ allowHalfOpen: true }, (socket) => serve(chardev, socket, largestUnsent));
    if ('path' in address) {
      const path = nonEmpty('path', address.path);
      // Node removes the name that it bound when the server closes; ours must be able to outlive it.
      listening += 1;
      const bound = `${path}.${process.pid}.${listening}`;
      server.listen(bound);
      await once(server, 'listening');
      await rename(bound, path);
      return new SocketFront(server, { path }, (await stat(path)).ino);
    }
    const { host = '127.0.0.1', port } = address;
    server.listen(port, host);
    await once(server, 'listening');
    const actual = server.address();
    if (typeof actual !== 'object' || actual === null)
      throw new OptionError('port', port, 'a port that can be listened on');
    return new SocketFront(server, { host, port: actual.port });
  }

  /** Nobody can connect any more. `keepFile`: the file of a unix socket stays, as after SIGKILL. */
  async close(keepFile: boolean): Promise<void> {
    if (this.#server.listening) this.#server.close();
    if (keepFile || !('path' in this.address)) return;
    const { path } = this.address;
    const file = await stat(path).catch(() => undefined);
    if (file?.ino === this.#inode) await unlink(path).catch(() => {});
  }
}

function serve(chardev: SocketChardev, socket: Socket, largestUnsent: number): void {
  socket.setNoDelay(true);
  const link = chardev.attach({
    write: (bytes) => socket.write(bytes),
    end: () => socket.destroySoon(),
    get full() {
      return socket.destroyed || socket.writableLength > largestUnsent;
    },
  });
  socket.on('data', (bytes: Buffer) => link.received(bytes));
  // A client that closed is heard as its end, one that was killed as an error: both have left.
  socket.on('end', () => socket.destroySoon());
  socket.on('error', () => {});
  socket.on('close', () => link.left());
}
