// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { IoOperationType, OnOffAuto, StrOrNull } from './common.js';
import type {
  QCryptoBlockAmendOptions,
  QCryptoBlockAmendOptionsLUKS,
  QCryptoBlockCreateOptions,
  QCryptoBlockCreateOptionsLUKS,
  QCryptoBlockInfoLUKS,
  QCryptoBlockOptionsLUKS,
  QCryptoBlockOptionsQCow,
  QCryptoCipherAlgoArgument,
} from './crypto.js';
import type { JobStatus, JobType } from './job.js';
import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';
import type { InetSocketAddress, InetSocketAddressBase, SocketAddress } from './sockets.js';

/**
 * QAPI's `BackupCommon`.
 * @since QEMU 4.2
 */
export interface BackupCommon {
  readonly 'job-id'?: string;
  readonly device: string;
  readonly sync: MirrorSyncMode;
  readonly speed?: number;
  readonly bitmap?: string;
  readonly 'bitmap-mode'?: BitmapSyncMode;
  readonly compress?: boolean;
  readonly 'on-source-error'?: BlockdevOnError;
  readonly 'on-target-error'?: BlockdevOnError;
  /** @since QEMU 10.1 */
  readonly 'on-cbw-error'?: OnCbwError;
  readonly 'auto-finalize'?: boolean;
  readonly 'auto-dismiss'?: boolean;
  readonly 'filter-node-name'?: string;
  /** @since QEMU 9.1 */
  readonly 'discard-source'?: boolean;
  /**
   * @since QEMU 6.0
   * @experimental
   */
  readonly 'x-perf'?: BackupPerf;
}

/**
 * QAPI's `BackupPerf`.
 * @since QEMU 6.0
 */
export interface BackupPerf {
  readonly 'use-copy-range'?: boolean;
  readonly 'max-workers'?: number;
  readonly 'max-chunk'?: WideInt;
  /** @since QEMU 9.2 */
  readonly 'min-cluster-size'?: WideInt;
}

/**
 * QAPI's `BitmapSyncMode`.
 * @since QEMU 4.2
 */
export type BitmapSyncMode = 'on-success' | 'never' | 'always' | (string & {});

/**
 * QAPI's `BlkdebugEvent`.
 * @since QEMU 2.9
 */
export type BlkdebugEvent =
  | 'l1_update'
  | 'l1_grow_alloc_table'
  | 'l1_grow_write_table'
  | 'l1_grow_activate_table'
  | 'l2_load'
  | 'l2_update'
  | 'l2_update_compressed'
  | 'l2_alloc_cow_read'
  | 'l2_alloc_write'
  | 'read_aio'
  | 'read_backing_aio'
  | 'read_compressed'
  | 'write_aio'
  | 'write_compressed'
  | 'vmstate_load'
  | 'vmstate_save'
  | 'cow_read'
  | 'cow_write'
  | 'reftable_load'
  | 'reftable_grow'
  | 'reftable_update'
  | 'refblock_load'
  | 'refblock_update'
  | 'refblock_update_part'
  | 'refblock_alloc'
  | 'refblock_alloc_hookup'
  | 'refblock_alloc_write'
  | 'refblock_alloc_write_blocks'
  | 'refblock_alloc_write_table'
  | 'refblock_alloc_switch_table'
  | 'cluster_alloc'
  | 'cluster_alloc_bytes'
  | 'cluster_free'
  | 'flush_to_os'
  | 'flush_to_disk'
  | 'pwritev_rmw_head'
  | 'pwritev_rmw_after_head'
  | 'pwritev_rmw_tail'
  | 'pwritev_rmw_after_tail'
  | 'pwritev'
  | 'pwritev_zero'
  | 'pwritev_done'
  | 'empty_image_prepare'
  | 'l1_shrink_write_table'
  | 'l1_shrink_free_l2_clusters'
  | 'cor_write'
  | 'cluster_alloc_space'
  | 'none'
  | (string & {});

/**
 * QAPI's `BlkdebugIOType`.
 * @since QEMU 4.1
 */
export type BlkdebugIOType =
  | 'read'
  | 'write'
  | 'write-zeroes'
  | 'discard'
  | 'flush'
  | 'block-status'
  | (string & {});

/**
 * QAPI's `BlkdebugInjectErrorOptions`.
 * @since QEMU 2.9
 */
export interface BlkdebugInjectErrorOptions {
  readonly event: BlkdebugEvent;
  readonly state?: number;
  readonly iotype?: BlkdebugIOType;
  readonly errno?: number;
  /** @since QEMU 10.0 at the latest */
  readonly 'delay-ns'?: number;
  readonly sector?: number;
  readonly once?: boolean;
  readonly immediately?: boolean;
}

/**
 * QAPI's `BlkdebugSetStateOptions`.
 * @since QEMU 2.9
 */
export interface BlkdebugSetStateOptions {
  readonly event: BlkdebugEvent;
  readonly state?: number;
  readonly new_state: number;
}

/**
 * QAPI's `BlockDeviceInfo`.
 * @since QEMU 0.14
 */
export interface BlockDeviceInfo {
  readonly file: string;
  readonly 'node-name'?: string;
  readonly ro: boolean;
  readonly drv: string;
  readonly backing_file?: string;
  readonly backing_file_depth: number;
  /** @since QEMU 10.1 */
  readonly children?: readonly BlockdevChild[];
  /** @since QEMU 10.0 */
  readonly active?: boolean;
  readonly encrypted: boolean;
  readonly detect_zeroes: BlockdevDetectZeroesOptions;
  readonly bps: number;
  readonly bps_rd: number;
  readonly bps_wr: number;
  readonly iops: number;
  readonly iops_rd: number;
  readonly iops_wr: number;
  readonly image: ImageInfo;
  readonly bps_max?: number;
  readonly bps_rd_max?: number;
  readonly bps_wr_max?: number;
  readonly iops_max?: number;
  readonly iops_rd_max?: number;
  readonly iops_wr_max?: number;
  readonly bps_max_length?: number;
  readonly bps_rd_max_length?: number;
  readonly bps_wr_max_length?: number;
  readonly iops_max_length?: number;
  readonly iops_rd_max_length?: number;
  readonly iops_wr_max_length?: number;
  readonly iops_size?: number;
  readonly group?: string;
  readonly cache: BlockdevCacheInfo;
  readonly write_threshold: number;
  readonly 'dirty-bitmaps'?: readonly BlockDirtyInfo[];
  /** @deprecated Gone as of QEMU 7.2 at the latest. */
  readonly encryption_key_missing?: boolean;
}

/**
 * QAPI's `BlockDeviceIoStatus`.
 * @since QEMU 1.0
 */
export type BlockDeviceIoStatus = 'ok' | 'failed' | 'nospace' | Newer;

/**
 * QAPI's `BlockDeviceStats`.
 * @since QEMU 0.14
 */
export interface BlockDeviceStats {
  readonly rd_bytes: number;
  readonly wr_bytes: number;
  /** @since QEMU 8.1 */
  readonly zone_append_bytes?: number;
  readonly unmap_bytes: number;
  readonly rd_operations: number;
  readonly wr_operations: number;
  /** @since QEMU 8.1 */
  readonly zone_append_operations?: number;
  readonly flush_operations: number;
  readonly unmap_operations: number;
  readonly rd_total_time_ns: WideInt;
  readonly wr_total_time_ns: WideInt;
  /** @since QEMU 8.1 */
  readonly zone_append_total_time_ns?: WideInt;
  readonly flush_total_time_ns: WideInt;
  readonly unmap_total_time_ns: WideInt;
  readonly wr_highest_offset: number;
  readonly rd_merged: number;
  readonly wr_merged: number;
  /** @since QEMU 8.1 */
  readonly zone_append_merged?: number;
  readonly unmap_merged: number;
  readonly idle_time_ns?: WideInt;
  readonly failed_rd_operations: number;
  readonly failed_wr_operations: number;
  /** @since QEMU 8.1 */
  readonly failed_zone_append_operations?: number;
  readonly failed_flush_operations: number;
  readonly failed_unmap_operations: number;
  readonly invalid_rd_operations: number;
  readonly invalid_wr_operations: number;
  /** @since QEMU 8.1 */
  readonly invalid_zone_append_operations?: number;
  readonly invalid_flush_operations: number;
  readonly invalid_unmap_operations: number;
  readonly account_invalid: boolean;
  readonly account_failed: boolean;
  readonly timed_stats: readonly BlockDeviceTimedStats[];
  readonly rd_latency_histogram?: BlockLatencyHistogramInfo;
  readonly wr_latency_histogram?: BlockLatencyHistogramInfo;
  /** @since QEMU 8.1 */
  readonly zone_append_latency_histogram?: BlockLatencyHistogramInfo;
  readonly flush_latency_histogram?: BlockLatencyHistogramInfo;
}

/**
 * QAPI's `BlockDeviceTimedStats`.
 * @since QEMU 2.5
 */
export interface BlockDeviceTimedStats {
  readonly interval_length: number;
  readonly min_rd_latency_ns: number;
  readonly max_rd_latency_ns: number;
  readonly avg_rd_latency_ns: number;
  readonly min_wr_latency_ns: number;
  readonly max_wr_latency_ns: number;
  readonly avg_wr_latency_ns: number;
  /** @since QEMU 8.1 */
  readonly min_zone_append_latency_ns?: number;
  /** @since QEMU 8.1 */
  readonly max_zone_append_latency_ns?: number;
  /** @since QEMU 8.1 */
  readonly avg_zone_append_latency_ns?: number;
  readonly min_flush_latency_ns: number;
  readonly max_flush_latency_ns: number;
  readonly avg_flush_latency_ns: number;
  readonly avg_rd_queue_depth: number;
  readonly avg_wr_queue_depth: number;
  /** @since QEMU 8.1 */
  readonly avg_zone_append_queue_depth?: number;
}

/**
 * QAPI's `BlockDirtyBitmap`.
 * @since QEMU 2.4
 */
export interface BlockDirtyBitmap {
  readonly node: string;
  readonly name: string;
}

/**
 * QAPI's `BlockDirtyBitmapAdd`.
 * @since QEMU 2.4
 */
export interface BlockDirtyBitmapAdd {
  readonly node: string;
  readonly name: string;
  readonly granularity?: number;
  readonly persistent?: boolean;
  readonly disabled?: boolean;
}

