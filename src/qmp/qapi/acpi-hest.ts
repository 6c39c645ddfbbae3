// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoData } from './open-types.js';

/** The commands of QAPI's module `acpi-hest`. */
export interface AcpiHestCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-acpi-hest.inject-ghes-v2-error}
   * @since QEMU 10.2
   * @experimental
   */
  'inject-ghes-v2-error': {
    arguments: {
      readonly cper: string;
    };
    returns: NoData;
  };
}
