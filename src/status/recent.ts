import type { IncidentEnd, JournalRecord } from '../journal/index.js';
import { causeInWords } from './cause-in-words.js';
import { bounded, type IncidentStatus, type IncidentStep, type PageStatus } from './document.js';

/** So many incidents of a VM are kept, */
const MOST_INCIDENTS = 20;
/** so many steps of each, */
const MOST_STEPS = 16;
/** and so many pages. */
const MOST_PAGES = 8;

interface Kept {
  readonly policy: string;
  readonly cause: string | null;
  readonly time: string;
  readonly at: number;
  readonly steps: (IncidentStep & { readonly order: number })[];
  how: IncidentEnd | null;
  took: number | null;
  paged: boolean;
}

/** What a supervisor's records have told lately, in memory of bounded size. */
export class Recent {
  readonly #incidents = new Map<string, Kept>();
  readonly #pages: { readonly reason: string; readonly time: string; readonly at: number }[] = [];

  take(record: JournalRecord): void {
    switch (record.kind) {
      case 'started':
        // Its numbers may begin anew, where it keeps no journal.
        return this.#closeOpen();
      case 'trigger':
        this.#begin(record.incident, record, record.policy, causeInWords(record.cause));
        return;
      case 'intent':
        return this.#step(record, record, 'under-way', '');
      case 'would':
        return this.#step(record, record, 'would', '');
      case 'result':
        return this.#step(record, record, record.outcome, record.reason);
      case 'page':
        return this.#page(record, record);
      case 'ended': {
        const incident =
          this.#incidents.get(record.incident) ??
          this.#begin(record.incident, { ...record, at: record.at - record.took }, record.policy, null);
        incident.how = record.how;
        incident.took = record.took;
      }
    }
  }

  /** The latest first. `now`: on the scale of the records' `at`. */
  incidents(now: number): readonly IncidentStatus[] {
    return [...this.#incidents]
      .map(([id, { policy, cause, time, at, how, took, steps, paged }]) => ({
        id,
        policy: bounded(policy),
        cause,
        time,
        ago: Math.round(now - at),
        how,
        took: took === null ? null : Math.round(took),
        steps: steps.map(({ action, outcome, reason }) => ({ action, outcome, reason })),
        paged,
      }))
      .reverse();
  }

  /** The latest first. */
  pages(now: number): readonly PageStatus[] {
    return this.#pages.map(({ reason, time, at }) => ({ reason, time, ago: Math.round(now - at) })).reverse();
  }

  #begin(
    id: string,
    { time, at }: Pick<JournalRecord, 'time' | 'at'>,
    policy: string,
    cause: string | null,
  ): Kept {
    const incident: Kept = { policy, cause, time, at, steps: [], how: null, took: null, paged: false };
    // A number that comes again is a new incident: it goes to the end.
    this.#incidents.delete(id);
    this.#incidents.set(id, incident);
    for (const oldest of this.#incidents.keys()) {
      if (this.#incidents.size <= MOST_INCIDENTS) break;
      this.#incidents.delete(oldest);
    }
    return incident;
  }

  /** Intent and result of an action carry the same order. */
  #step(
    { incident }: { readonly incident: string },
    { order, action }: { readonly order: number; readonly action: string },
    outcome: IncidentStep['outcome'],
    reason: string,
  ): void {
    const steps = this.#incidents.get(incident)?.steps;
    if (steps === undefined) return;
    const known = steps.findIndex((step) => step.order === order);
    const step = { order, action: bounded(action), outcome, reason: bounded(reason) };
    if (known >= 0) steps[known] = step;
    else if (steps.length < MOST_STEPS) steps.push(step);
  }

  #page(
    { reason, incident }: { readonly reason: string; readonly incident?: string },
    { time, at }: Pick<JournalRecord, 'time' | 'at'>,
  ): void {
    this.#pages.push({ reason: bounded(reason), time, at });
    if (this.#pages.length > MOST_PAGES) this.#pages.shift();
    const known = incident === undefined ? undefined : this.#incidents.get(incident);
    if (known !== undefined) known.paged = true;
  }

  /** What a run left open when it ended without a word stays open for nobody. */
  #closeOpen(): void {
    for (const incident of this.#incidents.values()) incident.how ??= 'stopped';
  }
}
