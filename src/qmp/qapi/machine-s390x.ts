// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { S390CpuEntitlementArgument } from './machine-common.js';
import type { Newer, NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `CpuPolarizationInfo`.
 * @since QEMU 8.2
 */
export interface CpuPolarizationInfo {
  readonly polarization: S390CpuPolarization;
}

/**
 * QAPI's `S390CpuPolarization`.
 * @since QEMU 8.2
 */
export type S390CpuPolarization = 'horizontal' | 'vertical' | Newer;

/** The commands of QAPI's module `machine-s390x`. */
export interface MachineS390xCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine-s390x.query-s390x-cpu-polarization}
   * @since QEMU 8.2
   * @experimental
   */
  'query-s390x-cpu-polarization': { arguments: NoArguments; returns: CpuPolarizationInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-machine-s390x.set-cpu-topology}
   * @since QEMU 8.2
   * @experimental
   */
  'set-cpu-topology': {
    arguments: {
      readonly 'core-id': number;
      readonly 'socket-id'?: number;
      readonly 'book-id'?: number;
      readonly 'drawer-id'?: number;
      readonly entitlement?: S390CpuEntitlementArgument;
      readonly dedicated?: boolean;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `machine-s390x`. */
export interface MachineS390xEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-machine-s390x.CPU_POLARIZATION_CHANGE}
   * @since QEMU 8.2
   * @experimental
   */
  CPU_POLARIZATION_CHANGE: {
    readonly polarization: S390CpuPolarization;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-machine-s390x.SCLP_CPI_INFO_AVAILABLE}
   * @since QEMU 10.2
   * @experimental
   */
  SCLP_CPI_INFO_AVAILABLE: NoData;
}
