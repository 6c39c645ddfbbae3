// The guest with nothing of the library around it, for the tests of the guest itself.
import { connect, type Socket } from 'node:net';
import { expect, vi } from 'vitest';
import {
  type Guest,
  type Heartbeat,
  NMI_COUNT_ADDRESS,
  parseHeartbeat,
  type StartOptions,
  startGuest,
} from './index.js';

/** Yields what was pushed, in order, and remembers all of it. */
class Feed<T> {
  readonly all: T[] = [];
  #next = 0;
  #wake: () => void = () => {};

  push(item: T): void {
    this.all.push(item);
    this.#wake();
  }

  /** Passes over everything up to the first item that matches. */
  async until(matches: (item: T) => boolean, what: string, timeout = 8_000): Promise<T> {
    const deadline = performance.now() + timeout;
    for (;;) {
      while (this.#next < this.all.length) {
        const item = this.all[this.#next++]!;
        if (matches(item)) return item;
      }
      const left = deadline - performance.now();
      if (left <= 0)
        throw new Error(`no ${what} within ${timeout} ms, but ${JSON.stringify(this.all.slice(-20))}`);
      await this.#pushed(left);
    }
  }

  /** Nothing is pushed from now on. */
  async silence(duration: number): Promise<void> {
    await roundOfIo();
    this.#next = this.all.length;
    await this.#pushed(duration);
    if (this.#next < this.all.length)
      throw new Error(`${JSON.stringify(this.all.slice(this.#next))} during silence`);
  }

  #pushed(timeout: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeout);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What had been sent before something else that we have received is received too. */
async function roundOfIo(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function onLines(socket: Socket, listener: (line: string) => void): void {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (text + chunk).split('\r\n');
    text = lines.pop()!;
    lines.forEach(listener);
  });
}

interface Message {
  readonly id?: number;
  readonly event?: string;
  readonly data?: object;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
  readonly QMP?: object;
}

/** QMP in the raw: the guest is tested without the library that it is there to test. */
export class Monitor implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #messages = new Feed<Message>();
  readonly #events = new Feed<Message>();
  #lastId = 0;

  static async connect(path: string): Promise<Monitor> {
    const monitor = new Monitor(connect(path));
    await monitor.#messages.until(({ QMP }) => QMP !== undefined, 'greeting');
    await monitor.execute('qmp_capabilities');
    return monitor;
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => {}); // QEMU ended; whoever waits for an answer will say so
    onLines(socket, (line) => {
      const message: Message = JSON.parse(line);
      (message.event ? this.#events : this.#messages).push(message);
    });
  }

  async execute(command: string, args: object = {}): Promise<unknown> {
    const id = ++this.#lastId;
    this.#socket.write(JSON.stringify({ execute: command, arguments: args, id }));
    const reply = await this.#messages.until((message) => message.id === id, `reply to ${command}`);
    if (reply.error) throw new Error(`${command}: ${reply.error.desc}`);
    return reply.return;
  }

  async status(): Promise<string> {
    return ((await this.execute('query-status')) as { status: string }).status;
  }

  async event(name: string): Promise<object | undefined> {
    return (await this.#events.until(({ event }) => event === name, name)).data;
  }

  /** The names of all events so far. */
  get seen(): (string | undefined)[] {
    return this.#events.all.map(({ event }) => event);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }
}

/** A guest with a monitor and a reader of its heartbeats. */
export class Vm implements AsyncDisposable {
  readonly guest: Guest;
  readonly qmp: Monitor;
  readonly serial: Socket;
  readonly #lines = new Feed<string>();

  constructor(guest: Guest, qmp: Monitor) {
    this.guest = guest;
    this.qmp = qmp;
    this.serial = connect(guest.serialPath);
    this.serial.on('error', () => {});
    onLines(this.serial, (line) => this.#lines.push(line));
  }

  async line(line: string): Promise<void> {
    await this.#lines.until((each) => each === line, line);
  }

  async beat(matches: (beat: Heartbeat) => boolean = () => true): Promise<Heartbeat> {
    const wanted = (line: string) => {
      const beat = parseHeartbeat(line);
      return beat !== undefined && matches(beat);
    };
    return parseHeartbeat(await this.#lines.until(wanted, 'such heartbeat'))!;
  }

  /** The last one received, whether or not somebody waited for it. */
  async lastBeat(): Promise<Heartbeat> {
    await roundOfIo();
    return this.#lines.all.map(parseHeartbeat).findLast((beat) => beat !== undefined)!;
  }

  silence(duration: number): Promise<void> {
    return this.#lines.silence(duration);
  }

  /** Returns when the guest's handler has counted an NMI: proof that the guest took it, whatever it did then. */
  async nmiServed(): Promise<void> {
    await vi.waitFor(async () => expect(await this.#wordAt(NMI_COUNT_ADDRESS)).toBe(1), {
      timeout: 5_000,
      interval: 10,
    });
  }

  async operations(): Promise<{ read: number; write: number; flush: number }> {
    interface Statistics {
      qdev?: string;
      stats: { rd_operations: number; wr_operations: number; flush_operations: number };
    }
    const all = (await this.qmp.execute('query-blockstats')) as Statistics[];
    const { stats } = all.find(({ qdev }) => qdev?.includes('disk'))!;
    return { read: stats.rd_operations, write: stats.wr_operations, flush: stats.flush_operations };
  }

  async #wordAt(address: number): Promise<number> {
    const text = await this.qmp.execute('human-monitor-command', { 'command-line': `xp /1hx ${address}` });
    return Number(/: (0x[0-9a-f]+)/.exec(String(text))?.[1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.serial.destroy();
    await this.qmp[Symbol.asyncDispose]();
    await this.guest[Symbol.asyncDispose]();
  }
}

/** Starts a guest and waits for its first beat, unless it sends none. */
export async function startVm(options: StartOptions = {}, { beating = true } = {}): Promise<Vm> {
  const guest = await startGuest(options);
  try {
    const vm = new Vm(guest, await Monitor.connect(guest.qmpPath));
    if (beating) await vm.beat();
    return vm;
  } catch (error) {
    await guest[Symbol.asyncDispose]();
    throw error;
  }
}
