import {
  AbortError,
  count,
  knownOptions,
  messageOf,
  milliseconds,
  nonEmpty,
  OptionError,
  runProgram,
} from '../../core/index.js';
import type { Notifier } from '../../policy/index.js';
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
    async notify(notice, { clock, signal }) {
      const input = lineOf(notice);
      const { code, killedBy, output } = await runProgram({
        path,
        args,
        env,
        input,
        maxOutput,
        clock,
        signal,
      }).catch((error: unknown) => throwFor(name, error));
      if (code === 0) return;
      const how = code === null ? `it was killed by ${killedBy}` : `it ended with code ${code}`;
      throw new NotifyError(name, output === '' ? how : `${how}: ${output.trim()}`);
    },
  };
}

function throwFor(name: string, cause: unknown): never {
  if (cause instanceof AbortError) throw new AbortError(name, cause.cause);
  throw new NotifyError(name, `it could not be started: ${messageOf(cause)}`, { cause });
}
