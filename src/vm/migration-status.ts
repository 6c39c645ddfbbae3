import type { MigrationView } from './state.js';

const AT_REST: ReadonlySet<string> = new Set(['none', 'completed', 'failed', 'cancelled']);

/** Of these a source, too, says no more than that. */
const BEGINNING: ReadonlySet<string> = new Set(['setup', 'wait-unplug']);

/** Whether a migration goes on, and changes without a word unless QEMU was told to send events of it. */
export function isUnderWay(status: string): boolean {
  return !AT_REST.has(status);
}

/** Whether a migration has only just begun: it is one from here, unless QEMU waits for a guest. */
export function isBeginning(status: string): boolean {
  return BEGINNING.has(status);
}

/**
 * Whether the guest may run elsewhere by the time that QEMU carries out a command: when a migration completes, what was
 * sent before is done after it. One that COLO has made of it never completes.
 */
export function mayComplete({ status, side }: MigrationView): boolean {
  if (!isUnderWay(status) || status === 'colo' || side === 'destination') return false;
  return side === 'source' || isBeginning(status);
}
