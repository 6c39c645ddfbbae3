import { messageOf } from '../../core/index.js';
import type { Backoff } from './backoff.js';
import type { PetRun } from './run.js';

/**
 * Makes attempts until the run ends. Each throws when its channel is lost or could not be had, and lets go of it when
 * the run ends. Waits in between by `backoff`, which starts over after an attempt that lasted longer than its longest
 * wait: that one had succeeded.
 */
export async function keepTrying(run: PetRun, backoff: Backoff, attempt: () => Promise<void>): Promise<void> {
  const { clock, signal } = run;
  const { default: pRetry } = await import('p-retry');
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
          run.told.closed(error.message);
          run.log('%s: %s; trying again in %d ms', run.name, error.message, Math.round(delay));
          await clock.sleep(delay, { signal });
        },
      },
    );
  } catch (error) {
    // The end of the run shows as an error of whatever it interrupted.
    if (!signal.aborted) throw error;
  }
}

/** p-retry gives up at a TypeError, taking it for a bug; Node throws it for addresses too. */
function throwRetriable(error: unknown): never {
  if (error instanceof Error && !(error instanceof TypeError)) throw error;
  throw new Error(messageOf(error), { cause: error });
}
