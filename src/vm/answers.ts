import type {
  BlockInfo,
  DumpQueryResult,
  JobInfo,
  MigrationInfo,
  MigrationStatus,
  StatusInfo,
} from '../qmp/index.js';
import { failedDrives } from './block-errors.js';
import type { ChangeSource } from './change.js';
import { Transition, type VmModel, type VmStep } from './model.js';
import { setRun } from './run-view.js';
import { guestStayed, isUnmeasured } from './guest-stayed.js';
import { isBeginning } from './migration-status.js';
import type { MigrationView } from './state.js';
import { stopReason } from './stop-reason.js';

/** What QEMU answered to a query. */
export type Answer =
  | { readonly topic: 'status'; readonly value: StatusInfo }
  | { readonly topic: 'block'; readonly value: readonly BlockInfo[] }
  | { readonly topic: 'jobs'; readonly value: readonly JobInfo[] }
  | { readonly topic: 'migrate'; readonly value: MigrationInfo }
  | { readonly topic: 'dump'; readonly value: Pick<DumpQueryResult, 'status'> };

/**
 * Takes an answer, unless something has hinted at another one since it was asked for: then the question stays open and is
 * asked again. `asked`: how many hints there were when it was.
 */
export function takeAnswer(model: VmModel, answer: Answer, asked: number, at: number): VmStep {
  const { topic } = answer;
  const { asking, hints, heard } = model.topics[topic];
  // Of dumps nothing is asked until something in the session hints at one.
  const source: ChangeSource = heard || topic === 'dump' ? 'query' : 'resync';
  const next = new Transition(model, at, source);
  next.keep({ heardAt: at, silent: false });
  if (asking === asked) next.topic(topic, { asking: undefined });
  if (asked !== hints) return next.end();
  next.topic(topic, { answered: asked, heard: true });
  switch (answer.topic) {
    case 'status':
      takeStatus(next, answer.value);
      break;
    case 'block':
      next.keep({ failedDrives: failedDrives(answer.value) });
      break;
    case 'jobs':
      takeJobs(next, answer.value);
      break;
    case 'migrate':
      takeMigration(next, answer.value);
      break;
    case 'dump':
      takeDump(next, answer.value.status === 'active');
  }
  return next.end();
}

function takeStatus(next: Transition, { running, status }: StatusInfo): void {
  const before = next.state.run?.why;
  // In a gap the dump may have ended, and a save begun.
  const dumping = before === 'dump' && next.source !== 'resync';
  const why = running ? undefined : stopReason(status, dumping);
  setRun(next, { running, status, why });
  next.keep({ stopping: undefined });
  // QEMU sends no event of a migration unless it was told to.
  if (why !== before && (why === 'migration' || before === 'migration')) next.hint('migrate');
  // The event that should have told it was lost; and whether a disk is full or broken is all the difference.
  if (why === 'io-error' && before !== why) next.hint('block');
  // A dump and a save look the same here.
  if (status === 'save-vm' && !dumping) next.hint('dump');
}

function takeDump(next: Transition, dumping: boolean): void {
  const { run } = next.state;
  // Not the other way round: one that is done holds the VM for a moment more.
  if (dumping && run?.status === 'save-vm') setRun(next, { ...run, why: 'dump' });
}

function takeJobs(next: Transition, jobs: readonly JobInfo[]): void {
  const before = next.state.jobs;
  next.update({ jobs });
  for (const job of jobs) {
    const from = before.find(({ id }) => id === job.id);
    // Progress alone is no transition.
    if (from?.status !== job.status || from.error !== job.error)
      next.note({ type: 'job', id: job.id, from, to: job });
  }
  for (const from of before)
    if (!jobs.some(({ id }) => id === from.id)) next.note({ type: 'job', id: from.id, from, to: undefined });
}

function takeMigration(next: Transition, info: MigrationInfo): void {
  const from = next.state.migration;
  const run = next.state.run?.status;
  // Where it left the guest can be told when the run state is known that it left it in.
  if (run === undefined && isUnmeasured(info)) {
    next.hint('migrate');
    // Asked again when the run state has been answered, and not over and over before.
    next.keep({ silent: true });
    return;
  }
  const status = run !== undefined && guestStayed(info, run) ? 'none' : (info.status ?? 'none');
  const to: MigrationView = {
    status,
    // Only the source reports what it sent.
    side: status === 'none' ? undefined : info.ram === undefined ? withoutRam(next, status) : 'source',
    ...(info['error-desc'] !== undefined && { error: info['error-desc'] }),
    ...(status === 'completed' && { mark: markOf(info) }),
  };
  if (from.status === to.status && from.side === to.side && from.error === to.error && from.mark === to.mark)
    return;
  next.update({ migration: to });
  next.note({ type: 'migration', from, to });
}

/** A source that has sent nothing yet, or failed, reports no `ram` either, but waits for no guest and has not completed. */
function withoutRam({ state }: Transition, status: MigrationStatus): MigrationView['side'] {
  const run = state.run?.status;
  if (status === 'completed' || run === 'inmigrate') return 'destination';
  if (isBeginning(status) && run !== undefined) return 'source';
  return state.migration.side;
}

/** Its figures do not change any more, and two migrations hardly share them. */
function markOf(info: MigrationInfo): string {
  const figures = [info['total-time'], info.downtime, info['setup-time'], info.ram?.transferred];
  return figures.map((figure) => (isNumeric(figure) ? figure : '-')).join('/');
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}
