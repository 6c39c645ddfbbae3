import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Something befalls QEMU, or the session, or us. */
export type Strike = () => void | Promise<void>;

/** Which way a command has gone when something happens: QEMU has not got it, or it has, and its answer is on its way. */
export type At = 'before' | 'after';

interface Awaited {
  readonly command: string;
  readonly at: At;
  readonly strike: Strike;
}

interface Session {
  readonly client: Socket;
  readonly qemu: Socket;
  /** The id of the command whose answer is awaited. */
  id: unknown;
  /** What was not passed on to the client. */
  held: string[];
}

/**
 * Stands between a client and the monitors of a QEMU, each session on the next of them in turn. It stops at one command,
 * on its way there or back, lets something happen, and goes on, if there is a session to go on with.
 */
export class InterruptedMonitor implements AsyncDisposable {
  readonly path: string;
  readonly #monitors: readonly string[];
  readonly #server: Server;
  readonly #sessions = new Set<Session>();
  #next = 0;
  #awaited: Awaited | undefined;
  #doomed = 0;
  #refusing = false;
  #withholding = false;

  private constructor(path: string, monitors: readonly string[]) {
    this.path = path;
    this.#monitors = monitors;
    this.#server = createServer((client) => this.#connect(client));
  }

  static async between(path: string, monitors: readonly string[]): Promise<InterruptedMonitor> {
    const between = new InterruptedMonitor(path, monitors);
    between.#server.listen(path);
    await once(between.#server, 'listening');
    return between;
  }

  /** The next time that this command is given. */
  interrupt(command: string, at: At, strike: Strike): void {
    this.#awaited = { command, at, strike };
  }

  /** Breaks the session. The next one is broken as well at its first command when there are `more`. */
  cut({ more = 0 }: { readonly more?: number } = {}): void {
    this.#doomed = more;
    for (const { client, qemu } of this.#sessions) {
      client.destroy();
      qemu.destroy();
    }
  }

  /** Whoever connects is hung up on. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing;
  }

  /** Nothing that QEMU says comes through. When that is over, all of it does. */
  withhold(withholding: boolean): void {
    this.#withholding = withholding;
    if (withholding) return;
    for (const session of this.#sessions)
      for (const line of session.held.splice(0)) session.client.write(line, 'latin1');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connect(client: Socket): void {
    if (this.#refusing) {
      client.destroy();
      return;
    }
    const qemu = connect(this.#monitors[this.#next % this.#monitors.length]!);
    this.#next += 1;
    const session: Session = { client, qemu, id: undefined, held: [] };
    this.#sessions.add(session);
    const end = (): void => {
      client.destroy();
      qemu.destroy();
      this.#sessions.delete(session);
    };
    for (const socket of [client, qemu]) socket.on('error', end).on('close', end);
    const isDoomed = this.#doomed > 0;
    if (isDoomed) this.#doomed -= 1;
    lineByLine(client, async (line) => {
      const { execute, 'exec-oob': outOfBand, id } = JSON.parse(line) as Command;
      const command = execute ?? outOfBand;
      if (isDoomed && command !== 'qmp_capabilities') return end();
      if (command === this.#awaited?.command) {
        if (this.#awaited?.at === 'after') session.id = id;
        else await this.#strike();
      }
      if (!qemu.destroyed) qemu.write(line, 'latin1');
    });
    lineByLine(qemu, async (line) => {
      if (session.id !== undefined && Object(JSON.parse(line)).id === session.id) {
        session.id = undefined;
        await this.#strike();
      }
      if (client.destroyed) return;
      if (this.#withholding) session.held.push(line);
      else client.write(line, 'latin1');
    });
  }

  async #strike(): Promise<void> {
    const strike = this.#awaited?.strike;
    this.#awaited = undefined;
    await strike?.();
  }
}

interface Command {
  readonly execute?: string;
  readonly 'exec-oob'?: string;
  readonly id?: unknown;
}

/** Each line with its end, one after the other. */
function lineByLine(socket: Socket, take: (line: string) => Promise<void>): void {
  let text = '';
  let taken = Promise.resolve();
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) taken = taken.then(() => take(`${line}\n`));
  });
}
