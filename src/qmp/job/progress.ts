import { BoundedQueue, onAbort } from '../../core/index.js';
import type { JobFollower, Watcher } from './follower.js';
import type { JobProgress, JobProgressEnd } from './job.js';

/** An iteration over what is new of a job's progress. Only the newest waits for its consumer. */
export function progressOf(
  follower: JobFollower,
  signal: AbortSignal | undefined,
): AsyncIterableIterator<JobProgress, JobProgressEnd, void> {
  let forget = (): void => {};
  const queue = new BoundedQueue<JobProgress, JobProgressEnd>(1, () => {
    forget();
    follower.unwatch(watcher);
  });
  let last: JobProgress | undefined;
  const watcher: Watcher = {
    looked: () => {
      const { info, end } = follower;
      if (info !== undefined) {
        const now = { current: info['current-progress'], total: info['total-progress'] };
        if (now.current !== last?.current || now.total !== last.total) queue.push(now);
        last = now;
      }
      if (end !== undefined) queue.end({ kind: 'ended', end });
    },
    left: () => queue.end({ kind: 'returned' }),
  };
  follower.watch(watcher);
  if (!queue.ended) forget = onAbort(signal, (error) => queue.end({ kind: 'aborted', error }));
  const iterator: AsyncIterableIterator<JobProgress, JobProgressEnd, void> = {
    async next() {
      const result = await queue.next();
      return result.done ? result : { done: false, value: result.value.item };
    },
    async return() {
      queue.leave({ kind: 'returned' });
      return { done: true, value: { kind: 'returned' } };
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}
