import type { Level } from '../../proof/index.js';
import type { StatusInfo } from '../../qmp/index.js';
import type { PositiveControl, StorageSurvey } from '../storage/index.js';
import type { Resume, Way } from './ask.js';
import { type Judgement, NOTHING_PROVEN, provableGone } from './judge.js';
import type { Progress, StepReport } from './progress.js';

/** What is to be done next: `kill` the process and prove that it has ended, or `fence` its host or its storage. */
export type NextStep = 'none' | 'kill' | 'fence';

/**
 * Whether the guest's file systems were frozen for this, and still are: a guest that does not run can not be thawed.
 * `by-others`: they were frozen before, and whoever did that is to thaw them.
 */
export type FreezeState = 'not-frozen' | 'frozen' | 'by-others' | 'unknown';

/** How a course ended. */
export interface Ending {
  /** The level that was reached; undefined when the VM may run. */
  readonly level: Level | undefined;
  /** A phrase for programs and people. */
  readonly reason: string;
  /** Where no level was reached: whether it is not known what state the VM is in. */
  readonly uncertain: boolean;
  /** Why the level is no higher. */
  readonly doubts: readonly string[];
  readonly next: NextStep;
  /** Whether the VM stays latched. */
  readonly latched: boolean;
  readonly freeze: FreezeState;
  readonly steps: readonly StepReport[];
  readonly judgement: Judgement;
  /** As QEMU said it last. */
  readonly status: string | undefined;
  readonly session: number | undefined;
  readonly way: Way | 'kill' | undefined;
  /** What a process that comes after this one needs. */
  readonly resume: Resume;
}

/** Everything that is known on the way. */
export interface Known {
  status: string | undefined;
  running: boolean | undefined;
  session: number | undefined;
  survey: StorageSurvey | undefined;
  control: PositiveControl | undefined;
  latched: boolean;
  /** Whether a process before this one had begun, and may have stopped the VM. */
  readonly resumed: boolean;
  /** Whether a release may have been sent. */
  releasing: boolean;
  /** Whether it did not stop, and its monitor answers out of band. */
  stalled: boolean;
  /** What goes on in QEMU, and would write after a release. */
  goesOn: string | undefined;
  way: Way | undefined;
  freeze: FreezeState;
  judgement: Judgement;
  killed: boolean;
}

/** What is known before anything was asked. */
export function knownFrom(resumed: Resume | undefined): Known {
  return {
    status: undefined,
    running: undefined,
    session: undefined,
    survey: undefined,
    control: resumed?.control,
    latched: resumed !== undefined,
    resumed: resumed !== undefined,
    releasing: resumed?.step === 'releasing',
    stalled: false,
    goesOn: undefined,
    way: resumed?.way,
    freeze: resumed?.frozen === true ? 'unknown' : 'not-frozen',
    judgement: NOTHING_PROVEN,
    killed: false,
  };
}

/** Ends the course before anything was released. */
export class Halt {
  readonly reason: string;
  readonly uncertain: boolean;
  readonly next: NextStep;

  constructor(
    reason: string,
    { uncertain = false, next = 'fence' }: { readonly uncertain?: boolean; readonly next?: NextStep } = {},
  ) {
    this.reason = reason;
    this.uncertain = uncertain;
    this.next = next;
  }
}

export function nextOf({ control }: Pick<Known, 'control'>): NextStep {
  return control !== undefined && provableGone(control) ? 'kill' : 'fence';
}

export function reasonOf({ judgement, releasing }: Known): string {
  if (judgement.level !== undefined) return `reached ${judgement.level}`;
  return releasing ? 'not-verified' : 'not-stopped';
}

export function see(known: Known, { status, running }: StatusInfo, session: number | undefined): void {
  known.status = status;
  known.running = running;
  known.session = session;
}

export function resumeOf(known: Known, step: Resume['step']): Resume {
  const { way, control } = known;
  return { step, way, control, frozen: mayHaveFrozen(known) };
}

/** Whether the guest may be frozen, and by us. */
export function mayHaveFrozen({ freeze }: Known): boolean {
  return freeze === 'frozen' || freeze === 'unknown';
}

/** Ends a step that leads nowhere, and the course. */
export function refused(
  progress: Progress,
  reason: string,
  detail?: string,
  uncertain = false,
  next: NextStep = 'fence',
): Halt {
  progress.failed(detail === undefined ? reason : `${reason}: ${detail}`);
  return new Halt(detail === undefined ? reason : `${reason}: ${detail}`, { uncertain, next });
}

/** What is told of it. */
export function ending(
  progress: Progress,
  known: Known,
  reason: string,
  { uncertain, next }: { readonly uncertain: boolean; readonly next: NextStep },
): Ending {
  const { judgement, status, session, latched, killed, way, running } = known;
  const level = running === false || killed ? judgement.level : undefined;
  return {
    level,
    reason,
    uncertain,
    doubts: [...progress.doubts, ...judgement.doubts],
    next,
    latched,
    freeze: known.freeze,
    steps: progress.reports,
    judgement,
    status,
    session,
    way: killed ? 'kill' : way,
    resume: resumeOf(known, known.releasing ? 'releasing' : 'quieting'),
  };
}
