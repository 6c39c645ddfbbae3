import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { on, once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GuestCommand } from './commands.js';
import { writeFirmware } from './firmware.js';
import { stopProcess } from './stop-process.js';

export interface QemuPaths {
  /** The image that `writeFirmware` wrote. */
  readonly firmware: string;
  /** The unix sockets of the QMP monitors. */
  readonly qmp: readonly string[];
  /** The unix socket of COM1: heartbeats come out, and commands may go in. */
  readonly serial: string;
  /** The unix socket of COM2: commands go in, while somebody else listens to COM1. */
  readonly commands: string;
}

/**
 * The arguments with which QEMU runs the guest; `extra` comes last.
 *
 * TCG and not KVM: for so small a guest it is as fast, and it emulates real mode the same everywhere.
 */
export function qemuArguments(paths: QemuPaths, extra: readonly string[] = []): string[] {
  return [
    ...['-accel', 'tcg', '-m', '16', '-nodefaults', '-display', 'none'],
    ...paths.qmp.flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]),
    ...['-bios', paths.firmware],
    ...['-chardev', `socket,id=ser0,path=${paths.serial},server=on,wait=off`, '-serial', 'chardev:ser0'],
    ...['-chardev', `socket,id=ser1,path=${paths.commands},server=on,wait=off`, '-serial', 'chardev:ser1'],
    ...['-device', 'ib700', '-device', 'pvpanic'],
    ...extra,
  ];
}

export interface StartOptions {
  /** Gives up starting. Once it runs, a guest is ended by its disposal only. */
  readonly signal?: AbortSignal;
  /** What the guest does from each boot on. Default: `h`, heartbeats. */
  readonly initial?: GuestCommand;
  /** Further arguments for QEMU; a function gets the directory of the guest's files. */
  readonly args?: readonly string[] | ((directory: string) => readonly string[]);
  /** How many QMP monitors there are. Default: 1. */
  readonly monitors?: number;
  /** The program. Default: `qemu-system-x86_64`, found on PATH. */
  readonly qemu?: string;
  /** How long QEMU may take until it is ready, in milliseconds. Default: 10,000. */
  readonly timeout?: number;
}

export interface QemuExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A QEMU with our firmware in it. Disposing of it kills QEMU and removes its files. */
export class Guest implements AsyncDisposable {
  /** The first of `qmpPaths`. */
  readonly qmpPath: string;
  readonly qmpPaths: readonly string[];
  /** COM1: heartbeats come out. */
  readonly serialPath: string;
  /** Holds the firmware and the sockets, and whatever a test puts there. */
  readonly directory: string;
  readonly process: ChildProcess;
  /** Fulfilled when QEMU has ended, whatever ended it. */
  readonly exited: Promise<QemuExit>;
  readonly #commandPath: string;
  #stderr = '';

  /** @internal */
  constructor(directory: string, options: StartOptions) {
    const { qemu = 'qemu-system-x86_64', monitors = 1, args = [] } = options;
    this.directory = directory;
    this.qmpPath = join(directory, 'qmp');
    this.qmpPaths = Array.from({ length: monitors }, (_, index) => this.qmpPath + (index || ''));
    this.serialPath = join(directory, 'serial');
    this.#commandPath = join(directory, 'commands');
    const paths = {
      firmware: firmwarePath(directory),
      qmp: this.qmpPaths,
      serial: this.serialPath,
      commands: this.#commandPath,
    };
    const extra = typeof args === 'function' ? args(directory) : args;
    this.process = launch(qemu, qemuArguments(paths, extra));
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.exited = new Promise((resolve) => {
      this.process.once('close', (code, signal) => resolve({ code, signal }));
      this.process.once('error', (error) => {
        this.#stderr += error.message;
        if (this.process.pid === undefined) resolve({ code: null, signal: null });
      });
    });
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error('QEMU was not started');
    return this.process.pid;
  }

  /** All that QEMU has written there so far. */
  stderr(): string {
    return this.#stderr;
  }

