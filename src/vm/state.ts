import type { ClosedReason, JobInfo, Liveness, MigrationStatus, RunState } from '../qmp/index.js';
import type { VmExit } from './exit.js';
import type { Interlock } from './interlock.js';
import type { Latch } from './latch.js';

/**
 * How far a state may be trusted: `known`, QEMU answers, was asked, and nothing has hinted at a change since; `stale`, it
 * was so when last seen, and is being asked again or can not be; `unknown`, it was never learned.
 */
export type Confidence = 'known' | 'stale' | 'unknown';

/** Why a VM does not run. `other` is a run state that is newer than this package. */
export type StopReason =
  /** Somebody paused it. */
  | 'operator'
  /** It was never started, or was reset while it did not run. */
  | 'not-started'
  | 'io-error'
  | 'panic'
  | 'watchdog'
  | 'internal-error'
  | 'debugger'
  | 'migration'
  | 'colo-checkpoint'
  | 'dump'
  | 'save'
  | 'restore'
  | 'guest-suspended'
  | 'guest-shutdown'
  | 'other';

/** Whether the VM runs, and why not. */
export interface RunView {
  readonly running: boolean;
  /** As `query-status` says it; undefined from a STOP until QEMU has answered in which state it left the VM. */
  readonly status: RunState | undefined;
  /** Undefined while it runs, and while it is not known. */
  readonly why: StopReason | undefined;
  /** Since when this is known to be so, by the clock's `now()`. It may have begun earlier, in a gap. */
  readonly since: number;
}

/**
 * A drive whose failed request stopped the VM. Another one that failed before, and has recovered, may be among them: of
 * drives made with `-blockdev` QEMU does not tell.
 */
export interface BlockError {
  /** Its name; with `-blockdev` it is the empty string. */
  readonly device: string;
  /** The QOM path or id of the device that the guest sees. */
  readonly qdev?: string;
  readonly nodeName?: string;
  /** `nospace` asks for room, `failed` for repair. */
  readonly status: string;
}

/** The migration that QEMU speaks of. */
export interface MigrationView {
  /**
   * `none` when there has been none, and when the guest stayed although QEMU speaks of a completed one: after a snapshot,
   * or on a COLO primary that goes on alone.
   */
  readonly status: MigrationStatus;
  /** From where the guest goes, or where to; undefined when QEMU's answer does not tell. */
  readonly side: 'source' | 'destination' | undefined;
  /** Why it failed. */
  readonly error?: string;
  /** Tells one completed migration of this VM from another. */
  readonly mark?: string;
}

/** Whether QEMU answers, as {@link Liveness} tells it, followed over time; `exited`: its process has ended. */
export interface HealthView {
  readonly verdict: Liveness['verdict'] | 'exited';
  /** Since when, by the clock's `now()`. */
  readonly since: number;
}

/** A virtual machine as it is known at one moment. Immutable. Times are by the clock's `now()`, in milliseconds. */
export interface VmState {
  /** How far all of this may be trusted. */
  readonly confidence: Confidence;
  readonly run: RunView | undefined;
  /** Empty unless the VM stands still for them. */
  readonly blockErrors: readonly BlockError[];
  readonly migration: MigrationView;
  /** As `query-jobs` tells them. */
  readonly jobs: readonly JobInfo[];
  readonly name: string | undefined;
  /** Undefined when QEMU was given none: it says zeros then. */
  readonly uuid: string | undefined;
  /** Whether there is a session at this moment. */
  readonly connected: boolean;
  /** How many sessions there have been; the present or last one's number. */
  readonly session: number;
  /**
   * How many resets were seen and restarts of its process known. What happened in a gap is not counted: a guest may
   * have booted in each.
   */
  readonly boots: number;
  readonly health: HealthView;
  /** How its process ended, if that is known. */
  readonly exit: VmExit | undefined;
  /** How the last session ended; undefined before that. */
  readonly closed: ClosedReason | undefined;
  /** What bars `cont` and reset. */
  readonly interlocks: readonly Interlock[];
  /** What bars these and every write besides, because the VM is being made, or is, failover-safe. */
  readonly latch: Latch | undefined;
}
