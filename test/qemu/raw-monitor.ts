import { connect, type Socket } from 'node:net';

export interface RawMessage {
  readonly id?: unknown;
  readonly event?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly timestamp?: { readonly seconds: number; readonly microseconds: number };
  readonly QMP?: { readonly capabilities: readonly string[] };
  readonly return?: unknown;
  readonly error?: { readonly class: string; readonly desc: string };
}

/** A monitor without any client: it writes what it is told to, whatever that leads to, and keeps every line. */
export class RawMonitor implements Disposable {
  readonly messages: RawMessage[] = [];
  readonly lines: string[] = [];
  ended = false;
  readonly #socket: Socket;
  readonly #waiting = new Set<() => void>();
  #text = '';

  constructor(path: string) {
    this.#socket = connect(path);
    this.#socket.setEncoding('latin1').on('data', (chunk: string) => {
      const lines = (this.#text + chunk).split('\r\n');
      this.#text = lines.pop() ?? '';
      for (const line of lines) {
        this.lines.push(line);
        this.messages.push(JSON.parse(line));
      }
      this.#wake();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.ended = true;
      this.#wake();
    });
  }

  /** Greeted, and negotiated with out-of-band execution. */
  static async negotiated(path: string): Promise<RawMonitor> {
    const monitor = new RawMonitor(path);
    monitor.write('{"execute":"qmp_capabilities","arguments":{"enable":["oob"]},"id":"negotiation"}');
    await monitor.until(({ id }) => id === 'negotiation');
    return monitor;
  }

  write(text: string | Buffer): void {
    this.#socket.write(text);
  }

  execute(command: string, id: string, args: object = {}): void {
    this.write(JSON.stringify({ execute: command, arguments: args, id }));
  }

  /** The first message that fits, of those that came or will come. */
  async until(fits: (message: RawMessage) => boolean, timeout = 8_000): Promise<RawMessage> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const found = this.messages.find(fits);
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (left <= 0 || this.ended)
        throw new Error(`it never came, but ${this.lines.join('\n').slice(-2_000)}`);
      await this.#pushed(left);
    }
  }

  /** Stops reading: what QEMU sends stays in the kernel, and then in QEMU. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
  }

  #pushed(timeout: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeout);
      this.#waiting.add(wake);
    });
  }
}
