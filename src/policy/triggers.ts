import { nonEmpty } from '../core/index.js';
import type { EventDataOf, EventName } from '../qmp/index.js';
import type { Trigger } from './cause.js';

/** Anything that has the id of a watchdog: the watchdog itself, or its id. */
export type WatchdogId = string | { readonly id: string };

/** What policies act on. */
export const on: {
  /** A watchdog expired. It is over when the watchdog is petted again. */
  expired(watchdog: WatchdogId): Trigger;
  /**
   * An event came, and `where` holds of its data. `where` must be pure and must not throw. Events are hints: what is
   * done is decided on a fresh query.
   */
  event<E extends EventName>(event: E, where?: (data: EventDataOf<E>) => boolean): Trigger;
} = {
  expired: (watchdog) => ({
    on: 'expired',
    watchdog: nonEmpty('on.expired', typeof watchdog === 'string' ? watchdog : watchdog.id),
  }),
  event: (event, where) => ({ on: 'event', event: nonEmpty('on.event', event), where }),
};
