// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type {
  BlockdevBackup,
  BlockdevSnapshot,
  BlockdevSnapshotInternal,
  BlockdevSnapshotSync,
  BlockDirtyBitmap,
  BlockDirtyBitmapAdd,
  BlockDirtyBitmapMerge,
  DriveBackup,
} from './block-core.js';
import type { Newer, NoData } from './open-types.js';

/**
 * QAPI's `Abort`.
 * @since QEMU 1.6
 */
export type Abort = NoData;

/**
 * QAPI's `AbortWrapper`.
 * @since QEMU 1.6
 */
export interface AbortWrapper {
  readonly data: Abort;
}

/**
 * QAPI's `ActionCompletionMode`.
 * @since QEMU 2.5
 */
export type ActionCompletionMode = 'individual' | 'grouped' | (string & {});

/**
 * QAPI's `BlockDirtyBitmapAddWrapper`.
 * @since QEMU 2.5
 */
export interface BlockDirtyBitmapAddWrapper {
  readonly data: BlockDirtyBitmapAdd;
}

/**
 * QAPI's `BlockDirtyBitmapMergeWrapper`.
 * @since QEMU 4.0
 */
export interface BlockDirtyBitmapMergeWrapper {
  readonly data: BlockDirtyBitmapMerge;
}

/**
 * QAPI's `BlockDirtyBitmapWrapper`.
 * @since QEMU 2.5
 */
export interface BlockDirtyBitmapWrapper {
  readonly data: BlockDirtyBitmap;
}

/**
 * QAPI's `BlockdevBackupWrapper`.
 * @since QEMU 2.3
 */
export interface BlockdevBackupWrapper {
  readonly data: BlockdevBackup;
}

/**
 * QAPI's `BlockdevSnapshotInternalWrapper`.
 * @since QEMU 1.7
 */
export interface BlockdevSnapshotInternalWrapper {
  readonly data: BlockdevSnapshotInternal;
}

/**
 * QAPI's `BlockdevSnapshotSyncWrapper`.
 * @since QEMU 1.1
 */
export interface BlockdevSnapshotSyncWrapper {
  readonly data: BlockdevSnapshotSync;
}

/**
 * QAPI's `BlockdevSnapshotWrapper`.
 * @since QEMU 2.5
 */
export interface BlockdevSnapshotWrapper {
  readonly data: BlockdevSnapshot;
}

/**
 * QAPI's `DriveBackupWrapper`.
 * @since QEMU 1.6
 */
export interface DriveBackupWrapper {
  readonly data: DriveBackup;
}

/**
 * QAPI's `TransactionAction`.
 * @since QEMU 1.1
 */
export type TransactionAction =
  | (AbortWrapper & { readonly type: 'abort' })
  | (BlockDirtyBitmapAddWrapper & { readonly type: 'block-dirty-bitmap-add' })
  | (BlockDirtyBitmapWrapper & { readonly type: 'block-dirty-bitmap-remove' | 'block-dirty-bitmap-clear' })
  | (BlockDirtyBitmapWrapper & { readonly type: 'block-dirty-bitmap-enable' | 'block-dirty-bitmap-disable' })
  | (BlockDirtyBitmapMergeWrapper & { readonly type: 'block-dirty-bitmap-merge' })
  | (BlockdevBackupWrapper & { readonly type: 'blockdev-backup' })
  | (BlockdevSnapshotWrapper & { readonly type: 'blockdev-snapshot' })
  | (BlockdevSnapshotInternalWrapper & { readonly type: 'blockdev-snapshot-internal-sync' })
  | (BlockdevSnapshotSyncWrapper & { readonly type: 'blockdev-snapshot-sync' })
  | (DriveBackupWrapper & { readonly type: 'drive-backup' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `TransactionActionKind`.
 * - `drive-backup`: deprecated as of QEMU 7.2 at the latest
 * @since QEMU 1.1
 */
export type TransactionActionKind =
  | 'abort'
  | 'block-dirty-bitmap-add'
  | 'block-dirty-bitmap-remove'
  | 'block-dirty-bitmap-clear'
  | 'block-dirty-bitmap-enable'
  | 'block-dirty-bitmap-disable'
  | 'block-dirty-bitmap-merge'
  | 'blockdev-backup'
  | 'blockdev-snapshot'
  | 'blockdev-snapshot-internal-sync'
  | 'blockdev-snapshot-sync'
  | 'drive-backup'
  | Newer;

/**
 * QAPI's `TransactionProperties`.
 * @since QEMU 2.5
 */
export interface TransactionProperties {
  readonly 'completion-mode'?: ActionCompletionMode;
}

/** The commands of QAPI's module `transaction`. */
export interface TransactionCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-transaction.transaction}
   * @since QEMU 1.1
   */
  transaction: {
    arguments: {
      readonly actions: readonly TransactionAction[];
      readonly properties?: TransactionProperties;
    };
    returns: NoData;
  };
}
