import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Guest } from '../guest/index.js';
import type { Monitor } from './monitor.js';

let made = 0;

/** Keeps QEMU's main loop from going on: it dumps the guest's memory into a pipe that nobody empties. */
export class Blockade implements AsyncDisposable {
  readonly #path: string;
  readonly #end: FileHandle;

  private constructor(path: string, end: FileHandle) {
    this.#path = path;
    this.#end = end;
  }

  static async make(guest: Guest): Promise<Blockade> {
    const path = join(guest.directory, `pipe${(made += 1)}`);
    execFileSync('mkfifo', [path]);
    // Somebody must be there, or QEMU would wait for him without a sign of having begun.
    return new Blockade(path, await open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  }

  /** Sends the command, with this id, and returns when the main loop is in it. */
  async raise(monitor: Monitor, id = 'blocking'): Promise<void> {
    monitor.execute('dump-guest-memory', id, { paging: false, protocol: `file:${this.#path}` });
    const byte = Buffer.alloc(1);
    for (;;) {
      const read = await this.#end.read(byte, 0, 1).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EAGAIN') return undefined;
        throw error;
      });
      if (read?.bytesRead === 1) return;
      if (monitor.ended) throw new Error('QEMU ended');
      await sleep(5);
    }
  }

  /** The command goes on to its end. */
  lift(): void {
    spawn('cat', [this.#path], { stdio: 'ignore' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end.close();
  }
}
