import { createServer, type Socket } from 'node:net';
import { messageOf, onAbort } from '../../core/index.js';
import {
  describeAddress,
  type ListenAddress,
  listenOn,
  openTransport,
  socketOptions,
  TlsServer,
} from '../../qmp/index.js';
import { followPath } from './connecting.js';
import { Crowd, type Visitor } from './crowd.js';
import type { PathRun } from './path.js';
import { StreamCarrier } from './stream-carrier.js';

/** A path to whoever connects to us. */
export async function followListening(address: ListenAddress, run: PathRun): Promise<void> {
  const { keepAlive, tls } = 'path' in address ? {} : address;
  const secure = tls === undefined ? undefined : await TlsServer.create('paths.listen.tls', tls);
  await followPath(run, async () => {
    const crowd = new Crowd<Caller>();
    const server = createServer(socketOptions(keepAlive), (socket) =>
      new Caller(socket, crowd, run).serve(secure),
    );
    if (await listenOn(server, address, run))
      run.log('%s: removed a socket that nobody listened on', run.name);
    // It goes on listening: this is about one connection that could not be accepted, for want of file descriptors say.
    server.on('error', (error) => run.log('%s: %s', run.name, error.message));
    run.up();
    await new Promise<void>((resolve) => {
      onAbort(run.signal, () => resolve());
    });
    const closed = new Promise((resolve) => server.close(resolve));
    for (const caller of crowd.visitors)
      caller.hangUp(`${describeAddress(address)} is not listened on any more`);
    await closed;
  });
}

/** One connection to us. */
class Caller implements Visitor {
  readonly source: string;
  readonly #socket: Socket;
  readonly #crowd: Crowd<Caller>;
  readonly #run: PathRun;
  readonly #name: string;
  #carrier: StreamCarrier | undefined;

  constructor(socket: Socket, crowd: Crowd<Caller>, run: PathRun) {
    this.#socket = socket;
    this.#crowd = crowd;
    this.#run = run;
    this.source = socket.remoteAddress ?? 'this host';
    this.#name = `${run.name} from ${socket.remoteAddress === undefined ? 'this host' : `${socket.remoteAddress}:${socket.remotePort}`}`;
    // Whoever hangs up is heard by the carrier; before there is one, by nobody.
    socket.on('error', () => {});
  }

  serve(secure: TlsServer | undefined): void {
    const evicted = this.#crowd.enter(this);
    if (evicted !== undefined) {
      this.#run.refused('crowded', evicted.#name, 'too many connections that have not proved who they are');
      evicted.hangUp('too many others connected');
    }
    this.#carry(secure)
      .catch((error: unknown) => {
        if (this.#run.signal.aborted) return;
        this.#run.refused('unproven', this.#name, messageOf(error));
      })
      .finally(() => {
        this.#crowd.leave(this);
        this.#socket.destroy();
      });
  }

  hangUp(reason: string): void {
    if (this.#carrier === undefined) this.#socket.destroy();
    else this.#carrier.hangUp(reason);
  }

  async #carry(secure: TlsServer | undefined): Promise<void> {
    const { clock, signal, proofTimeout: timeout } = this.#run;
    const stream =
      secure === undefined
        ? this.#socket
        : await secure.secure(this.#socket, this.#name, { clock, signal, timeout });
    const transport = await openTransport({ stream }, { clock, signal, timeout });
    const onProven = (node: string): void =>
      this.#crowd.proved(this, node)?.hangUp(`a newer connection of ${node} took its place`);
    this.#carrier = new StreamCarrier(transport, this.#run, { name: this.#name, onProven });
    await this.#carrier.carry();
  }
}
