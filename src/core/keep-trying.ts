import type { Backoff } from './backoff.js';
import type { Clock } from './clock.js';
import { messageOf } from './errors.js';

/** What an endless series of attempts takes. */
export interface KeepTryingOptions {
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  /** Told of each failure, and after how many milliseconds the next attempt begins. What it throws ends the series. */
  readonly failed: (error: Error, delay: number) => void;
}

const load = async () => (await import('p-retry')).default;
let loading: ReturnType<typeof load> | undefined;

/** Loads what {@link keepTrying} needs, so that its first attempt begins without a wait: virtual time knows of none. */
export async function prepareToKeepTrying(): Promise<void> {
  await (loading ??= load());
}

/**
 * Makes attempts until the signal aborts. Each throws when what it was after is lost or could not be had, and lets go of
 * it when the signal aborts. Waits in between by `backoff`, which starts over after an attempt that lasted longer than
 * its longest wait: that one had succeeded.
 */
export async function keepTrying(options: KeepTryingOptions, attempt: () => Promise<void>): Promise<void> {
  const { clock, signal, backoff, failed } = options;
  const pRetry = await (loading ??= load());
  let failures = 0;
  let begun = clock.now();
  try {
    // Its own waits are none, so that all time is the clock's.
    await pRetry(
      async () => {
        begun = clock.now();
        await attempt().catch(throwRetriable);
      },
      {
        retries: Number.POSITIVE_INFINITY,
        minTimeout: 0,
        signal,
        onFailedAttempt: async ({ error }) => {
          if (signal.aborted) return;
          failures = clock.now() - begun > backoff.max ? 1 : failures + 1;
          const delay = backoff.delay(failures);
          failed(error, delay);
          await clock.sleep(delay, { signal });
        },
      },
    );
  } catch (error) {
    // The end shows as an error of whatever it interrupted.
    if (!signal.aborted) throw error;
  }
}

/** p-retry gives up at a TypeError, taking it for a bug; Node throws it for addresses too. */
function throwRetriable(error: unknown): never {
  if (error instanceof Error && !(error instanceof TypeError)) throw error;
  throw new Error(messageOf(error), { cause: error });
}
