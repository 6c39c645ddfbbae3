import type { Clock } from '../core/index.js';

/** How long an action that was told to end may take to do so: milliseconds. */
const LAST_WORDS = 1_000;

/** An action that ends now still says how: waits for that, but not for long. Never rejects. */
export async function lastWords(clock: Clock, said: Promise<void>): Promise<void> {
  const enough = new AbortController();
  const waited = clock.sleep(LAST_WORDS, { signal: enough.signal });
  await Promise.race([said, waited]).catch(() => {});
  enough.abort();
  await waited.catch(() => {});
}
