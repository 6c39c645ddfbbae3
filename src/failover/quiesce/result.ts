import type { Level } from '../../proof/index.js';
import type { FailoverSafe } from '../proof.js';
import type { FreezeState, NextStep } from './known.js';
import type { StepReport } from './progress.js';

/** What all results tell. */
export interface QuiesceReport {
  /** What is to be done next, if anything is to. */
  readonly next: NextStep;
  /** Each step, in order. */
  readonly steps: readonly StepReport[];
  /** Whether the VM stays latched: `cont`, reset and writes are barred until its token is let go of. */
  readonly latched: boolean;
  /** Names this course, its latch and its proof. */
  readonly token: string;
  /** Whether the guest's file systems are frozen, and by whom. */
  readonly freeze: FreezeState;
  /** The run state that QEMU said last. */
  readonly status: string | undefined;
}

/** The VM stands still, and `proof` says how safe that is. */
export type Quiesced<L extends Level = Level> = {
  readonly [N in L]: QuiesceReport & {
    readonly outcome: 'quiesced';
    readonly level: N;
    readonly proof: FailoverSafe<N>;
    /** Why the level is no higher; of L2, what went wrong before it was reached, or could not be written down. */
    readonly doubts: readonly string[];
    /** How its disks were released; undefined where nobody tried. */
    readonly way: 'set-active' | 'migrate' | 'kill' | undefined;
    /** Whether others can consume the proof: undefined where no store was given, or it does not reach L2. */
    readonly registration: Registration | undefined;
    /** The file with the guest's state, if one was asked for and it is complete. */
    readonly saved: string | undefined;
    /** Why there is none, if one was asked for. That keeps nothing from being released. */
    readonly unsaved: string | undefined;
  };
}[L];

/** Whether a proof is registered at its lease store. */
export type Registration =
  | { readonly registered: true }
  | { readonly registered: false | 'unknown'; readonly error: string };

/** It was not quieted, and goes on as it was; or, `unknown`, nobody can tell. */
export interface NotQuiesced extends QuiesceReport {
  readonly outcome: 'failed' | 'unknown';
  /** A phrase for programs and people. */
  readonly reason: string;
}

/** How a VM was quieted, or why not. */
export type QuiesceResult = Quiesced | NotQuiesced;
