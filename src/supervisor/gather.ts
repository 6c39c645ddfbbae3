import { type Clock, LagMonitor, messageOf } from '../core/index.js';
import type { Facts } from '../policy/index.js';
import type { Qmp } from '../qmp/index.js';
import type { Watchdog } from '../watchdog/index.js';

/** How long QEMU may take to show that it answers, and then to say its state: milliseconds. */
const LIVENESS_TIMEOUT = 2_000;
const STATUS_TIMEOUT = 2_000;

/** Finds out what is true now. Never rejects: what could not be found out is said to be unknown. */
export async function gatherFacts(
  vm: Qmp,
  watchdog: Watchdog | undefined,
  clock: Clock,
  signal: AbortSignal,
): Promise<Facts> {
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  const before = lag.total(clock.now());
  const status = await askStatus(vm, signal);
  const stalled = lag.total(clock.now()) - before;
  stop();
  return { status, watchdog: watchdog?.snapshot, stalled };
}

async function askStatus(vm: Qmp, signal: AbortSignal): Promise<Facts['status']> {
  try {
    // Liveness first: asking a silent monitor again and again for its status would fill its window.
    const { verdict } = await vm.liveness({ timeout: LIVENESS_TIMEOUT, signal });
    return verdict === 'responsive'
      ? await vm.execute('query-status', {}, { timeout: STATUS_TIMEOUT, signal })
      : { error: verdict };
  } catch (error) {
    return { error: messageOf(error) };
  }
}
