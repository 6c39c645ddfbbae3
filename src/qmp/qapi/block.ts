// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { BlockIOThrottle } from './block-core.js';
import type { NoArguments, NoData, WideInt } from './open-types.js';

/**
 * QAPI's `BlockdevChangeReadOnlyMode`.
 * @since QEMU 2.3
 */
export type BlockdevChangeReadOnlyMode = 'retain' | 'read-only' | 'read-write' | (string & {});

/**
 * QAPI's `PRManagerInfo`.
 * @since QEMU 3.0
 */
export interface PRManagerInfo {
  readonly id: string;
  readonly connected: boolean;
}

/** The commands of QAPI's module `block`. */
export interface BlockCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.block-latency-histogram-set}
   * @since QEMU 4.0
   */
  'block-latency-histogram-set': {
    arguments: {
      readonly id: string;
      readonly boundaries?: readonly WideInt[];
      readonly 'boundaries-read'?: readonly WideInt[];
      readonly 'boundaries-write'?: readonly WideInt[];
      /** @since QEMU 10.0 at the latest */
      readonly 'boundaries-zap'?: readonly WideInt[];
      readonly 'boundaries-flush'?: readonly WideInt[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.block_set_io_throttle}
   * @since QEMU 1.1
   */
  block_set_io_throttle: { arguments: BlockIOThrottle; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.blockdev-change-medium}
   * @since QEMU 2.5
   */
  'blockdev-change-medium': {
    arguments: {
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly device?: string;
      readonly id?: string;
      readonly filename: string;
      readonly format?: string;
      /** @since QEMU 7.1 */
      readonly force?: boolean;
      readonly 'read-only-mode'?: BlockdevChangeReadOnlyMode;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.blockdev-close-tray}
   * @since QEMU 2.5
   */
  'blockdev-close-tray': {
    arguments: {
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly device?: string;
      readonly id?: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.blockdev-insert-medium}
   * @since QEMU 2.12
   */
  'blockdev-insert-medium': {
    arguments: {
      readonly id: string;
      readonly 'node-name': string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.blockdev-open-tray}
   * @since QEMU 2.5
   */
  'blockdev-open-tray': {
    arguments: {
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly device?: string;
      readonly id?: string;
      readonly force?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.blockdev-remove-medium}
   * @since QEMU 2.12
   */
  'blockdev-remove-medium': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.eject}
   * @since QEMU 0.14
   */
  eject: {
    arguments: {
      /** @deprecated As of QEMU 5.2 at the latest. */
      readonly device?: string;
      readonly id?: string;
      readonly force?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-block.query-pr-managers}
   * @since QEMU 3.0
   */
  'query-pr-managers': { arguments: NoArguments; returns: readonly PRManagerInfo[] };
}

/** The events of QAPI's module `block`. */
export interface BlockEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block.DEVICE_TRAY_MOVED}
   * @since QEMU 1.1
   */
  DEVICE_TRAY_MOVED: {
    readonly device: string;
    readonly id: string;
    readonly 'tray-open': boolean;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-block.PR_MANAGER_STATUS_CHANGED}
   * @since QEMU 3.0
   */
  PR_MANAGER_STATUS_CHANGED: {
    readonly id: string;
    readonly connected: boolean;
  };
}
