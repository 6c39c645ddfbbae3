import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { expect, vi } from 'vitest';
import type { QmpClient } from 'qmp-watchdog';
import type { Guest, StartOptions } from '../guest/index.js';
import { qemu, startGuest } from './qemu-under-test.js';
import { Storage } from './storage.js';

/** A guest on such a disk. Disposing of it ends both. */
export interface Stored extends AsyncDisposable {
  readonly guest: Guest;
  readonly storage: Storage;
  /**
   * Returns when its main loop has begun so many commands. One that was merely read is forgotten when its session ends,
   * and a busy machine may be long in getting from the one to the other. For one that was started `traced`.
   */
  begun(commands: number): Promise<void>;
}

/** How it is started: `traced`, it can tell what its main loop has begun. */
export interface StoredOptions extends StartOptions {
  readonly traced?: boolean;
}

export async function startStored({ traced = false, ...options }: StoredOptions = {}): Promise<Stored> {
  const storage = await Storage.start(qemu.nbd);
  const args = typeof options.args === 'function' ? [] : (options.args ?? []);
  const log = storage.beside('log');
  const tracing = traced ? ['-trace', 'monitor_qmp_cmd_in_band', '-D', log] : [];
  try {
    const guest = await startGuest({ ...options, args: [...storage.args, ...tracing, ...args] });
    return {
      guest,
      storage,
      async begun(commands) {
        const traced = async (): Promise<number> => (await readFile(log, 'utf8')).split('\n').length - 1;
        await vi.waitFor(async () => expect(await traced()).toBeGreaterThanOrEqual(commands), {
          timeout: 20_000,
          interval: 5,
        });
      },
      async [Symbol.asyncDispose]() {
        // A QEMU that waits for hung storage is killed all the same.
        await guest[Symbol.asyncDispose]();
        await storage[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await storage[Symbol.asyncDispose]();
    throw error;
  }
}

/** A command that waits in QEMU's main loop for the disk, and keeps everything else there waiting. */
export function readDisk(client: QmpClient, timeout: number): Promise<unknown> {
  return client.executeAny(
    'human-monitor-command',
    { 'command-line': 'qemu-io d0 "read 0 512"' },
    { timeout },
  );
}

export const READ_DISK = { 'command-line': 'qemu-io d0 "read 0 512"' };

/** Returns when there has been no heartbeat for several times as long as there ever is none. */
export async function guestStandsStill(guest: Guest): Promise<void> {
  const serial = connect(guest.serialPath);
  const last = { beat: performance.now() };
  serial.on('data', () => {
    last.beat = performance.now();
  });
  while (performance.now() - last.beat < 400) await new Promise((resolve) => setTimeout(resolve, 20));
  serial.destroy();
}
