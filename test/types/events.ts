// Compiled only. The fear: an event's data is read by a name that QEMU never sends, or a listener gets another event.
import type { AnyEvent, EventOf, QmpClient, ShutdownCause, Timestamp } from 'qmp-watchdog';
import type { Equal, Expect } from './expect.js';

declare const client: QmpClient;

/** A listener gets the event that it named. */
export function listeners(): void {
  client.on('SHUTDOWN', ({ event, data, timestamp, at }) => {
    type _Event = Expect<Equal<typeof event, 'SHUTDOWN'>>;
    type _Guest = Expect<Equal<typeof data.guest, boolean>>;
    type _Reason = Expect<Equal<typeof data.reason, ShutdownCause>>;
    type _Timestamp = Expect<Equal<typeof timestamp, Timestamp>>;
    type _At = Expect<Equal<typeof at, number>>;
    // @ts-expect-error not of this event
    data.action;
    // @ts-expect-error not to be changed
    data.guest = true;
  });
  client.on('BLOCK_IO_ERROR', ({ data }) => {
    type _Nospace = Expect<Equal<typeof data.nospace, boolean | undefined>>;
    type _Path = Expect<Equal<(typeof data)['qom-path'], string | undefined>>;
  });
  client.on('STOP', async () => {});
  // An event that the types do not know is heard by its name, and its data must be looked at.
  client.on('SOMETHING_NEWER', (event) => {
    type _Any = Expect<Equal<typeof event, AnyEvent>>;
    type _Data = Expect<Equal<typeof event.data, unknown>>;
  });
  using subscription = client.on('STOP', () => {});
  subscription();
  // @ts-expect-error a listener is a function
  client.on('STOP', 'log');
}

/** Several events are told apart by their names. */
export async function streams(): Promise<void> {
  const events = client.events(['STOP', 'RESET', 'SHUTDOWN'], { capacity: 5 });
  for await (const item of events) {
    type _Lost = Expect<Equal<typeof item.lost, number>>;
    if (item.event === 'RESET') {
      type _Guest = Expect<Equal<typeof item.data.guest, boolean>>;
    }
    switch (item.event) {
      case 'STOP':
      case 'RESET':
      case 'SHUTDOWN':
        break;
      default:
        item satisfies never;
    }
    // @ts-expect-error not among the names
    item.event === 'RESUME';
  }
  const end = await events.ended;
  type _Kinds = Expect<
    Equal<typeof end.kind, 'closed' | 'ended' | 'failed' | 'violation' | 'aborted' | 'returned'>
  >;
  // @ts-expect-error there is no such event
  client.events(['STPO']);
  // @ts-expect-error a list, not a name
  client.events('STOP');
  // @ts-expect-error a misspelt option
  client.events(['STOP'], { capactiy: 5 });
}

/** An expectation brings its event, and what ran. */
export async function expectations(): Promise<void> {
  const { event, result } = await client
    .expect('RESET', { where: ({ data }) => !data.guest, timeout: 5 })
    .during(() => client.execute('query-status'));
  type _Event = Expect<Equal<typeof event, EventOf<'RESET'>>>;
  type _Running = Expect<Equal<typeof result.running, boolean>>;
  const immediate = await client.expect('STOP').during(() => 5);
  type _Result = Expect<Equal<typeof immediate.result, number>>;
  const waited = await client.expect('STOP').wait();
  type _Waited = Expect<Equal<typeof waited.event, 'STOP'>>;
  // @ts-expect-error there is no such event
  client.expect('STPO');
  // @ts-expect-error not of this event
  client.expect('STOP', { where: ({ data }) => data.guest === true });
}
