import type { ChildProcess } from 'node:child_process';
import {
  AbortError,
  abortSignal,
  type Clock,
  codeOf,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
} from '../core/index.js';
import { checkMethods } from './client-options.js';
import { ConnectError } from './errors.js';
import { QemuProcess } from './qemu-process.js';
import { untilConnected } from './until-connected.js';

/** Options of {@link spawnQemu}. All times are milliseconds. */
export interface SpawnOptions {
  /** The program: `qemu-system-x86_64`, or what leads to it, such as `ip netns exec`, `systemd-run` or `ssh`. */
  readonly program: string;
  /** Its arguments, taken as they are. They need a monitor on standard input and output: `-qmp stdio`. */
  readonly args: readonly string[];
  /** Where it runs. Default: where this process does. */
  readonly cwd?: string | undefined;
  /** Its environment, whole. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Whether it is kept from the signals of our terminal, Ctrl-C first of all. Default: it gets them. */
  readonly detached?: boolean | undefined;
  /** Ends starting. It does not end QEMU later: use `terminate`. */
  readonly signal?: AbortSignal | undefined;
  /** How long the system may take to start the program. Default 5,000. */
  readonly timeout?: number | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

const KNOWN = ['program', 'args', 'cwd', 'env', 'detached', 'signal', 'timeout', 'clock'];

/**
 * Starts a QEMU whose monitor is its standard input and output. It belongs to whoever holds what this returns: the end
 * of its session does not end it, the disposal of its {@link QemuProcess} does.
 *
 * ```ts
 * import { QmpClient, spawnQemu } from 'qmp-watchdog';
 *
 * await using qemu = await spawnQemu({
 *   program: 'qemu-system-x86_64',
 *   args: ['-nodefaults', '-display', 'none', '-S', '-qmp', 'stdio'],
 * });
 * await using client = await QmpClient.connect({ transport: qemu.monitor });
 * ```
 *
 * @throws {@link OptionError} an option can not be used.
 * @throws {@link ConnectError} the program could not be started; `failure` is `not-started`.
 * @throws {@link AbortError} the signal aborted; nothing runs then.
 */
export async function spawnQemu(options: SpawnOptions): Promise<QemuProcess> {
  const { program, args, cwd, env, detached, signal, timeout, clock } = check(options);
  const { spawn } = await import('node:child_process');
  const where = `stdio:${program}`;
  if (signal?.aborted) throw new AbortError(`starting ${program}`, signal.reason);
  const child = spawn(program, args, { cwd, env, detached, stdio: 'pipe' });
  try {
    await untilConnected(
      where,
      { clock, signal, timeout },
      () => 'start',
      (resolve, reject) => {
        child.once('spawn', resolve);
        child.on('error', (cause) => reject(notStarted(where, program, cause)));
      },
    );
  } catch (error) {
    abandon(child);
    throw error;
  }
  return new QemuProcess(child, `${where}(${child.pid})`, clock);
}

function check(options: SpawnOptions) {
  knownOptions('spawnQemu', options, KNOWN);
  const { program, args, cwd, env, detached = false } = options;
  nonEmpty('program', program);
  if (!Array.isArray(args) || args.some((arg) => typeof arg !== 'string'))
    throw new OptionError('args', args, "an array of strings, such as ['-qmp', 'stdio']");
  if (typeof detached !== 'boolean') throw new OptionError('detached', detached, 'true or false');
  if (cwd !== undefined) nonEmpty('cwd', cwd);
  if (env !== undefined && (typeof env !== 'object' || env === null))
    throw new OptionError('env', env, 'an object of strings');
  return {
    program,
    args,
    cwd,
    env,
    detached,
    signal: abortSignal('signal', options.signal),
    timeout: milliseconds('timeout', options.timeout, 5_000, { min: 1, infinity: true }),
    clock: checkMethods('clock', options.clock ?? systemClock, ['now', 'setTimer', 'drain'], 'a Clock'),
  };
}

function notStarted(where: string, program: string, cause: Error): ConnectError {
  const code = codeOf(cause);
  const says =
    code === 'ENOENT'
      ? 'there is no such program, or its cwd does not exist'
      : code === 'EACCES'
        ? 'it may not be run by this user'
        : cause.message;
  return new ConnectError('not-started', where, `${program} could not be started: ${says}`, cause);
}

function abandon(child: ChildProcess): void {
  child.kill('SIGKILL');
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
}
