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
  signal.addEventListener('abort', handler, { once: true });
  return () => signal.removeEventListener('abort', handler);
}

function forgetNothing(): void {
  // There was no listener.
}
