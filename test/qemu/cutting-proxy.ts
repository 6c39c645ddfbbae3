import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** What becomes of a command: QEMU never gets it, or it does and its answer is lost. The session breaks either way. */
export type Cut = 'before' | 'after';

/** Stands between a client and a monitor, and breaks the session in the middle of one command. */
export class CuttingProxy implements AsyncDisposable {
  readonly path: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #cut: Cut;
  readonly #command: string;
  #done = false;

  private constructor(path: string, monitor: string, command: string, cut: Cut) {
    this.path = path;
    this.#command = JSON.stringify(command);
    this.#cut = cut;
    this.#server = createServer((client) => this.#connect(client, connect(monitor)));
  }

  /** It listens at `path`, and cuts the first session in which this command is given. */
  static async between(path: string, monitor: string, command: string, cut: Cut): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(path, monitor, command, cut);
    proxy.#server.listen(path);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  #connect(client: Socket, qemu: Socket): void {
    const cut = (): void => {
      client.destroy();
      qemu.destroy();
    };
    let answerIsLost = false;
    for (const socket of [client, qemu]) {
      this.#sockets.add(socket);
      socket.on('error', cut).on('close', () => {
        this.#sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (data) => {
      if (!this.#done && data.includes(this.#command)) {
        this.#done = true;
        if (this.#cut === 'before') return cut();
        answerIsLost = true;
      }
      qemu.write(data);
    });
    qemu.on('data', (data) => {
      // Whatever it says now, it has taken the command.
      if (answerIsLost) cut();
      else client.write(data);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
