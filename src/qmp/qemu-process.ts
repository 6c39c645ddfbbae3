import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import {
  AbortError,
  abortSignal,
  type Clock,
  Deadlines,
  knownOptions,
  milliseconds,
  TimeoutError,
  type WaitOptions,
  waitFor,
} from '../core/index.js';
import { StdioTransport } from './stdio-transport.js';
import type { Transport } from './transport.js';
import { QemuExitedError } from './transport-errors.js';

/** How much of what QEMU writes on its standard error is kept, in characters. */
const STDERR = 8_192;

/** How long its exit code is waited for when its output has ended, and its last words when it has exited. */
const LAST_WORDS = 1_000;

/** How long a process may take to end when it was killed, in milliseconds. */
const KILL_TIMEOUT = 5_000;

/** How a process ended: with an exit code, or by a signal. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A QEMU that this process started with {@link spawnQemu}. Whoever holds it owns QEMU: its disposal ends QEMU as
 * `terminate` does. The end of its session does not, and neither does the end of this process.
 */
export class QemuProcess implements AsyncDisposable {
  /** Its process id, which the system may give to another process once it has `exited`. */
  readonly pid: number;
  /** Its monitor, for one session: `QmpClient.connect({ transport: qemu.monitor })`. */
  readonly monitor: Transport;
  /** Resolves when the process has ended: unlike the end of a session, this is proof. */
  readonly exited: Promise<ProcessExit>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #clock: Clock;
  readonly #stdio: StdioTransport;
  #exit: ProcessExit | undefined;
  #stderr = '';
  #released = false;

  /** @internal */
  constructor(child: ChildProcessWithoutNullStreams, address: string, clock: Clock) {
    this.#child = child;
    this.#clock = clock;
    // It was spawned, so it has one.
    this.pid = child.pid ?? 0;
    this.#stdio = new StdioTransport(address, child.stdin, child.stdout);
    this.monitor = this.#stdio;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR);
    });
    child.stderr.on('error', () => {});
    // Its streams may stay open longer than it lives, in the hands of a child of its own; and the other way round.
    const lastWords = Deadlines.of(clock).create(() => this.#finish());
    const ending = (): void => lastWords.set(clock.now() + LAST_WORDS);
    child.stdout.once('end', ending);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exit = { code, signal };
        ending();
        resolve(this.#exit);
      });
    });
    child.once('close', () => {
      lastWords.clear();
      this.#finish();
    });
  }

  /** The last that it wrote on its standard error, at most 8,192 characters. */
  get stderr(): string {
    return this.#stderr;
  }

  /**
   * Asks it to end (SIGTERM: for the guest a power cut, for its disks an orderly end), and kills it when it has not
   * ended within `timeout` milliseconds. Default 10,000. Returns how it ended, at once when it had.
   *
   * @throws {@link OptionError} an option can not be used.
   * @throws {@link AbortError} the signal aborted; the request stands.
   * @throws {@link TimeoutError} it has not ended even 5,000 ms after being killed (`ERR_EXIT_TIMEOUT`): the kernel
   *   holds it, most likely for storage that hangs. It may still write.
   */
  async terminate(options: WaitOptions = {}): Promise<ProcessExit> {
    knownOptions('terminate', options, ['signal', 'timeout']);
    const signal = abortSignal('signal', options.signal);
    const timeout = milliseconds('timeout', options.timeout, 10_000, { min: 0, infinity: true });
    if (this.#exit !== undefined) return this.#exit;
    this.#child.kill('SIGTERM');
    const stubborn = new TimeoutError('ERR_EXIT_TIMEOUT', 'it did not end', timeout);
    try {
      return await this.#untilExited(timeout, signal, stubborn);
    } catch (error) {
      if (error !== stubborn) throw error;
    }
    this.#child.kill('SIGKILL');
    const held = `${this.monitor.address} has not ended ${KILL_TIMEOUT} ms after SIGKILL: the kernel holds it, most likely for storage that hangs, and it may still write`;
    return await this.#untilExited(
      KILL_TIMEOUT,
      signal,
      new TimeoutError('ERR_EXIT_TIMEOUT', held, KILL_TIMEOUT),
    );
  }

  /** Gives it up: its disposal does nothing any more, and this process may end before it. */
  release(): void {
    this.#released = true;
    this.#child.unref();
    // Node keeps the process alive for open pipes too.
    for (const stream of [this.#child.stdin, this.#child.stdout, this.#child.stderr]) unref(stream);
  }

  /** `terminate`, unless it was released. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#released) await this.terminate();
  }

  #untilExited(timeout: number, signal: AbortSignal | undefined, late: Error): Promise<ProcessExit> {
    return waitFor(
      {
        clock: this.#clock,
        signal,
        timeout,
        timedOut: () => late,
        aborted: (reason) => new AbortError(`ending ${this.monitor.address}`, reason),
      },
      this.exited,
    );
  }

  #finish(): void {
    const exit = this.#exit;
    // QEMU ends with 0 when it was told to: its SHUTDOWN says by whom. Before its greeting nothing has said so.
    const expected = exit === undefined || (exit.code === 0 && this.#stdio.heard);
    this.#stdio.finish(
      expected ? undefined : new QemuExitedError(this.monitor.address, exit.code, exit.signal, this.#stderr),
    );
  }
}

function unref(stream: object): void {
  if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
}
