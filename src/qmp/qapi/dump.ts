// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `DumpGuestMemoryCapability`.
 * @since QEMU 2.0
 */
export interface DumpGuestMemoryCapability {
  readonly formats: readonly DumpGuestMemoryFormat[];
}

/**
 * QAPI's `DumpGuestMemoryFormat`.
 * - `kdump-raw-zlib`: since QEMU 8.2
 * - `kdump-raw-lzo`: since QEMU 8.2
 * - `kdump-raw-snappy`: since QEMU 8.2
 * @since QEMU 2.0
 */
export type DumpGuestMemoryFormat =
  | 'elf'
  | 'kdump-zlib'
  | 'kdump-lzo'
  | 'kdump-snappy'
  | 'kdump-raw-zlib'
  | 'kdump-raw-lzo'
  | 'kdump-raw-snappy'
  | 'win-dmp'
  | Newer;

/**
 * QAPI's `DumpGuestMemoryFormat` as an argument.
 * - `kdump-raw-zlib`: since QEMU 8.2
 * - `kdump-raw-lzo`: since QEMU 8.2
 * - `kdump-raw-snappy`: since QEMU 8.2
 * @since QEMU 2.0
 */
export type DumpGuestMemoryFormatArgument =
  | 'elf'
  | 'kdump-zlib'
  | 'kdump-lzo'
  | 'kdump-snappy'
  | 'kdump-raw-zlib'
  | 'kdump-raw-lzo'
  | 'kdump-raw-snappy'
  | 'win-dmp'
  | (string & {});

/**
 * QAPI's `DumpQueryResult`.
 * @since QEMU 2.6
 */
export interface DumpQueryResult {
  readonly status: DumpStatus;
  readonly completed: number;
  readonly total: number;
}

/**
 * QAPI's `DumpStatus`.
 * @since QEMU 2.6
 */
export type DumpStatus = 'none' | 'active' | 'completed' | 'failed' | Newer;

/** The commands of QAPI's module `dump`. */
export interface DumpCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-dump.dump-guest-memory}
   * @since QEMU 1.2
   */
  'dump-guest-memory': {
    arguments: {
      readonly paging: boolean;
      readonly protocol: string;
      readonly detach?: boolean;
      readonly begin?: number;
      readonly length?: number;
      readonly format?: DumpGuestMemoryFormatArgument;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-dump.query-dump}
   * @since QEMU 2.6
   */
  'query-dump': { arguments: NoArguments; returns: DumpQueryResult };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-dump.query-dump-guest-memory-capability}
   * @since QEMU 2.0
   */
  'query-dump-guest-memory-capability': { arguments: NoArguments; returns: DumpGuestMemoryCapability };
}

/** The events of QAPI's module `dump`. */
export interface DumpEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-dump.DUMP_COMPLETED}
   * @since QEMU 2.6
   */
  DUMP_COMPLETED: {
    readonly result: DumpQueryResult;
    readonly error?: string;
  };
}
