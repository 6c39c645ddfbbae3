// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoData, WideInt } from './open-types.js';

/**
 * QAPI's `CXLDRAMEvent`.
 * @since QEMU 8.1
 */
export interface CXLDRAMEvent {
  readonly path: string;
  readonly log: CxlEventLog;
  readonly flags: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-class'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-subclass'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'ld-id'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'head-id'?: number;
  readonly dpa: WideInt;
  readonly descriptor: number;
  readonly type: number;
  readonly 'transaction-type': number;
  readonly channel?: number;
  readonly rank?: number;
  readonly 'nibble-mask'?: number;
  readonly 'bank-group'?: number;
  readonly bank?: number;
  readonly row?: number;
  readonly column?: number;
  readonly 'correction-mask'?: readonly WideInt[];
  /** @since QEMU 11.1 at the latest */
  readonly 'component-id'?: string;
  /** @since QEMU 11.1 at the latest */
  readonly 'is-comp-id-pldm'?: boolean;
  /** @since QEMU 11.1 at the latest */
  readonly 'sub-channel'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'cme-ev-flags'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'cvme-count'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'sub-type'?: number;
}

/**
 * QAPI's `CXLGeneralMediaEvent`.
 * @since QEMU 8.1
 */
export interface CXLGeneralMediaEvent {
  readonly path: string;
  readonly log: CxlEventLog;
  readonly flags: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-class'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-subclass'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'ld-id'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'head-id'?: number;
  readonly dpa: WideInt;
  readonly descriptor: number;
  readonly type: number;
  readonly 'transaction-type': number;
  readonly channel?: number;
  readonly rank?: number;
  readonly device?: number;
  readonly 'component-id'?: string;
  /** @since QEMU 11.1 at the latest */
  readonly 'is-comp-id-pldm'?: boolean;
  /** @since QEMU 11.1 at the latest */
  readonly 'cme-ev-flags'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'cme-count'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'sub-type'?: number;
}

/**
 * QAPI's `CXLMemModuleEvent`.
 * @since QEMU 8.1
 */
export interface CXLMemModuleEvent {
  readonly path: string;
  readonly log: CxlEventLog;
  readonly flags: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-class'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'maint-op-subclass'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'ld-id'?: number;
  /** @since QEMU 11.1 at the latest */
  readonly 'head-id'?: number;
  readonly type: number;
  readonly 'health-status': number;
  readonly 'media-status': number;
  readonly 'additional-status': number;
  readonly 'life-used': number;
  readonly temperature: number;
  readonly 'dirty-shutdown-count': number;
  readonly 'corrected-volatile-error-count': number;
  readonly 'corrected-persistent-error-count': number;
  /** @since QEMU 11.1 at the latest */
  readonly 'component-id'?: string;
  /** @since QEMU 11.1 at the latest */
  readonly 'is-comp-id-pldm'?: boolean;
  /** @since QEMU 11.1 at the latest */
  readonly 'sub-type'?: number;
}

/**
 * QAPI's `CXLUncorErrorRecord`.
 * @since QEMU 8.0
 */
export interface CXLUncorErrorRecord {
  readonly type: CxlUncorErrorType;
  readonly header: readonly number[];
}

/**
 * QAPI's `CxlCorErrorType`.
 * @since QEMU 8.0
 */
export type CxlCorErrorType =
  | 'cache-data-ecc'
  | 'mem-data-ecc'
  | 'crc-threshold'
  | 'retry-threshold'
  | 'cache-poison-received'
  | 'mem-poison-received'
  | 'physical'
  | (string & {});

/**
 * QAPI's `CxlDynamicCapacityExtent`.
 * @since QEMU 9.1
 */
export interface CxlDynamicCapacityExtent {
  readonly offset: WideInt;
  readonly len: WideInt;
}

/**
 * QAPI's `CxlEventLog`.
 * @since QEMU 8.1
 */
export type CxlEventLog = 'informational' | 'warning' | 'failure' | 'fatal' | (string & {});

/**
 * QAPI's `CxlExtentRemovalPolicy`.
 * @since QEMU 9.1
 */
export type CxlExtentRemovalPolicy = 'tag-based' | 'prescriptive' | (string & {});

/**
 * QAPI's `CxlExtentSelectionPolicy`.
 * @since QEMU 9.1
 */
export type CxlExtentSelectionPolicy =
  | 'free'
  | 'contiguous'
  | 'prescriptive'
  | 'enable-shared-access'
  | (string & {});

/**
 * QAPI's `CxlUncorErrorType`.
 * @since QEMU 8.0
 */
export type CxlUncorErrorType =
  | 'cache-data-parity'
  | 'cache-address-parity'
  | 'cache-be-parity'
  | 'cache-data-ecc'
  | 'mem-data-parity'
  | 'mem-address-parity'
  | 'mem-be-parity'
  | 'mem-data-ecc'
  | 'reinit-threshold'
  | 'rsvd-encoding'
  | 'poison-received'
  | 'receiver-overflow'
  | 'internal'
  | 'cxl-ide-tx'
  | 'cxl-ide-rx'
  | (string & {});

/** The commands of QAPI's module `cxl`. */
export interface CxlCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-add-dynamic-capacity}
   * @since QEMU 9.1
   * @experimental
   */
  'cxl-add-dynamic-capacity': {
    arguments: {
      readonly path: string;
      readonly 'host-id': number;
      readonly 'selection-policy': CxlExtentSelectionPolicy;
      readonly region: number;
      readonly tag?: string;
      readonly extents: readonly CxlDynamicCapacityExtent[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-correctable-error}
   * @since QEMU 8.0
   */
  'cxl-inject-correctable-error': {
    arguments: {
      readonly path: string;
      readonly type: CxlCorErrorType;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-dram-event}
   * @since QEMU 8.1
   */
  'cxl-inject-dram-event': { arguments: CXLDRAMEvent; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-general-media-event}
   * @since QEMU 8.1
   */
  'cxl-inject-general-media-event': { arguments: CXLGeneralMediaEvent; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-memory-module-event}
   * @since QEMU 8.1
   */
  'cxl-inject-memory-module-event': { arguments: CXLMemModuleEvent; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-poison}
   * @since QEMU 8.1
   */
  'cxl-inject-poison': {
    arguments: {
      readonly path: string;
      readonly start: WideInt;
      readonly length: WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-inject-uncorrectable-errors}
   * @since QEMU 8.0
   */
  'cxl-inject-uncorrectable-errors': {
    arguments: {
      readonly path: string;
      readonly errors: readonly CXLUncorErrorRecord[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-cxl.cxl-release-dynamic-capacity}
   * @since QEMU 9.1
   * @experimental
   */
  'cxl-release-dynamic-capacity': {
    arguments: {
      readonly path: string;
      readonly 'host-id': number;
      readonly 'removal-policy': CxlExtentRemovalPolicy;
      readonly 'forced-removal'?: boolean;
      readonly 'sanitize-on-release'?: boolean;
      readonly region: number;
      readonly tag?: string;
      readonly extents: readonly CxlDynamicCapacityExtent[];
    };
    returns: NoData;
  };
}
