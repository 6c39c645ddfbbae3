// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `ACPIOSTInfo`.
 * @since QEMU 2.1
 */
export interface ACPIOSTInfo {
  readonly device?: string;
  readonly slot: string;
  readonly 'slot-type': ACPISlotType;
  readonly source: number;
  readonly status: number;
}

/** QAPI's `ACPISlotType`. */
export type ACPISlotType = 'DIMM' | 'CPU' | Newer;

/** The commands of QAPI's module `acpi`. */
export interface AcpiCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-acpi.query-acpi-ospm-status}
   * @since QEMU 2.1
   */
  'query-acpi-ospm-status': { arguments: NoArguments; returns: readonly ACPIOSTInfo[] };
}

/** The events of QAPI's module `acpi`. */
export interface AcpiEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-acpi.ACPI_DEVICE_OST}
   * @since QEMU 2.1
   */
  ACPI_DEVICE_OST: {
    readonly info: ACPIOSTInfo;
  };
}
