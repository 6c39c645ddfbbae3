import type { Clock, Timer } from '../../core/index.js';

/** A QEMU's event on its way out. */
export interface OutgoingEvent {
  readonly event: string;
  readonly data: object | undefined;
  /** When it occurred, by the wall clock. */
  readonly wall: number;
}

/** QEMU sends an event of these kinds at most once in so many milliseconds. */
const PERIOD = 1_000;

/** By event: the member by whose value its limit is kept apart, `''` for none, and the QEMU that it came with. */
const LIMITED: Readonly<Record<string, { readonly key: string; readonly since: readonly [number, number] }>> =
  {
    RTC_CHANGE: { key: '', since: [0, 0] },
    WATCHDOG: { key: '', since: [0, 0] },
    BALLOON_CHANGE: { key: '', since: [0, 0] },
    QUORUM_REPORT_BAD: { key: 'node-name', since: [0, 0] },
    QUORUM_FAILURE: { key: '', since: [0, 0] },
    VSERPORT_CHANGE: { key: 'id', since: [0, 0] },
    MEMORY_DEVICE_SIZE_CHANGE: { key: 'qom-path', since: [5, 0] },
    HV_BALLOON_STATUS_REPORT: { key: '', since: [8, 2] },
    BLOCK_IO_ERROR: { key: 'qom-path', since: [9, 2] },
  };

interface Throttled {
  readonly timer: Timer;
  latest: OutgoingEvent | undefined;
}

/**
 * QEMU's rate limit: the first event goes out at once; of those that follow within a second only the last one does, at
 * the end of that second, stamped with the time at which it occurred.
 */
export class EventThrottle {
  readonly #clock: Clock;
  readonly #limited: (event: string) => string | undefined;
  readonly #send: (event: OutgoingEvent) => void;
  readonly #throttled = new Map<string, Throttled>();

  constructor(
    clock: Clock,
    isSince: (since: readonly [number, number]) => boolean,
    send: (event: OutgoingEvent) => void,
  ) {
    this.#clock = clock;
    this.#send = send;
    this.#limited = (event) => {
      const limit = LIMITED[event];
      return limit === undefined || !isSince(limit.since) ? undefined : limit.key;
    };
  }

  emit(event: OutgoingEvent): void {
    const member = this.#limited(event.event);
    if (member === undefined) {
      this.#send(event);
      return;
    }
    const key = `${event.event} ${String(member === '' ? '' : Reflect.get(event.data ?? {}, member))}`;
    const throttled = this.#throttled.get(key);
    if (throttled !== undefined) throttled.latest = event;
    else this.#begin(key, event);
  }

  /** Forgets what is held back. */
  end(): void {
    for (const { timer } of this.#throttled.values()) timer.cancel();
    this.#throttled.clear();
  }

  #begin(key: string, event: OutgoingEvent): void {
    this.#send(event);
    const timer = this.#clock.setTimer(PERIOD, () => {
      const latest = this.#throttled.get(key)?.latest;
      this.#throttled.delete(key);
      if (latest !== undefined) this.#begin(key, latest);
    });
    timer.unref();
    this.#throttled.set(key, { timer, latest: undefined });
  }
}
