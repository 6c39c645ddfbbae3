// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { StrOrNull } from './common.js';
import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';
import type { InetSocketAddress, SocketAddress } from './sockets.js';

/**
 * QAPI's `BitmapMigrationBitmapAlias`.
 * @since QEMU 5.2
 */
export interface BitmapMigrationBitmapAlias {
  readonly name: string;
  readonly alias: string;
  /** @since QEMU 6.0 */
  readonly transform?: BitmapMigrationBitmapAliasTransform;
}

/**
 * QAPI's `BitmapMigrationBitmapAliasTransform`.
 * @since QEMU 6.0
 */
export interface BitmapMigrationBitmapAliasTransform {
  readonly persistent?: boolean;
}

/**
 * QAPI's `BitmapMigrationNodeAlias`.
 * @since QEMU 5.2
 */
export interface BitmapMigrationNodeAlias {
  readonly 'node-name': string;
  readonly alias: string;
  readonly bitmaps: readonly BitmapMigrationBitmapAlias[];
}

/**
 * QAPI's `COLOExitReason`.
 * @since QEMU 3.1
 */
export type COLOExitReason = 'none' | 'request' | 'error' | 'processing' | Newer;

/**
 * QAPI's `COLOMode`.
 * @since QEMU 2.8
 */
export type COLOMode = 'none' | 'primary' | 'secondary' | Newer;

/**
 * QAPI's `COLOStatus`.
 * Only in builds with CONFIG_REPLICATION.
 * @since QEMU 3.1
 */
export interface COLOStatus {
  readonly mode: COLOMode;
  readonly 'last-mode': COLOMode;
  readonly reason: COLOExitReason;
}

/**
 * QAPI's `CompressionStats`.
 * @since QEMU 3.1
 */
export interface CompressionStats {
  readonly pages: number;
  readonly busy: number;
  readonly 'busy-rate': number;
  readonly 'compressed-size': number;
  readonly 'compression-rate': number;
}

/**
 * QAPI's `DirtyLimitInfo`.
 * @since QEMU 7.1
 */
export interface DirtyLimitInfo {
  readonly 'cpu-index': number;
  readonly 'limit-rate': WideInt;
  readonly 'current-rate': WideInt;
}

/**
 * QAPI's `DirtyRateInfo`.
 * @since QEMU 5.2
 */
export interface DirtyRateInfo {
  readonly 'dirty-rate'?: WideInt;
  readonly status: DirtyRateStatus;
  readonly 'start-time': WideInt;
  readonly 'calc-time': WideInt;
  /** @since QEMU 8.2 */
  readonly 'calc-time-unit'?: TimeUnit;
  /** @since QEMU 6.1 */
  readonly 'sample-pages'?: WideInt;
  /** @since QEMU 6.2 */
  readonly mode?: DirtyRateMeasureMode;
  /** @since QEMU 6.2 */
  readonly 'vcpu-dirty-rate'?: readonly DirtyRateVcpu[];
}

/**
 * QAPI's `DirtyRateMeasureMode`.
 * @since QEMU 6.2
 */
export type DirtyRateMeasureMode = 'page-sampling' | 'dirty-ring' | 'dirty-bitmap' | Newer;

/**
 * QAPI's `DirtyRateMeasureMode` as an argument.
 * @since QEMU 6.2
 */
export type DirtyRateMeasureModeArgument = 'page-sampling' | 'dirty-ring' | 'dirty-bitmap' | (string & {});

/**
 * QAPI's `DirtyRateStatus`.
 * @since QEMU 5.2
 */
export type DirtyRateStatus = 'unstarted' | 'measuring' | 'measured' | Newer;

/**
 * QAPI's `DirtyRateVcpu`.
 * @since QEMU 6.2
 */
export interface DirtyRateVcpu {
  readonly id: number;
  readonly 'dirty-rate': WideInt;
}

