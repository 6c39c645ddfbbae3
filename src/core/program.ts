import type { ChildProcess } from 'node:child_process';
import type { Clock } from './clock.js';
import { AbortError } from './errors.js';
import { wait } from './wait.js';

/** How a program is run. */
export interface ProgramOptions {
  /** The program, with its path or as PATH has it. There is no shell. */
  readonly path: string;
  readonly args: readonly string[];
  /** Its environment, whole. Undefined: that of this process. */
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
  /** What is written to its standard input, which then ends. */
  readonly input: string;
  /** How much of what it writes is kept, in characters, of the end. */
  readonly maxOutput: number;
  /** A descriptor that becomes its standard output, of which nothing is kept then. */
  readonly stdout?: number | undefined;
  readonly clock: Clock;
  /** At its abortion the program is killed, with what it has started. */
  readonly signal: AbortSignal;
}

/** How a program ended. */
export interface ProgramEnd {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly killedBy: string | null;
  /** The end of what it wrote to its standard output and error, as far as it was read by then. */
  readonly output: string;
}

/** How long its last words may take when it has ended: a child of its own may hold its output open for ever. */
const LAST_WORDS = 200;

/**
 * Runs a program to its end. Rejects with the system's error when it can not be started.
 * @throws {@link AbortError}
 */
export async function runProgram(options: ProgramOptions): Promise<ProgramEnd> {
  const { path, args, env, stdout = 'pipe', signal } = options;
  const { spawn } = await import('node:child_process');
  if (signal.aborted) throw new AbortError(path, signal.reason);
  // A process group of its own, so that all of it can be killed, and the terminal's Ctrl-C does not reach it.
  const child = spawn(path, args, { env, detached: true, stdio: ['pipe', stdout, 'pipe'] });
  return await untilEnd(child, options);
}

async function untilEnd(child: ChildProcess, options: ProgramOptions): Promise<ProgramEnd> {
  const { path, input, maxOutput, clock, signal } = options;
  let output = '';
  const streams = [child.stdin, child.stdout, child.stderr];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = maxOutput === 0 ? '' : (output + text).slice(-maxOutput);
    });
  // One that does not read its input may end well all the same.
  for (const stream of streams) stream?.on('error', () => {});
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const exit = wait<Omit<ProgramEnd, 'output'>>(
      {
        clock,
        signal,
        // Its deadline is the signal's.
        timeout: Number.POSITIVE_INFINITY,
        timedOut: () => new AbortError(path, undefined),
        aborted: (reason) => new AbortError(path, reason),
      },
      (resolve, reject) => {
        child.once('exit', (code, killedBy) => resolve({ code, killedBy }));
        child.once('error', reject);
        return () => {};
      },
    );
    child.stdin?.end(input);
    const end = await exit;
    // What a success has to say is not waited for.
    if (end.code === 0) return { ...end, output };
    const enough = new AbortController();
    await Promise.race([closed, clock.sleep(LAST_WORDS, { signal: enough.signal }).catch(() => {})]);
    enough.abort();
    return { ...end, output };
  } finally {
    killGroup(child);
    for (const stream of streams) stream?.destroy();
  }
}

/** All of it, unless it has ended by itself: then its group may be another's. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}