  /**
   * Gives the guest a command, and returns when the guest has taken it: it obeys at once. Needs a guest that runs and
   * doesn't hang, but no connection to its heartbeats.
   *
   * @throws when the guest hasn't taken it within `timeout` (default 5,000 ms). It may still take it later, if it was
   * only stopped.
   */
  async send(command: GuestCommand, { timeout = 5_000 }: { timeout?: number } = {}): Promise<void> {
    const socket = connect(this.#commandPath);
    try {
      socket.write(command);
      const [receipt] = await once(socket, 'data', { signal: AbortSignal.timeout(timeout) });
      if (String(receipt) !== command) throw new Error(`the guest took "${receipt}" for "${command}"`);
    } catch (error) {
      throw new Error(`the guest did not take the command "${command}"`, { cause: error });
    } finally {
      socket.destroy();
    }
  }

  /** Stops the process as SIGSTOP does; returns when the last of its threads stands still. */
  async stop(): Promise<void> {
    await stopProcess(this.process);
  }

  /** Ends {@link Guest.stop}. */
  continue(): void {
    this.process.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
    await rm(this.directory, { recursive: true, force: true });
    running.delete(this);
  }
}

/**
 * Starts a guest, and returns when its machine is complete and its monitor answers. The guest ends with its
 * disposal, and at the latest with this process.
 *
 * @example
 * await using guest = await startGuest({ args: ['-action', 'watchdog=pause'] });
 */
export async function startGuest(options: StartOptions = {}): Promise<Guest> {
  options.signal?.throwIfAborted();
  const directory = await mkdtemp(join(tmpdir(), 'guest-'));
  let guest: Guest | undefined;
  try {
    await writeFirmware(firmwarePath(directory), options);
    guest = new Guest(directory, options);
    running.add(guest);
    await untilReady(guest, options);
    return guest;
  } catch (error) {
    if (guest) await guest[Symbol.asyncDispose]();
    else await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

const firmwarePath = (directory: string): string => join(directory, 'firmware.bin');

const running = new Set<Guest>();
process.on('exit', () => {
  for (const guest of running) {
    guest.process.kill('SIGKILL');
    rmSync(guest.directory, { recursive: true, force: true });
  }
});

/** Tells Linux to kill the child when we die: no handler of ours runs when we are killed ourselves. */
const REAPED = ['setpriv', '--pdeathsig', 'KILL'];
let reaping: boolean | undefined;

function launch(qemu: string, args: readonly string[]): ChildProcess {
  reaping ??= spawnSync(REAPED[0]!, [...REAPED.slice(1), 'true']).status === 0;
  const [program, ...rest] = [...(reaping ? REAPED : []), qemu, ...args];
  return spawn(program!, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Fails when QEMU ends first, when it takes too long, and when the caller gives up. */
async function untilReady(guest: Guest, { qemu, timeout = 10_000, signal }: StartOptions): Promise<void> {
  const giveUp = new AbortController();
  const fail = (what: string) =>
    giveUp.abort(new Error(`${qemu ?? 'qemu-system-x86_64'} ${what}\n${guest.stderr()}`.trim()));
  const onAbort = () => giveUp.abort(signal?.reason);
  const timer = setTimeout(() => fail(`was not ready within ${timeout} ms`), timeout);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  void guest.exited.then(({ code, signal }) =>
    fail(`ended before it was ready (${signal ?? `exit code ${code}`})`),
  );
  try {
    while (!(await answers(guest.qmpPath, giveUp.signal)))
      await sleep(5, undefined, { signal: giveUp.signal });
  } catch (error) {
    throw giveUp.signal.aborted ? giveUp.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Nobody listens there yet, or QEMU is just ending, which its exit tells better. */
const NOT_NOW = new Set<string | undefined>(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/**
 * Whether QEMU answers there a command that it refuses before the machine is complete. A greeting alone says little:
 * it comes from the monitor's own thread, even from a QEMU that is about to fail for want of a device.
 */
async function answers(path: string, signal: AbortSignal): Promise<boolean> {
  const socket = connect(path);
  try {
    socket.write('{"execute":"qmp_capabilities"}{"execute":"query-migrate"}');
    let text = '';
    for await (const [chunk] of on(socket, 'data', { signal, close: ['close'] })) {
      text += chunk;
      const replies = text.match(/"(return|error)":/g) ?? [];
      if (replies.length === 2) return replies.every((reply) => reply.includes('return'));
    }
    return false;
  } catch (error) {
    if (NOT_NOW.has((error as NodeJS.ErrnoException).code)) return false;
    throw error;
  } finally {
    socket.destroy();
  }
}
