import type { RunState } from '../qmp/index.js';
import type { StopReason } from './state.js';

const REASONS: ReadonlyMap<RunState, StopReason> = new Map<RunState, StopReason>([
  ['paused', 'operator'],
  ['prelaunch', 'not-started'],
  ['preconfig', 'not-started'],
  ['io-error', 'io-error'],
  ['guest-panicked', 'panic'],
  ['watchdog', 'watchdog'],
  ['internal-error', 'internal-error'],
  ['debug', 'debugger'],
  ['inmigrate', 'migration'],
  ['finish-migrate', 'migration'],
  ['postmigrate', 'migration'],
  ['colo', 'colo-checkpoint'],
  ['save-vm', 'save'],
  ['restore-vm', 'restore'],
  ['suspended', 'guest-suspended'],
  ['shutdown', 'guest-shutdown'],
]);

/** Why a VM in this run state does not run. A dump and a save share `save-vm`: `query-dump` tells them apart. */
export function stopReason(status: RunState, dumping: boolean): StopReason | undefined {
  if (status === 'running') return undefined;
  if (status === 'save-vm' && dumping) return 'dump';
  return REASONS.get(status) ?? 'other';
}
