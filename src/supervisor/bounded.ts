import { type Clock, TimeoutError, waitFor } from '../core/index.js';

/** Runs something of a user's under its deadline; what it later brings is dropped. */
export async function bounded<T>(
  clock: Clock,
  outer: AbortSignal,
  { name, timeout }: { readonly name: string; readonly timeout: number },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // What is not begun can not fail unheard.
  if (outer.aborted) throw new Error(`${name} was not begun`);
  const own = new AbortController();
  try {
    return await waitFor(
      {
        clock,
        signal: outer,
        timeout,
        timedOut: () => new TimeoutError('ERR_TIMEOUT', `${name} took longer than ${timeout} ms`, timeout),
        aborted: () => new Error(`${name} was ended`),
      },
      // An async function, so that a throw before the first await is a rejection too.
      (async () => run(own.signal))(),
    );
  } finally {
    own.abort();
  }
}
