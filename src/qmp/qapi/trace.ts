// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoData } from './open-types.js';

/**
 * QAPI's `TraceEventInfo`.
 * @since QEMU 2.2
 */
export interface TraceEventInfo {
  readonly name: string;
  readonly state: TraceEventState;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly vcpu?: boolean;
}

/**
 * QAPI's `TraceEventState`.
 * @since QEMU 2.2
 */
export type TraceEventState = 'unavailable' | 'disabled' | 'enabled' | Newer;

/** The commands of QAPI's module `trace`. */
export interface TraceCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-trace.trace-event-get-state}
   * @since QEMU 2.2
   */
  'trace-event-get-state': {
    arguments: {
      readonly name: string;
      /** @deprecated Gone as of QEMU 10.0 at the latest. */
      readonly vcpu?: number;
    };
    returns: readonly TraceEventInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-trace.trace-event-set-state}
   * @since QEMU 2.2
   */
  'trace-event-set-state': {
    arguments: {
      readonly name: string;
      readonly enable: boolean;
      readonly 'ignore-unavailable'?: boolean;
      /** @deprecated Gone as of QEMU 10.0 at the latest. */
      readonly vcpu?: number;
    };
    returns: NoData;
  };
}
