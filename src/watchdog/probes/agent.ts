import type { GuestAgent } from '../../agent/index.js';
import { knownOptions, messageOf, OptionError, QmpWatchdogError } from '../../core/index.js';
import type { Probe, ProbeLimits } from '../probe.js';
import { fail, ok, unknown } from './answers.js';
import { COMMON, commonProbeOptions, type ProbeOptions } from './options.js';

/**
 * Whether the guest agent answers a ping. `fail` when one that had answered before was sent the ping and did not answer;
 * one that is absent, or busy with another command until the deadline, is `unknown`: it may never have been installed.
 * @throws {@link OptionError}
 */
export function agent(
  of: Pick<GuestAgent, 'ping' | 'state'>,
  options: ProbeOptions = {},
): Probe<ProbeLimits> {
  if (typeof of !== 'object' || of === null || typeof of.ping !== 'function')
    throw new OptionError('agent', of, 'a GuestAgent');
  knownOptions('probe.agent', options, COMMON);
  const { name, timeout, answerTimeout } = commonProbeOptions('probe.agent', options, 'guest agent');
  return {
    name,
    timeout,
    async run({ signal }) {
      const { state } = of;
      if (state !== 'present') return unknown(`the agent is ${state}`);
      try {
        return ok(`answered after ${Math.round(await of.ping({ signal, timeout: answerTimeout }))} ms`);
      } catch (error) {
        return isUnanswered(error) ? fail(messageOf(error)) : unknown(messageOf(error));
      }
    },
  };
}

/** By its code: the class would bring the whole agent along. */
function isUnanswered(error: unknown): boolean {
  return (
    error instanceof QmpWatchdogError &&
    error.code === 'ERR_GUEST_TIMEOUT' &&
    'outcome' in error &&
    error.outcome === 'unknown'
  );
}
