import { spawnSync } from 'node:child_process';
import { guestCommands, startGuest } from '../../test/guest/index.js';
import type { Machine } from './machine.js';

/** The version line of the QEMU on PATH, or undefined. */
export function qemuOnPath(): string | undefined {
  const { status, stdout } = spawnSync('qemu-system-x86_64', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** A guest of our own, 64 KiB of firmware, in the QEMU on PATH. */
export async function realMachine(version: string, signal: AbortSignal): Promise<Machine> {
  const guest = await startGuest({ signal });
  return {
    what: `${version}, process ${guest.pid}, with a 64 KiB guest that writes a heartbeat to its serial port every 100 ms`,
    qmp: { path: guest.qmpPath },
    heartbeat: { path: guest.serialPath },
    hang: async () => {
      await guest.send('k');
      return guestCommands.k;
    },
    [Symbol.asyncDispose]: () => guest[Symbol.asyncDispose](),
  };
}
