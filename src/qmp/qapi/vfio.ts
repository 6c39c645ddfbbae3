// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer } from './open-types.js';

/**
 * QAPI's `QapiVfioMigrationState`.
 * - `pre-copy-p2p-prepare`: since QEMU 11.0
 * @since QEMU 9.1
 */
export type QapiVfioMigrationState =
  | 'stop'
  | 'running'
  | 'stop-copy'
  | 'resuming'
  | 'running-p2p'
  | 'pre-copy'
  | 'pre-copy-p2p'
  | 'pre-copy-p2p-prepare'
  | Newer;

/** The events of QAPI's module `vfio`. */
export interface VfioEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-vfio.VFIO_MIGRATION}
   * @since QEMU 9.1
   */
  VFIO_MIGRATION: {
    readonly 'device-id': string;
    readonly 'qom-path': string;
    readonly 'device-state': QapiVfioMigrationState;
  };
}
