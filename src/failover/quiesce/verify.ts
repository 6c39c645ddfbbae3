import type { StatusInfo } from '../../qmp/index.js';
import type { PositiveControl } from '../storage/index.js';
import type { Course, Way } from './ask.js';
import { liveJobs } from './background.js';
import { ASLEEP, type Judgement, judge, judgeGone, NOTHING_PROVEN } from './judge.js';
import type { Progress } from './progress.js';

/** How it was released, and what was seen while it held its disks. */
interface Released {
  readonly way: Way;
  readonly control: PositiveControl | undefined;
}

/** Told of each answer about the run state. */
type See = (status: StatusInfo, session: number | undefined) => void;

/**
 * Looks whether a VM that stands still can write no more. All answers of QEMU's are from one session, and it stood still
 * before and after its images were looked at, and holds none of them after that; over a lost session it begins anew.
 */
export function* verify(progress: Progress, released: Released, see: See): Course<Judgement> {
  let last: Judgement = { ...NOTHING_PROVEN, doubts: ['QEMU did not answer'] };
  let looks = 0;
  const found = yield* progress.until(function* () {
    const looked = yield* look(progress, released, see);
    if (looked === undefined) return undefined;
    last = looked.judgement;
    looks += 1;
    return looked.mayPass && looks < MOST_LOOKS ? undefined : last;
  });
  return found ?? last;
}

/** A program that looks at an image lets nobody else write meanwhile, and is soon gone. */
const MOST_LOOKS = 6;

interface Looked {
  readonly judgement: Judgement;
  /** Whether what is missing may be there a little later. */
  readonly mayPass: boolean;
}

function* look(progress: Progress, { way, control }: Released, see: See): Course<Looked | undefined> {
  const before = yield* progress.insist({ ask: 'status' });
  if (!before.ok) return undefined;
  see(before.value, before.session);
  if (before.value.running) return runs(before.value);
  const jobs = yield* progress.insist({ ask: 'jobs' });
  const migration = yield* progress.insist({ ask: 'migration' });
  if (!jobs.ok || !migration.ok) return still('QEMU does not say what it does');
  const evidence = control && (yield* progress.ask({ ask: 'prove', control }, 0.8));
  const after = yield* progress.ask({ ask: 'status' });
  if (!after.ok) return still(after.message);
  see(after.value, after.session);
  if (after.value.running) return runs(after.value);
  // Last: whoever continues it makes it hold its disks, and it holds them when it is stopped again.
  const nodes = yield* progress.insist({ ask: 'nodes' });
  const survey = yield* progress.insist({ ask: 'survey' });
  if (!nodes.ok || !survey.ok) return still('QEMU does not say what it holds');
  const { session } = before;
  const sessions = [jobs, migration, nodes, survey, after].map((answer) => answer.session);
  if (session === undefined || sessions.some((one) => one !== session))
    return still('its answers are of more than one session');
  const judgement = judge({
    way,
    yanked: progress.yanked,
    survey: survey.value,
    nodes: nodes.value,
    jobs: liveJobs(jobs.value).map(({ id }) => id),
    migration: migration.value.status ?? 'none',
    asleep: after.value.status === ASLEEP,
    control,
    evidence: evidence === undefined || !evidence.ok ? undefined : evidence.value,
    hindrance: evidence !== undefined && !evidence.ok ? evidence.message : undefined,
  });
  return {
    judgement,
    mayPass: judgement.level !== 'L2' && (evidence?.ok === false || judgement.level === 'L1'),
  };
}

function still(doubt: string): Looked {
  return { judgement: { ...NOTHING_PROVEN, level: 'L0', doubts: [doubt] }, mayPass: true };
}

function runs({ status }: StatusInfo): Looked {
  return {
    judgement: { ...NOTHING_PROVEN, doubts: [`somebody has started it: it is ${status}`] },
    mayPass: false,
  };
}

/** The same for a process that has ended: nobody can be asked any more, and its images tell. */
export function* proveGone(
  progress: Progress,
  control: PositiveControl,
  exit: Readonly<Record<string, unknown>>,
): Course<Judgement> {
  // All of the time: a flush that is not done in its part of it is not begun anew.
  const evidence = yield* progress.ask({ ask: 'prove', control });
  return judgeGone(
    control,
    evidence.ok ? evidence.value : undefined,
    evidence.ok ? undefined : evidence.message,
    exit,
  );
}
