import { AbortError, type Clock, wait } from '../core/index.js';
import { ConnectError } from './errors.js';

/** How long and under which signal a connection may be awaited. */
export interface ConnectLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  readonly timeout: number;
}

/** Waits for a connection to `where`. `slow` says what it has not done when the time is over. */
export async function untilConnected(
  where: string,
  limits: ConnectLimits,
  slow: () => string,
  start: (connected: () => void, failed: (error: Error) => void) => void,
): Promise<void> {
  const { clock, signal, timeout } = limits;
  await wait<void>(
    {
      clock,
      signal,
      timeout,
      timedOut: () => new ConnectError('timeout', where, `${where} did not ${slow()} within ${timeout} ms`),
      aborted: (reason) => new AbortError(`connecting to ${where}`, reason),
    },
    (resolve, reject) => {
      start(resolve, reject);
      return () => {};
    },
  );
}
