import type { GuestAgent, GuestExecOptions } from '../agent/index.js';
import { knownOptions, nonEmpty, oneOf } from '../core/index.js';
import { action, type SingleAction } from '../policy/index.js';
import { done, failed, notDone } from './outcome.js';
import type { ActionOptions } from './system-reset.js';

/** Options of `act.agentShutdown`. */
export interface AgentShutdownOptions extends ActionOptions {
  /** What the guest is to do. Default `powerdown`. */
  readonly mode?: 'powerdown' | 'reboot' | undefined;
  /** How long the guest may take, in milliseconds. Default 100,000. */
  readonly timeout?: number | undefined;
}

/**
 * Asks the guest's agent to shut the guest down, which is no use where the guest hangs. Verified by QEMU's SHUTDOWN, or for
 * `reboot` by its RESET, caused by the guest. An agent that took it and whose guest stays is `unknown`: it may yet.
 * @throws {@link OptionError}
 */
export function agentShutdown(agent: GuestAgent, options: AgentShutdownOptions = {}): SingleAction {
  knownOptions('agentShutdown', options, ['mode', 'timeout']);
  const mode = oneOf('agentShutdown.mode', options.mode, 'powerdown', ['powerdown', 'reboot']);
  return action({
    name: 'guest-shutdown',
    destructive: true,
    idempotent: true,
    timeout: options.timeout ?? 100_000,
    boots: mode === 'reboot',
    async run({ vm, signal, stillStands }) {
      const withdrawn = await stillStands();
      if (withdrawn !== undefined) return failed(withdrawn);
      try {
        let seen: unknown;
        await agent.executeSilent(
          'guest-shutdown',
          { mode },
          {
            signal,
            timeout: Number.POSITIVE_INFINITY,
            confirm: async (over) => {
              const limits = { signal: over, timeout: Number.POSITIVE_INFINITY };
              const { data } = await (mode === 'reboot'
                ? vm.expect('RESET', { ...limits, where: (event) => event.data.guest }).wait()
                : vm.expect('SHUTDOWN', { ...limits, where: (event) => event.data.guest }).wait());
              seen = data;
            },
          },
        );
        return done(mode === 'reboot' ? 'rebooted' : 'shut-down', { seen });
      } catch (error) {
        return notDone(error);
      }
    },
  });
}

/** Options of `act.agentExec`. */
export interface AgentExecOptions extends ActionOptions, Pick<GuestExecOptions, 'input' | 'env'> {
  /** Whether the program costs the guest something that can not be given back. Default: it does not. */
  readonly destructive?: boolean | undefined;
  /** Whether running it twice is the same as running it once. Default: it is not. */
  readonly idempotent?: boolean | undefined;
  /** How long it may take, in milliseconds. Default 60,000. It goes on in the guest after that. */
  readonly timeout?: number | undefined;
}

/** How much of each output goes into the evidence: characters, of the end. */
const OUTPUT = 1_024;

/**
 * Runs a program in the guest, by its agent. Done when it ends with exit code 0; the ends of its outputs are in the
 * evidence, and so in the journal. One whose end was not seen is `unknown`, and goes on.
 * @throws {@link OptionError}
 */
export function agentExec(
  agent: GuestAgent,
  path: string,
  args: readonly string[] = [],
  options: AgentExecOptions = {},
): SingleAction {
  knownOptions('agentExec', options, ['input', 'env', 'destructive', 'idempotent', 'timeout']);
  nonEmpty('agentExec.path', path);
  const { destructive = false, idempotent = false, timeout = 60_000, input, env } = options;
  return action({
    name: 'guest-exec',
    destructive,
    idempotent,
    timeout,
    async run({ signal }) {
      const limits = { signal, timeout: Number.POSITIVE_INFINITY, input, env };
      const { exitCode, signal: killedBy, stdout, stderr } = await agent.exec(path, args, limits);
      const evidence = { path, exitCode, signal: killedBy, stdout: endOf(stdout), stderr: endOf(stderr) };
      if (exitCode === 0) return done('exit-code: 0', evidence);
      return failed(exitCode === undefined ? `signal: ${killedBy}` : `exit-code: ${exitCode}`, evidence);
    },
  });
}

function endOf(output: Buffer): string {
  return output.toString('utf8').slice(-OUTPUT);
}
