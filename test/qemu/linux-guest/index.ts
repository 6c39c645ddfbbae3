import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
/** What the guest calls the port over which it arms timers of the host. */
const WATCHDOG_PORT = 'org.qmp-watchdog.0';

/** The id of that port's device. */
export const WATCHDOG_DEVICE = 'watchdog-port';

/** How a guest is started. */
export interface LinuxGuestOptions {
  /** How many seconds its agent waits after the boot. */
  readonly agentDelay?: number;
  /**
   * Whether it has an i6300esb and, on a virtio port, the daemon that arms a timer of the host. Such a guest can be reset
   * and be saved as a snapshot, and its QEMU stays when it shuts down.
   */
  readonly watchdogs?: boolean;
}

/**
 * A small Linux in a real QEMU, with an agent on a virtio port and an ext4 file system at `/data`. Booting takes six to
 * nine seconds. Disposing of it kills QEMU and removes its files.
 */
export class LinuxGuest implements AsyncDisposable {
  readonly directory: string;
  /** The unix socket of the QMP monitor. */
  readonly qmpPath: string;
  /** The unix socket of a second monitor, for a client beside the first. */
  readonly secondQmpPath: string;
  /** The image of its disk, which is mounted at `/data`. */
  readonly diskPath: string;
  /** The unix socket of the agent's channel. */
  readonly agentPath: string;
  /** The unix socket of the port of the daemon, where there is one. */
  readonly watchdogPath: string;
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(
    directory: string,
    kernel: string,
    { agentDelay = 0, watchdogs = false }: LinuxGuestOptions,
  ) {
    this.directory = directory;
    this.qmpPath = join(directory, 'qmp');
    this.secondQmpPath = join(directory, 'qmp2');
    this.diskPath = join(directory, 'disk');
    this.agentPath = join(directory, 'agent');
    this.watchdogPath = join(directory, 'watchdog');
    const args = [
      ...['-accel', 'tcg', '-m', '256', '-nodefaults', '-display', 'none'],
      ...['-name', 'linux-guest'],
      watchdogs ? '-no-shutdown' : '-no-reboot',
      ...['-kernel', kernel, '-initrd', join(directory, 'initrd')],
      ...['-append', `console=ttyS0 quiet panic=-1 agent_delay=${agentDelay}`],
      ...['-qmp', `unix:${this.qmpPath},server=on,wait=off`],
      ...['-qmp', `unix:${this.secondQmpPath},server=on,wait=off`],
      ...['-serial', 'stdio'],
      // The guest's kernel leaves there what a reader of a dump must know of it.
      ...['-device', 'vmcoreinfo'],
      ...['-device', 'virtio-serial-pci'],
      ...['-chardev', `socket,id=${AGENT_CHARDEV},path=${this.agentPath},server=on,wait=off`],
      ...['-device', `virtserialport,chardev=${AGENT_CHARDEV},name=org.qemu.guest_agent.0`],
      ...['-drive', `file=${this.diskPath},format=${watchdogs ? 'qcow2' : 'raw'},if=virtio,cache=unsafe`],
      ...(watchdogs
        ? [
            ...['-chardev', `socket,id=watchdog0,path=${this.watchdogPath},server=on,wait=off`],
            ...['-device', `virtserialport,chardev=watchdog0,id=${WATCHDOG_DEVICE},name=${WATCHDOG_PORT}`],
            ...['-device', 'i6300esb', '-action', 'watchdog=none'],
          ]
        : []),
    ];
    this.#process = spawnReaped(qemu.system, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(directory, 'console'));
    this.#process.stdout?.pipe(log, { end: false });
    this.#process.stderr?.pipe(log, { end: false });
    this.#exited = once(this.#process, 'exit');
  }

  /** Returns when QEMU's monitor is there: long before the guest has booted. */
  static async start(options: LinuxGuestOptions = {}): Promise<LinuxGuest> {
    const parts = linuxGuest();
    if (parts === undefined) throw new Error('the Linux guest has not been fetched. Type: npm run setup');
    const directory = await mkdtemp(join(tmpdir(), 'linux-guest-'));
    await writeFile(join(directory, 'initrd'), await initrd(parts, WATCHDOG_PORT));
    const disk = join(directory, 'disk');
    execFileSync('/usr/sbin/mkfs.ext4', ['-q', disk, '32M']);
    if (options.watchdogs) {
      execFileSync(qemu.img, ['convert', '-f', 'raw', '-O', 'qcow2', disk, `${disk}.qcow2`]);
      await rename(`${disk}.qcow2`, disk);
    }
    const guest = new LinuxGuest(directory, parts.kernel, options);
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
