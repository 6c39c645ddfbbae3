// Generated from the QAPI definitions of QEMU 5.2, 7.2, 10.0 and 11.1: do not edit.

import type { Newer, NoArguments, NoData, WideInt } from './open-types.js';

/**
 * QAPI's `GuestPanicAction`.
 * @since QEMU 2.1
 */
export type GuestPanicAction = 'pause' | 'poweroff' | 'run' | Newer;

/**
 * QAPI's `GuestPanicInformation`.
 * @since QEMU 2.9
 */
export type GuestPanicInformation =
  | (GuestPanicInformationHyperV & { readonly type: 'hyper-v' })
  | (GuestPanicInformationS390 & { readonly type: 's390' })
  | (GuestPanicInformationTdx & { readonly type: 'tdx' })
  | (GuestPanicInformationSev & { readonly type: 'sev' })
  | { readonly type: Newer; readonly [member: string]: unknown };

/**
 * QAPI's `GuestPanicInformationHyperV`.
 * @since QEMU 2.9
 */
export interface GuestPanicInformationHyperV {
  readonly arg1: WideInt;
  readonly arg2: WideInt;
  readonly arg3: WideInt;
  readonly arg4: WideInt;
  readonly arg5: WideInt;
}

/**
 * QAPI's `GuestPanicInformationS390`.
 * @since QEMU 2.12
 */
export interface GuestPanicInformationS390 {
  readonly core: number;
  readonly 'psw-mask': WideInt;
  readonly 'psw-addr': WideInt;
  readonly reason: S390CrashReason;
}

/**
 * QAPI's `GuestPanicInformationSev`.
 * @since QEMU 11.0
 */
export interface GuestPanicInformationSev {
  readonly set: number;
  readonly code: number;
}

/**
 * QAPI's `GuestPanicInformationTdx`.
 * @since QEMU 10.1
 */
export interface GuestPanicInformationTdx {
  readonly 'error-code': number;
  readonly message: string;
  readonly gpa?: WideInt;
}

/**
 * QAPI's `GuestPanicInformationType`.
 * - `tdx`: since QEMU 10.1
 * - `sev`: since QEMU 11.0
 * @since QEMU 2.9
 */
export type GuestPanicInformationType = 'hyper-v' | 's390' | 'tdx' | 'sev' | Newer;

/**
 * QAPI's `MemoryFailureAction`.
 * @since QEMU 5.2
 */
export type MemoryFailureAction = 'ignore' | 'inject' | 'fatal' | 'reset' | Newer;

/**
 * QAPI's `MemoryFailureFlags`.
 * @since QEMU 5.2
 */
export interface MemoryFailureFlags {
  readonly 'action-required': boolean;
  readonly recursive: boolean;
}

/**
 * QAPI's `MemoryFailureRecipient`.
 * @since QEMU 5.2
 */
export type MemoryFailureRecipient = 'hypervisor' | 'guest' | Newer;

/**
 * QAPI's `PanicAction`.
 * @since QEMU 6.0
 */
export type PanicAction = 'pause' | 'shutdown' | 'exit-failure' | 'none' | (string & {});

/**
 * QAPI's `RebootAction`.
 * @since QEMU 6.0
 */
export type RebootAction = 'reset' | 'shutdown' | (string & {});

/**
 * QAPI's `RunState`.
 * - `preconfig`: gone as of QEMU 7.2 at the latest
 */
export type RunState =
  | 'debug'
  | 'inmigrate'
  | 'internal-error'
  | 'io-error'
  | 'paused'
  | 'postmigrate'
  | 'prelaunch'
  | 'finish-migrate'
  | 'restore-vm'
  | 'running'
  | 'save-vm'
  | 'shutdown'
  | 'suspended'
  | 'watchdog'
  | 'guest-panicked'
  | 'colo'
  | 'preconfig'
  | Newer;

/**
 * QAPI's `S390CrashReason`.
 * @since QEMU 2.12
 */
export type S390CrashReason =
  | 'unknown'
  | 'disabled-wait'
  | 'extint-loop'
  | 'pgmint-loop'
  | 'opint-loop'
  | Newer;

/**
 * QAPI's `ShutdownAction`.
 * @since QEMU 6.0
 */
