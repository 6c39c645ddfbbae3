// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { HumanReadableText } from './common.js';
import type { Newer, NoArguments } from './open-types.js';

/**
 * QAPI's `Accelerator`.
 * @since QEMU 10.2
 */
export type Accelerator = 'hvf' | 'kvm' | 'mshv' | 'nvmm' | 'qtest' | 'tcg' | 'whpx' | 'xen' | Newer;

/**
 * QAPI's `AcceleratorInfo`.
 * @since QEMU 10.2
 */
export interface AcceleratorInfo {
  readonly enabled: Accelerator;
  readonly present: readonly Accelerator[];
}

/**
 * QAPI's `KvmInfo`.
 * @since QEMU 0.14
 */
export interface KvmInfo {
  readonly enabled: boolean;
  readonly present: boolean;
}

/** The commands of QAPI's module `accelerator`. */
export interface AcceleratorCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-accelerator.query-accelerators}
   * @since QEMU 10.2
   */
  'query-accelerators': { arguments: NoArguments; returns: AcceleratorInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-accelerator.query-kvm}
   * @since QEMU 0.14
   * @deprecated As of QEMU 11.1 at the latest: QEMU names `query-accelerators` instead.
   */
  'query-kvm': { arguments: NoArguments; returns: KvmInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-accelerator.x-accel-stats}
   * @since QEMU 10.1
   * @experimental
   */
  'x-accel-stats': { arguments: NoArguments; returns: HumanReadableText };
}
