import type { Course, Resume } from './ask.js';
import { type Judgement, NOTHING_PROVEN } from './judge.js';
import {
  type Ending,
  ending,
  Halt,
  type Known,
  knownFrom,
  mayHaveFrozen,
  type NextStep,
  nextOf,
  reasonOf,
  resumeOf,
  see,
} from './known.js';
import { Aborted, type Plan, Progress, Withdrawn } from './progress.js';
import { release } from './release.js';
import { lookAgain, makeStill, thaw } from './still.js';
import { proveGone, verify } from './verify.js';

/**
 * Quiets a VM, step by step: look, latch, end its jobs, stop it, release its disks, and prove that it has. What a command
 * returned decides nothing; queries do, all of one session. With `resumed`, what a process before this one had begun is
 * gone on with.
 */
export function* quiesceCourse(plan: Plan, began: number, resumed?: Resume): Course<Ending> {
  const progress = new Progress(plan, began);
  const known = knownFrom(resumed);
  try {
    if (known.releasing) yield* lookAgain(progress, known);
    else yield* makeStill(progress, known);
    const next = yield* makeSafe(progress, known);
    return ending(progress, known, reasonOf(known), { uncertain: true, next });
  } catch (halt) {
    if (halt instanceof Aborted)
      return yield* givenUp(progress, known, new Halt('aborted', { next: nextOf(known) }));
    if (halt instanceof Withdrawn)
      return yield* givenUp(progress, known, new Halt(`withdrawn: ${halt.message}`, { next: 'none' }));
    if (halt instanceof Halt) return yield* givenUp(progress, known, halt);
    throw halt;
  }
}

/** From L0 on. What it brings is to be done next. */
function* makeSafe(progress: Progress, known: Known): Course<NextStep> {
  if (known.releasing) yield* verifyStep(progress, known);
  if (progress.plan.onlyLook) return reachedL2(known) ? 'none' : 'fence';
  // A job that goes on writes after a release of its node, which QEMU would accept.
  if (known.judgement.level === 'L0' && known.goesOn === undefined) yield* releaseStep(progress, known);
  if (reachedL2(known)) return 'none';
  const next = nextOf(known);
  // Not one that somebody has started again, and not one that is being dumped.
  const isStuck = known.running === false && (known.releasing || known.judgement.level !== undefined);
  if (next === 'kill' && progress.plan.kill && (isStuck || known.stalled)) {
    yield* kill(progress, known);
    if (!known.releasing) yield* letGo(progress, known, 'nothing of it was released');
    return reachedL2(known) ? 'none' : 'fence';
  }
  if (!known.releasing) yield* letGo(progress, known, 'nothing of it was released');
  return next;
}

function* releaseStep(progress: Progress, known: Known): Course<void> {
  const { budgets, kill } = progress.plan;
  progress.begin('latch');
  const kept = yield* progress.ask({ ask: 'latch', resume: resumeOf(known, 'releasing') });
  if (!kept.ok) {
    progress.doubts.push(`nothing was released: ${kept.message}`);
    return progress.failed(kept.message);
  }
  known.releasing = true;
  progress.begin('release', { reserve: budgets.verify + (kill ? budgets.kill + budgets.verify : 0) });
  const refusal = yield* release(
    progress,
    known.way ?? 'migrate',
    known.survey?.images ?? known.control?.images ?? [],
  );
  if (refusal === undefined) progress.done(known.way);
  else {
    progress.doubts.push(refusal);
    progress.failed(refusal);
  }
  yield* verifyStep(progress, known);
}

function* verifyStep(progress: Progress, known: Known): Course<void> {
  const { budgets, kill } = progress.plan;
  progress.begin('verify', { reserve: kill ? budgets.kill + budgets.verify : 0 });
  const { control, way = 'migrate' } = known;
  known.judgement = yield* verify(progress, { way, control }, (status, session) =>
    see(known, status, session),
  );
  report(progress, known.judgement);
}

function* kill(progress: Progress, known: Known): Course<void> {
  const { control } = known;
  if (control === undefined) return;
  if (!known.releasing) {
    progress.begin('latch');
    // What is started anew in its place is not to be started either.
    const kept = yield* progress.ask({ ask: 'latch', resume: resumeOf(known, 'releasing') });
    if (!kept.ok) return progress.failed(kept.message);
    known.releasing = true;
  }
  progress.begin('kill', { reserve: progress.plan.budgets.verify });
  const killed = yield* progress.ask({ ask: 'kill' });
  if (!killed.ok) {
    progress.doubts.push(`it was not killed: ${killed.message}`);
    return progress.failed(killed.message);
  }
  known.killed = true;
  progress.done();
  progress.begin('verify');
  known.judgement = yield* proveGone(progress, control, killed.value);
  report(progress, known.judgement);
}

function report(progress: Progress, { level, doubts }: Judgement): void {
  if (level === 'L2') progress.done(level);
  else progress.failed(`${level ?? 'nothing'}: ${doubts.join('; ')}`);
}

function reachedL2({ judgement }: Known): boolean {
  return judgement.level === 'L2';
}

/** Undoes what was begun, as far as nothing has been released. */
function* givenUp(progress: Progress, known: Known, halt: Halt): Course<Ending> {
  const { reason, uncertain, next } = halt;
  const standsStill = known.judgement.level === 'L0';
  known.judgement = NOTHING_PROVEN;
  if (known.releasing) return ending(progress, known, reason, { uncertain: true, next: nextOf(known) });
  yield* letGo(progress, known, reason);
  if (standsStill) {
    // It is not continued: whoever wanted it to stop may have been right. But it does not go on as it was.
    known.judgement = { ...NOTHING_PROVEN, level: 'L0' };
    progress.doubts.push(reason);
  }
  const mayHaveBeenStopped = progress.committed || (known.resumed && known.running !== true);
  return ending(progress, known, reason, { uncertain: uncertain || mayHaveBeenStopped, next });
}

/** Where nothing was released: the VM is whoever wants it's again, and a guest that may run is not left frozen. */
function* letGo(progress: Progress, known: Known, reason: string): Course<void> {
  if (mayHaveFrozen(known) && known.running !== false) yield* thaw(progress, known);
  if (!known.latched) return;
  progress.begin('latch', { beyond: true });
  const lifted = yield* progress.ask({ ask: 'unlatch', reason });
  // Lifted even when that could not be kept.
  known.latched = false;
  if (!lifted.ok) progress.failed(`lifted until a restart: ${lifted.message}`);
}
