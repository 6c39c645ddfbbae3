// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';

/**
 * QAPI's `ReplayInfo`.
 * @since QEMU 5.2
 */
export interface ReplayInfo {
  readonly mode: ReplayMode;
  readonly filename?: string;
  readonly icount: WideInt;
}

/**
 * QAPI's `ReplayMode`.
 * @since QEMU 2.5
 */
export type ReplayMode = 'none' | 'record' | 'play' | Newer;

/** The commands of QAPI's module `replay`. */
export interface ReplayCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-replay.query-replay}
   * @since QEMU 5.2
   */
  'query-replay': { arguments: NoArguments; returns: ReplayInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-replay.replay-break}
   * @since QEMU 5.2
   */
  'replay-break': {
    arguments: {
      readonly icount: WideInt;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-replay.replay-delete-break}
   * @since QEMU 5.2
   */
  'replay-delete-break': { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-replay.replay-seek}
   * @since QEMU 5.2
   */
  'replay-seek': {
    arguments: {
      readonly icount: WideInt;
    };
    returns: NoData;
  };
}
