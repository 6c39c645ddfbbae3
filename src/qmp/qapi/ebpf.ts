// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

/**
 * QAPI's `EbpfObject`.
 * Only in builds with CONFIG_EBPF.
 * @since QEMU 9.0
 */
export interface EbpfObject {
  readonly object: string;
}

/**
 * QAPI's `EbpfProgramID`.
 * Only in builds with CONFIG_EBPF.
 * @since QEMU 9.0
 */
export type EbpfProgramID = 'rss' | (string & {});

/** The commands of QAPI's module `ebpf`. */
export interface EbpfCommands {
  /**
   * Only in builds with CONFIG_EBPF.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-ebpf.request-ebpf}
   * @since QEMU 9.0
   */
  'request-ebpf': {
    arguments: {
      readonly id: EbpfProgramID;
    };
    returns: EbpfObject;
  };
}
