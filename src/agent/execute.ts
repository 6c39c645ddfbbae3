import { AbortError, abortSignal, Deadlines, milliseconds, onAbort } from '../core/index.js';
import type { AgentChannel } from './channel.js';
import { GuestClosedError, GuestRejectedError, GuestTimeoutError } from './errors.js';
import type { AgentCommandOptions } from './state.js';

/**
 * Runs a command and resolves with what it returned, unchecked.
 * @throws {@link GuestRejectedError}, {@link GuestTimeoutError}, {@link GuestReplyError}, {@link GuestClosedError},
 * {@link GuestQueueFullError}, AbortError, OptionError
 */
export async function execute(
  channel: AgentChannel,
  name: string,
  args: object | undefined,
  options: AgentCommandOptions,
): Promise<unknown> {
  const signal = abortSignal('signal', options.signal);
  const timeout = milliseconds('timeout', options.timeout, channel.options.commandTimeout, {
    min: 0,
    infinity: true,
  });
  const command = channel.prepare(name, args);
  if (signal?.aborted) throw new AbortError(name, signal.reason, 'not-sent');
  return await new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      deadline.clear();
      forget();
      settle();
    };
    const giveUp = (error: (outcome: 'not-sent' | 'unknown') => Error): void => {
      finish(() => reject(error(channel.giveUp(command))));
    };
    const timedOut = (outcome: 'not-sent' | 'unknown'): Error =>
      new GuestTimeoutError(name, timeout, outcome, outcome === 'not-sent' ? channel.whyAbsent : undefined);
    const deadline = Deadlines.of(channel.clock).create(() => giveUp(timedOut));
    const forget = onAbort(signal, (reason) => giveUp((outcome) => new AbortError(name, reason, outcome)));
    deadline.set(channel.clock.now() + timeout);
    try {
      channel.submit(command, options.urgent === true, {
        replied: (reply) =>
          finish(() => {
            if (reply.kind === 'return') resolve(reply.value);
            else reject(new GuestRejectedError(name, reply.class, reply.desc));
          }),
        failed: (error) => finish(() => reject(error)),
        closed: (how, error) => {
          const outcome = command.state === 'queued' ? 'not-sent' : 'unknown';
          finish(() => reject(new GuestClosedError(name, outcome, how, error)));
        },
      });
    } catch (error) {
      finish(() => reject(error));
    }
  });
}
