import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

// It pets on while this thread is blocked, as a guest would.
const PROGRAM = `
  const { createServer } = require('node:net');
  const { parentPort, workerData } = require('node:worker_threads');
  const { path, line, every, pets } = workerData;
  let sent = new Int32Array(workerData.sent);
  createServer((socket) => {
    const timer = setInterval(() => {
      if (Atomics.load(sent, 0) >= pets) return;
      socket.write(line + '\\n');
      Atomics.add(sent, 0, 1);
    }, every);
    socket.on('error', () => {});
    socket.on('close', () => clearInterval(timer));
  }).listen(path, () => parentPort.postMessage('listens'));
`;

export interface Petting {
  /** Milliseconds between pets. */
  readonly every: number;
  /** After so many it falls silent and stays connected. Default: never. */
  readonly pets?: number;
  readonly line?: string;
}

/** A thread that serves a unix socket, and pets whoever connects. */
export class PettingThread implements AsyncDisposable {
  readonly path: string;
  readonly #directory: string;
  readonly #worker: Worker;
  readonly #sent = new Int32Array(new SharedArrayBuffer(4));

  static async start(petting: Petting): Promise<PettingThread> {
    const thread = new PettingThread(await mkdtemp(join(tmpdir(), 'petting-')), petting);
    await once(thread.#worker, 'message');
    return thread;
  }

  private constructor(directory: string, { every, pets = 2 ** 30, line = 'WATCHDOG=1' }: Petting) {
    this.#directory = directory;
    this.path = join(directory, 'pets');
    const workerData = { path: this.path, line, every, pets, sent: this.#sent.buffer };
    this.#worker = new Worker(PROGRAM, { eval: true, execArgv: [], workerData });
  }

  /** How many pets it has sent. */
  get sent(): number {
    return Atomics.load(this.#sent, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
    await rm(this.#directory, { recursive: true });
  }
}

/** Does nothing but keep this thread busy, until it holds or `milliseconds` have passed. */
export function block(milliseconds: number, until: () => boolean = () => false): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end && !until());
}
