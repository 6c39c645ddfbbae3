import {
  AbortError,
  abortSignal,
  Deadlines,
  knownOptions,
  milliseconds,
  OptionError,
  type WaitOptions,
  wait,
} from '../core/index.js';
import type { AgentChannel } from './channel.js';
import { GuestClosedError, GuestRejectedError, GuestTimeoutError, GuestUnconfirmedError } from './errors.js';
import type { SilentGuestCommandName } from './qapi/index.js';

/** Options of `GuestAgent.executeSilent`. All times are milliseconds. */
export interface SilentCommandOptions extends WaitOptions {
  /** Ends the wait. A command that was sent may take effect all the same. */
  readonly signal?: AbortSignal | undefined;
  /** How long sending and confirmation may take. Default 60,000. */
  readonly timeout?: number | undefined;
  /**
   * Resolves when the command has taken effect, as seen by somebody who can know: QEMU's SHUTDOWN or SUSPEND event,
   * say. It is called before the command is sent, so that it can subscribe in time; its signal ends it. Default: none,
   * and then the outcome stays unknown.
   */
  readonly confirm?: ((signal: AbortSignal) => Promise<unknown>) | undefined;
  /** Without `confirm`: how long to listen for a refusal after sending. Default 5,000. */
  readonly silence?: number | undefined;
}

/** What became of a command that is silent when it succeeds. */
export type SilentResult =
  /** It took effect. */
  | { readonly outcome: 'confirmed' }
  /**
   * It was sent and not refused, and nobody was asked whether it took effect. `seen`: nothing at all, the end of the
   * connection, or a reply where there should be none.
   */
  | { readonly outcome: 'unknown'; readonly seen: 'silence' | 'end' | 'reply' };

/** Sends a command that does not answer when it succeeds. */
export async function executeSilent(
  channel: AgentChannel,
  name: SilentGuestCommandName,
  args: object | undefined,
  options: SilentCommandOptions,
): Promise<SilentResult> {
  knownOptions(name, options, ['signal', 'timeout', 'confirm', 'silence']);
  const signal = abortSignal('signal', options.signal);
  const timeout = milliseconds('timeout', options.timeout, 60_000, { min: 1, infinity: true });
  const silence = milliseconds('silence', options.silence, 5_000, { min: 0 });
  const { confirm } = options;
  if (confirm !== undefined && typeof confirm !== 'function')
    throw new OptionError('confirm', confirm, 'a function that returns a promise');
  const command = channel.prepare(name, args);
  if (signal?.aborted) throw new AbortError(name, signal.reason, 'not-sent');
  const stopping = new AbortController();
  let outcome: 'not-sent' | 'unknown' = 'not-sent';
  return await wait<SilentResult>(
    {
      clock: channel.clock,
      signal,
      timeout,
      timedOut: () =>
        outcome === 'not-sent'
          ? new GuestTimeoutError(name, timeout, outcome)
          : new GuestUnconfirmedError(name, timeout),
      aborted: (reason) => new AbortError(name, reason, outcome),
    },
    (resolve, reject) => {
      const quiet = Deadlines.of(channel.clock).create(() =>
        resolve({ outcome: 'unknown', seen: 'silence' }),
      );
      const stop = (): void => {
        quiet.clear();
        outcome = channel.giveUp(command);
        stopping.abort();
      };
      if (confirm !== undefined)
        called(confirm, stopping.signal).then(
          () => resolve({ outcome: 'confirmed' }),
          (error: unknown) =>
            reject(
              command.state === 'queued'
                ? new AbortError(name, error, 'not-sent')
                : new GuestUnconfirmedError(name, timeout, error),
            ),
        );
      try {
        channel.submit(command, false, {
          sent: () => {
            if (confirm === undefined) quiet.set(channel.clock.now() + silence);
          },
          replied: (reply) => {
            if (reply.kind === 'error') reject(new GuestRejectedError(name, reply.class, reply.desc));
            else if (confirm === undefined) resolve({ outcome: 'unknown', seen: 'reply' });
          },
          failed: (error) => reject(error),
          closed: (how, error) => {
            if (command.state === 'queued') reject(new GuestClosedError(name, 'not-sent', how, error));
            else if (confirm === undefined) resolve({ outcome: 'unknown', seen: 'end' });
          },
        });
      } catch (error) {
        stop();
        throw error;
      }
      return stop;
    },
  );
}

/** Calls at once, and makes what is thrown a rejection. */
async function called(
  confirm: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  await confirm(signal);
}