/**
 * QAPI's `FileMigrationArgs`.
 * @since QEMU 8.2
 */
export interface FileMigrationArgs {
  readonly filename: string;
  readonly offset: WideInt;
}

/**
 * QAPI's `MigMode`.
 * - `cpr-exec`: since QEMU 10.2
 * @since QEMU 10.0 at the latest
 */
export type MigMode = 'normal' | 'cpr-reboot' | 'cpr-transfer' | 'cpr-exec' | Newer;

/**
 * QAPI's `MigMode` as an argument.
 * - `cpr-exec`: since QEMU 10.2
 * @since QEMU 10.0 at the latest
 */
export type MigModeArgument = 'normal' | 'cpr-reboot' | 'cpr-transfer' | 'cpr-exec' | (string & {});

/**
 * QAPI's `MigrateSetParameters`.
 * @since QEMU 2.4
 * @deprecated Gone as of QEMU 11.1 at the latest.
 */
export interface MigrateSetParameters {
  readonly 'announce-initial'?: WideInt;
  readonly 'announce-max'?: WideInt;
  readonly 'announce-rounds'?: WideInt;
  readonly 'announce-step'?: WideInt;
  readonly 'throttle-trigger-threshold'?: number;
  readonly 'cpu-throttle-initial'?: number;
  readonly 'cpu-throttle-increment'?: number;
  readonly 'cpu-throttle-tailslow'?: boolean;
  readonly 'tls-creds'?: StrOrNull;
  readonly 'tls-hostname'?: StrOrNull;
  readonly 'tls-authz'?: StrOrNull;
  readonly 'max-bandwidth'?: WideInt;
  /** @since QEMU 8.2 */
  readonly 'avail-switchover-bandwidth'?: WideInt;
  readonly 'downtime-limit'?: WideInt;
  /** @experimental */
  readonly 'x-checkpoint-delay'?: number;
  readonly 'multifd-channels'?: number;
  readonly 'xbzrle-cache-size'?: WideInt;
  readonly 'max-postcopy-bandwidth'?: WideInt;
  readonly 'max-cpu-throttle'?: number;
  readonly 'multifd-compression'?: MultiFDCompressionArgument;
  readonly 'multifd-zlib-level'?: number;
  /** @since QEMU 9.2 */
  readonly 'multifd-qatzip-level'?: number;
  readonly 'multifd-zstd-level'?: number;
  readonly 'block-bitmap-mapping'?: readonly BitmapMigrationNodeAlias[];
  /**
   * @since QEMU 8.1
   * @experimental
   */
  readonly 'x-vcpu-dirty-limit-period'?: WideInt;
  /** @since QEMU 8.1 */
  readonly 'vcpu-dirty-limit'?: WideInt;
  /** @since QEMU 8.2 */
  readonly mode?: MigModeArgument;
  /** @since QEMU 9.0 */
  readonly 'zero-page-detection'?: ZeroPageDetectionArgument;
  /** @since QEMU 9.1 */
  readonly 'direct-io'?: boolean;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-level'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-wait-thread'?: boolean;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'decompress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'block-incremental'?: boolean;
}

/**
 * QAPI's `MigrationAddress`.
 * @since QEMU 8.2
 */
