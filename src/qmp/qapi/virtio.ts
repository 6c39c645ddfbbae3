// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoArguments, WideInt } from './open-types.js';

/**
 * QAPI's `VhostDeviceProtocols`.
 * @since QEMU 7.2
 */
export interface VhostDeviceProtocols {
  readonly protocols: readonly string[];
  readonly 'unknown-protocols'?: WideInt;
}

/**
 * QAPI's `VhostStatus`.
 * @since QEMU 7.2
 */
export interface VhostStatus {
  readonly 'n-mem-sections': number;
  readonly 'n-tmp-sections': number;
  readonly nvqs: number;
  readonly 'vq-index': number;
  readonly features: VirtioDeviceFeatures;
  readonly 'acked-features': VirtioDeviceFeatures;
  readonly 'protocol-features': VhostDeviceProtocols;
  readonly 'max-queues': WideInt;
  readonly 'backend-cap': WideInt;
  readonly 'log-enabled': boolean;
  readonly 'log-size': WideInt;
  /** @deprecated Gone as of QEMU 11.1 at the latest. */
  readonly 'backend-features'?: VirtioDeviceFeatures;
}

/**
 * QAPI's `VirtQueueStatus`.
 * @since QEMU 7.2
 */
export interface VirtQueueStatus {
  readonly name: string;
  readonly 'queue-index': number;
  readonly inuse: number;
  readonly 'vring-num': number;
  readonly 'vring-num-default': number;
  readonly 'vring-align': number;
  readonly 'vring-desc': WideInt;
  readonly 'vring-avail': WideInt;
  readonly 'vring-used': WideInt;
  readonly 'last-avail-idx'?: number;
  readonly 'shadow-avail-idx'?: number;
  readonly 'used-idx': number;
  readonly 'signalled-used': number;
  readonly 'signalled-used-valid': boolean;
}

/**
 * QAPI's `VirtVhostQueueStatus`.
 * @since QEMU 7.2
 */
export interface VirtVhostQueueStatus {
  readonly name: string;
  readonly kick: number;
  readonly call: number;
  readonly num: number;
  readonly 'desc-phys': WideInt;
  readonly 'desc-size': number;
  readonly 'avail-phys': WideInt;
  readonly 'avail-size': number;
  readonly 'used-phys': WideInt;
  readonly 'used-size': number;
  /** @deprecated Gone as of QEMU 11.1 at the latest. */
  readonly desc?: WideInt;
  /** @deprecated Gone as of QEMU 11.1 at the latest. */
  readonly avail?: WideInt;
  /** @deprecated Gone as of QEMU 11.1 at the latest. */
  readonly used?: WideInt;
}

/**
 * QAPI's `VirtioDeviceFeatures`.
 * @since QEMU 7.2
 */
export interface VirtioDeviceFeatures {
  readonly transports: readonly string[];
  readonly 'dev-features'?: readonly string[];
  readonly 'unknown-dev-features'?: WideInt;
  /** @since QEMU 10.2 */
  readonly 'unknown-dev-features2'?: WideInt;
}

/**
 * QAPI's `VirtioDeviceStatus`.
 * @since QEMU 7.2
 */
export interface VirtioDeviceStatus {
  readonly statuses: readonly string[];
  readonly 'unknown-statuses'?: number;
}

/**
 * QAPI's `VirtioInfo`.
 * @since QEMU 7.2
 */
export interface VirtioInfo {
  readonly path: string;
  readonly name: string;
}

/**
 * QAPI's `VirtioQueueElement`.
 * @since QEMU 7.2
 */
export interface VirtioQueueElement {
  readonly name: string;
  readonly index: number;
  readonly descs: readonly VirtioRingDesc[];
  readonly avail: VirtioRingAvail;
  readonly used: VirtioRingUsed;
}

/**
 * QAPI's `VirtioRingAvail`.
 * @since QEMU 7.2
 */
export interface VirtioRingAvail {
  readonly flags: number;
  readonly idx: number;
  readonly ring: number;
}

/**
 * QAPI's `VirtioRingDesc`.
 * @since QEMU 7.2
 */
export interface VirtioRingDesc {
  readonly addr: WideInt;
  readonly len: number;
  readonly flags: readonly string[];
}

/**
 * QAPI's `VirtioRingUsed`.
 * @since QEMU 7.2
 */
export interface VirtioRingUsed {
  readonly flags: number;
  readonly idx: number;
}

/**
 * QAPI's `VirtioStatus`.
 * @since QEMU 7.2
 */
export interface VirtioStatus {
  readonly name: string;
  readonly 'device-id': number;
  readonly 'vhost-started': boolean;
  readonly 'device-endian': string;
  readonly 'guest-features': VirtioDeviceFeatures;
  readonly 'host-features': VirtioDeviceFeatures;
  readonly 'backend-features': VirtioDeviceFeatures;
  readonly 'num-vqs': number;
  readonly status: VirtioDeviceStatus;
  readonly isr: number;
  readonly 'queue-sel': number;
  readonly 'vm-running': boolean;
  readonly broken: boolean;
  readonly disabled: boolean;
  readonly 'use-started': boolean;
  readonly started: boolean;
  readonly 'start-on-kick': boolean;
  readonly 'disable-legacy-check': boolean;
  readonly 'bus-name': string;
  readonly 'use-guest-notifier-mask': boolean;
  readonly 'vhost-dev'?: VhostStatus;
}

/** The commands of QAPI's module `virtio`. */
export interface VirtioCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-virtio.x-query-virtio}
   * @since QEMU 7.2
   * @experimental
   */
  'x-query-virtio': { arguments: NoArguments; returns: readonly VirtioInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-virtio.x-query-virtio-queue-element}
   * @since QEMU 7.2
   * @experimental
   */
  'x-query-virtio-queue-element': {
    arguments: {
      readonly path: string;
      readonly queue: number;
      readonly index?: number;
    };
    returns: VirtioQueueElement;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-virtio.x-query-virtio-queue-status}
   * @since QEMU 7.2
   * @experimental
   */
  'x-query-virtio-queue-status': {
    arguments: {
      readonly path: string;
      readonly queue: number;
    };
    returns: VirtQueueStatus;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-virtio.x-query-virtio-status}
   * @since QEMU 7.2
   * @experimental
   */
  'x-query-virtio-status': {
    arguments: {
      readonly path: string;
    };
    returns: VirtioStatus;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-virtio.x-query-virtio-vhost-queue-status}
   * @since QEMU 7.2
   * @experimental
   */
  'x-query-virtio-vhost-queue-status': {
    arguments: {
      readonly path: string;
      readonly queue: number;
    };
    returns: VirtVhostQueueStatus;
  };
}
