import {
  AbortError,
  abortSignal,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  TimeoutError,
  type WaitOptions,
  type WideInt,
} from '../core/index.js';
import { fromBase64 } from './base64.js';
import { GuestClosedError, GuestExecError, GuestTimeoutError } from './errors.js';
import type { GuestExecStatus } from './qapi/index.js';
import { Budget, type GuestRunner } from './runner.js';

/** Options of `GuestAgent.exec`. */
export interface GuestExecOptions extends WaitOptions {
  /** Ends the wait. The process goes on: an agent can start one and not end it. */
  readonly signal?: AbortSignal | undefined;
  /** How long the process may take, in milliseconds, start included. Default 60,000; `Infinity` for no limit. */
  readonly timeout?: number | undefined;
  /** What it reads from its standard input: at most 1 MiB. Default: nothing. */
  readonly input?: string | Uint8Array | undefined;
  /** Its environment, in place of the agent's own. Default: the agent's own. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Whether what it writes is brought back. Default: yes. */
  readonly captureOutput?: boolean | undefined;
  /** How many bytes are kept, of each of its two outputs; the rest is dropped. Default 1 MiB. */
  readonly maxOutputBytes?: number | undefined;
}

/** How a process in the guest ended. */
export interface GuestExecResult {
  /** Its process id in the guest. */
  readonly pid: WideInt;
  /** There when it ended by itself. */
  readonly exitCode: number | undefined;
  /** The signal, or on Windows the exception, that ended it. */
  readonly signal: number | undefined;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Whether an output is not complete: cut off here, or by the agent, which keeps at most 16 MiB. */
  readonly truncated: boolean;
}

const KNOWN = ['signal', 'timeout', 'input', 'env', 'captureOutput', 'maxOutputBytes'];
const LARGEST_INPUT = 1024 * 1024;
/** Between looks at the process, in milliseconds: the wait doubles. */
const FIRST_LOOK = 10;
const LONGEST_LOOK = 1_000;

/** Starts a process in the guest and waits for its end. */
export async function exec(
  runner: GuestRunner,
  path: string,
  args: readonly string[],
  options: GuestExecOptions,
): Promise<GuestExecResult> {
  knownOptions('exec', options, KNOWN);
  const { captureOutput = true, env } = options;
  const signal = abortSignal('signal', options.signal);
  const timeout = milliseconds('timeout', options.timeout, 60_000, { min: 1, infinity: true });
  const maxOutputBytes = count('maxOutputBytes', options.maxOutputBytes, 1024 * 1024, { min: 0 });
  const input = inputOf(options.input);
  const budget = new Budget(runner.clock, timeout);
  const { pid } = await runner.run(
    'guest-exec',
    {
      path: word('path', nonEmpty('path', path)),
      arg: args.map((arg, index) => word(`args[${index}]`, arg)),
      ...(env === undefined ? {} : { env: environment(env) }),
      ...(input === undefined ? {} : { 'input-data': input.toString('base64') }),
      'capture-output': captureOutput,
    },
    { signal, timeout },
  );
  const status = await untilExited(runner, path, pid, budget, timeout, signal);
  const stdout = fromBase64('guest-exec-status', 'out-data', status['out-data'] ?? '');
  const stderr = fromBase64('guest-exec-status', 'err-data', status['err-data'] ?? '');
  return {
    pid,
    exitCode: status.exitcode,
    signal: status.signal,
    stdout: stdout.subarray(0, maxOutputBytes),
    stderr: stderr.subarray(0, maxOutputBytes),
    truncated:
      status['out-truncated'] === true ||
      status['err-truncated'] === true ||
      Math.max(stdout.length, stderr.length) > maxOutputBytes,
  };
}

async function untilExited(
  runner: GuestRunner,
  path: string,
  pid: WideInt,
  budget: Budget,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<GuestExecStatus> {
  let last: unknown;
  for (let look = FIRST_LOOK; budget.left > 0; look = Math.min(2 * look, LONGEST_LOOK)) {
    try {
      await runner.clock.sleep(Math.min(look, budget.left), { signal });
      const status = await runner.run(
        'guest-exec-status',
        { pid },
        { signal, timeout: Math.min(budget.left, runner.commandTimeout) },
      );
      if (status.exited) return status;
    } catch (error) {
      if (error instanceof AbortError)
        throw new AbortError(`waiting for process ${pid} (${path}) in the guest`, signal?.reason, 'unknown');
      // The agent may only have been busy, or started anew; if it was, it says that it does not know the process.
      if (!(error instanceof GuestTimeoutError) && !isPassing(error))
        throw new GuestExecError(path, pid, error);
      last = error;
    }
  }
  throw new GuestExecError(
    path,
    pid,
    last ?? new TimeoutError('ERR_GUEST_EXEC_TIMEOUT', `it did not end within ${timeout} ms`, timeout),
  );
}

/** A connection that was lost in the middle; the next command waits for another one. */
function isPassing(error: unknown): boolean {
  return error instanceof GuestClosedError && error.outcome === 'unknown';
}

function inputOf(input: string | Uint8Array | undefined): Buffer | undefined {
  if (input === undefined) return undefined;
  if (typeof input !== 'string' && !(input instanceof Uint8Array))
    throw new OptionError('input', input, 'a string or a Uint8Array');
  const bytes = Buffer.from(input);
  if (bytes.length > LARGEST_INPUT)
    throw new OptionError(
      'input',
      bytes.length,
      `at most ${LARGEST_INPUT} bytes; write a file with writeFile for more`,
    );
  return bytes;
}

function environment(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => {
    if (name === '' || name.includes('=')) throw new OptionError('env', name, 'a name without =');
    return word(`env.${name}`, `${name}=${value}`);
  });
}

/** The guest's system ends a string at its first NUL. */
function word(name: string, value: string): string {
  if (typeof value !== 'string' || value.includes('\0'))
    throw new OptionError(name, value, 'a string without NUL');
  return value;
}
