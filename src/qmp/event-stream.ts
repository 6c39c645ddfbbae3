import {
  abortSignal,
  BoundedQueue,
  count,
  knownOptions,
  OptionError,
  onAbort,
  type Unsubscribe,
  unsubscribe,
} from '../core/index.js';
import type { ClosedReason } from './errors.js';
import type { AnyEvent } from './qmp.js';

/** Options of an {@link EventStream}. */
export interface EventStreamOptions {
  /** How many events may wait to be taken; when one more comes the oldest is dropped and counted. Default 1024. */
  readonly capacity?: number | undefined;
  /** Ends the stream. What waits is still handed out. */
  readonly signal?: AbortSignal | undefined;
}

/** How an event stream ended. */
export type EventStreamEnd =
  | ClosedReason
  | { readonly kind: 'aborted'; readonly error: unknown }
  | { readonly kind: 'returned' };

/**
 * Events in order. Each item says in `lost` how many were dropped just before it because nobody took them in time; a
 * slow consumer never holds up the session. The stream ends when the session does: `ended` says how.
 */
export interface EventStream<E>
  extends AsyncIterableIterator<E & { readonly lost: number }, EventStreamEnd, void> {
  /** Resolves with how the stream ended. Never rejects. */
  readonly ended: Promise<EventStreamEnd>;
  /** Ends the stream from the consumer's side, as leaving a `for await` loop does. */
  return(): Promise<IteratorResult<E & { readonly lost: number }, EventStreamEnd>>;
  /** The stream itself. */
  [Symbol.asyncIterator](): EventStream<E>;
}

const DEFAULT_CAPACITY = 1024;

/** Where a stream or an expectation gets its events, and learns of the end. */
export interface EventSource {
  /** Calls `listener` with each event of this name, from now on. */
  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe;
  /** Calls `listener` once when it is over, at once if it is. Unlike a reaction to a promise it can be forgotten. */
  onClosed(listener: (reason: ClosedReason) => void): () => void;
}

/** A stream of the events of these names from `source`. @throws {@link OptionError} */
export function eventStream(
  source: EventSource,
  names: readonly string[],
  options: EventStreamOptions = {},
): EventStream<AnyEvent> {
  if (!Array.isArray(names))
    throw new OptionError('events.names', names, "a list of event names, such as ['STOP']");
  knownOptions('events', options, ['capacity', 'signal']);
  const signal = abortSignal('events.signal', options.signal);
  const capacity = count('events.capacity', options.capacity, DEFAULT_CAPACITY, { min: 1 });
  const subscriptions: Unsubscribe[] = [];
  let forget = (): void => {};
  let tellEnd: (end: EventStreamEnd) => void;
  const ended = new Promise<EventStreamEnd>((resolve) => {
    tellEnd = resolve;
  });
  const queue = new BoundedQueue<AnyEvent, EventStreamEnd>(capacity, (end) => {
    forget();
    for (const subscription of subscriptions) subscription();
    tellEnd(end);
  });
  for (const name of new Set(names)) subscriptions.push(source.on(name, (event) => queue.push(event)));
  subscriptions.push(unsubscribe(source.onClosed((reason) => queue.end(reason))));
  // Last, because it may end the queue at once, and what was subscribed to after that would stay.
  if (!queue.ended) forget = onAbort(signal, (error) => queue.end({ kind: 'aborted', error }));
  const stream: EventStream<AnyEvent> = {
    ended,
    async next() {
      const result = await queue.next();
      if (result.done) return result;
      const { item, lost } = result.value;
      // Spread last: V8 takes microseconds to add a member to what it has copied.
      return { done: false, value: { lost, ...item } };
    },
    async return() {
      queue.leave({ kind: 'returned' });
      return { done: true, value: { kind: 'returned' } };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
