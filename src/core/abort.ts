import { defaultMaxListeners, getMaxListeners, setMaxListeners } from 'node:events';

/**
 * Calls `listener` once when `signal` aborts, at once if it has already. Returns a function that forgets the listener;
 * call it on every path, so that a long-lived signal does not collect listeners.
 */
export function onAbort(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
  if (signal === undefined) return forgetNothing;
  if (signal.aborted) {
    listener(signal.reason);
    return forgetNothing;
  }
  const handler = (): void => listener(signal.reason);
  allowMany(signal);
  signal.addEventListener('abort', handler, { once: true });
  return () => signal.removeEventListener('abort', handler);
}

function forgetNothing(): void {
  // There was no listener.
}

const listenedTo = new WeakMap<AbortSignal, 'once' | 'more'>();

/** One signal for a whole process has a listener for each wait, and Node warns of a leak at the eleventh. */
function allowMany(signal: AbortSignal): void {
  const before = listenedTo.get(signal);
  if (before === 'more') return;
  listenedTo.set(signal, before === undefined ? 'once' : 'more');
  // Many are made for a single wait, and setting the limit costs more than the listener.
  if (before === undefined) return;
  try {
    // A limit of the user's own stays.
    if (getMaxListeners(signal) === defaultMaxListeners) setMaxListeners(0, signal);
  } catch {
    // A signal of another make knows no limit.
  }
}
