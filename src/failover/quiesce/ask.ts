import type { JobInfo, MigrationInfo, StatusInfo } from '../../qmp/index.js';
import type { PositiveControl, ReleaseEvidence, StorageSurvey } from '../storage/index.js';

/** What the schema of this QEMU tells of its ways. */
export interface Ways {
  /** Whether it has `blockdev-set-active`. */
  readonly setActive: boolean;
}

/** A block node, and whether it may write. */
export interface NodeActivity {
  readonly name: string;
  readonly driver: string;
  /** Undefined where this QEMU does not tell. */
  readonly active: boolean | undefined;
}

/** Everything that the course asks for, each with its arguments and what it brings. All have a deadline. */
interface Questions {
  status: { readonly brings: StatusInfo };
  ways: { readonly brings: Ways };
  jobs: { readonly brings: readonly JobInfo[] };
  'cancel-job': { readonly takes: { readonly id: string }; readonly brings: undefined };
  migration: { readonly brings: MigrationInfo };
  'cancel-migration': { readonly brings: undefined };
  /** Whether somebody who must know it has said, since its migration completed, that the guest is here all the same. */
  here: { readonly brings: boolean };
  survey: { readonly brings: StorageSurvey };
  control: { readonly takes: { readonly survey: StorageSurvey }; readonly brings: PositiveControl };
  /** Bars whatever writes, and keeps what a restart needs. */
  latch: { readonly takes: { readonly resume: Resume }; readonly brings: undefined };
  unlatch: { readonly takes: { readonly reason: string }; readonly brings: undefined };
  /** Asks whoever gave the order whether it stands. Refused with the reason why it does not. */
  consent: { readonly brings: undefined };
  /** Whether the guest's file systems are frozen. */
  frozen: { readonly brings: boolean };
  /** Brings how many file systems were frozen. It may fail, and have frozen them; not so when it was not sent. */
  freeze: { readonly brings: number };
  thaw: { readonly brings: undefined };
  stop: { readonly brings: undefined };
  /**
   * Makes all nodes inactive, or one and what is below it. Refused as {@link RUNNING} unless `query-status` has said
   * right before, in the same session, that the VM does not run: on one that runs QEMU accepts it, and aborts later.
   */
  'set-inactive': { readonly takes: { readonly node: string | undefined }; readonly brings: undefined };
  nodes: { readonly brings: readonly NodeActivity[] };
  /** Begins a migration that nobody receives. */
  migrate: { readonly brings: undefined };
  /** Cuts off, out of band, what the main loop may hang on. Brings what was cut off. */
  yank: { readonly takes: { readonly what: 'block-node' | 'migration' }; readonly brings: readonly string[] };
  prove: { readonly takes: { readonly control: PositiveControl }; readonly brings: ReleaseEvidence };
  /** Kills the process that was seen alive before. Brings the proof that it has ended. */
  kill: { readonly brings: Readonly<Record<string, unknown>> };
  /** Waits: `timeout` milliseconds. */
  pause: { readonly brings: undefined };
}

export type Question = keyof Questions;

/** One thing to be asked or done, within `timeout` milliseconds. */
export type Ask<Q extends Question = Question> = {
  [N in Q]: { readonly ask: N; readonly timeout: number } & (Questions[N] extends { readonly takes: infer T }
    ? T
    : unknown);
}[Q];

/** What came of it. */
export type Answer<T = unknown> = {
  /** When, by the clock's `now()`. */
  readonly at: number;
  /** The session in which all of it was answered; undefined where no session was needed, or there was none. */
  readonly session: number | undefined;
} & ({ readonly ok: true; readonly value: T } | ({ readonly ok: false } & Failure));

/** Why there is no answer. */
export interface Failure {
  /**
   * `refused`: it was answered with no, and had no effect; `not-sent`: nobody heard it; `unknown`: it may have had its
   * effect, or may have it later; `aborted`: whoever asked for all of this does not want it any more.
   */
  readonly how: 'refused' | 'not-sent' | 'unknown' | 'aborted';
  readonly message: string;
}

export type BroughtBy<Q extends Question> = Questions[Q]['brings'];

/** Questions one after the other, answered from outside: deterministic, and without I/O. */
export type Course<T> = Generator<Ask, T, Answer>;

/** Why {@link Questions.set-inactive} was not sent. */
export const RUNNING = 'the VM runs';

/** How the disks are being released. */
export type Way = 'set-active' | 'migrate';

/** What the latch keeps, for a process that comes after this one. */
export interface Resume {
  /** `quieting`: nothing has been released; `releasing`: something may have been. */
  readonly step: 'quieting' | 'releasing';
  readonly way: Way | undefined;
  readonly control: PositiveControl | undefined;
  /** Whether the guest's file systems may be frozen, by us. */
  readonly frozen: boolean;
}
