import { AbortError, type Clock, waitFor } from '../core/index.js';
import { type QmpAddress, QmpClient } from '../qmp/index.js';
import type { VmAddressContext } from './vm-options.js';

/** Brings where the next session is to be had, or its client. */
type NextAddress = (context: VmAddressContext) => Promise<QmpAddress | QmpClient> | QmpAddress | QmpClient;

/**
 * Asks the user's function, which may never answer. What it brings after the end is let go of.
 * @throws {@link AbortError} the signal aborted. Also whatever the function throws.
 */
export async function nextAddress(
  next: NextAddress,
  clock: Clock,
  signal: AbortSignal,
): Promise<QmpAddress | QmpClient> {
  const coming = Promise.resolve(next({ signal }));
  try {
    return await waitFor(
      {
        clock,
        signal,
        // A VM that is not there yet may be waited for without end; closing ends it.
        timeout: Number.POSITIVE_INFINITY,
        timedOut: () => new Error('never'),
        aborted: (reason) => new AbortError('waiting for an address', reason),
      },
      coming,
    );
  } catch (error) {
    coming.then(letGo, () => {});
    throw error;
  }
}

function letGo(address: QmpAddress | QmpClient): void {
  // What a user's function brings may be anything.
  if (typeof address !== 'object' || address === null) return;
  if (address instanceof QmpClient) void address.close();
  else if ('transport' in address) address.transport.close();
  else if ('stream' in address) address.stream.destroy();
}
