// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData } from './open-types.js';

/**
 * QAPI's `AddfdInfo`.
 * @since QEMU 1.2
 */
export interface AddfdInfo {
  readonly 'fdset-id': number;
  readonly fd: number;
}

/**
 * QAPI's `CommandLineOptionInfo`.
 * @since QEMU 1.5
 */
export interface CommandLineOptionInfo {
  readonly option: string;
  readonly parameters: readonly CommandLineParameterInfo[];
}

/**
 * QAPI's `CommandLineParameterInfo`.
 * @since QEMU 1.5
 */
export interface CommandLineParameterInfo {
  readonly name: string;
  readonly type: CommandLineParameterType;
  readonly help?: string;
  readonly default?: string;
}

/**
 * QAPI's `CommandLineParameterType`.
 * @since QEMU 1.5
 */
export type CommandLineParameterType = 'string' | 'boolean' | 'number' | 'size' | Newer;

/**
 * QAPI's `FdsetFdInfo`.
 * @since QEMU 1.2
 */
export interface FdsetFdInfo {
  readonly fd: number;
  readonly opaque?: string;
}

/**
 * QAPI's `FdsetInfo`.
 * @since QEMU 1.2
 */
export interface FdsetInfo {
  readonly 'fdset-id': number;
  readonly fds: readonly FdsetFdInfo[];
}

/**
 * QAPI's `IOThreadInfo`.
 * @since QEMU 2.0
 */
export interface IOThreadInfo {
  readonly id: string;
  readonly 'thread-id': number;
  readonly 'poll-max-ns': number;
  readonly 'poll-grow': number;
  readonly 'poll-shrink': number;
  /** @since QEMU 11.1 */
  readonly 'poll-weight'?: number;
  /** @since QEMU 6.1 */
  readonly 'aio-max-batch'?: number;
}

/**
 * QAPI's `NameInfo`.
 * @since QEMU 0.14
 */
export interface NameInfo {
  readonly name?: string;
}

/** The commands of QAPI's module `misc`. */
export interface MiscCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.add-fd}
   * @since QEMU 1.2
   */
  'add-fd': {
    arguments: {
      readonly 'fdset-id'?: number;
      readonly opaque?: string;
    };
    returns: AddfdInfo;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.add_client}
   * @since QEMU 0.14
   */
  add_client: {
    arguments: {
      readonly protocol: string;
      readonly fdname: string;
      readonly skipauth?: boolean;
      readonly tls?: boolean;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/about/removed-features.html}
   * @since QEMU 0.14
   * @deprecated Gone as of QEMU 7.2 at the latest.
   */
  change: {
    arguments: {
      readonly device: string;
      readonly target: string;
      readonly arg?: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.closefd}
   * @since QEMU 0.14
   */
  closefd: {
    arguments: {
      readonly fdname: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.cont}
   * @since QEMU 0.14
   */
  cont: { arguments: NoArguments; returns: NoData };
  /**
   * Only in builds with CONFIG_WIN32.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.get-win32-socket}
   * @since QEMU 8.0
   */
  'get-win32-socket': {
    arguments: {
      readonly info: string;
      readonly fdname: string;
    };
    returns: NoData;
  };
  /**
   * Only in builds with CONFIG_POSIX.
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.getfd}
   * @since QEMU 0.14
   */
  getfd: {
    arguments: {
      readonly fdname: string;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.human-monitor-command}
   * @since QEMU 0.14
   */
  'human-monitor-command': {
    arguments: {
      readonly 'command-line': string;
      readonly 'cpu-index'?: number;
    };
    returns: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.query-command-line-options}
   * @since QEMU 1.5
   */
  'query-command-line-options': {
    arguments: {
      readonly option?: string;
    };
    returns: readonly CommandLineOptionInfo[];
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.query-fdsets}
   * @since QEMU 1.2
   */
  'query-fdsets': { arguments: NoArguments; returns: readonly FdsetInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.query-iothreads}
   * @since QEMU 2.0
   */
  'query-iothreads': { arguments: NoArguments; returns: readonly IOThreadInfo[] };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.query-name}
   * @since QEMU 0.14
   */
  'query-name': { arguments: NoArguments; returns: NameInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.remove-fd}
   * @since QEMU 1.2
   */
  'remove-fd': {
    arguments: {
      readonly 'fdset-id': number;
      readonly fd?: number;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.stop}
   * @since QEMU 0.14
   */
  stop: { arguments: NoArguments; returns: NoData };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-misc.x-exit-preconfig}
   * @since QEMU 3.0
   * @experimental
   */
  'x-exit-preconfig': { arguments: NoArguments; returns: NoData };
}

/** The events of QAPI's module `misc`. */
export interface MiscEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-misc.RTC_CHANGE}
   * @since QEMU 0.13
   */
  RTC_CHANGE: {
    readonly offset: number;
    /** @since QEMU 7.2 at the latest */
    readonly 'qom-path'?: string;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-misc.VFU_CLIENT_HANGUP}
   * @since QEMU 7.1
   */
  VFU_CLIENT_HANGUP: {
    readonly 'vfu-id': string;
    readonly 'vfu-qom-path': string;
    readonly 'dev-id': string;
    readonly 'dev-qom-path': string;
  };
}