export type MigrationAddress =
  | (SocketAddress & { readonly transport: 'socket' })
  | (MigrationExecCommand & { readonly transport: 'exec' })
  | (InetSocketAddress & { readonly transport: 'rdma' })
  | (FileMigrationArgs & { readonly transport: 'file' })
  | { readonly transport: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `MigrationAddressType`.
 * @since QEMU 8.2
 */
export type MigrationAddressType = 'socket' | 'exec' | 'rdma' | 'file' | Newer;

/**
 * QAPI's `MigrationCapability`.
 * - `x-colo`: unstable
 * - `x-ignore-shared`: unstable
 * - `background-snapshot`: since QEMU 6.0
 * - `zero-copy-send`: since QEMU 7.1
 * - `postcopy-preempt`: since QEMU 7.1
 * - `switchover-ack`: since QEMU 8.1
 * - `dirty-limit`: since QEMU 8.1
 * - `mapped-ram`: since QEMU 9.0
 * - `zero-blocks`: gone as of QEMU 11.1 at the latest; deprecated as of QEMU 10.0 at the latest
 * - `compress`: gone as of QEMU 10.0 at the latest
 * - `block`: gone as of QEMU 10.0 at the latest
 * @since QEMU 1.2
 */
export type MigrationCapability =
  | 'xbzrle'
  | 'rdma-pin-all'
  | 'auto-converge'
  | 'events'
  | 'postcopy-ram'
  | 'x-colo'
  | 'release-ram'
  | 'return-path'
  | 'pause-before-switchover'
  | 'multifd'
  | 'dirty-bitmaps'
  | 'postcopy-blocktime'
  | 'late-block-activate'
  | 'x-ignore-shared'
  | 'validate-uuid'
  | 'background-snapshot'
  | 'zero-copy-send'
  | 'postcopy-preempt'
  | 'switchover-ack'
  | 'dirty-limit'
  | 'mapped-ram'
  | 'zero-blocks'
  | 'compress'
  | 'block'
  | Newer;

/**
 * QAPI's `MigrationCapability` as an argument.
 * - `x-colo`: unstable
 * - `x-ignore-shared`: unstable
 * - `background-snapshot`: since QEMU 6.0
 * - `zero-copy-send`: since QEMU 7.1
 * - `postcopy-preempt`: since QEMU 7.1
 * - `switchover-ack`: since QEMU 8.1
 * - `dirty-limit`: since QEMU 8.1
 * - `mapped-ram`: since QEMU 9.0
 * - `zero-blocks`: gone as of QEMU 11.1 at the latest; deprecated as of QEMU 10.0 at the latest
 * - `compress`: gone as of QEMU 10.0 at the latest
 * - `block`: gone as of QEMU 10.0 at the latest
 * @since QEMU 1.2
 */
export type MigrationCapabilityArgument =
  | 'xbzrle'
  | 'rdma-pin-all'
  | 'auto-converge'
  | 'events'
  | 'postcopy-ram'
  | 'x-colo'
  | 'release-ram'
  | 'return-path'
  | 'pause-before-switchover'
  | 'multifd'
  | 'dirty-bitmaps'
  | 'postcopy-blocktime'
  | 'late-block-activate'
  | 'x-ignore-shared'
  | 'validate-uuid'
  | 'background-snapshot'
  | 'zero-copy-send'
  | 'postcopy-preempt'
  | 'switchover-ack'
  | 'dirty-limit'
  | 'mapped-ram'
  | 'zero-blocks'
  | 'compress'
  | 'block'
  | (string & {});

/**
 * QAPI's `MigrationCapabilityStatus`.
 * @since QEMU 1.2
 */
export interface MigrationCapabilityStatus {
  readonly capability: MigrationCapability;
  readonly state: boolean;
}

/**
 * QAPI's `MigrationCapabilityStatus` as an argument.
 * @since QEMU 1.2
 */
export interface MigrationCapabilityStatusArgument {
  readonly capability: MigrationCapabilityArgument;
  readonly state: boolean;
}

/**
 * QAPI's `MigrationChannel`.
 * @since QEMU 8.1
 */
export interface MigrationChannel {
  readonly 'channel-type': MigrationChannelType;
  readonly addr: MigrationAddress;
}

/**
 * QAPI's `MigrationChannelType`.
 * @since QEMU 8.1
 */
export type MigrationChannelType = 'main' | 'cpr' | (string & {});

/**
 * QAPI's `MigrationExecCommand`.
 * @since QEMU 8.2
 */
export interface MigrationExecCommand {
  readonly args: readonly string[];
}

/**
 * QAPI's `MigrationInfo`.
 * @since QEMU 0.14
 */
export interface MigrationInfo {
  readonly status?: MigrationStatus;
  readonly ram?: MigrationRAMStats;
  /** @since QEMU 11.1 */
  readonly remaining?: WideInt;
  readonly vfio?: VfioStats;
  readonly 'xbzrle-cache'?: XBZRLECacheStats;
  readonly 'total-time'?: number;
  readonly 'expected-downtime'?: WideInt;
  readonly downtime?: number;
  readonly 'setup-time'?: number;
  readonly 'cpu-throttle-percentage'?: number;
  readonly 'error-desc'?: string;
  /** @since QEMU 6.0 */
  readonly 'blocked-reasons'?: readonly string[];
  readonly 'postcopy-blocktime'?: number;
  readonly 'postcopy-vcpu-blocktime'?: readonly number[];
  /**
   * @since QEMU 10.1
   * @experimental
   */
  readonly 'postcopy-latency'?: WideInt;
  /**
   * @since QEMU 10.1
   * @experimental
   */
  readonly 'postcopy-latency-dist'?: readonly WideInt[];
  /**
   * @since QEMU 10.1
   * @experimental
   */
  readonly 'postcopy-vcpu-latency'?: readonly WideInt[];
  /**
   * @since QEMU 10.1
   * @experimental
   */
  readonly 'postcopy-non-vcpu-latency'?: WideInt;
  readonly 'socket-address'?: readonly SocketAddress[];
  /** @since QEMU 8.1 */
  readonly 'dirty-limit-throttle-time-per-round'?: WideInt;
  /** @since QEMU 8.1 */
  readonly 'dirty-limit-ring-full-time'?: WideInt;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly disk?: MigrationRAMStats;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly compression?: CompressionStats;
}

/**
 * QAPI's `MigrationParameters`.
 * @since QEMU 2.4
 */
export interface MigrationParameters {
  readonly 'announce-initial'?: WideInt;
  readonly 'announce-max'?: WideInt;
  readonly 'announce-rounds'?: WideInt;
  readonly 'announce-step'?: WideInt;
  readonly 'throttle-trigger-threshold'?: number;
  readonly 'cpu-throttle-initial'?: number;
  readonly 'cpu-throttle-increment'?: number;
  readonly 'cpu-throttle-tailslow'?: boolean;
  readonly 'tls-creds'?: StrOrNull | string;
  readonly 'tls-hostname'?: StrOrNull | string;
  readonly 'tls-authz'?: StrOrNull | string;
  readonly 'max-bandwidth'?: WideInt;
  /** @since QEMU 8.2 */
  readonly 'avail-switchover-bandwidth'?: WideInt;
  readonly 'downtime-limit'?: WideInt;
  /** @experimental */
  readonly 'x-checkpoint-delay'?: number;
  readonly 'multifd-channels'?: number;
  readonly 'xbzrle-cache-size'?: WideInt;
  readonly 'max-postcopy-bandwidth'?: WideInt;
  readonly 'max-cpu-throttle'?: number;
  readonly 'multifd-compression'?: MultiFDCompression;
  readonly 'multifd-zlib-level'?: number;
  /** @since QEMU 9.2 */
  readonly 'multifd-qatzip-level'?: number;
  readonly 'multifd-zstd-level'?: number;
  readonly 'block-bitmap-mapping'?: readonly BitmapMigrationNodeAlias[];
  /**
   * @since QEMU 8.1
   * @experimental
   */
  readonly 'x-vcpu-dirty-limit-period'?: WideInt;
  /** @since QEMU 8.1 */
  readonly 'vcpu-dirty-limit'?: WideInt;
  /** @since QEMU 8.2 */
  readonly mode?: MigMode;
  /** @since QEMU 9.0 */
  readonly 'zero-page-detection'?: ZeroPageDetection;
  /** @since QEMU 9.1 */
  readonly 'direct-io'?: boolean;
  /**
   * @since QEMU 11.1
   * @experimental
   */
  readonly 'x-rdma-chunk-size'?: WideInt;
  /** @since QEMU 10.2 */
  readonly 'cpr-exec-command'?: readonly string[];
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-level'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-wait-thread'?: boolean;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'decompress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'block-incremental'?: boolean;
}

/**
 * QAPI's `MigrationParameters` as an argument.
 * @since QEMU 2.4
 */
export interface MigrationParametersArgument {
  readonly 'announce-initial'?: WideInt;
  readonly 'announce-max'?: WideInt;
  readonly 'announce-rounds'?: WideInt;
  readonly 'announce-step'?: WideInt;
  readonly 'throttle-trigger-threshold'?: number;
  readonly 'cpu-throttle-initial'?: number;
  readonly 'cpu-throttle-increment'?: number;
  readonly 'cpu-throttle-tailslow'?: boolean;
  readonly 'tls-creds'?: StrOrNull | string;
  readonly 'tls-hostname'?: StrOrNull | string;
  readonly 'tls-authz'?: StrOrNull | string;
  readonly 'max-bandwidth'?: WideInt;
  /** @since QEMU 8.2 */
  readonly 'avail-switchover-bandwidth'?: WideInt;
  readonly 'downtime-limit'?: WideInt;
  /** @experimental */
  readonly 'x-checkpoint-delay'?: number;
  readonly 'multifd-channels'?: number;
  readonly 'xbzrle-cache-size'?: WideInt;
  readonly 'max-postcopy-bandwidth'?: WideInt;
  readonly 'max-cpu-throttle'?: number;
  readonly 'multifd-compression'?: MultiFDCompressionArgument;
  readonly 'multifd-zlib-level'?: number;
  /** @since QEMU 9.2 */
  readonly 'multifd-qatzip-level'?: number;
  readonly 'multifd-zstd-level'?: number;
  readonly 'block-bitmap-mapping'?: readonly BitmapMigrationNodeAlias[];
  /**
   * @since QEMU 8.1
   * @experimental
   */
  readonly 'x-vcpu-dirty-limit-period'?: WideInt;
  /** @since QEMU 8.1 */
  readonly 'vcpu-dirty-limit'?: WideInt;
  /** @since QEMU 8.2 */
  readonly mode?: MigModeArgument;
  /** @since QEMU 9.0 */
  readonly 'zero-page-detection'?: ZeroPageDetectionArgument;
  /** @since QEMU 9.1 */
  readonly 'direct-io'?: boolean;
  /**
   * @since QEMU 11.1
   * @experimental
   */
  readonly 'x-rdma-chunk-size'?: WideInt;
  /** @since QEMU 10.2 */
  readonly 'cpr-exec-command'?: readonly string[];
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-level'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'compress-wait-thread'?: boolean;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'decompress-threads'?: number;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly 'block-incremental'?: boolean;
}

/**
 * QAPI's `MigrationRAMStats`.
 * @since QEMU 0.14
 */
export interface MigrationRAMStats {
  readonly transferred: number;
  readonly remaining: number;
  readonly total: number;
  readonly duplicate: number;
  readonly normal: number;
  readonly 'normal-bytes': number;
  readonly 'dirty-pages-rate': number;
  readonly mbps: number;
  readonly 'dirty-sync-count': number;
  readonly 'postcopy-requests': number;
  readonly 'page-size': number;
  readonly 'multifd-bytes': WideInt;
  readonly 'pages-per-second': WideInt;
  /** @since QEMU 7.0 */
  readonly 'precopy-bytes'?: WideInt;
  /** @since QEMU 7.0 */
  readonly 'downtime-bytes'?: WideInt;
  /** @since QEMU 7.0 */
  readonly 'postcopy-bytes'?: WideInt;
  /** @since QEMU 7.1 */
  readonly 'dirty-sync-missed-zero-copy'?: WideInt;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly skipped?: number;
}

/**
 * QAPI's `MigrationStatus`.
 * - `postcopy-device`: since QEMU 10.2
 * - `postcopy-recover-setup`: since QEMU 9.1
 * - `failing`: since QEMU 11.0
 * @since QEMU 2.3
 */
export type MigrationStatus =
  | 'none'
  | 'setup'
  | 'cancelling'
  | 'cancelled'
  | 'active'
  | 'postcopy-device'
  | 'postcopy-active'
  | 'postcopy-paused'
  | 'postcopy-recover-setup'
  | 'postcopy-recover'
  | 'completed'
  | 'failing'
  | 'failed'
  | 'colo'
  | 'pre-switchover'
  | 'device'
  | 'wait-unplug'
  | Newer;

/**
 * QAPI's `MigrationStatus` as an argument.
 * - `postcopy-device`: since QEMU 10.2
 * - `postcopy-recover-setup`: since QEMU 9.1
 * - `failing`: since QEMU 11.0
 * @since QEMU 2.3
 */
export type MigrationStatusArgument =
  | 'none'
  | 'setup'
  | 'cancelling'
  | 'cancelled'
  | 'active'
  | 'postcopy-device'
  | 'postcopy-active'
  | 'postcopy-paused'
  | 'postcopy-recover-setup'
  | 'postcopy-recover'
  | 'completed'
  | 'failing'
  | 'failed'
  | 'colo'
  | 'pre-switchover'
  | 'device'
  | 'wait-unplug'
  | (string & {});

/**
 * QAPI's `MigrationThreadInfo`.
 * @since QEMU 10.0 at the latest
 * @deprecated Gone as of QEMU 11.1 at the latest.
 */
export interface MigrationThreadInfo {
  readonly name: string;
  readonly 'thread-id': number;
}

/**
 * QAPI's `MultiFDCompression`.
 * - `zstd`: only in builds with CONFIG_ZSTD
 * - `qatzip`: since QEMU 9.2; only in builds with CONFIG_QATZIP
 * - `qpl`: since QEMU 9.1; only in builds with CONFIG_QPL
 * - `uadk`: since QEMU 9.1; only in builds with CONFIG_UADK
 * @since QEMU 5.0
 */
export type MultiFDCompression = 'none' | 'zlib' | 'zstd' | 'qatzip' | 'qpl' | 'uadk' | Newer;

/**
 * QAPI's `MultiFDCompression` as an argument.
 * - `zstd`: only in builds with CONFIG_ZSTD
 * - `qatzip`: since QEMU 9.2; only in builds with CONFIG_QATZIP
 * - `qpl`: since QEMU 9.1; only in builds with CONFIG_QPL
 * - `uadk`: since QEMU 9.1; only in builds with CONFIG_UADK
 * @since QEMU 5.0
 */
export type MultiFDCompressionArgument = 'none' | 'zlib' | 'zstd' | 'qatzip' | 'qpl' | 'uadk' | (string & {});

/**
 * QAPI's `ReplicationStatus`.
 * Only in builds with CONFIG_REPLICATION.
 * @since QEMU 2.9
 */
export interface ReplicationStatus {
  readonly error: boolean;
  readonly desc?: string;
}

/**
 * QAPI's `TimeUnit`.
 * @since QEMU 8.2
 */
export type TimeUnit = 'second' | 'millisecond' | Newer;

/**
 * QAPI's `TimeUnit` as an argument.
 * @since QEMU 8.2
 */
export type TimeUnitArgument = 'second' | 'millisecond' | (string & {});

/**
 * QAPI's `VfioStats`.
 * @since QEMU 5.2
 */
export interface VfioStats {
  readonly transferred: number;
}

/**
 * QAPI's `XBZRLECacheStats`.
 * @since QEMU 1.2
 */
export interface XBZRLECacheStats {
  readonly 'cache-size': WideInt;
  readonly bytes: number;
  readonly pages: number;
  readonly 'cache-miss': number;
  readonly 'cache-miss-rate': number;
  readonly 'encoding-rate': number;
  readonly overflow: number;
}

/**
 * QAPI's `ZeroPageDetection`.
 * @since QEMU 9.0
 */
export type ZeroPageDetection = 'none' | 'legacy' | 'multifd' | Newer;

/**
 * QAPI's `ZeroPageDetection` as an argument.
 * @since QEMU 9.0
 */
export type ZeroPageDetectionArgument = 'none' | 'legacy' | 'multifd' | (string & {});

/** The commands of QAPI's module `migration`. */
export interface MigrationCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.calc-dirty-rate}
   * @since QEMU 5.2
   */
  'calc-dirty-rate': {
    arguments: {
      readonly 'calc-time': WideInt;
      /** @since QEMU 8.2 */
      readonly 'calc-time-unit'?: TimeUnitArgument;
      /** @since QEMU 6.1 */
      readonly 'sample-pages'?: number;
      /** @since QEMU 6.1 */
      readonly mode?: DirtyRateMeasureModeArgument;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.cancel-vcpu-dirty-limit}
   * @since QEMU 7.1
   */
  'cancel-vcpu-dirty-limit': {
    arguments: {
      readonly 'cpu-index'?: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate}
   * @since QEMU 0.14
   */
  migrate: {
    arguments: {
      readonly uri?: string;
      /** @since QEMU 10.0 at the latest */
      readonly channels?: readonly MigrationChannel[];
      readonly resume?: boolean;
      /** @deprecated Gone as of QEMU 11.1 at the latest. */
      readonly detach?: boolean;
      /** @deprecated Gone as of QEMU 10.0 at the latest. */
      readonly blk?: boolean;
      /** @deprecated Gone as of QEMU 10.0 at the latest. */
      readonly inc?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-continue}
   * @since QEMU 2.11
   */
  'migrate-continue': {
    arguments: {
      readonly state: MigrationStatusArgument;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-incoming}
   * @since QEMU 2.3
   */
  'migrate-incoming': {
    arguments: {
      readonly uri?: string;
      /** @since QEMU 10.0 at the latest */
      readonly channels?: readonly MigrationChannel[];
      /** @since QEMU 9.1 */
      readonly 'exit-on-error'?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-pause}
   * @since QEMU 3.0
   */
  'migrate-pause': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-recover}
   * @since QEMU 3.0
   */
  'migrate-recover': {
    arguments: {
      readonly uri: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 1.2
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  'migrate-set-cache-size': {
    arguments: {
      readonly value: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-set-capabilities}
   * @since QEMU 1.2
   */
  'migrate-set-capabilities': {
    arguments: {
      readonly capabilities: readonly MigrationCapabilityStatusArgument[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-set-parameters}
   * @since QEMU 2.4
   */
  'migrate-set-parameters': {
    arguments: MigrationParametersArgument | MigrateSetParameters;
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate-start-postcopy}
   * @since QEMU 2.5
   */
  'migrate-start-postcopy': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.migrate_cancel}
   * @since QEMU 0.14
   */
  migrate_cancel: { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 0.14
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  migrate_set_downtime: {
    arguments: {
      readonly value: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 0.14
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  migrate_set_speed: {
    arguments: {
      readonly value: number;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_REPLICATION.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-colo-status}
   * @since QEMU 3.1
   */
  'query-colo-status': { arguments: NoArguments; returns: COLOStatus };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-dirty-rate}
   * @since QEMU 5.2
   */
  'query-dirty-rate': {
    arguments: {
      /** @since QEMU 8.2 */
      readonly 'calc-time-unit'?: TimeUnitArgument;
    };
    returns: DirtyRateInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-migrate}
   * @since QEMU 0.14
   */
  'query-migrate': { arguments: NoArguments; returns: MigrationInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 1.2
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  'query-migrate-cache-size': { arguments: NoArguments; returns: number };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-migrate-capabilities}
   * @since QEMU 1.2
   */
  'query-migrate-capabilities': { arguments: NoArguments; returns: readonly MigrationCapabilityStatus[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-migrate-parameters}
   * @since QEMU 2.4
   */
  'query-migrate-parameters': { arguments: NoArguments; returns: MigrationParameters };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 10.0 at the latest
   * @deprecated Gone as of QEMU 11.1 at the latest.
   */
  'query-migrationthreads': { arguments: NoArguments; returns: readonly MigrationThreadInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-vcpu-dirty-limit}
   * @since QEMU 7.1
   */
  'query-vcpu-dirty-limit': { arguments: NoArguments; returns: readonly DirtyLimitInfo[] };
  /**
   * Only in builds with CONFIG_REPLICATION.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.query-xen-replication-status}
   * @since QEMU 2.9
   */
  'query-xen-replication-status': { arguments: NoArguments; returns: ReplicationStatus };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.set-vcpu-dirty-limit}
   * @since QEMU 7.1
   */
  'set-vcpu-dirty-limit': {
    arguments: {
      readonly 'cpu-index'?: number;
      readonly 'dirty-rate': WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.snapshot-delete}
   * @since QEMU 6.0
   */
  'snapshot-delete': {
    arguments: {
      readonly 'job-id': string;
      readonly tag: string;
      readonly devices: readonly string[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.snapshot-load}
   * @since QEMU 6.0
   */
  'snapshot-load': {
    arguments: {
      readonly 'job-id': string;
      readonly tag: string;
      readonly vmstate: string;
      readonly devices: readonly string[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.snapshot-save}
   * @since QEMU 6.0
   */
  'snapshot-save': {
    arguments: {
      readonly 'job-id': string;
      readonly tag: string;
      readonly vmstate: string;
      readonly devices: readonly string[];
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_REPLICATION.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.x-colo-lost-heartbeat}
   * @since QEMU 2.8
   * @experimental
   */
  'x-colo-lost-heartbeat': { arguments: NoArguments; returns: NoData };
  /**
   * Only in builds with CONFIG_REPLICATION.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.xen-colo-do-checkpoint}
   * @since QEMU 2.9
   */
  'xen-colo-do-checkpoint': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.xen-load-devices-state}
   * @since QEMU 2.7
   */
  'xen-load-devices-state': {
    arguments: {
      readonly filename: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.xen-save-devices-state}
   * @since QEMU 1.1
   */
  'xen-save-devices-state': {
    arguments: {
      readonly filename: string;
      readonly live?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.xen-set-global-dirty-log}
   * @since QEMU 1.3
   */
  'xen-set-global-dirty-log': {
    arguments: {
      readonly enable: boolean;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_REPLICATION.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-migration.xen-set-replication}
   * @since QEMU 2.9
   */
  'xen-set-replication': {
    arguments: {
      readonly enable: boolean;
      readonly primary: boolean;
      readonly failover?: boolean;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `migration`. */
export interface MigrationEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-migration.COLO_EXIT}
   * @since QEMU 3.1
   */
  COLO_EXIT: {
    readonly mode: COLOMode;
    readonly reason: COLOExitReason;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-migration.MIGRATION}
   * @since QEMU 2.4
   */
  MIGRATION: {
    readonly status: MigrationStatus;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-migration.MIGRATION_PASS}
   * @since QEMU 2.6
   */
  MIGRATION_PASS: {
    readonly pass: number;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-migration.UNPLUG_PRIMARY}
   * @since QEMU 4.2
   */
  UNPLUG_PRIMARY: {
    readonly 'device-id': string;
  };
}
