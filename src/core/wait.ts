import { onAbort } from './abort.js';
import type { Clock } from './clock.js';
import { Deadlines } from './deadlines.js';

/** What ends every wait of this package, besides what is waited for. */
export interface WaitOptions {
  /** Ends the wait with an AbortError. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the wait after so many milliseconds. `Infinity` must be written; the default is finite and stated where it applies. */
  readonly timeout?: number | undefined;
}

/** How {@link wait} ends. */
export interface WaitLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds; `Infinity` for none. */
  readonly timeout: number;
  /** The error of a wait whose deadline passed. */
  readonly timedOut: () => Error;
  /** The error of a wait whose signal aborted. */
  readonly aborted: (reason: unknown) => Error;
}

/**
 * The one way to await something that may never come: settles once, and on every path removes its deadline, its abort
 * listener, and whatever `start` returned a function for.
 */
export function wait<T>(
  limits: WaitLimits,
  start: (resolve: (value: T) => void, reject: (error: Error) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (limits.signal?.aborted) {
      reject(limits.aborted(limits.signal.reason));
      return;
    }
    let settled = false;
    let stop: (() => void) | undefined;
    const settle = (deliver: () => void): void => {
      if (settled) return;
      settled = true;
      deadline.clear();
      forget();
      stop?.();
      deliver();
    };
    const deadline = Deadlines.of(limits.clock).create(() => settle(() => reject(limits.timedOut())));
    const forget = onAbort(limits.signal, (reason) => settle(() => reject(limits.aborted(reason))));
    deadline.set(limits.clock.now() + limits.timeout);
    try {
      stop = start(
        (value) => settle(() => resolve(value)),
        (error) => settle(() => reject(error)),
      );
    } catch (error) {
      settle(() => reject(error));
      return;
    }
    if (settled) stop();
  });
}

/** Waits for a promise that nobody can cancel, under a deadline and a signal; what it later brings is dropped. */
export function waitFor<T>(limits: WaitLimits, promise: Promise<T>): Promise<T> {
  // Then nobody waits for it, and it may fail all the same.
  if (limits.signal?.aborted) promise.catch(() => {});
  return wait<T>(limits, (resolve, reject) => {
    promise.then(resolve, reject);
    return () => {};
  });
}
