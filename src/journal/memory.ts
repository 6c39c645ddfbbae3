import type { JournalRecord, OpenIncident, Remembered } from './record.js';

/** A moment by all three clocks, in milliseconds. */
export interface Moment {
  /** `clock.now()`. */
  readonly at: number;
  /** `clock.boot()`. */
  readonly boot: number;
  /** `clock.wall()`. */
  readonly wall: number;
}

/** An incident that began so many others ago is not counted any more. */
const MOST_BEGUN = 10_000;

type Mode = 'observe' | 'enforce';

/**
 * What of a journal must outlive the run that wrote it: takes its records one after the other. What was only observed
 * counts for nothing once the run is over.
 */
export class Memory {
  /** The moment of the last record. All times here are on its run's `at` scale. */
  #last: Moment | undefined;
  /** What to add to `at` for `clock.boot()`. */
  #bootOffset = 0;
  #stamp: Pick<JournalRecord, 'n' | 'time' | 'vm'> | undefined;
  #mode: Mode = 'observe';
  #incidents = 0;
  #orders = 0;
  #begun = new Map<string, number[]>();
  #ended = new Map<string, number>();
  #halted = new Map<string, string>();
  #maintenance: Remembered['maintenance'];
  #observing: string | undefined;
  #open = new Map<string, OpenIncident>();
  /** Those of the open ones that began while it observed, and in which nothing was done. */
  readonly #observed = new Set<string>();

  take(record: JournalRecord): void {
    if (record.kind === 'started') {
      this.#moveTo({ at: record.at, boot: record.boot, wall: Date.parse(record.time) });
      this.#mode = record.mode;
    } else if (record.kind === 'carried') this.#take(record);
    this.#stamp = record;
    this.#last = { at: record.at, boot: record.at + this.#bootOffset, wall: Date.parse(record.time) };
    if ('order' in record) this.#orders = Math.max(this.#orders, record.order);
    switch (record.kind) {
      case 'trigger':
        this.#incidents = Math.max(this.#incidents, numberOf(record.incident));
        this.#open.set(record.incident, {
          incident: record.incident,
          policy: record.policy,
          began: record.at,
        });
        if (this.#mode === 'enforce') this.#begin(record.policy, record.at);
        else this.#observed.add(record.incident);
        return;
      case 'intent':
        this.#change(record.incident, { order: record.order, action: record.action, at: record.at });
        this.#acted(record.incident);
        return;
      case 'result':
        this.#change(record.incident, undefined);
        return;
      case 'ended':
        this.#open.delete(record.incident);
        if (!this.#observed.delete(record.incident)) this.#ended.set(record.policy, record.at);
        return;
      case 'halted':
        if (this.#mode === 'enforce' || this.#actsFor(record.policy))
          this.#halted.set(record.policy, record.reason);
        return;
      case 'resumed':
        this.#halted.delete(record.policy);
        this.#begun.delete(record.policy);
        return;
      case 'mode':
        this.#mode = record.mode;
        this.#observing = record.mode === 'observe' ? record.reason : undefined;
        return;
      case 'maintenance':
        this.#maintenance =
          record.ttl > 0 ? { reason: record.reason, until: record.at + record.ttl } : undefined;
        return;
      case 'started':
      case 'carried':
      case 'watchdog':
      case 'vm':
      case 'ignored':
      case 'repeated':
      case 'evidence':
      case 'would':
      case 'page':
      case 'flight':
      case 'input':
      case 'stopped':
    }
  }

  /** All of it, on the scale of the clock that `now` is read from. */
  recalled(now: Moment): Remembered {
    return this.#moved(this.#shiftTo(now));
  }

  /** The first record of the file that goes on where this one ends; undefined when nothing was recorded. */
  get carried(): JournalRecord | undefined {
    if (this.#last === undefined || this.#stamp === undefined) return undefined;
    const { n, time, vm } = this.#stamp;
    const { at, boot } = this.#last;
    const base = { v: 1, n, time, at, ...(vm !== undefined && { vm }) } as const;
    return { ...base, kind: 'carried', boot, mode: this.#mode, ...this.#moved(0) };
  }

  #take(record: Extract<JournalRecord, { kind: 'carried' }>): void {
    this.#bootOffset = record.boot - record.at;
    this.#mode = record.mode;
    this.#adopt(record);
  }

  #adopt(remembered: Remembered): void {
    this.#incidents = remembered.incidents;
    this.#orders = remembered.orders;
    this.#begun = new Map(Object.entries(remembered.begun).map(([policy, begun]) => [policy, [...begun]]));
    this.#ended = new Map(Object.entries(remembered.ended));
    this.#halted = new Map(Object.entries(remembered.halted));
    this.#maintenance = remembered.maintenance;
    this.#observing = remembered.observing;
    this.#open = new Map(remembered.open.map((open) => [open.incident, open]));
  }

  /** A new run has a clock of its own. */
  #moveTo(now: Moment): void {
    this.#adopt(this.recalled(now));
    this.#bootOffset = now.boot - now.at;
  }

  /**
   * What to add to a time for the scale of `now`. How much time has passed since the last record nobody counted: the
   * wall clock may have been set, and the host may have been booted. The least that any clock says is taken, so that
   * nothing is forgotten too early. Within a run its own clock counts, which nobody can set.
   */
  #shiftTo(now: Moment): number {
    if (this.#last === undefined) return 0;
    const byBoot = now.boot - this.#last.boot;
    const byWall = Math.max(0, now.wall - this.#last.wall);
    // Host's boots look alike: when this one is younger, only the wall clock is left.
    const passed = byBoot < 0 ? byWall : Math.min(byWall, byBoot);
    return now.at - passed - this.#last.at;
  }

  #moved(by: number): Remembered {
    const maintenance = this.#maintenance;
    return {
      incidents: this.#incidents,
      orders: this.#orders,
      begun: Object.fromEntries(
        [...this.#begun].map(([policy, begun]) => [policy, begun.map((at) => at + by)]),
      ),
      ended: Object.fromEntries([...this.#ended].map(([policy, at]) => [policy, at + by])),
      halted: Object.fromEntries(this.#halted),
      ...(maintenance !== undefined && {
        maintenance: { reason: maintenance.reason, until: maintenance.until + by },
      }),
      ...(this.#observing !== undefined && { observing: this.#observing }),
      open: [...this.#open.values()].map(({ began, intent, ...open }) => ({
        ...open,
        began: began + by,
        ...(intent !== undefined && { intent: { ...intent, at: intent.at + by } }),
      })),
    };
  }

  #begin(policy: string, at: number): void {
    const begun = this.#begun.get(policy) ?? [];
    begun.push(at);
    if (begun.length > MOST_BEGUN) begun.shift();
    this.#begun.set(policy, begun);
  }

  /** It was told to enforce after the incident had begun. */
  #acted(id: string): void {
    const open = this.#open.get(id);
    if (this.#observed.delete(id) && open !== undefined) this.#begin(open.policy, open.began);
  }

  /** Whether an incident of this policy is open that is not only observed. */
  #actsFor(policy: string): boolean {
    return [...this.#open.values()].some(
      (open) => open.policy === policy && !this.#observed.has(open.incident),
    );
  }

  #change(id: string, intent: OpenIncident['intent']): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    const { incident, policy, began } = open;
    this.#open.set(id, { incident, policy, began, ...(intent !== undefined && { intent }) });
  }
}

/** Ids are `i1`, `i2`, and so on. */
function numberOf(incident: string): number {
  const number = Number(incident.slice(1));
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
