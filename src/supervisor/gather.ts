import { type Clock, LagMonitor, messageOf } from '../core/index.js';
import type { Facts } from '../policy/index.js';
import type { Qmp } from '../qmp/index.js';
import { Vm } from '../vm/index.js';
import type { AnyWatchdog } from '../watchdog/index.js';
import type { Attendance } from './attendance.js';

/** How long QEMU may take to say its state: milliseconds. */
const LIVENESS_TIMEOUT = 2_000;

/** What is asked, and of whom. */
export interface Gathering {
  readonly vm: Qmp;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly attendance: Attendance;
}

/** Finds out what is true now. Never rejects: what could not be found out is said to be unknown. */
export async function gatherFacts(
  { vm, clock, signal, attendance }: Gathering,
  watchdog: AnyWatchdog | undefined,
): Promise<Facts> {
  const lag = LagMonitor.of(clock);
  const stop = lag.watch();
  const before = lag.total(clock.now());
  // One that comes in the meantime has not been asked.
  const session = sessionOf(vm);
  const { status, monitor, answeredAfter } = await askStatus(vm, signal);
  // A pet that has arrived together with the answer, or before it, counts.
  if (watchdog !== undefined) await clock.drain();
  const at = clock.now();
  const stalled = lag.total(at) - before;
  stop();
  const attended = watchdog !== undefined && attendance.attended(watchdog);
  if (watchdog !== undefined) {
    if ('error' in status) attendance.missed(watchdog);
    else attendance.answered(watchdog);
  }
  return { status, monitor, answeredAfter, attended, session, at, watchdog: watchdog?.snapshot, stalled };
}

/** The number of the present or last session; undefined where one session is supervised. */
export function sessionOf(vm: Qmp): number | undefined {
  return vm instanceof Vm ? vm.state.session : undefined;
}

async function askStatus(
  vm: Qmp,
  signal: AbortSignal,
): Promise<Pick<Facts, 'status' | 'monitor' | 'answeredAfter'>> {
  try {
    // Not query-status itself: asking a silent monitor again and again would fill its window.
    const { verdict, evidence } = await vm.liveness({ timeout: LIVENESS_TIMEOUT, signal });
    const { inBand, status } = evidence;
    return {
      status: status ?? { error: verdict === 'responsive' ? 'query-status was not answered' : verdict },
      monitor: verdict,
      // Since it was asked, which may have been earlier than now: an unanswered question is not asked again.
      answeredAfter: inBand.state === 'answered' ? inBand.after : LIVENESS_TIMEOUT,
    };
  } catch (error) {
    return { status: { error: messageOf(error) }, monitor: 'unknown', answeredAfter: LIVENESS_TIMEOUT };
  }
}
