import { count, knownOptions, messageOf, nonEmpty, OptionError, runProgram } from '../../core/index.js';
import type { Probe, ProbeLimits } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type ProbeOptions } from './options.js';

/** Options of `probe.program`. */
export interface ProgramProbeOptions extends ProbeOptions {
  /** The program, with its path or as PATH has it. There is no shell. */
  readonly path: string;
  /** Its arguments, taken as they are. Default: none. */
  readonly args?: readonly string[] | undefined;
  /** Its environment, whole. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The exit codes that are `ok`. Default: 0. */
  readonly ok?: readonly number[] | undefined;
  /** The exit codes that are `unknown`, such as 3 of a monitoring plugin; any other is `fail`. Default: none. */
  readonly unknown?: readonly number[] | undefined;
  /** How much of what it writes is kept for the reason of a failure, in characters, of the end. Default 200. */
  readonly maxOutput?: number | undefined;
}

const OWN = ['path', 'args', 'env', 'ok', 'unknown', 'maxOutput'];

/**
 * What a program finds, by its exit code. At its deadline it is killed, with what it has started and what has not left its
 * process group; then, or when another
 * kills it, or it can not be started, nothing is known.
 * @throws {@link OptionError}
 */
export function program(options: ProgramProbeOptions): Probe<ProbeLimits> {
  knownOptions('probe.program', options, [...COMMON, ...OWN]);
  const path = nonEmpty('probe.program.path', options.path);
  const { args = [], env } = options;
  if (!Array.isArray(args) || args.some((one) => typeof one !== 'string' || one.includes('\0')))
    throw new OptionError('probe.program.args', args, "an array of strings without NUL, such as ['--quick']");
  if (env !== undefined && (typeof env !== 'object' || env === null))
    throw new OptionError('probe.program.env', env, 'an object of strings');
  const { name, timeout } = commonProbeOptions('probe.program', options, path);
  const maxOutput = count('probe.program.maxOutput', options.maxOutput, 200, { min: 0, max: 400 });
  const well = checkCodes('ok', options.ok ?? [0]);
  const open = checkCodes('unknown', options.unknown ?? []);
  return {
    name,
    timeout,
    async run({ clock, signal }) {
      const running = { path, args, env, input: '', maxOutput, clock, signal };
      const end = await runProgram(running).catch((error: unknown) => messageOf(error));
      if (typeof end === 'string') return unknown(end);
      const { code, killedBy } = end;
      if (code === null) return unknown(`${path} was killed by ${killedBy}`);
      const output = end.output.trim();
      const reason = `${path} ended with code ${code}${output === '' ? '' : `: ${output}`}`;
      if (well.has(code)) return ok(reason);
      return open.has(code) ? unknown(reason) : fail(reason);
    },
  };
}

function checkCodes(option: string, codes: readonly number[]): ReadonlySet<number> {
  if (!Array.isArray(codes) || codes.some((code) => !Number.isInteger(code) || code < 0 || code > 255))
    throw new OptionError(`probe.program.${option}`, codes, 'exit codes, from 0 to 255');
  return new Set(codes);
}
