// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoArguments, WideInt } from './open-types.js';

/**
 * QAPI's `PciBridgeInfo`.
 * @since QEMU 0.14
 */
export interface PciBridgeInfo {
  readonly bus: PciBusInfo;
  readonly devices?: readonly PciDeviceInfo[];
}

/**
 * QAPI's `PciBusInfo`.
 * @since QEMU 2.4
 */
export interface PciBusInfo {
  readonly number: number;
  readonly secondary: number;
  readonly subordinate: number;
  readonly io_range: PciMemoryRange;
  readonly memory_range: PciMemoryRange;
  readonly prefetchable_range: PciMemoryRange;
}

/**
 * QAPI's `PciDeviceClass`.
 * @since QEMU 2.4
 */
export interface PciDeviceClass {
  readonly desc?: string;
  readonly class: number;
}

/**
 * QAPI's `PciDeviceId`.
 * @since QEMU 2.4
 */
export interface PciDeviceId {
  readonly device: number;
  readonly vendor: number;
  readonly subsystem?: number;
  readonly 'subsystem-vendor'?: number;
}

/**
 * QAPI's `PciDeviceInfo`.
 * @since QEMU 0.14
 */
export interface PciDeviceInfo {
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  readonly class_info: PciDeviceClass;
  readonly id: PciDeviceId;
  readonly irq?: number;
  readonly irq_pin: number;
  readonly qdev_id: string;
  readonly pci_bridge?: PciBridgeInfo;
  readonly regions: readonly PciMemoryRegion[];
}

/**
 * QAPI's `PciInfo`.
 * @since QEMU 0.14
 */
export interface PciInfo {
  readonly bus: number;
  readonly devices: readonly PciDeviceInfo[];
}

/**
 * QAPI's `PciMemoryRange`.
 * @since QEMU 0.14
 */
export interface PciMemoryRange {
  readonly base: WideInt;
  readonly limit: WideInt;
}

/**
 * QAPI's `PciMemoryRegion`.
 * @since QEMU 0.14
 */
export interface PciMemoryRegion {
  readonly bar: number;
  readonly type: string;
  readonly address: WideInt;
  readonly size: WideInt;
  readonly prefetch?: boolean;
  readonly mem_type_64?: boolean;
}

/** The commands of QAPI's module `pci`. */
export interface PciCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-pci.query-pci}
   * @since QEMU 0.14
   */
  'query-pci': { arguments: NoArguments; returns: readonly PciInfo[] };
}
