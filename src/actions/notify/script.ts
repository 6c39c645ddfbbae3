import type { ChildProcess } from 'node:child_process';
import {
  AbortError,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  wait,
} from '../../core/index.js';
import type { Notice, Notifier, NotifierContext } from '../../policy/index.js';
import { NotifyError } from './errors.js';
import { lineOf } from './line.js';

/** Options of `notify.script`. */
export interface ScriptOptions {
  /** The program, with its path or as PATH has it. There is no shell. */
  readonly path: string;
  /** Its arguments, taken as they are. Default: none. */
  readonly args?: readonly string[] | undefined;
  /** How long it may take, in milliseconds; then it is killed, together with what it has started. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Its environment, whole. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** How much of what it writes is kept for the error of a failure, in characters, of the end. Default 2,048. */
  readonly maxOutput?: number | undefined;
}

/** How long its last words may take when it has ended: a child of its own may hold its output open for ever. */
const LAST_WORDS = 200;

/**
 * Starts a program and writes the notice to its standard input, as one line of JSON. Exit code 0 means that somebody was
 * told.
 * @throws {@link OptionError}
 */
export function script(options: ScriptOptions): Notifier {
  knownOptions('script', options, ['path', 'args', 'timeout', 'env', 'maxOutput']);
  const { args = [], env } = options;
  const path = nonEmpty('script.path', options.path);
  if (!Array.isArray(args) || args.some((one) => typeof one !== 'string'))
    throw new OptionError('script.args', args, "an array of strings, such as ['--urgent']");
  if (env !== undefined && (typeof env !== 'object' || env === null))
    throw new OptionError('script.env', env, 'an object of strings');
  const maxOutput = count('script.maxOutput', options.maxOutput, 2_048, { min: 0, max: 1024 * 1024 });
  const name = `script ${path}`;
  return {
    name,
    timeout: milliseconds('script.timeout', options.timeout, 10_000, { min: 1 }),
    async notify(notice, context) {
      const { spawn } = await import('node:child_process');
      if (context.signal.aborted) throw new AbortError(name, context.signal.reason);
      // A process group of its own, so that all of it can be killed, and the terminal's Ctrl-C does not reach it.
      const child = spawn(path, args, { env, detached: true, stdio: 'pipe' });
      await told(name, child, notice, context, maxOutput);
    },
  };
}

async function told(
  name: string,
  child: ChildProcess,
  notice: Notice,
  { clock, signal }: NotifierContext,
  maxOutput: number,
): Promise<void> {
  let output = '';
  const streams = [child.stdin, child.stdout, child.stderr];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = maxOutput === 0 ? '' : (output + text).slice(-maxOutput);
    });
  // One that does not read its input was told all the same, if it says so.
  for (const stream of streams) stream?.on('error', () => {});
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const exit = wait<{ readonly code: number | null; readonly killedBy: string | null }>(
      {
        clock,
        signal,
        // Its deadline is the signal's.
        timeout: Number.POSITIVE_INFINITY,
        timedOut: () => new NotifyError(name, 'it did not end'),
        aborted: (reason) => new AbortError(name, reason),
      },
      (resolve, reject) => {
        child.once('exit', (code, killedBy) => resolve({ code, killedBy }));
        child.once('error', (cause) =>
          reject(new NotifyError(name, `it could not be started: ${cause.message}`, { cause })),
        );
        return () => {};
      },
    );
    child.stdin?.end(lineOf(notice));
    const { code, killedBy } = await exit;
    if (code === 0) return;
    const enough = new AbortController();
    await Promise.race([closed, clock.sleep(LAST_WORDS, { signal: enough.signal }).catch(() => {})]);
    enough.abort();
    const how = code === null ? `it was killed by ${killedBy}` : `it ended with code ${code}`;
    throw new NotifyError(name, output === '' ? how : `${how}: ${output.trim()}`);
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
