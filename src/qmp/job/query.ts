import type { JobInfo } from '../qapi/index.js';
import type { Qmp } from '../qmp.js';

interface Asked {
  /** With QEMU; what happened since it was asked may be missing in its answer. */
  readonly current: Promise<readonly JobInfo[]>;
  /** Asked as soon as the current one is answered. */
  next: Promise<readonly JobInfo[]> | undefined;
}

const asked = new WeakMap<Qmp, Asked>();

/**
 * The jobs as they are now or later, never as they were before: whoever asks while a question is with QEMU shares the
 * next one. So all jobs of a session, however many are followed, have one command with QEMU, and hold one place of its
 * window while it is silent. It has no deadline; it ends with the session.
 */
export function queryJobs(qmp: Qmp): Promise<readonly JobInfo[]> {
  const pending = asked.get(qmp);
  if (pending === undefined) return ask(qmp);
  pending.next ??= pending.current.then(
    () => ask(qmp),
    () => ask(qmp),
  );
  return pending.next;
}

function ask(qmp: Qmp): Promise<readonly JobInfo[]> {
  const current = qmp.execute('query-jobs', {}, { timeout: Number.POSITIVE_INFINITY });
  const entry: Asked = { current, next: undefined };
  asked.set(qmp, entry);
  const answered = (): void => {
    if (asked.get(qmp) === entry && entry.next === undefined) asked.delete(qmp);
  };
  current.then(answered, answered);
  return current;
}
