// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoArguments } from './open-types.js';

/**
 * QAPI's `GICCapability`.
 * @since QEMU 2.6
 */
export interface GICCapability {
  readonly version: number;
  readonly emulated: boolean;
  readonly kernel: boolean;
}

/** The commands of QAPI's module `misc-arm`. */
export interface MiscArmCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc-arm.query-gic-capabilities}
   * @since QEMU 2.6
   */
  'query-gic-capabilities': { arguments: NoArguments; returns: readonly GICCapability[] };
}