export type ShutdownAction = 'poweroff' | 'pause' | (string & {});

/**
 * QAPI's `ShutdownCause`.
 * - `snapshot-load`: since QEMU 7.2
 */
export type ShutdownCause =
  | 'none'
  | 'host-error'
  | 'host-qmp-quit'
  | 'host-qmp-system-reset'
  | 'host-signal'
  | 'host-ui'
  | 'guest-shutdown'
  | 'guest-reset'
  | 'guest-panic'
  | 'subsystem-reset'
  | 'snapshot-load'
  | Newer;

/**
 * QAPI's `StatusInfo`.
 * @since QEMU 0.14
 */
export interface StatusInfo {
  readonly running: boolean;
  readonly status: RunState;
  /** @deprecated Gone as of QEMU 10.0 at the latest. */
  readonly singlestep?: boolean;
}

/**
 * QAPI's `WatchdogAction`.
 * @since QEMU 2.1
 */
export type WatchdogAction =
  | 'reset'
  | 'shutdown'
  | 'poweroff'
  | 'pause'
  | 'debug'
  | 'none'
  | 'inject-nmi'
  | Newer;

/**
 * QAPI's `WatchdogAction` as an argument.
 * @since QEMU 2.1
 */
export type WatchdogActionArgument =
  | 'reset'
  | 'shutdown'
  | 'poweroff'
  | 'pause'
  | 'debug'
  | 'none'
  | 'inject-nmi'
  | (string & {});

/** The commands of QAPI's module `run-state`. */
export interface RunStateCommands {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-run-state.query-status}
   * @since QEMU 0.14
   */
  'query-status': { arguments: NoArguments; returns: StatusInfo };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-run-state.set-action}
   * @since QEMU 6.0
   */
  'set-action': {
    arguments: {
      readonly reboot?: RebootAction;
      readonly shutdown?: ShutdownAction;
      readonly panic?: PanicAction;
      readonly watchdog?: WatchdogActionArgument;
    };
    returns: NoData;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#command-QMP-run-state.watchdog-set-action}
   * @since QEMU 2.11
   */
  'watchdog-set-action': {
    arguments: {
      readonly action: WatchdogActionArgument;
    };
    returns: NoData;
  };
}

/** The events of QAPI's module `run-state`. */
export interface RunStateEvents {
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.GUEST_CRASHLOADED}
   * @since QEMU 5.0
   */
  GUEST_CRASHLOADED: {
    readonly action: GuestPanicAction;
    readonly info?: GuestPanicInformation;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.GUEST_PANICKED}
   * @since QEMU 1.5
   */
  GUEST_PANICKED: {
    readonly action: GuestPanicAction;
    readonly info?: GuestPanicInformation;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.GUEST_PVSHUTDOWN}
   * @since QEMU 9.1
   */
  GUEST_PVSHUTDOWN: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.MEMORY_FAILURE}
   * @since QEMU 5.2
   */
  MEMORY_FAILURE: {
    readonly recipient: MemoryFailureRecipient;
    readonly action: MemoryFailureAction;
    readonly flags: MemoryFailureFlags;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.POWERDOWN}
   * @since QEMU 0.12
   */
  POWERDOWN: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.RESET}
   * @since QEMU 0.12
   */
  RESET: {
    readonly guest: boolean;
    readonly reason: ShutdownCause;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.RESUME}
   * @since QEMU 0.12
   */
  RESUME: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.SHUTDOWN}
   * @since QEMU 0.12
   */
  SHUTDOWN: {
    readonly guest: boolean;
    readonly reason: ShutdownCause;
  };
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.STOP}
   * @since QEMU 0.12
   */
  STOP: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.SUSPEND}
   * @since QEMU 1.1
   */
  SUSPEND: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.SUSPEND_DISK}
   * @since QEMU 1.2
   */
  SUSPEND_DISK: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.WAKEUP}
   * @since QEMU 1.1
   */
  WAKEUP: NoData;
  /**
   * @see {@link https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#event-QMP-run-state.WATCHDOG}
   * @since QEMU 0.13
   */
  WATCHDOG: {
    readonly action: WatchdogAction;
  };
}