/**
 * QAPI's `BlockDirtyBitmapMerge`.
 * @since QEMU 4.0
 */
export interface BlockDirtyBitmapMerge {
  readonly node: string;
  readonly target: string;
  readonly bitmaps: readonly BlockDirtyBitmapOrStr[];
}

/**
 * QAPI's `BlockDirtyBitmapOrStr`.
 * @since QEMU 4.1
 */
export type BlockDirtyBitmapOrStr = string | BlockDirtyBitmap;

/**
 * QAPI's `BlockDirtyBitmapSha256`.
 * @since QEMU 2.10
 */
export interface BlockDirtyBitmapSha256 {
  readonly sha256: string;
}

/**
 * QAPI's `BlockDirtyInfo`.
 * @since QEMU 1.3
 */
export interface BlockDirtyInfo {
  readonly name?: string;
  readonly count: number;
  readonly granularity: number;
  readonly recording: boolean;
  readonly busy: boolean;
  readonly persistent: boolean;
  readonly inconsistent?: boolean;
  /** @deprecated Gone as of QEMU 7.2 at the latest. */
  readonly status?: DirtyBitmapStatus;
}

/**
 * QAPI's `BlockErrorAction`.
 * @since QEMU 2.1
 */
export type BlockErrorAction = 'ignore' | 'report' | 'stop' | Newer;

/**
 * QAPI's `BlockIOThrottle`.
 * @since QEMU 1.1
 */
export interface BlockIOThrottle {
  /** @deprecated As of QEMU 5.2 at the latest. */
  readonly device?: string;
  readonly id?: string;
  readonly bps: number;
  readonly bps_rd: number;
  readonly bps_wr: number;
  readonly iops: number;
  readonly iops_rd: number;
  readonly iops_wr: number;
  readonly bps_max?: number;
  readonly bps_rd_max?: number;
  readonly bps_wr_max?: number;
  readonly iops_max?: number;
  readonly iops_rd_max?: number;
  readonly iops_wr_max?: number;
  readonly bps_max_length?: number;
  readonly bps_rd_max_length?: number;
  readonly bps_wr_max_length?: number;
  readonly iops_max_length?: number;
  readonly iops_rd_max_length?: number;
  readonly iops_wr_max_length?: number;
  readonly iops_size?: number;
  readonly group?: string;
}

/**
 * QAPI's `BlockInfo`.
 * @since QEMU 0.14
 */
export interface BlockInfo {
  readonly device: string;
  readonly qdev?: string;
  readonly type: string;
  readonly removable: boolean;
  readonly locked: boolean;
  readonly inserted?: BlockDeviceInfo;
  readonly tray_open?: boolean;
  readonly 'io-status'?: BlockDeviceIoStatus;
  /** @deprecated Gone as of QEMU 7.2 at the latest. */
  readonly 'dirty-bitmaps'?: readonly BlockDirtyInfo[];
}

/** What all of `BlockJobChangeOptions` have. */
export interface BlockJobChangeOptionsBase {
  readonly id: string;
}

/**
 * QAPI's `BlockJobChangeOptions`.
 * @since QEMU 8.2
 */
