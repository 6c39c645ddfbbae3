import type { ClosedReason, JobInfo } from '../qmp/index.js';
import type { VmExit } from './exit.js';
import type { Interlock } from './interlock.js';
import type { Latch } from './latch.js';
import type { BlockError, Confidence, HealthView, MigrationView, RunView } from './state.js';

/**
 * How a change became known: an `event` told it; a `query` found it; a `resync` found it in the first answers of a new
 * session, so it happened while nobody listened; or it is `local`, something that this process did or noticed.
 */
export type ChangeSource = 'event' | 'query' | 'resync' | 'local';

/** What happened to a VM. */
export type VmChangeDetail =
  | { readonly type: 'run'; readonly from: RunView | undefined; readonly to: RunView }
  | {
      readonly type: 'block-errors';
      readonly from: readonly BlockError[];
      readonly to: readonly BlockError[];
    }
  | { readonly type: 'migration'; readonly from: MigrationView; readonly to: MigrationView }
  /** `from` is undefined for a new job, `to` for one that is gone. */
  | {
      readonly type: 'job';
      readonly id: string;
      readonly from: JobInfo | undefined;
      readonly to: JobInfo | undefined;
    }
  /** The guest was reset; `boots` counts them. */
  | { readonly type: 'reset'; readonly guest: boolean; readonly reason: string; readonly boots: number }
  /** Another process serves the same VM: the former one is known to have ended. */
  | { readonly type: 'restarted'; readonly boots: number }
  | { readonly type: 'shutdown'; readonly guest: boolean; readonly reason: string }
  /** How far the state may be trusted has changed, whether anything else did or not. */
  | { readonly type: 'confidence'; readonly from: Confidence; readonly to: Confidence }
  | { readonly type: 'connected'; readonly session: number }
  | { readonly type: 'disconnected'; readonly session: number; readonly reason: ClosedReason }
  /** A session has begun after one that ended; whatever happened for `blindFor` milliseconds is not known. */
  | { readonly type: 'gap'; readonly session: number; readonly blindFor: number }
  | { readonly type: 'health'; readonly from: HealthView; readonly to: HealthView }
  | { readonly type: 'exited'; readonly exit: VmExit }
  | { readonly type: 'interlocked'; readonly interlock: Interlock }
  | { readonly type: 'interlock-lifted'; readonly interlock: Interlock; readonly reason: string }
  /** It was latched, or what its latch keeps was replaced, or it was let go. */
  | {
      readonly type: 'latch';
      readonly from: Latch | undefined;
      readonly to: Latch | undefined;
      readonly reason: string;
    }
  /** A command is slower than its class ought to be; it is still waited for. */
  | { readonly type: 'slow'; readonly command: string; readonly waited: number };

/** A change, how it became known, and when, by the clock's `now()`. */
export type VmChange = VmChangeDetail & { readonly source: ChangeSource; readonly at: number };
