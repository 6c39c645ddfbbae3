import { stringifyJson } from '../core/index.js';
import type { BlockInfo } from '../qmp/index.js';
import type { Transition } from './model.js';
import type { BlockError } from './state.js';

/**
 * What `query-block` says counts while the VM stands still for it. QEMU goes on saying it of a drive that was made with
 * `-blockdev` and has long recovered: `cont` resets only what has a name of its own.
 */
export function setBlockErrors(next: Transition): void {
  const { run, blockErrors: from } = next.state;
  const to = run?.why === 'io-error' ? next.model.failedDrives : [];
  if (from === to || (from.length === 0 && to.length === 0)) return;
  if (stringifyJson(from) === stringifyJson(to)) return;
  next.update({ blockErrors: to });
  next.note({ type: 'block-errors', from, to });
}

/** The drives of which `query-block` says that they failed. */
export function failedDrives(drives: readonly BlockInfo[]): readonly BlockError[] {
  return drives.flatMap((drive) => blockError(drive) ?? []);
}

function blockError(drive: BlockInfo): BlockError | undefined {
  const status = drive['io-status'];
  if (typeof status !== 'string' || status === 'ok') return undefined;
  const nodeName = drive.inserted?.['node-name'];
  return {
    device: drive.device,
    ...(typeof drive.qdev === 'string' && { qdev: drive.qdev }),
    ...(typeof nodeName === 'string' && { nodeName }),
    status,
  };
}
