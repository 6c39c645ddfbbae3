import { own } from '../core/index.js';
import type { Cause } from '../policy/index.js';
import type { RunState } from '../qmp/index.js';

const LEFT_BY: Readonly<Record<string, RunState>> = {
  BLOCK_IO_ERROR: 'io-error',
  GUEST_PANICKED: 'guest-panicked',
  WATCHDOG: 'watchdog',
};

/**
 * The run state in which the fault of a cause leaves a VM: a policy on its event handles that state and no other.
 * Undefined for a cause that leaves it in none of its own.
 */
export function leftBy(cause: Cause): RunState | undefined {
  if (cause.on === 'run-state') return cause.status;
  return cause.on === 'event' ? own(LEFT_BY, cause.event.event) : undefined;
}
