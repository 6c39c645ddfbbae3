// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `CommandInfo`.
 * @since QEMU 0.14
 */
export interface CommandInfo {
  readonly name: string;
}

/**
 * QAPI's `EventInfo`.
 * @since QEMU 1.2
 * @deprecated Gone as of QEMU 7.2 at the latest.
 */
export interface EventInfo {
  readonly name: string;
}

/**
 * QAPI's `QMPCapability`.
 * @since QEMU 2.12
 */
export type QMPCapability = 'oob' | (string & {});

/**
 * QAPI's `VersionInfo`.
 * @since QEMU 0.14
 */
export interface VersionInfo {
  readonly qemu: VersionTriple;
  readonly package: string;
}

/**
 * QAPI's `VersionTriple`.
 * @since QEMU 2.4
 */
export interface VersionTriple {
  readonly major: number;
  readonly minor: number;
  readonly micro: number;
}

/** The commands of QAPI's module `control`. */
export interface ControlCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-control.qmp_capabilities}
   * @since QEMU 0.13
   */
  qmp_capabilities: {
    arguments: {
      readonly enable?: readonly QMPCapability[];
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-control.query-commands}
   * @since QEMU 0.14
   */
  'query-commands': { arguments: NoArguments; returns: readonly CommandInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 1.2
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  'query-events': { arguments: NoArguments; returns: readonly EventInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-control.query-version}
   * @since QEMU 0.14
   */
  'query-version': { arguments: NoArguments; returns: VersionInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-control.quit}
   * @since QEMU 0.14
   */
  quit: { arguments: NoArguments; returns: NoData };
}
