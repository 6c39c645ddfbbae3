// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { WideInt } from './open-types.js';

/** The events of QAPI's module `rdma`. */
export interface RdmaEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 4.0
   * @deprecated Gone as of QEMU 10.0 at the latest.
   */
  RDMA_GID_STATUS_CHANGED: {
    readonly netdev: string;
    readonly 'gid-status': boolean;
    readonly 'subnet-prefix': WideInt;
    readonly 'interface-id': WideInt;
  };
}
