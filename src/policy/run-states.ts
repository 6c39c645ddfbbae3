import type { RunState } from '../qmp/index.js';

/** Run states in which somebody, the guest itself or a migration meant the VM to stand still. */
const MEANT: ReadonlySet<RunState> = new Set([
  'colo',
  'debug',
  'finish-migrate',
  'inmigrate',
  'paused',
  'postmigrate',
  'prelaunch',
  'restore-vm',
  'save-vm',
  'shutdown',
  'suspended',
]);

/** Whether a VM that does not run and is in this state was stopped by something that went wrong. */
export function isFault(status: RunState): boolean {
  return !MEANT.has(status);
}
