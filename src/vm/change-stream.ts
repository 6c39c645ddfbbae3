import { abortSignal, BoundedQueue, count, knownOptions, onAbort, type Unsubscribe } from '../core/index.js';
import type { ClosedReason, EventStreamEnd } from '../qmp/index.js';
import type { VmChange } from './change.js';

/** Options of `vm.changes`. */
export interface ChangeStreamOptions {
  /** How many changes may wait to be taken; when one more comes the oldest is dropped and counted. Default 1024. */
  readonly capacity?: number | undefined;
  /** Ends the stream. What waits is still handed out. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Changes in order. Each says in `lost` how many were dropped just before it because nobody took them in time. The stream
 * ends when the VM is closed, and its last value says how.
 */
export interface ChangeStream
  extends AsyncIterableIterator<VmChange & { readonly lost: number }, EventStreamEnd, void> {
  /** Ends the stream from the consumer's side, as leaving a `for await` loop does. */
  return(): Promise<IteratorResult<VmChange & { readonly lost: number }, EventStreamEnd>>;
  /** The stream itself. */
  [Symbol.asyncIterator](): ChangeStream;
}

/** Where changes come from. */
interface ChangeSource {
  onChange(listener: (change: VmChange) => unknown): Unsubscribe;
  onClosed(listener: (reason: ClosedReason) => void): () => void;
}

/** @throws {@link OptionError} */
export function changeStream(source: ChangeSource, options: ChangeStreamOptions = {}): ChangeStream {
  knownOptions('changes', options, ['capacity', 'signal']);
  const signal = abortSignal('changes.signal', options.signal);
  const capacity = count('changes.capacity', options.capacity, 1_024, { min: 1 });
  const endings: (() => void)[] = [];
  const queue = new BoundedQueue<VmChange, EventStreamEnd>(capacity, () => {
    for (const end of endings) end();
  });
  endings.push(source.onChange((change) => queue.push(change)));
  endings.push(source.onClosed((reason) => queue.end(reason)));
  // Last, because it may end the queue at once, and what was subscribed to after that would stay.
  if (!queue.ended) endings.push(onAbort(signal, (error) => queue.end({ kind: 'aborted', error })));
  const stream: ChangeStream = {
    async next() {
      const result = await queue.next();
      return result.done ? result : { done: false, value: { ...result.value.item, lost: result.value.lost } };
    },
    async return() {
      queue.leave({ kind: 'returned' });
      return { done: true, value: { kind: 'returned' } };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
