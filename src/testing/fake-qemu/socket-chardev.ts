/** The far end of a connection to QEMU: a transport, a socket, a stream. */
export interface ChardevClient {
  /** Takes what QEMU sent. */
  write(bytes: Buffer): void;
  /** QEMU closed the connection. */
  end(): void;
  /** Whether it takes no more at the moment. */
  readonly full?: boolean;
}

/** What the far end tells QEMU. */
export interface ChardevLink {
  received(bytes: Buffer): void;
  /** The client closed the connection. */
  left(): void;
}

/** What QEMU does with the character device. */
export interface ChardevUser {
  /** Whether its thread runs: while it does not, connections and bytes wait in the kernel. */
  awake(): boolean;
  opened?(): void;
  received?(bytes: Buffer): void;
  closed?(): void;
}

/** What waits in the kernel for a QEMU that does not read. More than this ends the connection. */
const LARGEST_BACKLOG = 16 * 1024 * 1024;

interface Connection {
  readonly client: ChardevClient;
  unread: Buffer[];
  unreadBytes: number;
  left: boolean;
}

/** A socket character device: it serves one client at a time, and the next ones wait in silence. */
export class SocketChardev {
  readonly #user: ChardevUser;
  #current: Connection | undefined;
  #backlog: Connection[] = [];
  #paused = false;

  constructor(user: ChardevUser) {
    this.#user = user;
  }

  /** Whether a client is being served. */
  get connected(): boolean {
    return this.#current !== undefined;
  }

  /** A client connects. */
  attach(client: ChardevClient): ChardevLink {
    const connection: Connection = { client, unread: [], unreadBytes: 0, left: false };
    this.#backlog.push(connection);
    this.wake();
    return {
      received: (bytes) => this.#received(connection, bytes),
      left: () => {
        connection.left = true;
        this.wake();
      },
    };
  }

  /** Sends to the client. With none, or one that takes no more, it is lost. */
  write(bytes: Buffer): void {
    const client = this.#current?.client;
    if (client !== undefined && client.full !== true) client.write(bytes);
  }

  /** Hangs up on the current client. */
  hangUp(): void {
    this.#current?.client.end();
    this.#leave();
  }

  /** Hangs up on everybody, for ever. */
  close(): void {
    const everybody = [...(this.#current === undefined ? [] : [this.#current]), ...this.#backlog];
    this.#current = undefined;
    this.#backlog = [];
    for (const { client } of everybody) client.end();
  }

  /** Stops or goes on reading; what is not read waits in the kernel. */
  setReading(reading: boolean): void {
    if (this.#paused === !reading) return;
    this.#paused = !reading;
    if (reading) this.wake();
  }

  /** Looks again at what has waited. */
  wake(): void {
    if (!this.#user.awake()) return;
    this.#backlog = this.#backlog.filter((connection) => !connection.left);
    if (this.#current === undefined) this.#accept();
    const current = this.#current;
    if (current === undefined) return;
    for (let bytes = this.#unread(current); bytes !== undefined; bytes = this.#unread(current))
      this.#user.received?.(bytes);
    if (current.left && current === this.#current) this.#leave();
  }

  #unread(connection: Connection): Buffer | undefined {
    if (this.#paused || connection !== this.#current || !this.#user.awake()) return undefined;
    const bytes = connection.unread.shift();
    connection.unreadBytes -= bytes?.length ?? 0;
    return bytes;
  }

  #accept(): void {
    this.#current = this.#backlog.shift();
    if (this.#current !== undefined) this.#user.opened?.();
  }

  #leave(): void {
    if (this.#current === undefined) return;
    this.#current = undefined;
    this.#paused = false;
    this.#user.closed?.();
    this.wake();
  }

  #received(connection: Connection, bytes: Buffer): void {
    connection.unread.push(Buffer.from(bytes));
    connection.unreadBytes += bytes.length;
    if (connection.unreadBytes > LARGEST_BACKLOG) {
      connection.client.end();
      connection.left = true;
    }
    this.wake();
  }
}
