import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopProcess } from '../guest/index.js';

/** A disk that a server of its own provides, which can be made to hang as networked storage does. */
export class Storage implements AsyncDisposable {
  readonly #directory: string;
  readonly #server: ChildProcess;

  private constructor(directory: string, server: ChildProcess) {
    this.#directory = directory;
    this.#server = server;
  }

  /** `nbd` is where the `qemu-nbd` is that serves it. */
  static async start(nbd: string): Promise<Storage> {
    const directory = await mkdtemp(join(tmpdir(), 'nbd-'));
    const image = await open(join(directory, 'disk.img'), 'w');
    await image.truncate(8 * 1024 * 1024);
    await image.close();
    const args = ['--socket', join(directory, 'nbd'), '--format', 'raw', '--persistent', '--shared', '8'];
    const server = spawn(nbd, [...args, join(directory, 'disk.img')], { stdio: 'ignore' });
    const storage = new Storage(directory, server);
    running.set(server, directory);
    try {
      await storage.#untilListening();
      return storage;
    } catch (error) {
      await storage[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Arguments for a QEMU that has it as its disk `d0`. */
  get args(): readonly string[] {
    const server = { type: 'unix', path: join(this.#directory, 'nbd') };
    return [
      ...['-blockdev', JSON.stringify({ driver: 'nbd', 'node-name': 'd0', server })],
      ...['-device', 'ide-hd,bus=ide.1,unit=0,drive=d0,id=disk0,werror=report,rerror=report'],
    ];
  }

  /** A file beside the disk, which goes with it. */
  beside(name: string): string {
    return join(this.#directory, name);
  }

  /** It does not answer any more, and hangs up on nobody. */
  async hang(): Promise<void> {
    await stopProcess(this.#server);
  }

  recover(): void {
    this.#server.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    running.delete(this.#server);
    if (this.#server.exitCode === null && this.#server.signalCode === null) {
      this.#server.kill('SIGKILL');
      await once(this.#server, 'close');
    }
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #untilListening(): Promise<void> {
    for (let attempts = 0; attempts < 1_000; attempts += 1) {
      const socket = connect(join(this.#directory, 'nbd'));
      const listening = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      if (listening) return;
      if (this.#server.exitCode !== null) throw new Error(`qemu-nbd ended with ${this.#server.exitCode}`);
      await sleep(5);
    }
    throw new Error('qemu-nbd does not listen');
  }
}

/** The servers that run, with their directories: what a test left behind is ended with the process. */
const running = new Map<ChildProcess, string>();
process.on('exit', () => {
  for (const [server, directory] of running) {
    server.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
});
