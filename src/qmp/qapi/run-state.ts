import type { Newer, NoArguments, NoData } from './open-types.js';

/** Why the virtual CPUs run or do not. */
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
  | Newer;

/** What ended or reset the guest. `host-…` is an operator or a signal, `guest-…` the guest itself. */
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

/** What QEMU does when an emulated watchdog device expires. */
export type WatchdogAction =
  | 'reset'
  | 'shutdown'
  | 'poweroff'
  | 'pause'
  | 'debug'
  | 'none'
  | 'inject-nmi'
  | Newer;

/** What QEMU did on a guest's panic. */
export type GuestPanicAction = 'pause' | 'poweroff' | 'run' | 'exit-failure' | Newer;

/** The answer to `query-status`. */
export interface StatusInfo {
  /** Whether the virtual CPUs run. It says nothing of whether the guest does. */
  readonly running: boolean;
  readonly status: RunState;
  /** @deprecated Removed in QEMU 9.0. */
  readonly singlestep?: boolean;
}

/** Commands of this part of the schema. */
export interface RunStateCommands {
  'query-status': { arguments: NoArguments; returns: StatusInfo };
  /** Emits POWERDOWN: it asks the guest, and the guest may ignore it. */
  system_powerdown: { arguments: NoArguments; returns: NoData };
  /** Emits RESET before its reply. Leaves a VM that was not running in `prelaunch`. With `-no-reboot` it ends QEMU. */
  system_reset: { arguments: NoArguments; returns: NoData };
  /** Emits RESUME before its reply, unless the VM runs already. */
  cont: { arguments: NoArguments; returns: NoData };
  /** Emits STOP before its reply, unless the VM is stopped already. */
  stop: { arguments: NoArguments; returns: NoData };
  'inject-nmi': { arguments: NoArguments; returns: NoData };
}

/** Events of this part of the schema. */
export interface RunStateEvents {
  SHUTDOWN: { readonly guest: boolean; readonly reason: ShutdownCause };
  POWERDOWN: NoData;
  RESET: { readonly guest: boolean; readonly reason: ShutdownCause };
  STOP: NoData;
  RESUME: NoData;
  SUSPEND: NoData;
  SUSPEND_DISK: NoData;
  WAKEUP: NoData;
  /** At most one a second is sent, the last one late. */
  WATCHDOG: { readonly action: WatchdogAction };
  GUEST_PANICKED: { readonly action: GuestPanicAction; readonly info?: { readonly type: string } };
  GUEST_CRASHLOADED: { readonly action: GuestPanicAction; readonly info?: { readonly type: string } };
}
