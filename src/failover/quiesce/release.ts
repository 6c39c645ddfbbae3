import type { ControlledImage } from '../storage/index.js';
import { type Course, RUNNING, type Way } from './ask.js';
import { hasEnded, liveJobs } from './background.js';
import type { Progress } from './progress.js';

type Held = Pick<ControlledImage, 'tops'>;

/**
 * Makes QEMU let go of the disks of a VM that stands still. What hindered it, or undefined: whether it has let go is for
 * queries to say.
 */
export function* release(progress: Progress, way: Way, images: readonly Held[]): Course<string | undefined> {
  return way === 'set-active' ? yield* setInactive(progress, images) : yield* migrateAway(progress);
}

function* setInactive(progress: Progress, images: readonly Held[]): Course<string | undefined> {
  const all = yield* progress.insist({ ask: 'set-inactive', node: undefined });
  if (all.ok || all.message === RUNNING) return all.ok ? undefined : all.message;
  if (all.how !== 'refused') return all.message;
  // All together have failed for one of them. Each by itself is accepted with a job on it, which would write on.
  const jobs = yield* progress.insist({ ask: 'jobs' });
  if (!jobs.ok || liveJobs(jobs.value).length > 0)
    return `${all.message}; and there are jobs, or QEMU does not say`;
  const hindrances: string[] = [];
  // From above: a node whose parent is active is refused.
  const tops = new Set(images.flatMap((image) => image.tops));
  for (const node of tops) {
    const one = yield* progress.insist({ ask: 'set-inactive', node });
    if (!one.ok) hindrances.push(`${node}: ${one.message}`);
  }
  return hindrances.length === 0 && tops.size > 0 ? undefined : [all.message, ...hindrances].join('; ');
}

/**
 * A migration makes its source let go of everything, whoever takes the stream. Its run state is no evidence: after a
 * failed flush some versions say `postmigrate` with every image still locked.
 */
function* migrateAway(progress: Progress): Course<string | undefined> {
  let sends = 0;
  let heard = false;
  let before: string | undefined;
  let yanked = false;
  const end = yield* progress.until<{ readonly hindrance: string | undefined }>(function* () {
    const migration = yield* progress.insist({ ask: 'migration' });
    if (!migration.ok) {
      // What hangs may be the migration itself.
      if (!yanked) yield* progress.ask({ ask: 'yank', what: 'migration' });
      yanked = true;
      return undefined;
    }
    const { status = 'none', 'error-desc': error } = migration.value;
    before ??= status;
    if (!hasEnded(status)) return undefined;
    // A VM that was migrated to here once says `completed`, too.
    if (sends > 0 && status === 'completed') return { hindrance: undefined };
    if (heard || sends >= MOST_SENDS || (sends > 0 && status !== before))
      return { hindrance: `its migration ${status}: ${error ?? 'QEMU does not say why'}` };
    const sent = yield* progress.ask({ ask: 'migrate' });
    if (!sent.ok && sent.how === 'refused') return { hindrance: sent.message };
    heard = sent.ok;
    sends += 1;
    return undefined;
  });
  return end === undefined ? 'its migration did not end in time' : end.hindrance;
}

/** One whose connection died before QEMU read it is sent again, if the answer of the next session shows nothing of it. */
const MOST_SENDS = 3;
