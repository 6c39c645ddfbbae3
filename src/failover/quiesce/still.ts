import { guestStayed } from '../../vm/index.js';
import type { Answer, Course } from './ask.js';
import { endJobs, endMigration, MIGRATED } from './background.js';
import { ASLEEP, NOTHING_PROVEN, writtenBeside } from './judge.js';
import { Halt, type Known, mayHaveFrozen, refused, resumeOf, see } from './known.js';
import type { Progress } from './progress.js';

/** Migrations in which the guest, or a part of it, is elsewhere. */
const ELSEWHERE = /^(?:postcopy|colo)/;

/** Up to L0. Throws a {@link Halt}. */
export function* makeStill(progress: Progress, known: Known): Course<void> {
  const { plan } = progress;
  progress.begin('look');
  if (plan.doubtfulStorage) yield* progress.yank();
  yield* look(progress, known, false);
  const ways = yield* progress.insist({ ask: 'ways' });
  if (!ways.ok) throw refused(progress, 'schema-unknown', ways.message, ways.how !== 'refused');
  known.way = ways.value.setActive && !plan.save ? 'set-active' : 'migrate';
  progress.done(`${known.status}, ${known.way}`);

  progress.begin('latch');
  // In force even when it could not be kept, or when this is given up meanwhile.
  known.latched = true;
  const latched = yield* progress.ask({ ask: 'latch', resume: resumeOf(known, 'quieting') });
  if (!latched.ok) throw refused(progress, 'not-latched', latched.message);
  progress.done();

  known.goesOn = (yield* endMigration(progress)) ?? (yield* endJobs(progress));
  if (known.goesOn === MIGRATED) throw new Halt(MIGRATED, { next: 'none' });
  if (known.goesOn !== undefined) progress.doubts.push(known.goesOn);
  // Not before: a job holds images, too.
  yield* takeStock(progress, known);

  if (plan.freeze && known.running === true) yield* freeze(progress, known);
  yield* stop(progress, known);
  yield* noticeNew(progress, known);
}

/** What state the VM is in, and whether it may be quieted at all. */
function* look(progress: Progress, known: Known, ours: boolean): Course<void> {
  const status = yield* progress.insist({ ask: 'status' });
  if (!status.ok) throw refused(progress, 'no-answer', status.message, true);
  see(known, status.value, status.session);
  if (known.status === 'inmigrate') throw refused(progress, 'incoming-migration');
  if (known.status === 'colo') throw refused(progress, 'colo');
  const migration = yield* progress.insist({ ask: 'migration' });
  if (!migration.ok) throw refused(progress, 'migration-unknown', migration.message, true);
  const { status: phase = 'none', ram } = migration.value;
  if (ELSEWHERE.test(phase)) throw refused(progress, `migrating: ${phase}`);
  // Only the source reports `ram`.
  const gone =
    phase === 'completed' && ram !== undefined && !guestStayed(migration.value, status.value.status);
  if (gone && !ours && !(known.running === true && (yield* isHere(progress))))
    throw refused(progress, 'migrated-away', undefined, false, 'none');
}

/** After a release by migration that was revoked, say. QEMU itself goes on calling that migration completed. */
function* isHere(progress: Progress): Course<boolean> {
  const here = yield* progress.ask({ ask: 'here' });
  return here.ok && here.value;
}

/** A release was begun: what came of it? */
export function* lookAgain(progress: Progress, known: Known): Course<void> {
  progress.committed = true;
  progress.begin('look');
  yield* look(progress, known, known.way === 'migrate');
  if (known.running !== false) throw refused(progress, 'running-though-latched', undefined, true);
  progress.done(known.status);
  if (known.control === undefined) yield* takeStock(progress, known);
}

/** What the VM writes to, and that each check says so while it still may. Without it nothing can be proven later. */
function* takeStock(progress: Progress, known: Known): Course<void> {
  progress.begin('control');
  // What was seen before a restart may not be so any more.
  known.control = undefined;
  const survey = yield* progress.insist({ ask: 'survey' });
  if (!survey.ok) {
    progress.doubts.push(`what it writes to could not be found out: ${survey.message}`);
    return progress.failed(survey.message);
  }
  known.survey = survey.value;
  const nodes = yield* progress.insist({ ask: 'nodes' });
  const inactive = nodes.ok ? nodes.value.filter(({ active }) => active === false) : undefined;
  // A standby holds nothing that it could let go of; whoever it stands by for does.
  if (inactive === undefined || inactive.length > 0) {
    const why = inactive
      ? `${inactive.map(({ name }) => name).join(', ')} are inactive`
      : 'QEMU does not tell';
    progress.doubts.push(`it does not hold its disks: ${why}`);
    return progress.failed(why);
  }
  const control = yield* progress.ask({ ask: 'control', survey: survey.value });
  if (!control.ok) {
    progress.doubts.push(`nothing tells who holds its images: ${control.message}`);
    return progress.failed(control.message);
  }
  known.control = control.value;
  progress.done(`${survey.value.images.length} images`);
}

