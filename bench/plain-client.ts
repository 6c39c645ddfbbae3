import { connect, type Socket } from 'node:net';
import type { Adapter } from './adapter.js';

interface Message {
  readonly QMP?: unknown;
  readonly id?: number;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly event?: string;
  readonly data?: unknown;
}

interface Waiter {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * The plainest client that one writes by hand in a few minutes: a socket, split at newlines, `JSON.parse`, a map of
 * who waits. No deadlines, no window, no reconnecting, nothing that goes wrong is noticed.
 */
class PlainClient {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiter>();
  readonly #listeners = new Map<string, ((data: unknown) => void)[]>();
  #lastId = 0;
  #rest = '';

  constructor(path: string, greeted: () => void, failed: (error: Error) => void) {
    this.#socket = connect(path);
    this.#socket.setEncoding('utf8');
    this.#socket.on('error', failed);
    this.#socket.on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n');
      this.#rest = lines.pop() ?? '';
      for (const line of lines) this.#receive(JSON.parse(line), greeted);
    });
  }

  static async connect(path: string): Promise<PlainClient> {
    const client = await new Promise<PlainClient>((resolve, reject) => {
      const connecting = new PlainClient(path, () => resolve(connecting), reject);
    });
    await client.execute('qmp_capabilities');
    return client;
  }

  execute(command: string, args?: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${JSON.stringify({ execute: command, arguments: args, id })}\n`);
    });
  }

  onEvent(event: string, listener: (data: unknown) => void): void {
    const listeners = this.#listeners.get(event) ?? [];
    listeners.push(listener);
    this.#listeners.set(event, listeners);
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(message: Message, greeted: () => void): void {
    if (message.event !== undefined) {
      for (const listener of this.#listeners.get(message.event) ?? []) listener(message.data);
    } else if (message.QMP !== undefined) greeted();
    else if (message.id !== undefined) {
      const waiter = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiter?.resolve(message.return);
      else waiter?.reject(new Error(message.error.desc));
    }
  }
}

export const adapter: Adapter<PlainClient> = {
  name: 'plain',
  connect: (path) => PlainClient.connect(path),
  execute: (client, command, args) => client.execute(command, args),
  onEvent: (client, event, listener) => client.onEvent(event, listener),
  close: (client) => client.close(),
};
