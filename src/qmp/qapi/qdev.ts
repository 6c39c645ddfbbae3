// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoData } from './open-types.js';
import type { ObjectPropertyInfo } from './qom.js';

/** The commands of QAPI's module `qdev`. */
export interface QdevCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qdev.device-list-properties}
   * @since QEMU 1.2
   */
  'device-list-properties': {
    arguments: {
      readonly typename: string;
    };
    returns: readonly ObjectPropertyInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qdev.device-sync-config}
   * @since QEMU 9.2
   * @experimental
   */
  'device-sync-config': {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qdev.device_add}
   * @since QEMU 0.13
   */
  device_add: {
    arguments: {
      readonly driver: string;
      readonly bus?: string;
      readonly id?: string;
      readonly [member: string]: unknown;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-qdev.device_del}
   * @since QEMU 0.14
   */
  device_del: {
    arguments: {
      readonly id: string;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `qdev`. */
export interface QdevEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-qdev.DEVICE_DELETED}
   * @since QEMU 1.5
   */
  DEVICE_DELETED: {
    readonly device?: string;
    readonly path: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-qdev.DEVICE_UNPLUG_GUEST_ERROR}
   * @since QEMU 6.2
   */
  DEVICE_UNPLUG_GUEST_ERROR: {
    readonly device?: string;
    readonly path: string;
  };
}
