import type { Newer } from './open-types.js';

/** What kind of request failed. A failed flush shows as `write`. */
export type IoOperationType = 'read' | 'write' | Newer;

/** What QEMU did on a disk's error. */
export type BlockErrorAction = 'ignore' | 'report' | 'stop' | Newer;

/** Events of this part of the schema. */
export interface BlockCoreEvents {
  /** A disk's request failed. At most one a second and device from QEMU 9.2 on: counting these is not counting errors. */
  BLOCK_IO_ERROR: {
    /** Empty with `-blockdev`: go by `qom-path`, else by `node-name`. */
    readonly device: string;
    /** @since QEMU 9.2 */
    readonly 'qom-path'?: string;
    readonly 'node-name'?: string;
    readonly operation: IoOperationType;
    readonly action: BlockErrorAction;
    /** Whether space ran out. Absent where QEMU did not look. */
    readonly nospace?: boolean;
    /** For people: the host's error text. */
    readonly reason: string;
  };
}