export type BlockJobChangeOptions =
  | (BlockJobChangeOptionsBase & { readonly type: 'commit' | 'stream' | 'backup' | 'create' | 'amend' })
  | (BlockJobChangeOptionsBase & { readonly type: 'snapshot-load' | 'snapshot-save' | 'snapshot-delete' })
  | (BlockJobChangeOptionsBase & BlockJobChangeOptionsMirror & { readonly type: 'mirror' })
  | (BlockJobChangeOptionsBase & { readonly type: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `BlockJobChangeOptionsMirror`.
 * @since QEMU 8.2
 */
export interface BlockJobChangeOptionsMirror {
  readonly 'copy-mode': MirrorCopyMode;
}

/** What all of `BlockJobInfo` have. */
export interface BlockJobInfoBase {
  readonly device: string;
  readonly len: number;
  readonly offset: number;
  readonly busy: boolean;
  readonly paused: boolean;
  readonly speed: number;
  readonly 'io-status': BlockDeviceIoStatus;
  readonly ready: boolean;
  readonly status: JobStatus;
  readonly 'auto-finalize': boolean;
  readonly 'auto-dismiss': boolean;
  readonly error?: string;
}

/**
 * QAPI's `BlockJobInfo`.
 * @since QEMU 1.1
 */
export type BlockJobInfo =
  | (BlockJobInfoBase & { readonly type: 'commit' | 'stream' | 'backup' | 'create' | 'amend' })
  | (BlockJobInfoBase & { readonly type: 'snapshot-load' | 'snapshot-save' | 'snapshot-delete' })
  | (BlockJobInfoBase & BlockJobInfoMirror & { readonly type: 'mirror' })
  | (BlockJobInfoBase & { readonly type: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `BlockJobInfoMirror`.
 * @since QEMU 8.2
 */
export interface BlockJobInfoMirror {
  readonly 'actively-synced': boolean;
}

/**
 * QAPI's `BlockLatencyHistogramInfo`.
 * @since QEMU 4.0
 */
export interface BlockLatencyHistogramInfo {
  readonly boundaries: readonly WideInt[];
  readonly bins: readonly WideInt[];
}

/**
 * QAPI's `BlockLimitsInfo`.
 * @since QEMU 11.1 at the latest
 */
export interface BlockLimitsInfo {
  readonly 'request-alignment': number;
  readonly 'max-discard'?: WideInt;
  readonly 'discard-alignment'?: number;
  readonly 'max-write-zeroes'?: WideInt;
  readonly 'write-zeroes-alignment'?: number;
  readonly 'opt-transfer'?: number;
  readonly 'max-transfer'?: number;
  readonly 'max-hw-transfer'?: number;
  readonly 'max-iov': number;
  readonly 'max-hw-iov'?: number;
  readonly 'min-mem-alignment': WideInt;
  readonly 'opt-mem-alignment': WideInt;
}

/**
 * QAPI's `BlockPermission`.
 * - `graph-mod`: gone as of QEMU 7.2 at the latest
 * @since QEMU 4.0
 */
export type BlockPermission =
  | 'consistent-read'
  | 'write'
  | 'write-unchanged'
  | 'resize'
  | 'graph-mod'
  | Newer;

/**
 * QAPI's `BlockPermission` as an argument.
 * - `graph-mod`: gone as of QEMU 7.2 at the latest
 * @since QEMU 4.0
 */
export type BlockPermissionArgument =
  | 'consistent-read'
  | 'write'
  | 'write-unchanged'
  | 'resize'
  | 'graph-mod'
  | (string & {});

/**
 * QAPI's `BlockStats`.
 * @since QEMU 0.14
 */
export interface BlockStats {
  readonly device?: string;
  readonly qdev?: string;
  readonly 'node-name'?: string;
  readonly stats: BlockDeviceStats;
  readonly 'driver-specific'?: BlockStatsSpecific;
  readonly parent?: BlockStats;
  readonly backing?: BlockStats;
}

/**
 * QAPI's `BlockStatsSpecific`.
 * @since QEMU 4.2
 */
export type BlockStatsSpecific =
  | { readonly driver: 'blkdebug' | 'blklogwrites' | 'blkreplay' | 'blkverify' | 'bochs' | 'cloop' }
  | { readonly driver: 'compress' | 'copy-before-write' | 'copy-on-read' | 'dmg' | 'snapshot-access' | 'ftp' }
  | { readonly driver: 'ftps' | 'host_cdrom' | 'http' | 'https' | 'io_uring' | 'iscsi' | 'luks' | 'nbd' }
  | { readonly driver: 'nfs' | 'null-aio' | 'null-co' | 'nvme-io_uring' | 'parallels' | 'preallocate' }
  | { readonly driver: 'qcow' | 'qcow2' | 'qed' | 'quorum' | 'raw' | 'rbd' | 'replication' | 'ssh' }
  | { readonly driver: 'throttle' | 'vdi' | 'vhdx' | 'virtio-blk-vfio-pci' | 'virtio-blk-vhost-user' }
  | { readonly driver: 'virtio-blk-vhost-vdpa' | 'vmdk' | 'vpc' | 'vvfat' | 'gluster' | 'sheepdog' }
  | (BlockStatsSpecificFile & { readonly driver: 'file' | 'host_device' })
  | (BlockStatsSpecificNvme & { readonly driver: 'nvme' })
  | { readonly driver: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `BlockStatsSpecificFile`.
 * @since QEMU 4.2
 */
export interface BlockStatsSpecificFile {
  readonly 'discard-nb-ok': WideInt;
  readonly 'discard-nb-failed': WideInt;
  readonly 'discard-bytes-ok': WideInt;
}

/**
 * QAPI's `BlockStatsSpecificNvme`.
 * @since QEMU 5.2
 */
export interface BlockStatsSpecificNvme {
  readonly 'completion-errors': WideInt;
  readonly 'aligned-accesses': WideInt;
  readonly 'unaligned-accesses': WideInt;
}

/**
 * QAPI's `BlockdevAioOptions`.
 * - `io_uring`: only in builds with CONFIG_LINUX_IO_URING
 * @since QEMU 2.9
 */
export type BlockdevAioOptions = 'threads' | 'native' | 'io_uring' | (string & {});

/**
 * QAPI's `BlockdevAmendOptions`.
 * @since QEMU 5.1
 */
export type BlockdevAmendOptions =
  | { readonly driver: 'blkdebug' | 'blklogwrites' | 'blkreplay' | 'blkverify' | 'bochs' | 'cloop' }
  | { readonly driver: 'compress' | 'copy-before-write' | 'copy-on-read' | 'dmg' | 'file' }
  | { readonly driver: 'snapshot-access' | 'ftp' | 'ftps' | 'host_cdrom' | 'host_device' | 'http' | 'https' }
  | { readonly driver: 'io_uring' | 'iscsi' | 'nbd' | 'nfs' | 'null-aio' | 'null-co' | 'nvme' }
  | { readonly driver: 'nvme-io_uring' | 'parallels' | 'preallocate' | 'qcow' | 'qed' | 'quorum' | 'raw' }
  | { readonly driver: 'rbd' | 'replication' | 'ssh' | 'throttle' | 'vdi' | 'vhdx' | 'virtio-blk-vfio-pci' }
  | { readonly driver: 'virtio-blk-vhost-user' | 'virtio-blk-vhost-vdpa' | 'vmdk' | 'vpc' | 'vvfat' }
  | { readonly driver: 'gluster' | 'sheepdog' }
  | (BlockdevAmendOptionsLUKS & { readonly driver: 'luks' })
  | (BlockdevAmendOptionsQcow2 & { readonly driver: 'qcow2' })
  | { readonly driver: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `BlockdevAmendOptionsLUKS`.
 * @since QEMU 5.1
 */
export type BlockdevAmendOptionsLUKS = QCryptoBlockAmendOptionsLUKS;

/**
 * QAPI's `BlockdevAmendOptionsQcow2`.
 * @since QEMU 5.1
 */
export interface BlockdevAmendOptionsQcow2 {
  readonly encrypt?: QCryptoBlockAmendOptions;
}

/**
 * QAPI's `BlockdevBackup`.
 * @since QEMU 2.3
 */
export interface BlockdevBackup extends BackupCommon {
  readonly target: string;
}

/**
 * QAPI's `BlockdevCacheInfo`.
 * @since QEMU 2.3
 */
export interface BlockdevCacheInfo {
  readonly writeback: boolean;
  readonly direct: boolean;
  readonly 'no-flush': boolean;
}

/**
 * QAPI's `BlockdevCacheOptions`.
 * @since QEMU 2.9
 */
export interface BlockdevCacheOptions {
  readonly direct?: boolean;
  readonly 'no-flush'?: boolean;
}

/**
 * QAPI's `BlockdevChild`.
 * @since QEMU 10.1
 */
export interface BlockdevChild {
  readonly child: string;
  readonly 'node-name': string;
}

/**
 * QAPI's `BlockdevCreateOptions`.
 * @since QEMU 2.12
 */
export type BlockdevCreateOptions =
  | { readonly driver: 'blkdebug' | 'blklogwrites' | 'blkreplay' | 'blkverify' | 'bochs' | 'cloop' }
  | { readonly driver: 'compress' | 'copy-before-write' | 'copy-on-read' | 'dmg' | 'snapshot-access' | 'ftp' }
  | { readonly driver: 'ftps' | 'host_cdrom' | 'host_device' | 'http' | 'https' | 'io_uring' | 'iscsi' }
  | { readonly driver: 'nbd' | 'null-aio' | 'null-co' | 'nvme' | 'nvme-io_uring' | 'preallocate' | 'quorum' }
  | { readonly driver: 'raw' | 'replication' | 'throttle' | 'virtio-blk-vfio-pci' | 'virtio-blk-vhost-user' }
  | { readonly driver: 'virtio-blk-vhost-vdpa' | 'vvfat' }
  | (BlockdevCreateOptionsFile & { readonly driver: 'file' })
  | (BlockdevCreateOptionsLUKS & { readonly driver: 'luks' })
  | (BlockdevCreateOptionsNfs & { readonly driver: 'nfs' })
  | (BlockdevCreateOptionsParallels & { readonly driver: 'parallels' })
  | (BlockdevCreateOptionsQcow & { readonly driver: 'qcow' })
  | (BlockdevCreateOptionsQcow2 & { readonly driver: 'qcow2' })
  | (BlockdevCreateOptionsQed & { readonly driver: 'qed' })
  | (BlockdevCreateOptionsRbd & { readonly driver: 'rbd' })
  | (BlockdevCreateOptionsSsh & { readonly driver: 'ssh' })
  | (BlockdevCreateOptionsVdi & { readonly driver: 'vdi' })
  | (BlockdevCreateOptionsVhdx & { readonly driver: 'vhdx' })
  | (BlockdevCreateOptionsVmdk & { readonly driver: 'vmdk' })
  | (BlockdevCreateOptionsVpc & { readonly driver: 'vpc' })
  | (BlockdevCreateOptionsGluster & { readonly driver: 'gluster' })
  | (BlockdevCreateOptionsSheepdog & { readonly driver: 'sheepdog' })
  | { readonly driver: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `BlockdevCreateOptionsFile`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsFile {
  readonly filename: string;
  readonly size: WideInt;
  readonly preallocation?: PreallocMode;
  readonly nocow?: boolean;
  readonly 'extent-size-hint'?: WideInt;
}

/**
 * QAPI's `BlockdevCreateOptionsGluster`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 11.1 at the latest.
 */
export interface BlockdevCreateOptionsGluster {
  readonly location: BlockdevOptionsGluster;
  readonly size: WideInt;
  readonly preallocation?: PreallocMode;
}

/**
 * QAPI's `BlockdevCreateOptionsLUKS`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsLUKS extends QCryptoBlockCreateOptionsLUKS {
  readonly file?: BlockdevRef;
  /** @since QEMU 9.0 */
  readonly header?: BlockdevRef;
  readonly size: WideInt;
  readonly preallocation?: PreallocMode;
}

/**
 * QAPI's `BlockdevCreateOptionsNfs`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsNfs {
  readonly location: BlockdevOptionsNfs;
  readonly size: WideInt;
}

/**
 * QAPI's `BlockdevCreateOptionsParallels`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsParallels {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly 'cluster-size'?: WideInt;
}

/**
 * QAPI's `BlockdevCreateOptionsQcow`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsQcow {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly 'backing-file'?: string;
  readonly encrypt?: QCryptoBlockCreateOptions;
}

/**
 * QAPI's `BlockdevCreateOptionsQcow2`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsQcow2 {
  readonly file: BlockdevRef;
  readonly 'data-file'?: BlockdevRef;
  readonly 'data-file-raw'?: boolean;
  readonly 'extended-l2'?: boolean;
  readonly size: WideInt;
  readonly version?: BlockdevQcow2Version;
  readonly 'backing-file'?: string;
  readonly 'backing-fmt'?: BlockdevDriver;
  readonly encrypt?: QCryptoBlockCreateOptions;
  readonly 'cluster-size'?: WideInt;
  readonly preallocation?: PreallocMode;
  readonly 'lazy-refcounts'?: boolean;
  readonly 'refcount-bits'?: number;
  readonly 'compression-type'?: Qcow2CompressionTypeArgument;
}

/**
 * QAPI's `BlockdevCreateOptionsQed`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsQed {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly 'backing-file'?: string;
  readonly 'backing-fmt'?: BlockdevDriver;
  readonly 'cluster-size'?: WideInt;
  readonly 'table-size'?: number;
}

/**
 * QAPI's `BlockdevCreateOptionsRbd`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsRbd {
  readonly location: BlockdevOptionsRbd;
  readonly size: WideInt;
  readonly 'cluster-size'?: WideInt;
  /** @since QEMU 6.1 */
  readonly encrypt?: RbdEncryptionCreateOptions;
}

/**
 * QAPI's `BlockdevCreateOptionsSheepdog`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface BlockdevCreateOptionsSheepdog {
  readonly location: BlockdevOptionsSheepdog;
  readonly size: WideInt;
  readonly 'backing-file'?: string;
  readonly preallocation?: PreallocMode;
  readonly redundancy?: SheepdogRedundancy;
  readonly 'object-size'?: WideInt;
}

/**
 * QAPI's `BlockdevCreateOptionsSsh`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsSsh {
  readonly location: BlockdevOptionsSsh;
  readonly size: WideInt;
}

/**
 * QAPI's `BlockdevCreateOptionsVdi`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsVdi {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly preallocation?: PreallocMode;
}

/**
 * QAPI's `BlockdevCreateOptionsVhdx`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsVhdx {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly 'log-size'?: WideInt;
  readonly 'block-size'?: WideInt;
  readonly subformat?: BlockdevVhdxSubformat;
  readonly 'block-state-zero'?: boolean;
}

/**
 * QAPI's `BlockdevCreateOptionsVmdk`.
 * @since QEMU 4.0
 */
export interface BlockdevCreateOptionsVmdk {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly extents?: readonly BlockdevRef[];
  readonly subformat?: BlockdevVmdkSubformat;
  readonly 'backing-file'?: string;
  readonly 'adapter-type'?: BlockdevVmdkAdapterType;
  readonly hwversion?: string;
  /** @since QEMU 6.2 */
  readonly toolsversion?: string;
  readonly 'zeroed-grain'?: boolean;
}

/**
 * QAPI's `BlockdevCreateOptionsVpc`.
 * @since QEMU 2.12
 */
export interface BlockdevCreateOptionsVpc {
  readonly file: BlockdevRef;
  readonly size: WideInt;
  readonly subformat?: BlockdevVpcSubformat;
  readonly 'force-size'?: boolean;
}

/**
 * QAPI's `BlockdevDetectZeroesOptions`.
 * @since QEMU 2.1
 */
export type BlockdevDetectZeroesOptions = 'off' | 'on' | 'unmap' | Newer;

/**
 * QAPI's `BlockdevDetectZeroesOptions` as an argument.
 * @since QEMU 2.1
 */
export type BlockdevDetectZeroesOptionsArgument = 'off' | 'on' | 'unmap' | (string & {});

/**
 * QAPI's `BlockdevDiscardOptions`.
 * @since QEMU 2.9
 */
export type BlockdevDiscardOptions = 'ignore' | 'unmap' | (string & {});

/**
 * QAPI's `BlockdevDriver`.
 * - `copy-before-write`: since QEMU 7.2 at the latest
 * - `snapshot-access`: since QEMU 7.2 at the latest
 * - `host_cdrom`: only in builds with HAVE_HOST_BLOCK_DEVICE
 * - `host_device`: only in builds with HAVE_HOST_BLOCK_DEVICE
 * - `io_uring`: since QEMU 7.2 at the latest; only in builds with CONFIG_BLKIO
 * - `nvme-io_uring`: since QEMU 7.2 at the latest; only in builds with CONFIG_BLKIO
 * - `preallocate`: since QEMU 7.2 at the latest
 * - `replication`: only in builds with CONFIG_REPLICATION
 * - `virtio-blk-vfio-pci`: since QEMU 7.2 at the latest; only in builds with CONFIG_BLKIO
 * - `virtio-blk-vhost-user`: since QEMU 7.2 at the latest; only in builds with CONFIG_BLKIO
 * - `virtio-blk-vhost-vdpa`: since QEMU 7.2 at the latest; only in builds with CONFIG_BLKIO
 * - `gluster`: gone as of QEMU 11.1 at the latest; deprecated as of QEMU 10.0 at the latest
 * - `sheepdog`: gone as of QEMU 7.2 at the latest
 * @since QEMU 2.9
 */
export type BlockdevDriver =
  | 'blkdebug'
  | 'blklogwrites'
  | 'blkreplay'
  | 'blkverify'
  | 'bochs'
  | 'cloop'
  | 'compress'
  | 'copy-before-write'
  | 'copy-on-read'
  | 'dmg'
  | 'file'
  | 'snapshot-access'
  | 'ftp'
  | 'ftps'
  | 'host_cdrom'
  | 'host_device'
  | 'http'
  | 'https'
  | 'io_uring'
  | 'iscsi'
  | 'luks'
  | 'nbd'
  | 'nfs'
  | 'null-aio'
  | 'null-co'
  | 'nvme'
  | 'nvme-io_uring'
  | 'parallels'
  | 'preallocate'
  | 'qcow'
  | 'qcow2'
  | 'qed'
  | 'quorum'
  | 'raw'
  | 'rbd'
  | 'replication'
  | 'ssh'
  | 'throttle'
  | 'vdi'
  | 'vhdx'
  | 'virtio-blk-vfio-pci'
  | 'virtio-blk-vhost-user'
  | 'virtio-blk-vhost-vdpa'
  | 'vmdk'
  | 'vpc'
  | 'vvfat'
  | 'gluster'
  | 'sheepdog'
  | (string & {});

/**
 * QAPI's `BlockdevOnError`.
 * @since QEMU 1.3
 */
export type BlockdevOnError = 'report' | 'ignore' | 'enospc' | 'stop' | 'auto' | (string & {});

/** What all of `BlockdevOptions` have. */
export interface BlockdevOptionsBase {
  readonly 'node-name'?: string;
  readonly discard?: BlockdevDiscardOptions;
  readonly cache?: BlockdevCacheOptions;
  /** @since QEMU 10.0 */
  readonly active?: boolean;
  readonly 'read-only'?: boolean;
  readonly 'auto-read-only'?: boolean;
  readonly 'force-share'?: boolean;
  readonly 'detect-zeroes'?: BlockdevDetectZeroesOptionsArgument;
}

/**
 * QAPI's `BlockdevOptions`.
 * @since QEMU 2.9
 */
export type BlockdevOptions =
  | (BlockdevOptionsBase & BlockdevOptionsBlkdebug & { readonly driver: 'blkdebug' })
  | (BlockdevOptionsBase & BlockdevOptionsBlklogwrites & { readonly driver: 'blklogwrites' })
  | (BlockdevOptionsBase & BlockdevOptionsBlkreplay & { readonly driver: 'blkreplay' })
  | (BlockdevOptionsBase & BlockdevOptionsBlkverify & { readonly driver: 'blkverify' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericFormat & { readonly driver: 'bochs' | 'cloop' | 'compress' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericFormat & { readonly driver: 'copy-on-read' | 'dmg' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericFormat & { readonly driver: 'snapshot-access' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericFormat & { readonly driver: 'parallels' | 'vdi' | 'vhdx' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericFormat & { readonly driver: 'vpc' })
  | (BlockdevOptionsBase & BlockdevOptionsCbw & { readonly driver: 'copy-before-write' })
  | (BlockdevOptionsBase & BlockdevOptionsCor & { readonly driver: 'copy-on-read' })
  | (BlockdevOptionsBase & BlockdevOptionsFile & { readonly driver: 'file' | 'host_cdrom' | 'host_device' })
  | (BlockdevOptionsBase & BlockdevOptionsCurlFtp & { readonly driver: 'ftp' })
  | (BlockdevOptionsBase & BlockdevOptionsCurlFtps & { readonly driver: 'ftps' })
  | (BlockdevOptionsBase & BlockdevOptionsCurlHttp & { readonly driver: 'http' })
  | (BlockdevOptionsBase & BlockdevOptionsCurlHttps & { readonly driver: 'https' })
  | (BlockdevOptionsBase & BlockdevOptionsIoUring & { readonly driver: 'io_uring' })
  | (BlockdevOptionsBase & BlockdevOptionsIscsi & { readonly driver: 'iscsi' })
  | (BlockdevOptionsBase & BlockdevOptionsLUKS & { readonly driver: 'luks' })
  | (BlockdevOptionsBase & BlockdevOptionsNbd & { readonly driver: 'nbd' })
  | (BlockdevOptionsBase & BlockdevOptionsNfs & { readonly driver: 'nfs' })
  | (BlockdevOptionsBase & BlockdevOptionsNull & { readonly driver: 'null-aio' | 'null-co' })
  | (BlockdevOptionsBase & BlockdevOptionsNVMe & { readonly driver: 'nvme' })
  | (BlockdevOptionsBase & BlockdevOptionsNvmeIoUring & { readonly driver: 'nvme-io_uring' })
  | (BlockdevOptionsBase & BlockdevOptionsPreallocate & { readonly driver: 'preallocate' })
  | (BlockdevOptionsBase & BlockdevOptionsQcow & { readonly driver: 'qcow' })
  | (BlockdevOptionsBase & BlockdevOptionsQcow2 & { readonly driver: 'qcow2' })
  | (BlockdevOptionsBase & BlockdevOptionsGenericCOWFormat & { readonly driver: 'qed' | 'vmdk' })
  | (BlockdevOptionsBase & BlockdevOptionsQuorum & { readonly driver: 'quorum' })
  | (BlockdevOptionsBase & BlockdevOptionsRaw & { readonly driver: 'raw' })
  | (BlockdevOptionsBase & BlockdevOptionsRbd & { readonly driver: 'rbd' })
  | (BlockdevOptionsBase & BlockdevOptionsReplication & { readonly driver: 'replication' })
  | (BlockdevOptionsBase & BlockdevOptionsSsh & { readonly driver: 'ssh' })
  | (BlockdevOptionsBase & BlockdevOptionsThrottle & { readonly driver: 'throttle' })
  | (BlockdevOptionsBase & BlockdevOptionsVirtioBlkVfioPci & { readonly driver: 'virtio-blk-vfio-pci' })
  | (BlockdevOptionsBase & BlockdevOptionsVirtioBlkVhostUser & { readonly driver: 'virtio-blk-vhost-user' })
  | (BlockdevOptionsBase & BlockdevOptionsVirtioBlkVhostVdpa & { readonly driver: 'virtio-blk-vhost-vdpa' })
  | (BlockdevOptionsBase & BlockdevOptionsVVFAT & { readonly driver: 'vvfat' })
  | (BlockdevOptionsBase & BlockdevOptionsGluster & { readonly driver: 'gluster' })
  | (BlockdevOptionsBase & BlockdevOptionsSheepdog & { readonly driver: 'sheepdog' })
  | (BlockdevOptionsBase & { readonly driver: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `BlockdevOptionsBlkdebug`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsBlkdebug {
  readonly image: BlockdevRef;
  readonly config?: string;
  readonly align?: number;
  readonly 'max-transfer'?: number;
  readonly 'opt-write-zero'?: number;
  readonly 'max-write-zero'?: number;
  readonly 'opt-discard'?: number;
  readonly 'max-discard'?: number;
  readonly 'inject-error'?: readonly BlkdebugInjectErrorOptions[];
  readonly 'set-state'?: readonly BlkdebugSetStateOptions[];
  readonly 'take-child-perms'?: readonly BlockPermissionArgument[];
  readonly 'unshare-child-perms'?: readonly BlockPermissionArgument[];
}

/**
 * QAPI's `BlockdevOptionsBlklogwrites`.
 * @since QEMU 3.0
 */
export interface BlockdevOptionsBlklogwrites {
  readonly file: BlockdevRef;
  readonly log: BlockdevRef;
  readonly 'log-sector-size'?: number;
  readonly 'log-append'?: boolean;
  readonly 'log-super-update-interval'?: WideInt;
}

/**
 * QAPI's `BlockdevOptionsBlkreplay`.
 * @since QEMU 4.2
 */
export interface BlockdevOptionsBlkreplay {
  readonly image: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsBlkverify`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsBlkverify {
  readonly test: BlockdevRef;
  readonly raw: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsCbw`.
 * @since QEMU 6.2
 */
export interface BlockdevOptionsCbw extends BlockdevOptionsGenericFormat {
  readonly target: BlockdevRef;
  readonly bitmap?: BlockDirtyBitmap;
  readonly 'on-cbw-error'?: OnCbwError;
  readonly 'cbw-timeout'?: number;
  /** @since QEMU 9.2 */
  readonly 'min-cluster-size'?: WideInt;
}

/**
 * QAPI's `BlockdevOptionsCor`.
 * @since QEMU 6.0
 */
export interface BlockdevOptionsCor extends BlockdevOptionsGenericFormat {
  readonly bottom?: string;
}

/**
 * QAPI's `BlockdevOptionsCurlBase`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsCurlBase {
  readonly url: string;
  readonly readahead?: number;
  readonly timeout?: number;
  readonly username?: string;
  readonly 'password-secret'?: string;
  readonly 'proxy-username'?: string;
  readonly 'proxy-password-secret'?: string;
}

/**
 * QAPI's `BlockdevOptionsCurlFtp`.
 * @since QEMU 2.9
 */
export type BlockdevOptionsCurlFtp = BlockdevOptionsCurlBase;

/**
 * QAPI's `BlockdevOptionsCurlFtps`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsCurlFtps extends BlockdevOptionsCurlBase {
  readonly sslverify?: boolean;
}

/**
 * QAPI's `BlockdevOptionsCurlHttp`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsCurlHttp extends BlockdevOptionsCurlBase {
  readonly cookie?: string;
  readonly 'cookie-secret'?: string;
  /** @since QEMU 11.0 */
  readonly 'force-range'?: boolean;
}

/**
 * QAPI's `BlockdevOptionsCurlHttps`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsCurlHttps {
  readonly url: string;
  readonly readahead?: number;
  readonly timeout?: number;
  readonly username?: string;
  readonly 'password-secret'?: string;
  readonly 'proxy-username'?: string;
  readonly 'proxy-password-secret'?: string;
  readonly cookie?: string;
  readonly 'cookie-secret'?: string;
  /** @since QEMU 11.0 */
  readonly 'force-range'?: boolean;
  readonly sslverify?: boolean;
}

/**
 * QAPI's `BlockdevOptionsFile`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsFile {
  readonly filename: string;
  readonly 'pr-manager'?: string;
  readonly locking?: OnOffAuto;
  readonly aio?: BlockdevAioOptions;
  /** @since QEMU 6.2 */
  readonly 'aio-max-batch'?: number;
  /** Only in builds with CONFIG_LINUX. */
  readonly 'drop-cache'?: boolean;
  /** @experimental */
  readonly 'x-check-cache-dropped'?: boolean;
}

/**
 * QAPI's `BlockdevOptionsGenericCOWFormat`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsGenericCOWFormat extends BlockdevOptionsGenericFormat {
  readonly backing?: BlockdevRefOrNull;
}

/**
 * QAPI's `BlockdevOptionsGenericFormat`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsGenericFormat {
  readonly file: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsGluster`.
 * @since QEMU 2.9
 * @deprecated Gone as of QEMU 11.1 at the latest.
 */
export interface BlockdevOptionsGluster {
  readonly volume: string;
  readonly path: string;
  readonly server: readonly SocketAddress[];
  readonly debug?: number;
  readonly logfile?: string;
}

/**
 * QAPI's `BlockdevOptionsIoUring`.
 * Only in builds with CONFIG_BLKIO.
 * @since QEMU 7.2
 */
export interface BlockdevOptionsIoUring {
  readonly filename: string;
}

/**
 * QAPI's `BlockdevOptionsIscsi`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsIscsi {
  readonly transport: IscsiTransport;
  readonly portal: string;
  readonly target: string;
  readonly lun?: number;
  readonly user?: string;
  readonly 'password-secret'?: string;
  readonly 'initiator-name'?: string;
  readonly 'header-digest'?: IscsiHeaderDigest;
  readonly timeout?: number;
}

/**
 * QAPI's `BlockdevOptionsLUKS`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsLUKS extends BlockdevOptionsGenericFormat {
  readonly 'key-secret'?: string;
  /** @since QEMU 9.0 */
  readonly header?: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsNVMe`.
 * @since QEMU 2.12
 */
export interface BlockdevOptionsNVMe {
  readonly device: string;
  readonly namespace: number;
}

/**
 * QAPI's `BlockdevOptionsNbd`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsNbd {
  readonly server: SocketAddress;
  readonly export?: string;
  readonly 'tls-creds'?: string;
  /** @since QEMU 7.0 */
  readonly 'tls-hostname'?: string;
  /** @experimental */
  readonly 'x-dirty-bitmap'?: string;
  readonly 'reconnect-delay'?: number;
  /** @since QEMU 7.0 */
  readonly 'open-timeout'?: number;
}

/**
 * QAPI's `BlockdevOptionsNfs`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsNfs {
  readonly server: NFSServer;
  readonly path: string;
  readonly user?: number;
  readonly group?: number;
  readonly 'tcp-syn-count'?: number;
  readonly 'readahead-size'?: number;
  readonly 'page-cache-size'?: number;
  readonly debug?: number;
}

/**
 * QAPI's `BlockdevOptionsNull`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsNull {
  readonly size?: number;
  readonly 'latency-ns'?: WideInt;
  readonly 'read-zeroes'?: boolean;
}

/**
 * QAPI's `BlockdevOptionsNvmeIoUring`.
 * Only in builds with CONFIG_BLKIO.
 * @since QEMU 7.2
 */
export interface BlockdevOptionsNvmeIoUring {
  readonly path: string;
}

/**
 * QAPI's `BlockdevOptionsPreallocate`.
 * @since QEMU 6.0
 */
export interface BlockdevOptionsPreallocate extends BlockdevOptionsGenericFormat {
  readonly 'prealloc-align'?: number;
  readonly 'prealloc-size'?: number;
}

/**
 * QAPI's `BlockdevOptionsQcow`.
 * @since QEMU 2.10
 */
export interface BlockdevOptionsQcow extends BlockdevOptionsGenericCOWFormat {
  readonly encrypt?: BlockdevQcowEncryption;
}

/**
 * QAPI's `BlockdevOptionsQcow2`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsQcow2 extends BlockdevOptionsGenericCOWFormat {
  readonly 'lazy-refcounts'?: boolean;
  readonly 'pass-discard-request'?: boolean;
  readonly 'pass-discard-snapshot'?: boolean;
  readonly 'pass-discard-other'?: boolean;
  /** @since QEMU 8.1 */
  readonly 'discard-no-unref'?: boolean;
  readonly 'overlap-check'?: Qcow2OverlapChecks;
  readonly 'cache-size'?: number;
  readonly 'l2-cache-size'?: number;
  readonly 'l2-cache-entry-size'?: number;
  readonly 'refcount-cache-size'?: number;
  readonly 'cache-clean-interval'?: number;
  readonly encrypt?: BlockdevQcow2Encryption;
  readonly 'data-file'?: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsQuorum`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsQuorum {
  readonly blkverify?: boolean;
  readonly children: readonly BlockdevRef[];
  readonly 'vote-threshold': number;
  readonly 'rewrite-corrupted'?: boolean;
  readonly 'read-pattern'?: QuorumReadPattern;
}

/**
 * QAPI's `BlockdevOptionsRaw`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsRaw extends BlockdevOptionsGenericFormat {
  readonly offset?: number;
  readonly size?: number;
}

/**
 * QAPI's `BlockdevOptionsRbd`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsRbd {
  readonly pool: string;
  readonly namespace?: string;
  readonly image: string;
  readonly conf?: string;
  readonly snapshot?: string;
  /** @since QEMU 6.1 */
  readonly encrypt?: RbdEncryptionOptions;
  readonly user?: string;
  readonly 'auth-client-required'?: readonly RbdAuthMode[];
  readonly 'key-secret'?: string;
  readonly server?: readonly InetSocketAddressBase[];
}

/**
 * QAPI's `BlockdevOptionsReplication`.
 * Only in builds with CONFIG_REPLICATION.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsReplication extends BlockdevOptionsGenericFormat {
  readonly mode: ReplicationMode;
  readonly 'top-id'?: string;
}

/**
 * QAPI's `BlockdevOptionsSheepdog`.
 * @since QEMU 2.9
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface BlockdevOptionsSheepdog {
  readonly server: SocketAddress;
  readonly vdi: string;
  readonly 'snap-id'?: number;
  readonly tag?: string;
}

/**
 * QAPI's `BlockdevOptionsSsh`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsSsh {
  readonly server: InetSocketAddress;
  readonly path: string;
  readonly user?: string;
  readonly 'host-key-check'?: SshHostKeyCheck;
}

/**
 * QAPI's `BlockdevOptionsThrottle`.
 * @since QEMU 2.11
 */
export interface BlockdevOptionsThrottle {
  readonly 'throttle-group': string;
  readonly file: BlockdevRef;
}

/**
 * QAPI's `BlockdevOptionsVVFAT`.
 * @since QEMU 2.9
 */
export interface BlockdevOptionsVVFAT {
  readonly dir: string;
  readonly 'fat-type'?: number;
  readonly floppy?: boolean;
  readonly label?: string;
  readonly rw?: boolean;
}

/**
 * QAPI's `BlockdevOptionsVirtioBlkVfioPci`.
 * Only in builds with CONFIG_BLKIO.
 * @since QEMU 7.2
 */
export interface BlockdevOptionsVirtioBlkVfioPci {
  readonly path: string;
}

/**
 * QAPI's `BlockdevOptionsVirtioBlkVhostUser`.
 * Only in builds with CONFIG_BLKIO.
 * @since QEMU 7.2
 */
export interface BlockdevOptionsVirtioBlkVhostUser {
  readonly path: string;
}

/**
 * QAPI's `BlockdevOptionsVirtioBlkVhostVdpa`.
 * Only in builds with CONFIG_BLKIO.
 * @since QEMU 7.2
 */
export interface BlockdevOptionsVirtioBlkVhostVdpa {
  readonly path: string;
}

/**
 * QAPI's `BlockdevQcow2Encryption`.
 * @since QEMU 2.10
 */
export type BlockdevQcow2Encryption =
  | (QCryptoBlockOptionsQCow & { readonly format: 'aes' })
  | (QCryptoBlockOptionsLUKS & { readonly format: 'luks' })
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `BlockdevQcow2EncryptionFormat`.
 * @since QEMU 2.10
 */
export type BlockdevQcow2EncryptionFormat = 'aes' | 'luks' | Newer;

/**
 * QAPI's `BlockdevQcow2Version`.
 * @since QEMU 2.12
 */
export type BlockdevQcow2Version = 'v2' | 'v3' | (string & {});

/**
 * QAPI's `BlockdevQcowEncryption`.
 * @since QEMU 2.10
 */
export type BlockdevQcowEncryption =
  | (QCryptoBlockOptionsQCow & { readonly format: 'aes' })
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `BlockdevQcowEncryptionFormat`.
 * @since QEMU 2.10
 */
export type BlockdevQcowEncryptionFormat = 'aes' | Newer;

/**
 * QAPI's `BlockdevRef`.
 * @since QEMU 2.9
 */
export type BlockdevRef = BlockdevOptions | string;

/**
 * QAPI's `BlockdevRefOrNull`.
 * @since QEMU 2.9
 */
export type BlockdevRefOrNull = BlockdevOptions | string | null;

/**
 * QAPI's `BlockdevSnapshot`.
 * @since QEMU 2.5
 */
export interface BlockdevSnapshot {
  readonly node: string;
  readonly overlay: string;
}

/**
 * QAPI's `BlockdevSnapshotInternal`.
 * @since QEMU 1.7
 */
export interface BlockdevSnapshotInternal {
  readonly device: string;
  readonly name: string;
}

/** QAPI's `BlockdevSnapshotSync`. */
export interface BlockdevSnapshotSync {
  readonly device?: string;
  readonly 'node-name'?: string;
  readonly 'snapshot-file': string;
  readonly 'snapshot-node-name'?: string;
  readonly format?: string;
  readonly mode?: NewImageMode;
}

/**
 * QAPI's `BlockdevVhdxSubformat`.
 * @since QEMU 2.12
 */
export type BlockdevVhdxSubformat = 'dynamic' | 'fixed' | (string & {});

/**
 * QAPI's `BlockdevVmdkAdapterType`.
 * @since QEMU 4.0
 */
export type BlockdevVmdkAdapterType = 'ide' | 'buslogic' | 'lsilogic' | 'legacyESX' | (string & {});

/**
 * QAPI's `BlockdevVmdkSubformat`.
 * @since QEMU 4.0
 */
export type BlockdevVmdkSubformat =
  | 'monolithicSparse'
  | 'monolithicFlat'
  | 'twoGbMaxExtentSparse'
  | 'twoGbMaxExtentFlat'
  | 'streamOptimized'
  | (string & {});

/**
 * QAPI's `BlockdevVpcSubformat`.
 * @since QEMU 2.12
 */
export type BlockdevVpcSubformat = 'dynamic' | 'fixed' | (string & {});

/**
 * QAPI's `DirtyBitmapStatus`.
 * @since QEMU 2.4
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export type DirtyBitmapStatus = 'active' | 'disabled' | 'frozen' | 'locked' | 'inconsistent' | Newer;

/**
 * QAPI's `DriveBackup`.
 * @since QEMU 1.6
 */
export interface DriveBackup extends BackupCommon {
  readonly target: string;
  readonly format?: string;
  readonly mode?: NewImageMode;
}

/**
 * QAPI's `DriveMirror`.
 * @since QEMU 1.3
 */
export interface DriveMirror {
  readonly 'job-id'?: string;
  readonly device: string;
  readonly target: string;
  readonly format?: string;
  readonly 'node-name'?: string;
  readonly replaces?: string;
  readonly sync: MirrorSyncMode;
  readonly mode?: NewImageMode;
  readonly speed?: number;
  readonly granularity?: number;
  readonly 'buf-size'?: number;
  readonly 'on-source-error'?: BlockdevOnError;
  readonly 'on-target-error'?: BlockdevOnError;
  readonly unmap?: boolean;
  readonly 'copy-mode'?: MirrorCopyMode;
  readonly 'auto-finalize'?: boolean;
  readonly 'auto-dismiss'?: boolean;
}

/**
 * QAPI's `ImageInfo`.
 * @since QEMU 1.3
 */
export interface ImageInfo {
  readonly filename: string;
  readonly format: string;
  readonly 'dirty-flag'?: boolean;
  readonly 'actual-size'?: number;
  readonly 'virtual-size': number;
  readonly 'cluster-size'?: number;
  readonly encrypted?: boolean;
  readonly compressed?: boolean;
  readonly 'backing-filename'?: string;
  readonly 'full-backing-filename'?: string;
  readonly 'backing-filename-format'?: string;
  readonly snapshots?: readonly SnapshotInfo[];
  /** @since QEMU 10.2 */
  readonly limits?: BlockLimitsInfo;
  readonly 'format-specific'?: ImageInfoSpecific;
  readonly 'backing-image'?: ImageInfo;
}

/**
 * QAPI's `ImageInfoSpecific`.
 * @since QEMU 1.7
 */
export type ImageInfoSpecific =
  | (ImageInfoSpecificQCow2Wrapper & { readonly type: 'qcow2' })
  | (ImageInfoSpecificVmdkWrapper & { readonly type: 'vmdk' })
  | (ImageInfoSpecificLUKSWrapper & { readonly type: 'luks' })
  | (ImageInfoSpecificRbdWrapper & { readonly type: 'rbd' })
  | (ImageInfoSpecificFileWrapper & { readonly type: 'file' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `ImageInfoSpecificFile`.
 * @since QEMU 8.0
 */
export interface ImageInfoSpecificFile {
  readonly 'extent-size-hint'?: WideInt;
}

/**
 * QAPI's `ImageInfoSpecificFileWrapper`.
 * @since QEMU 8.0
 */
export interface ImageInfoSpecificFileWrapper {
  readonly data: ImageInfoSpecificFile;
}

/**
 * QAPI's `ImageInfoSpecificKind`.
 * - `rbd`: since QEMU 7.2 at the latest
 * - `file`: since QEMU 10.0 at the latest
 * @since QEMU 1.7
 */
export type ImageInfoSpecificKind = 'qcow2' | 'vmdk' | 'luks' | 'rbd' | 'file' | Newer;

/**
 * QAPI's `ImageInfoSpecificLUKSWrapper`.
 * @since QEMU 2.7
 */
export interface ImageInfoSpecificLUKSWrapper {
  readonly data: QCryptoBlockInfoLUKS;
}

/**
 * QAPI's `ImageInfoSpecificQCow2`.
 * @since QEMU 1.7
 */
export interface ImageInfoSpecificQCow2 {
  readonly compat: string;
  readonly 'data-file'?: string;
  readonly 'data-file-raw'?: boolean;
  readonly 'extended-l2'?: boolean;
  readonly 'lazy-refcounts'?: boolean;
  readonly corrupt?: boolean;
  readonly 'refcount-bits': number;
  readonly encrypt?: ImageInfoSpecificQCow2Encryption;
  readonly bitmaps?: readonly Qcow2BitmapInfo[];
  readonly 'compression-type': Qcow2CompressionType;
}

/**
 * QAPI's `ImageInfoSpecificQCow2Encryption`.
 * @since QEMU 2.10
 */
export type ImageInfoSpecificQCow2Encryption =
  | { readonly format: 'aes' }
  | (QCryptoBlockInfoLUKS & { readonly format: 'luks' })
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `ImageInfoSpecificQCow2Wrapper`.
 * @since QEMU 1.7
 */
export interface ImageInfoSpecificQCow2Wrapper {
  readonly data: ImageInfoSpecificQCow2;
}

/**
 * QAPI's `ImageInfoSpecificRbd`.
 * @since QEMU 6.1
 */
export interface ImageInfoSpecificRbd {
  readonly 'encryption-format'?: RbdImageEncryptionFormat;
}

/**
 * QAPI's `ImageInfoSpecificRbdWrapper`.
 * @since QEMU 6.1
 */
export interface ImageInfoSpecificRbdWrapper {
  readonly data: ImageInfoSpecificRbd;
}

/**
 * QAPI's `ImageInfoSpecificVmdk`.
 * @since QEMU 1.7
 */
export interface ImageInfoSpecificVmdk {
  readonly 'create-type': string;
  readonly cid: number;
  readonly 'parent-cid': number;
  readonly extents: readonly VmdkExtentInfo[] | readonly ImageInfo[];
}

/** QAPI's `ImageInfoSpecificVmdkWrapper`. */
export interface ImageInfoSpecificVmdkWrapper {
  readonly data: ImageInfoSpecificVmdk;
}

/**
 * QAPI's `IscsiHeaderDigest`.
 * @since QEMU 2.9
 */
export type IscsiHeaderDigest = 'crc32c' | 'none' | 'crc32c-none' | 'none-crc32c' | (string & {});

/**
 * QAPI's `IscsiTransport`.
 * @since QEMU 2.9
 */
export type IscsiTransport = 'tcp' | 'iser' | (string & {});

/**
 * QAPI's `MirrorCopyMode`.
 * @since QEMU 3.0
 */
export type MirrorCopyMode = 'background' | 'write-blocking' | (string & {});

/**
 * QAPI's `MirrorSyncMode`.
 * @since QEMU 1.3
 */
export type MirrorSyncMode = 'top' | 'full' | 'none' | 'incremental' | 'bitmap' | (string & {});

/**
 * QAPI's `NFSServer`.
 * @since QEMU 2.9
 */
export interface NFSServer {
  readonly type: NFSTransport;
  readonly host: string;
}

/**
 * QAPI's `NFSTransport`.
 * @since QEMU 2.9
 */
export type NFSTransport = 'inet' | (string & {});

/**
 * QAPI's `NewImageMode`.
 * @since QEMU 1.1
 */
export type NewImageMode = 'existing' | 'absolute-paths' | (string & {});

/**
 * QAPI's `OnCbwError`.
 * @since QEMU 7.1
 */
export type OnCbwError = 'break-guest-write' | 'break-snapshot' | (string & {});

/**
 * QAPI's `PreallocMode`.
 * @since QEMU 2.2
 */
export type PreallocMode = 'off' | 'metadata' | 'falloc' | 'full' | (string & {});

/**
 * QAPI's `Qcow2BitmapInfo`.
 * @since QEMU 4.0
 */
export interface Qcow2BitmapInfo {
  readonly name: string;
  readonly granularity: number;
  readonly flags: readonly Qcow2BitmapInfoFlags[];
}

/**
 * QAPI's `Qcow2BitmapInfoFlags`.
 * @since QEMU 4.0
 */
export type Qcow2BitmapInfoFlags = 'in-use' | 'auto' | Newer;

/**
 * QAPI's `Qcow2CompressionType`.
 * - `zstd`: only in builds with CONFIG_ZSTD
 * @since QEMU 5.1
 */
export type Qcow2CompressionType = 'zlib' | 'zstd' | Newer;

/**
 * QAPI's `Qcow2CompressionType` as an argument.
 * - `zstd`: only in builds with CONFIG_ZSTD
 * @since QEMU 5.1
 */
export type Qcow2CompressionTypeArgument = 'zlib' | 'zstd' | (string & {});

/**
 * QAPI's `Qcow2OverlapCheckFlags`.
 * @since QEMU 2.9
 */
export interface Qcow2OverlapCheckFlags {
  readonly template?: Qcow2OverlapCheckMode;
  readonly 'main-header'?: boolean;
  readonly 'active-l1'?: boolean;
  readonly 'active-l2'?: boolean;
  readonly 'refcount-table'?: boolean;
  readonly 'refcount-block'?: boolean;
  readonly 'snapshot-table'?: boolean;
  readonly 'inactive-l1'?: boolean;
  readonly 'inactive-l2'?: boolean;
  readonly 'bitmap-directory'?: boolean;
}

/**
 * QAPI's `Qcow2OverlapCheckMode`.
 * @since QEMU 2.9
 */
export type Qcow2OverlapCheckMode = 'none' | 'constant' | 'cached' | 'all' | (string & {});

/**
 * QAPI's `Qcow2OverlapChecks`.
 * @since QEMU 2.9
 */
export type Qcow2OverlapChecks = Qcow2OverlapCheckFlags | Qcow2OverlapCheckMode;

/**
 * QAPI's `QuorumOpType`.
 * @since QEMU 2.6
 */
export type QuorumOpType = 'read' | 'write' | 'flush' | Newer;

/**
 * QAPI's `QuorumReadPattern`.
 * @since QEMU 2.9
 */
export type QuorumReadPattern = 'quorum' | 'fifo' | (string & {});

/**
 * QAPI's `RbdAuthMode`.
 * @since QEMU 3.0
 */
export type RbdAuthMode = 'cephx' | 'none' | (string & {});

/**
 * QAPI's `RbdEncryptionCreateOptions`.
 * @since QEMU 6.1
 */
export type RbdEncryptionCreateOptions =
  | (RbdEncryptionCreateOptionsLUKS & { readonly format: 'luks' })
  | (RbdEncryptionCreateOptionsLUKS2 & { readonly format: 'luks2' })
  | { readonly format: 'luks-any' }
  | { readonly format: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `RbdEncryptionCreateOptionsLUKS`.
 * @since QEMU 6.1
 */
export type RbdEncryptionCreateOptionsLUKS = RbdEncryptionCreateOptionsLUKSBase;

/**
 * QAPI's `RbdEncryptionCreateOptionsLUKS2`.
 * @since QEMU 6.1
 */
export type RbdEncryptionCreateOptionsLUKS2 = RbdEncryptionCreateOptionsLUKSBase;

/**
 * QAPI's `RbdEncryptionCreateOptionsLUKSBase`.
 * @since QEMU 6.1
 */
export interface RbdEncryptionCreateOptionsLUKSBase extends RbdEncryptionOptionsLUKSBase {
  readonly 'cipher-alg'?: QCryptoCipherAlgoArgument;
}

/** What all of `RbdEncryptionOptions` have. */
export interface RbdEncryptionOptionsBase {
  /** @since QEMU 8.0 */
  readonly parent?: RbdEncryptionOptions;
}

/**
 * QAPI's `RbdEncryptionOptions`.
 * @since QEMU 6.1
 */
export type RbdEncryptionOptions =
  | (RbdEncryptionOptionsBase & RbdEncryptionOptionsLUKS & { readonly format: 'luks' })
  | (RbdEncryptionOptionsBase & RbdEncryptionOptionsLUKS2 & { readonly format: 'luks2' })
  | (RbdEncryptionOptionsBase & RbdEncryptionOptionsLUKSAny & { readonly format: 'luks-any' })
  | (RbdEncryptionOptionsBase & { readonly format: Newer; readonly [member: string]: unknown });

/**
 * QAPI's `RbdEncryptionOptionsLUKS`.
 * @since QEMU 6.1
 */
export type RbdEncryptionOptionsLUKS = RbdEncryptionOptionsLUKSBase;

/**
 * QAPI's `RbdEncryptionOptionsLUKS2`.
 * @since QEMU 6.1
 */
export type RbdEncryptionOptionsLUKS2 = RbdEncryptionOptionsLUKSBase;

/**
 * QAPI's `RbdEncryptionOptionsLUKSAny`.
 * @since QEMU 8.0
 */
export type RbdEncryptionOptionsLUKSAny = RbdEncryptionOptionsLUKSBase;

/**
 * QAPI's `RbdEncryptionOptionsLUKSBase`.
 * @since QEMU 6.1
 */
export interface RbdEncryptionOptionsLUKSBase {
  readonly 'key-secret': string;
}

/**
 * QAPI's `RbdImageEncryptionFormat`.
 * - `luks-any`: since QEMU 8.0
 * @since QEMU 6.1
 */
export type RbdImageEncryptionFormat = 'luks' | 'luks2' | 'luks-any' | Newer;

/**
 * QAPI's `ReplicationMode`.
 * Only in builds with CONFIG_REPLICATION.
 * @since QEMU 2.9
 */
export type ReplicationMode = 'primary' | 'secondary' | (string & {});

/**
 * QAPI's `SheepdogRedundancy`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export type SheepdogRedundancy =
  | (SheepdogRedundancyFull & { readonly type: 'full' })
  | (SheepdogRedundancyErasureCoded & { readonly type: 'erasure-coded' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `SheepdogRedundancyErasureCoded`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface SheepdogRedundancyErasureCoded {
  readonly 'data-strips': number;
  readonly 'parity-strips': number;
}

/**
 * QAPI's `SheepdogRedundancyFull`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface SheepdogRedundancyFull {
  readonly copies: number;
}

/**
 * QAPI's `SheepdogRedundancyType`.
 * @since QEMU 2.12
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export type SheepdogRedundancyType = 'full' | 'erasure-coded' | Newer;

/**
 * QAPI's `SnapshotInfo`.
 * @since QEMU 1.3
 */
export interface SnapshotInfo {
  readonly id: string;
  readonly name: string;
  readonly 'vm-state-size': number;
  readonly 'date-sec': number;
  readonly 'date-nsec': number;
  readonly 'vm-clock-sec': number;
  readonly 'vm-clock-nsec': number;
  readonly icount?: WideInt;
}

/**
 * QAPI's `SshHostKeyCheck`.
 * @since QEMU 2.12
 */
export type SshHostKeyCheck =
  | { readonly mode: 'none' | 'known_hosts' }
  | (SshHostKeyHash & { readonly mode: 'hash' })
  | { readonly mode: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `SshHostKeyCheckHashType`.
 * - `sha256`: since QEMU 7.2 at the latest
 * @since QEMU 2.12
 */
export type SshHostKeyCheckHashType = 'md5' | 'sha1' | 'sha256' | (string & {});

/**
 * QAPI's `SshHostKeyCheckMode`.
 * @since QEMU 2.12
 */
export type SshHostKeyCheckMode = 'none' | 'hash' | 'known_hosts' | Newer;

/**
 * QAPI's `SshHostKeyHash`.
 * @since QEMU 2.12
 */
export interface SshHostKeyHash {
  readonly type: SshHostKeyCheckHashType;
  readonly hash: string;
}

/**
 * QAPI's `ThrottleGroupProperties`.
 * @since QEMU 7.2 at the latest
 */
export interface ThrottleGroupProperties {
  readonly limits?: ThrottleLimits;
  /** @experimental */
  readonly 'x-iops-total'?: number;
  /** @experimental */
  readonly 'x-iops-total-max'?: number;
  /** @experimental */
  readonly 'x-iops-total-max-length'?: number;
  /** @experimental */
  readonly 'x-iops-read'?: number;
  /** @experimental */
  readonly 'x-iops-read-max'?: number;
  /** @experimental */
  readonly 'x-iops-read-max-length'?: number;
  /** @experimental */
  readonly 'x-iops-write'?: number;
  /** @experimental */
  readonly 'x-iops-write-max'?: number;
  /** @experimental */
  readonly 'x-iops-write-max-length'?: number;
  /** @experimental */
  readonly 'x-bps-total'?: number;
  /** @experimental */
  readonly 'x-bps-total-max'?: number;
  /** @experimental */
  readonly 'x-bps-total-max-length'?: number;
  /** @experimental */
  readonly 'x-bps-read'?: number;
  /** @experimental */
  readonly 'x-bps-read-max'?: number;
  /** @experimental */
  readonly 'x-bps-read-max-length'?: number;
  /** @experimental */
  readonly 'x-bps-write'?: number;
  /** @experimental */
  readonly 'x-bps-write-max'?: number;
  /** @experimental */
  readonly 'x-bps-write-max-length'?: number;
  /** @experimental */
  readonly 'x-iops-size'?: number;
}

/**
 * QAPI's `ThrottleLimits`.
 * @since QEMU 2.11
 */
export interface ThrottleLimits {
  readonly 'iops-total'?: number;
  readonly 'iops-total-max'?: number;
  readonly 'iops-total-max-length'?: number;
  readonly 'iops-read'?: number;
  readonly 'iops-read-max'?: number;
  readonly 'iops-read-max-length'?: number;
  readonly 'iops-write'?: number;
  readonly 'iops-write-max'?: number;
  readonly 'iops-write-max-length'?: number;
  readonly 'bps-total'?: number;
  readonly 'bps-total-max'?: number;
  readonly 'bps-total-max-length'?: number;
  readonly 'bps-read'?: number;
  readonly 'bps-read-max'?: number;
  readonly 'bps-read-max-length'?: number;
  readonly 'bps-write'?: number;
  readonly 'bps-write-max'?: number;
  readonly 'bps-write-max-length'?: number;
  readonly 'iops-size'?: number;
}

/**
 * QAPI's `VmdkExtentInfo`.
 * @since QEMU 8.0
 */
export interface VmdkExtentInfo {
  readonly filename: string;
  readonly format: string;
  readonly 'virtual-size': number;
  readonly 'cluster-size'?: number;
  readonly compressed?: boolean;
}

/**
 * QAPI's `XDbgBlockGraph`.
 * @since QEMU 4.0
 */
export interface XDbgBlockGraph {
  readonly nodes: readonly XDbgBlockGraphNode[];
  readonly edges: readonly XDbgBlockGraphEdge[];
}

/**
 * QAPI's `XDbgBlockGraphEdge`.
 * @since QEMU 4.0
 */
export interface XDbgBlockGraphEdge {
  readonly parent: WideInt;
  readonly child: WideInt;
  readonly name: string;
  readonly perm: readonly BlockPermission[];
  readonly 'shared-perm': readonly BlockPermission[];
}

/**
 * QAPI's `XDbgBlockGraphNode`.
 * @since QEMU 4.0
 */
export interface XDbgBlockGraphNode {
  readonly id: WideInt;
  readonly type: XDbgBlockGraphNodeType;
  readonly name: string;
}

/**
 * QAPI's `XDbgBlockGraphNodeType`.
 * @since QEMU 4.0
 */
export type XDbgBlockGraphNodeType = 'block-backend' | 'block-job' | 'block-driver' | Newer;

/** The commands of QAPI's module `block-core`. */
export interface BlockCoreCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-commit}
   * @since QEMU 1.3
   */
  'block-commit': {
    arguments: {
      readonly 'job-id'?: string;
      readonly device: string;
      readonly 'base-node'?: string;
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly base?: string;
      readonly 'top-node'?: string;
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly top?: string;
      readonly 'backing-file'?: string;
      /** @since QEMU 9.0 */
      readonly 'backing-mask-protocol'?: boolean;
      readonly speed?: number;
      readonly 'on-error'?: BlockdevOnError;
      readonly 'filter-node-name'?: string;
      readonly 'auto-finalize'?: boolean;
      readonly 'auto-dismiss'?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-add}
   * @since QEMU 2.4
   */
  'block-dirty-bitmap-add': { arguments: BlockDirtyBitmapAdd; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-clear}
   * @since QEMU 2.4
   */
  'block-dirty-bitmap-clear': { arguments: BlockDirtyBitmap; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-disable}
   * @since QEMU 4.0
   */
  'block-dirty-bitmap-disable': { arguments: BlockDirtyBitmap; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-enable}
   * @since QEMU 4.0
   */
  'block-dirty-bitmap-enable': { arguments: BlockDirtyBitmap; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-merge}
   * @since QEMU 4.0
   */
  'block-dirty-bitmap-merge': { arguments: BlockDirtyBitmapMerge; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-dirty-bitmap-remove}
   * @since QEMU 2.4
   */
  'block-dirty-bitmap-remove': { arguments: BlockDirtyBitmap; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-cancel}
   * @since QEMU 1.1
   */
  'block-job-cancel': {
    arguments: {
      readonly device: string;
      readonly force?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-change}
   * @since QEMU 8.2
   */
  'block-job-change': { arguments: BlockJobChangeOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-complete}
   * @since QEMU 1.3
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `job-complete` instead.
   */
  'block-job-complete': {
    arguments: {
      readonly device: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-dismiss}
   * @since QEMU 2.12
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `job-dismiss` instead.
   */
  'block-job-dismiss': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-finalize}
   * @since QEMU 2.12
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `job-finalize` instead.
   */
  'block-job-finalize': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-pause}
   * @since QEMU 1.3
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `job-pause` instead.
   */
  'block-job-pause': {
    arguments: {
      readonly device: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-resume}
   * @since QEMU 1.3
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `job-resume` instead.
   */
  'block-job-resume': {
    arguments: {
      readonly device: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-job-set-speed}
   * @since QEMU 1.1
   */
  'block-job-set-speed': {
    arguments: {
      readonly device: string;
      readonly speed: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-set-write-threshold}
   * @since QEMU 2.3
   */
  'block-set-write-threshold': {
    arguments: {
      readonly 'node-name': string;
      readonly 'write-threshold': WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block-stream}
   * @since QEMU 1.1
   */
  'block-stream': {
    arguments: {
      readonly 'job-id'?: string;
      readonly device: string;
      readonly base?: string;
      readonly 'base-node'?: string;
      readonly 'backing-file'?: string;
      /** @since QEMU 9.0 */
      readonly 'backing-mask-protocol'?: boolean;
      /** @since QEMU 6.0 */
      readonly bottom?: string;
      readonly speed?: number;
      readonly 'on-error'?: BlockdevOnError;
      /** @since QEMU 6.0 */
      readonly 'filter-node-name'?: string;
      readonly 'auto-finalize'?: boolean;
      readonly 'auto-dismiss'?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  block_passwd: {
    arguments: {
      readonly device?: string;
      readonly 'node-name'?: string;
      readonly password: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.block_resize}
   * @since QEMU 0.14
   */
  block_resize: {
    arguments: {
      readonly device?: string;
      readonly 'node-name'?: string;
      readonly size: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-add}
   * @since QEMU 2.9
   */
  'blockdev-add': { arguments: BlockdevOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-backup}
   * @since QEMU 2.3
   */
  'blockdev-backup': { arguments: BlockdevBackup; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-create}
   * @since QEMU 3.0
   */
  'blockdev-create': {
    arguments: {
      readonly 'job-id': string;
      readonly options: BlockdevCreateOptions;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-del}
   * @since QEMU 2.9
   */
  'blockdev-del': {
    arguments: {
      readonly 'node-name': string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-mirror}
   * @since QEMU 2.6
   */
  'blockdev-mirror': {
    arguments: {
      readonly 'job-id'?: string;
      readonly device: string;
      readonly target: string;
      readonly replaces?: string;
      readonly sync: MirrorSyncMode;
      readonly speed?: number;
      readonly granularity?: number;
      readonly 'buf-size'?: number;
      readonly 'on-source-error'?: BlockdevOnError;
      readonly 'on-target-error'?: BlockdevOnError;
      readonly 'filter-node-name'?: string;
      readonly 'copy-mode'?: MirrorCopyMode;
      readonly 'auto-finalize'?: boolean;
      readonly 'auto-dismiss'?: boolean;
      /** @since QEMU 10.1 */
      readonly 'target-is-zero'?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-reopen}
   * @since QEMU 6.1
   */
  'blockdev-reopen': {
    arguments: {
      readonly options: readonly BlockdevOptions[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-set-active}
   * @since QEMU 10.0
   */
  'blockdev-set-active': {
    arguments: {
      readonly 'node-name'?: string;
      readonly active: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-snapshot}
   * @since QEMU 2.5
   */
  'blockdev-snapshot': { arguments: BlockdevSnapshot; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-snapshot-delete-internal-sync}
   * @since QEMU 1.7
   */
  'blockdev-snapshot-delete-internal-sync': {
    arguments: {
      readonly device: string;
      readonly id?: string;
      readonly name?: string;
    };
    returns: SnapshotInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-snapshot-internal-sync}
   * @since QEMU 1.7
   */
  'blockdev-snapshot-internal-sync': { arguments: BlockdevSnapshotInternal; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.blockdev-snapshot-sync}
   * @since QEMU 0.14
   */
  'blockdev-snapshot-sync': { arguments: BlockdevSnapshotSync; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.change-backing-file}
   * @since QEMU 2.1
   */
  'change-backing-file': {
    arguments: {
      readonly device: string;
      readonly 'image-node-name': string;
      readonly 'backing-file': string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.drive-backup}
   * @since QEMU 1.6
   * @deprecated As of QEMU 7.2 at the latest: QEMU names `blockdev-backup` instead.
   */
  'drive-backup': { arguments: DriveBackup; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.drive-mirror}
   * @since QEMU 1.3
   */
  'drive-mirror': { arguments: DriveMirror; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.query-block}
   * @since QEMU 0.14
   */
  'query-block': {
    arguments: {
      /** @since QEMU 11.0 */
      readonly flat?: boolean;
    };
    returns: readonly BlockInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.query-block-jobs}
   * @since QEMU 1.1
   */
  'query-block-jobs': { arguments: NoArguments; returns: readonly BlockJobInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.query-blockstats}
   * @since QEMU 0.14
   */
  'query-blockstats': {
    arguments: {
      readonly 'query-nodes'?: boolean;
    };
    returns: readonly BlockStats[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.query-named-block-nodes}
   * @since QEMU 2.0
   */
  'query-named-block-nodes': {
    arguments: {
      readonly flat?: boolean;
    };
    returns: readonly BlockDeviceInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.x-blockdev-amend}
   * @since QEMU 5.1
   * @experimental
   */
  'x-blockdev-amend': {
    arguments: {
      readonly 'job-id': string;
      readonly 'node-name': string;
      readonly options: BlockdevAmendOptions;
      readonly force?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.x-blockdev-change}
   * @since QEMU 2.7
   * @experimental
   */
  'x-blockdev-change': {
    arguments: {
      readonly parent: string;
      readonly child?: string;
      readonly node?: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 4.0
   * @deprecated Gone as of QEMU 7.2 at the latest.
   * @experimental
   */
  'x-blockdev-reopen': { arguments: BlockdevOptions; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.x-blockdev-set-iothread}
   * @since QEMU 2.12
   * @experimental
   */
  'x-blockdev-set-iothread': {
    arguments: {
      readonly 'node-name': string;
      readonly iothread: StrOrNull;
      readonly force?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.x-debug-block-dirty-bitmap-sha256}
   * @since QEMU 2.10
   * @experimental
   */
  'x-debug-block-dirty-bitmap-sha256': { arguments: BlockDirtyBitmap; returns: BlockDirtyBitmapSha256 };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block-core.x-debug-query-block-graph}
   * @since QEMU 4.0
   * @experimental
   */
  'x-debug-query-block-graph': { arguments: NoArguments; returns: XDbgBlockGraph };
}

/** The events of QAPI's module `block-core`. */
export interface BlockCoreEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_IMAGE_CORRUPTED}
   * @since QEMU 1.7
   */
  BLOCK_IMAGE_CORRUPTED: {
    readonly device: string;
    readonly 'node-name'?: string;
    readonly msg: string;
    readonly offset?: WideInt;
    readonly size?: number;
    readonly fatal: boolean;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_IO_ERROR}
   * @since QEMU 0.13
   */
  BLOCK_IO_ERROR: {
    /** @since QEMU 9.2 */
    readonly 'qom-path'?: string;
    readonly device: string;
    readonly 'node-name'?: string;
    readonly operation: IoOperationType;
    readonly action: BlockErrorAction;
    readonly nospace?: boolean;
    readonly reason: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_JOB_CANCELLED}
   * @since QEMU 1.1
   */
  BLOCK_JOB_CANCELLED: {
    readonly type: JobType;
    readonly device: string;
    readonly len: number;
    readonly offset: number;
    readonly speed: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_JOB_COMPLETED}
   * @since QEMU 1.1
   */
  BLOCK_JOB_COMPLETED: {
    readonly type: JobType;
    readonly device: string;
    readonly len: number;
    readonly offset: number;
    readonly speed: number;
    readonly error?: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_JOB_ERROR}
   * @since QEMU 1.3
   */
  BLOCK_JOB_ERROR: {
    readonly device: string;
    readonly operation: IoOperationType;
    readonly action: BlockErrorAction;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_JOB_PENDING}
   * @since QEMU 2.12
   */
  BLOCK_JOB_PENDING: {
    readonly type: JobType;
    readonly id: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_JOB_READY}
   * @since QEMU 1.3
   */
  BLOCK_JOB_READY: {
    readonly type: JobType;
    readonly device: string;
    readonly len: number;
    readonly offset: number;
    readonly speed: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.BLOCK_WRITE_THRESHOLD}
   * @since QEMU 2.3
   */
  BLOCK_WRITE_THRESHOLD: {
    readonly 'node-name': string;
    readonly 'amount-exceeded': WideInt;
    readonly 'write-threshold': WideInt;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.QUORUM_FAILURE}
   * @since QEMU 2.0
   */
  QUORUM_FAILURE: {
    readonly reference: string;
    readonly 'sector-num': number;
    readonly 'sectors-count': number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block-core.QUORUM_REPORT_BAD}
   * @since QEMU 2.0
   */
  QUORUM_REPORT_BAD: {
    readonly type: QuorumOpType;
    readonly error?: string;
    readonly 'node-name': string;
    readonly 'sector-num': number;
    readonly 'sectors-count': number;
  };
}
