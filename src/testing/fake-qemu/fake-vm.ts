import type {
  EventDataOf,
  GuestPanicAction,
  RunState,
  ShutdownCause,
  WatchdogAction,
} from '../../qmp/index.js';
import { Refusal } from './answer.js';
import type { FakeGuest } from './fake-guest.js';
import type { MainLoop } from './main-loop.js';

/** What QEMU does when the guest does something final: the command `set-action` and the option `-action`. */
export interface VmActions {
  /** On a reset: `reset`, or `shutdown` as with `-no-reboot`. Default `reset`. */
  readonly reboot: 'reset' | 'shutdown';
  /** On a shutdown: `poweroff` ends QEMU; `pause` is `-no-shutdown`. Default `poweroff`. */
  readonly shutdown: 'poweroff' | 'pause';
  /** On a guest's panic. Default `shutdown`. */
  readonly panic: 'pause' | 'shutdown' | 'exit-failure' | 'none';
  /** On the expiry of an emulated watchdog. Default `reset`. */
  readonly watchdog: 'reset' | 'shutdown' | 'poweroff' | 'pause' | 'debug' | 'none' | 'inject-nmi';
}

/** A disk's error. */
export interface IoError {
  /** Whether space ran out. Default `false`. */
  readonly nospace?: boolean | undefined;
  /** What failed. Default `write`. */
  readonly operation?: 'read' | 'write' | undefined;
  /** What QEMU does: `stop` pauses the VM, `report` passes the error to the guest. Default `stop`. */
  readonly action?: 'stop' | 'report' | 'ignore' | undefined;
  /** Whether the fault stays until {@link FakeVm.repair}: then the error comes again at once after each `cont`. Default `false`. */
  readonly persistent?: boolean | undefined;
}

/** What the VM needs of the QEMU around it. */
export interface VmHost {
  readonly mainLoop: MainLoop;
  readonly guest: FakeGuest;
  emit(event: string, data?: object): void;
  exit(code: number): void;
  /** Its run state has changed. */
  changed(): void;
  /** Whether this QEMU is at least so new. */
  isSince(version: readonly [number, number]): boolean;
}

/** The node name of the fake's only disk. */
export const DISK = 'disk0';
/** The object that it belongs to. */
export const DISK_PATH = '/machine/peripheral/disk0';

/** What a shell says of a process that aborted. */
const ABORTED = 134;

/** From these only a reset leads on. */
const NEEDS_RESET: ReadonlySet<RunState> = new Set(['internal-error', 'shutdown']);
/** In these `cont` changes nothing, at least not now. */
const IGNORES_CONT: ReadonlySet<RunState> = new Set(['running', 'suspended', 'inmigrate']);
/** A reset leaves these as they are. */
const KEPT_BY_RESET: ReadonlySet<RunState> = new Set(['running', 'inmigrate', 'finish-migrate']);

/**
 * The machine and its run state. Its methods are what the guest, the host's storage, or the client of another monitor
 * does; the events come in QEMU's own order. While the main loop is stalled they wait for it.
 */
export class FakeVm {
  readonly #host: VmHost;
  #status: RunState;
  #actions: VmActions;
  #fault: IoError | undefined;
  #ioStatus: 'ok' | 'failed' | 'nospace' = 'ok';
  #active = true;

  /** @internal */
  constructor(host: VmHost, status: RunState, actions: VmActions) {
    this.#host = host;
    this.#status = status;
    this.#actions = actions;
  }

  /** The run state that `query-status` tells. */
  get status(): RunState {
    return this.#status;
  }

  /** Whether the virtual CPUs run. */
  get running(): boolean {
    return this.#status === 'running';
  }

  /** What `query-block` tells of the disk. */
  get ioStatus(): 'ok' | 'failed' | 'nospace' {
    return this.#ioStatus;
  }

  /** Whether its disk is active: another QEMU could not write to it now. */
  get active(): boolean {
    return this.#active;
  }

