import { codeOf, knownOptions, messageOf, oneOf } from '../../core/index.js';
import {
  checkSocketAddress,
  ConnectError,
  connectSocket,
  describeAddress,
  type SocketAddress,
} from '../../qmp/index.js';
import type { Probe, ProbeAnswer, ProbeLimits } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type NetworkProbeOptions } from './options.js';

/**
 * Whether somebody accepts connections at a TCP or unix socket; nothing is sent. `fail` when it is known that nobody does:
 * the connection was refused, or there is no such socket. See {@link NetworkProbeOptions} for what else may be.
 *
 * The kernel accepts connections for a program that hangs, and a port that is forwarded, as by `-netdev user`, for a guest
 * that does. `probe.http` waits for an answer.
 * @throws {@link OptionError}
 */
export function tcp(address: SocketAddress, options: NetworkProbeOptions = {}): Probe<ProbeLimits> {
  checkSocketAddress('probe.tcp', address);
  knownOptions('probe.tcp', options, [...COMMON, 'unreachable']);
  const where = describeAddress(address);
  const { name, timeout, answerTimeout } = commonProbeOptions('probe.tcp', options, where);
  const unreachable = oneOf('probe.tcp.unreachable', options.unreachable, 'unknown', ['unknown', 'fail']);
  return {
    name,
    timeout,
    async run({ clock, signal }) {
      try {
        const transport = await connectSocket(address, { clock, signal, timeout: answerTimeout });
        transport.close();
        return ok(`${where} accepts connections`);
      } catch (error) {
        return judge(error, where, unreachable);
      }
    },
  };
}

function judge(error: unknown, where: string, unreachable: 'unknown' | 'fail'): ProbeAnswer {
  if (!(error instanceof ConnectError)) return unknown(messageOf(error));
  switch (error.failure) {
    case 'refused':
      return fail(`nobody listens at ${where}`);
    case 'no-such-socket':
      return fail(`there is no socket at ${where}`);
    case 'unreachable':
    case 'timeout':
      // A host name that is not known says nothing of the host.
      if (isNameless(error.cause)) return unknown(`${where} has an unknown host name`);
      return { verdict: unreachable, reason: `${where} can not be reached: ${error.failure}` };
    default:
      return unknown(`${where}: ${error.failure}`);
  }
}

function isNameless(cause: unknown): boolean {
  return ['ENOTFOUND', 'EAI_AGAIN'].includes(codeOf(cause));
}
