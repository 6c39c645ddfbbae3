import type { StandingProof } from '../proof/index.js';
import type { JournalRecord } from '../journal/index.js';
import type { Incident, Maintenance, Mode } from '../policy/index.js';
import type { VmState } from '../vm/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import type { FailoverSafeEvent } from './failover-safe.js';
import type { Page } from './run.js';

/** What a supervisor tells. */
export interface SupervisorEvents {
  /** A record, after it was written to the journal, unless that has failed. */
  readonly record: JournalRecord;
  /** Somebody must look: the supervisor can not or will not go on by itself. */
  readonly page: Page;
  /** The VM can be failed over without fencing, as far as the proof's level says. */
  readonly 'failover-safe': FailoverSafeEvent;
}

/** A supervisor at one moment. */
export interface SupervisorSnapshot {
  readonly mode: Mode;
  /** Nothing is done until it is over, at the latest at `until`, by the clock's `now()`. */
  readonly maintenance: Maintenance | undefined;
  /** Why nothing destructive is done to any VM of the fleet. */
  readonly suspicion: string | undefined;
  readonly running: boolean;
  /** What it is busy with. */
  readonly incident: Incident | undefined;
  /** The names of its policies. */
  readonly policies: readonly string[];
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: Readonly<Record<string, string>>;
  /** Why nothing could be recorded any more in the present or last run. */
  readonly journalFailure: string | undefined;
  /** As its `Vm` knows it; undefined where one session is supervised. */
  readonly vm: VmState | undefined;
  /** The failover-safe proof that stands, for which the VM is held still. */
  readonly failoverSafe: StandingProof | undefined;
  readonly watchdogs: readonly WatchdogSnapshot[];
}