  /**
   * As the command `blockdev-set-active`. One that runs while its disk is made inactive aborts, as QEMU does at its
   * guest's next write.
   */
  setActive(active: boolean): void {
    this.#host.mainLoop.run(() => {
      this.#active = active;
      if (!active && this.running) this.#exit(ABORTED);
    });
  }

  /** What final things lead to. */
  get actions(): VmActions {
    return this.#actions;
  }

  /** As the command `set-action`. */
  setActions(actions: Partial<VmActions>): void {
    this.#actions = { ...this.#actions, ...actions };
  }

  /** As the command `stop`: STOP and `paused` when it ran, nothing otherwise. */
  stop(): void {
    this.#host.mainLoop.run(() => this.#stopIn('paused'));
  }

  /**
   * As the command `cont`: RESUME when it did not run, nothing in `running`, `suspended` and `inmigrate`.
   * @throws {@link Refusal} the state needs a reset first, or its migration is not finished.
   */
  cont(): void {
    if (NEEDS_RESET.has(this.#status)) throw new Refusal('Resetting the Virtual Machine is required');
    if (this.#status === 'finish-migrate') throw new Refusal('Migration is not finalized yet');
    this.#host.mainLoop.run(() => {
      if (IGNORES_CONT.has(this.#status)) return;
      this.#host.emit('RESUME');
      // It takes its disks again.
      this.#active = true;
      this.#set('running');
      const fault = this.#fault;
      if (fault !== undefined) this.#host.mainLoop.afterReply(() => this.ioError(fault));
    });
  }

  /** As the command `system_reset`: a VM that does not run is in `prelaunch` afterwards. */
  reset(): void {
    this.#host.mainLoop.run(() => this.#reset(false, 'host-qmp-system-reset'));
  }

  /** As the command `system_powerdown`: POWERDOWN, which the guest ignores unless the test calls {@link FakeVm.guestShutdown}. */
  powerdown(): void {
    this.#host.mainLoop.run(() => this.#host.emit('POWERDOWN'));
  }

  /** As the command `quit`, or SIGTERM: SHUTDOWN, then the end of the process. */
  quit(reason: 'host-qmp-quit' | 'host-signal' | 'host-ui' = 'host-qmp-quit'): void {
    this.#host.mainLoop.run(() => {
      this.#host.emit('SHUTDOWN', { guest: false, reason });
      this.#exit(0);
    });
  }

  /** As the command `inject-nmi`. */
  injectNmi(): void {
    this.#host.mainLoop.run(() => this.#host.guest.injectNmi());
  }

  /** A disk's request fails: BLOCK_IO_ERROR, then, with action `stop`, STOP and the state `io-error`. */
  ioError(error: IoError = {}): void {
    const { nospace = false, operation = 'write', action = 'stop' } = error;
    if (error.persistent === true) this.#fault = error;
    this.#host.mainLoop.run(() => {
      this.#ioStatus = nospace ? 'nospace' : 'failed';
      const data: EventDataOf<'BLOCK_IO_ERROR'> = {
        device: '',
        ...(this.#host.isSince([9, 2]) ? { 'qom-path': DISK_PATH } : {}),
        'node-name': DISK,
        operation,
        action,
        ...(action === 'stop' ? { nospace } : {}),
        reason: nospace ? 'No space left on device' : 'Input/output error',
      };
      this.#host.emit('BLOCK_IO_ERROR', data);
      if (action === 'stop') this.#stopIn('io-error');
    });
  }

  /** The disk works again: `cont` brings the VM back for good. Its `io-status` stays as it was, as QEMU's does. */
  repair(): void {
    this.#fault = undefined;
  }

  /** The guest panics: GUEST_PANICKED, then what the action says. */
  panic(info?: { readonly type: string }): void {
    this.#byGuest('panic', () => {
      const { panic, shutdown } = this.#actions;
      const send = (action: GuestPanicAction): void =>
        this.#host.emit('GUEST_PANICKED', { action, ...(info === undefined ? {} : { info }) });
      if (panic === 'none') send('run');
      else if (panic === 'pause' || (panic === 'shutdown' && shutdown === 'pause')) {
        send('pause');
        this.#stopIn('guest-panicked');
      } else {
        send('poweroff');
        this.#host.emit('SHUTDOWN', { guest: true, reason: 'guest-panic' });
        this.#exit(panic === 'exit-failure' ? 1 : 0);
      }
    });
  }

  /** The guest resets itself, or its CPU does after a triple fault. */
  guestReset(): void {
    this.#byGuest('reset', () => this.#reset(true, 'guest-reset'));
  }

  /** The guest shuts down. */
  guestShutdown(): void {
    this.#byGuest('shut down', () => this.#shutdown(true, 'guest-shutdown'));
  }

  /** The guest suspends to RAM: SUSPEND and `suspended`, until `system_wakeup`. */
  suspend(): void {
    this.#byGuest('suspend', () => {
      this.#set('suspended');
      this.#host.emit('SUSPEND');
    });
  }

  /** An emulated watchdog expires: WATCHDOG, then what `action` (default: the one that is set) says. */
  watchdog(action: VmActions['watchdog'] = this.#actions.watchdog): void {
    this.#byGuest('let a watchdog expire', () => {
      const sent: WatchdogAction = action;
      this.#host.emit('WATCHDOG', { action: sent });
      if (action === 'reset') this.#reset(true, 'guest-reset');
      else if (action === 'shutdown') this.#host.emit('POWERDOWN');
      else if (action === 'poweroff') this.#exit(0);
      else if (action === 'pause') this.#stopIn('watchdog');
      else if (action === 'inject-nmi') this.#host.guest.injectNmi();
    });
  }

  /** Enters any state, for whatever else leads there: `internal-error`, `postmigrate`. STOP and RESUME tell as usual. */
  enter(status: RunState): void {
    this.#host.mainLoop.run(() => {
      const ran = this.running;
      if (!ran && status === 'running') this.#host.emit('RESUME');
      this.#set(status);
      if (ran && status !== 'running') this.#host.emit('STOP');
    });
  }

  /** @internal As the command `system_wakeup`. */
  wakeUp(): void {
    if (this.#status !== 'suspended') throw new Refusal('Unable to wake up: guest is not in suspended state');
    this.#host.guest.reset();
    this.#set('running');
    this.#host.emit('WAKEUP');
  }

  #byGuest(what: string, act: () => void): void {
    this.#host.mainLoop.run(() => {
      if (!this.running) throw new Error(`the fake guest can not ${what}: the VM is ${this.#status}`);
      act();
    });
  }

  #reset(guest: boolean, reason: ShutdownCause): void {
    if (this.#actions.reboot === 'shutdown') {
      this.#shutdown(guest, reason);
      return;
    }
    this.#host.guest.reset();
    this.#host.emit('RESET', { guest, reason });
    if (!KEPT_BY_RESET.has(this.#status)) this.#set('prelaunch');
  }

  #shutdown(guest: boolean, reason: ShutdownCause): void {
    this.#host.emit('SHUTDOWN', { guest, reason });
    if (this.#actions.shutdown === 'pause') this.#stopIn('shutdown');
    else this.#exit(0);
  }

  #exit(code: number): void {
    this.#host.mainLoop.afterReply(() => this.#host.exit(code));
  }

  #stopIn(status: RunState): void {
    if (!this.running) return;
    this.#set(status);
    this.#host.emit('STOP');
  }

  #set(status: RunState): void {
    this.#status = status;
    this.#host.changed();
  }
}
