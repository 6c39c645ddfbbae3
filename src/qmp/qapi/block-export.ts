// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { BlockDirtyBitmapOrStr } from './block-core.js';
import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';
import type { SocketAddress, SocketAddressLegacy } from './sockets.js';

/**
 * QAPI's `BlockExportInfo`.
 * @since QEMU 5.2
 */
export interface BlockExportInfo {
  readonly id: string;
  readonly type: BlockExportType;
  readonly 'node-name': string;
  readonly 'shutting-down': boolean;
}

/**
 * QAPI's `BlockExportIothreads`.
 * @since QEMU 10.1
 */
export type BlockExportIothreads = string | readonly string[];

/** What all of `BlockExportOptions` have. */
export interface BlockExportOptionsBase {
  readonly id: string;
  readonly 'fixed-iothread'?: boolean;
  readonly iothread?: BlockExportIothreads | string;
  readonly 'node-name': string;
  readonly writable?: boolean;
  readonly writethrough?: boolean;
  /** @since QEMU 10.0 */
  readonly 'allow-inactive'?: boolean;
}

/**
 * QAPI's `BlockExportOptions`.
 * @since QEMU 4.2
 */
export type BlockExportOptions =
  | (BlockExportOptionsBase & BlockExportOptionsNbd & { readonly type: 'nbd' })
  | (BlockExportOptionsBase & BlockExportOptionsVhostUserBlk & { readonly type: 'vhost-user-blk' })
  | (BlockExportOptionsBase & BlockExportOptionsFuse & { readonly type: 'fuse' })
  | (BlockExportOptionsBase & BlockExportOptionsVduseBlk & { readonly type: 'vduse-blk' })
  | (BlockExportOptionsBase & { readonly type: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `BlockExportOptionsFuse`.
 * Only in builds with CONFIG_FUSE.
 * @since QEMU 6.0
 */
export interface BlockExportOptionsFuse {
  readonly mountpoint: string;
  readonly growable?: boolean;
  readonly 'allow-other'?: FuseExportAllowOther;
}

/**
 * QAPI's `BlockExportOptionsNbd`.
 * @since QEMU 5.2
 */
export interface BlockExportOptionsNbd extends BlockExportOptionsNbdBase {
  readonly bitmaps?: readonly BlockDirtyBitmapOrStr[] | readonly string[];
  readonly 'allocation-depth'?: boolean;
}

/**
 * QAPI's `BlockExportOptionsNbdBase`.
 * @since QEMU 5.0
 */
export interface BlockExportOptionsNbdBase {
  readonly name?: string;
  readonly description?: string;
}

/**
 * QAPI's `BlockExportOptionsVduseBlk`.
 * @since QEMU 7.1
 */
export interface BlockExportOptionsVduseBlk {
  readonly name: string;
  readonly 'num-queues'?: number;
  readonly 'queue-size'?: number;
  readonly 'logical-block-size'?: WideInt;
  readonly serial?: string;
}

/**
 * QAPI's `BlockExportOptionsVhostUserBlk`.
 * @since QEMU 5.2
 */
export interface BlockExportOptionsVhostUserBlk {
  readonly addr: SocketAddress;
  readonly 'logical-block-size'?: WideInt;
  readonly 'num-queues'?: number;
}

/**
 * QAPI's `BlockExportRemoveMode`.
 * @since QEMU 2.12
 */
export type BlockExportRemoveMode = 'safe' | 'hard' | (string & {});

/**
 * QAPI's `BlockExportType`.
 * - `vhost-user-blk`: only in builds with CONFIG_VHOST_USER_BLK_SERVER
 * - `fuse`: since QEMU 6.0; only in builds with CONFIG_FUSE
 * - `vduse-blk`: since QEMU 7.1; only in builds with CONFIG_VDUSE_BLK_EXPORT
 * @since QEMU 4.2
 */
export type BlockExportType = 'nbd' | 'vhost-user-blk' | 'fuse' | 'vduse-blk' | Newer;

/**
 * QAPI's `FuseExportAllowOther`.
 * @since QEMU 6.1
 */
export type FuseExportAllowOther = 'off' | 'on' | 'auto' | (string & {});

/**
 * QAPI's `NbdServerAddOptions`.
 * @since QEMU 5.0
 */
export interface NbdServerAddOptions extends BlockExportOptionsNbdBase {
  readonly device: string;
  readonly writable?: boolean;
  readonly bitmap?: string;
}

/** QAPI's `NbdServerOptionsLegacy`. */
export interface NbdServerOptionsLegacy {
  /** @since QEMU 10.0 */
  readonly 'handshake-max-seconds'?: number;
  readonly 'tls-creds'?: string;
  readonly 'tls-authz'?: string;
  readonly 'max-connections'?: number;
  readonly addr: SocketAddressLegacy;
}

/** The commands of QAPI's module `block-export`. */
export interface BlockExportCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.block-export-add}
   * @since QEMU 5.2
   */
  'block-export-add': { arguments: BlockExportOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.block-export-del}
   * @since QEMU 5.2
   */
  'block-export-del': {
    arguments: {
      readonly id: string;
      readonly mode?: BlockExportRemoveMode;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.nbd-server-add}
   * @since QEMU 1.3
   * @deprecated As of QEMU 5.2 at the latest: QEMU names `block-export-add` instead.
   */
  'nbd-server-add': { arguments: NbdServerAddOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.nbd-server-remove}
   * @since QEMU 2.12
   * @deprecated As of QEMU 5.2 at the latest: QEMU names `block-export-del` instead.
   */
  'nbd-server-remove': {
    arguments: {
      readonly name: string;
      readonly mode?: BlockExportRemoveMode;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.nbd-server-start}
   * @since QEMU 1.3
   */
  'nbd-server-start': { arguments: NbdServerOptionsLegacy; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.nbd-server-stop}
   * @since QEMU 1.3
   */
  'nbd-server-stop': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-export.query-block-exports}
   * @since QEMU 5.2
   */
  'query-block-exports': { arguments: NoArguments; returns: readonly BlockExportInfo[] };
}

/** The events of QAPI's module `block-export`. */
export interface BlockExportEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-export.BLOCK_EXPORT_DELETED}
   * @since QEMU 5.2
   */
  BLOCK_EXPORT_DELETED: {
    readonly id: string;
  };
}
