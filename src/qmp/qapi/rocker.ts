// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, WideInt } from './open-types.js';

/**
 * QAPI's `RockerOfDpaFlow`.
 * @since QEMU 2.4
 */
export interface RockerOfDpaFlow {
  readonly cookie: WideInt;
  readonly hits: WideInt;
  readonly key: RockerOfDpaFlowKey;
  readonly mask: RockerOfDpaFlowMask;
  readonly action: RockerOfDpaFlowAction;
}

/**
 * QAPI's `RockerOfDpaFlowAction`.
 * @since QEMU 2.4
 */
export interface RockerOfDpaFlowAction {
  readonly 'goto-tbl'?: number;
  readonly 'group-id'?: number;
  readonly 'tunnel-lport'?: number;
  readonly 'vlan-id'?: number;
  readonly 'new-vlan-id'?: number;
  readonly 'out-pport'?: number;
}

/**
 * QAPI's `RockerOfDpaFlowKey`.
 * @since QEMU 2.4
 */
export interface RockerOfDpaFlowKey {
  readonly priority: number;
  readonly 'tbl-id': number;
  readonly 'in-pport'?: number;
  readonly 'tunnel-id'?: number;
  readonly 'vlan-id'?: number;
  readonly 'eth-type'?: number;
  readonly 'eth-src'?: string;
  readonly 'eth-dst'?: string;
  readonly 'ip-proto'?: number;
  readonly 'ip-tos'?: number;
  readonly 'ip-dst'?: string;
}

/**
 * QAPI's `RockerOfDpaFlowMask`.
 * @since QEMU 2.4
 */
export interface RockerOfDpaFlowMask {
  readonly 'in-pport'?: number;
  readonly 'tunnel-id'?: number;
  readonly 'vlan-id'?: number;
  readonly 'eth-src'?: string;
  readonly 'eth-dst'?: string;
  readonly 'ip-proto'?: number;
  readonly 'ip-tos'?: number;
}

/**
 * QAPI's `RockerOfDpaGroup`.
 * @since QEMU 2.4
 */
export interface RockerOfDpaGroup {
  readonly id: number;
  readonly type: number;
  readonly 'vlan-id'?: number;
  readonly pport?: number;
  readonly index?: number;
  readonly 'out-pport'?: number;
  readonly 'group-id'?: number;
  readonly 'set-vlan-id'?: number;
  readonly 'pop-vlan'?: number;
  readonly 'group-ids'?: readonly number[];
  readonly 'set-eth-src'?: string;
  readonly 'set-eth-dst'?: string;
  readonly 'ttl-check'?: number;
}

/**
 * QAPI's `RockerPort`.
 * @since QEMU 2.4
 */
export interface RockerPort {
  readonly name: string;
  readonly enabled: boolean;
  readonly 'link-up': boolean;
  readonly speed: number;
  readonly duplex: RockerPortDuplex;
  readonly autoneg: RockerPortAutoneg;
}

/**
 * QAPI's `RockerPortAutoneg`.
 * @since QEMU 2.4
 */
export type RockerPortAutoneg = 'off' | 'on' | Newer;

/**
 * QAPI's `RockerPortDuplex`.
 * @since QEMU 2.4
 */
export type RockerPortDuplex = 'half' | 'full' | Newer;

/**
 * QAPI's `RockerSwitch`.
 * @since QEMU 2.4
 */
export interface RockerSwitch {
  readonly name: string;
  readonly id: WideInt;
  readonly ports: number;
}

/** The commands of QAPI's module `rocker`. */
export interface RockerCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-rocker.query-rocker}
   * @since QEMU 2.4
   */
  'query-rocker': {
    arguments: {
      readonly name: string;
    };
    returns: RockerSwitch;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-rocker.query-rocker-of-dpa-flows}
   * @since QEMU 2.4
   */
  'query-rocker-of-dpa-flows': {
    arguments: {
      readonly name: string;
      readonly 'tbl-id'?: number;
    };
    returns: readonly RockerOfDpaFlow[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-rocker.query-rocker-of-dpa-groups}
   * @since QEMU 2.4
   */
  'query-rocker-of-dpa-groups': {
    arguments: {
      readonly name: string;
      readonly type?: number;
    };
    returns: readonly RockerOfDpaGroup[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-rocker.query-rocker-ports}
   * @since QEMU 2.4
   */
  'query-rocker-ports': {
    arguments: {
      readonly name: string;
    };
    returns: readonly RockerPort[];
  };
}
