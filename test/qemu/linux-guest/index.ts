import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
// A script of the set-up, which runs without a compiler.
import { linuxGuest } from '../setup/linux-guest.mjs';
import { qemu } from '../qemu-under-test.js';
import { spawnReaped } from '../reaped.js';
import { initrd } from './initrd.js';

/** The id of the character device of the agent. */
export const AGENT_CHARDEV = 'agent0';

/**
 * A small Linux in a real QEMU, with an agent on a virtio port and an ext4 file system at `/data`. Booting takes six to
 * nine seconds. Disposing of it kills QEMU and removes its files.
 */
export class LinuxGuest implements AsyncDisposable {
  readonly directory: string;
  /** The unix socket of the QMP monitor. */
  readonly qmpPath: string;
  /** The unix socket of the agent's channel. */
  readonly agentPath: string;
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(directory: string, kernel: string, delay: number) {
    this.directory = directory;
    this.qmpPath = join(directory, 'qmp');
    this.agentPath = join(directory, 'agent');
    const args = [
      ...['-accel', 'tcg', '-m', '256', '-nodefaults', '-display', 'none', '-no-reboot'],
      ...['-kernel', kernel, '-initrd', join(directory, 'initrd')],
      ...['-append', `console=ttyS0 quiet panic=-1 agent_delay=${delay}`],
      ...['-qmp', `unix:${this.qmpPath},server=on,wait=off`],
      ...['-serial', 'stdio'],
      ...['-device', 'virtio-serial-pci'],
      ...['-chardev', `socket,id=${AGENT_CHARDEV},path=${this.agentPath},server=on,wait=off`],
      ...['-device', `virtserialport,chardev=${AGENT_CHARDEV},name=org.qemu.guest_agent.0`],
      ...['-drive', `file=${join(directory, 'disk')},format=raw,if=virtio,cache=unsafe`],
    ];
    this.#process = spawnReaped(qemu.system, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(directory, 'console'));
    this.#process.stdout?.pipe(log, { end: false });
    this.#process.stderr?.pipe(log, { end: false });
    this.#exited = once(this.#process, 'exit');
  }

  /** Returns when QEMU's monitor is there: long before the guest has booted. `agentDelay`: seconds. */
  static async start(options: { readonly agentDelay?: number } = {}): Promise<LinuxGuest> {
    const parts = linuxGuest();
    if (parts === undefined) throw new Error('the Linux guest has not been fetched. Type: npm run setup');
    const directory = await mkdtemp(join(tmpdir(), 'linux-guest-'));
    await writeFile(join(directory, 'initrd'), await initrd(parts));
    execFileSync('/usr/sbin/mkfs.ext4', ['-q', join(directory, 'disk'), '32M']);
    const guest = new LinuxGuest(directory, parts.kernel, options.agentDelay ?? 0);
    try {
      while (!existsSync(guest.agentPath) || !existsSync(guest.qmpPath)) {
        if (guest.#process.exitCode !== null) throw new Error(`QEMU ended:\n${await guest.console()}`);
        await sleep(10);
      }
    } catch (error) {
      await guest[Symbol.asyncDispose]();
      throw error;
    }
    return guest;
  }

  /** What the guest, or QEMU, has said so far. */
  async console(): Promise<string> {
    return await readFile(join(this.directory, 'console'), 'utf8').catch(() => '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill('SIGKILL');
    if (this.#process.exitCode === null && this.#process.signalCode === null) await this.#exited;
    await rm(this.directory, { recursive: true, force: true });
  }
}