/** Another client may have given it a disk since. Once it is released nothing tells that it was written to. */
function* noticeNew(progress: Progress, known: Known): Course<void> {
  const { control } = known;
  if (control === undefined || known.judgement.level === undefined) return;
  progress.begin('control');
  const survey = yield* progress.insist({ ask: 'survey' });
  const added = survey.ok ? writtenBeside(survey.value, control) : ['its disks'];
  if (added.length === 0) return;
  progress.failed(`new, or not told: ${added.join(', ')}`);
  yield* takeStock(progress, known);
}

/** A freeze that fails or hangs is given up: the VM is stopped without it. */
function* freeze(progress: Progress, known: Known): Course<void> {
  progress.begin('freeze');
  // An agent that does not answer this would not answer a freeze, and of that nobody would know whether it was done.
  const before = yield* progress.ask({ ask: 'frozen' }, 0.5);
  if (!before.ok) return progress.failed(before.message);
  if (before.value) return frozenBefore(progress, known);
  known.freeze = 'unknown';
  // On disk before the guest hangs for it.
  const kept = yield* progress.ask({ ask: 'latch', resume: resumeOf(known, 'quieting') });
  if (!kept.ok) return notFrozen(progress, known, kept.message);
  const frozen = yield* progress.ask({ ask: 'freeze' });
  if (frozen.ok && frozen.value > 0) {
    known.freeze = 'frozen';
    return progress.done();
  }
  if (!frozen.ok && frozen.how === 'not-sent') return notFrozen(progress, known, frozen.message);
  progress.failed(frozen.ok ? 'it has no file system that can be frozen' : frozen.message);
  yield* thaw(progress, known);
}

function notFrozen(progress: Progress, known: Known, why: string): void {
  known.freeze = 'not-frozen';
  progress.failed(why);
}

/** By whoever was interrupted, and then it is ours; or by somebody who takes a snapshot, say, and then we leave it. */
function frozenBefore(progress: Progress, known: Known): void {
  if (mayHaveFrozen(known)) {
    known.freeze = 'frozen';
    return progress.done();
  }
  known.freeze = 'by-others';
  progress.failed('somebody else has frozen it');
}

export function* thaw(progress: Progress, known: Known): Course<void> {
  progress.begin('freeze', { beyond: true });
  const thawed = yield* progress.ask({ ask: 'thaw' });
  known.freeze = thawed.ok ? 'not-frozen' : 'unknown';
  if (thawed.ok) progress.done('thawed');
  else progress.failed(`not thawed: ${thawed.message}`);
}

function* stop(progress: Progress, known: Known): Course<void> {
  progress.begin('stop');
  if (!(yield* progress.consent())) throw refused(progress, 'no-time');
  progress.committed = true;
  let toldToStay = false;
  let silent = false;
  const stopped = yield* progress.until(function* () {
    const status = yield* progress.insist({ ask: 'status' });
    silent = isSilent(status, silent);
    if (!status.ok) return undefined;
    see(known, status.value, status.session);
    const { running, status: state } = status.value;
    const wakes = state === ASLEEP && !toldToStay;
    if (!running && !wakes && !PASSING.has(state)) return true;
    // What it returns says nothing; a failed flush it does not report.
    if (!running && !wakes) return undefined;
    const told = yield* progress.insist({ ask: 'stop' });
    toldToStay = told.ok;
    silent = isSilent(told, silent);
    return undefined;
  });
  if (stopped !== true) return yield* notStopped(progress, known, silent);
  progress.done(known.status);
  known.judgement = { ...NOTHING_PROVEN, level: 'L0' };
}

/** Whether QEMU has let the last question that reached it wait. What did not reach it says nothing of it. */
function isSilent(answer: Answer, before: boolean): boolean {
  if (answer.ok || answer.how === 'refused') return false;
  return answer.how === 'unknown' || before;
}

/** Whoever does not answer may be well, and merely out of reach. A main loop that is silent beside its monitor is not. */
function* notStopped(progress: Progress, known: Known, silent: boolean): Course<void> {
  progress.failed(`QEMU said ${known.status} last`);
  // It is being dumped, say, or somebody continues it again and again.
  if (!silent) return;
  progress.begin('look');
  const outOfBand = yield* progress.ask({ ask: 'yank', what: 'block-node' });
  known.stalled = outOfBand.ok || outOfBand.how === 'refused';
  if (known.stalled) progress.doubts.push('its main loop does not answer, and its monitor does');
}

/** States that pass by themselves, and not always to one in which the VM stands still. */
const PASSING: ReadonlySet<string> = new Set(['save-vm', 'restore-vm', 'finish-migrate']);
