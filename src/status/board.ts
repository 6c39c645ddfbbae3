import { type Clock, messageOf, OptionError, type Unsubscribe } from '../core/index.js';
import { PrometheusExporter } from '../metrics/index.js';
import { Supervisor } from '../supervisor/index.js';
import { standingOf } from './difference.js';
import type { VmStatus } from './document.js';
import { Recent } from './recent.js';
import { statusOf } from './status-of.js';

/** Whose status is served: these, or those that the function tells whenever it is asked. */
export type StatusSource = readonly Supervisor[] | (() => Iterable<Supervisor>);

/** All VMs as they were seen together. */
export interface Look {
  /** ISO 8601. */
  readonly at: string;
  /** On the clock's `now()` scale. */
  readonly now: number;
  /** By name, in that order. */
  readonly vms: ReadonlyMap<string, Seen>;
  readonly problems: readonly string[];
}

/** One VM as it was seen. */
export interface Seen {
  readonly status: VmStatus;
  readonly json: string;
  /** `json` without what time alone changes. */
  readonly standing: string;
}

/** What is seen counts for so long, in milliseconds: so many requests a second cost no more than one each time. */
const FRESH = 100;
/** Metrics are asked for less often. */
const METRICS_FRESH = 1_000;
/** Looking takes no more than one part in so many of the time, however many VMs there are. */
const SHARE = 10;
/** After a millisecond of it whatever else waits gets its turn: a watchdog above all. */
const SLICE = 1;

interface Followed {
  readonly supervisor: Supervisor;
  readonly recent: Recent;
  readonly stop: readonly Unsubscribe[];
}

/** Follows supervisors, and looks at them no more often than it may. */
export class Board implements Disposable {
  readonly #source: StatusSource;
  readonly #clock: Clock;
  readonly #exporter = new PrometheusExporter();
  readonly #followed = new Map<string, Followed>();
  /** Their names in order; undefined when others are followed since. */
  #names: readonly string[] | undefined;
  #problems: readonly string[] = [];
  #looking: Promise<Look> | undefined;
  #look: { readonly look: Look; readonly until: number } | undefined;
  #metrics: { readonly text: string; readonly until: number } | undefined;
  #closed = false;

  /** @throws {@link OptionError} a supervisor has no name, or that of another. */
  constructor(source: StatusSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
    const isList = Array.isArray(source);
    if (!isList && typeof source !== 'function')
      throw new OptionError('serveStatus.supervisors', source, 'an array of Supervisors, or a function');
    this.#follow();
    const [problem] = this.#problems;
    // A list stays as it is: whoever wrote it is told at once. What a function tells may be mended later.
    if (!isList || problem === undefined) return;
    this[Symbol.dispose]();
    throw new OptionError('serveStatus.supervisors', problem, 'Supervisors, each with a `name` of its own');
  }

  /** All VMs, as they are or were a moment ago. */
  async look(): Promise<Look> {
    if (this.#look !== undefined && this.#clock.now() < this.#look.until) return this.#look.look;
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    return await this.#looking;
  }

  /** One VM as it is at this moment; undefined where there is none of this name. */
  async lookAt(name: string): Promise<{ readonly at: string; readonly status: VmStatus } | undefined> {
    // Whoever is new among them is found by this.
    await this.look();
    const followed = this.#followed.get(name);
    if (followed === undefined) return undefined;
    const { supervisor, recent } = followed;
    const status = statusOf(name, supervisor.snapshot, recent, this.#clock.now());
    return { at: new Date(this.#clock.wall()).toISOString(), status };
  }

  /** As {@link PrometheusExporter} shows them. */
  metrics(): { readonly type: string; readonly text: string } {
    const began = this.#clock.now();
    if (this.#metrics === undefined || began >= this.#metrics.until) {
      this.#follow();
      const text = this.#exporter.text();
      const now = this.#clock.now();
      this.#metrics = { text, until: now + Math.max(METRICS_FRESH, (now - began) * SHARE) };
    }
    return { type: this.#exporter.contentType, text: this.#metrics.text };
  }

  /** Follows nobody any more. */
  [Symbol.dispose](): void {
    this.#closed = true;
    for (const name of this.#followed.keys()) this.#leave(name);
  }

  async #lookNow(): Promise<Look> {
    this.#follow();
    const at = new Date(this.#clock.wall()).toISOString();
    const now = this.#clock.now();
    const vms = new Map<string, Seen>();
    const problems = [...this.#problems];
    let busy = 0;
    let began = now;
    this.#names ??= [...this.#followed.keys()].sort();
    for (const name of this.#names) {
      const followed = this.#followed.get(name);
      // It may have been let go of while others had their turn.
      if (followed === undefined) continue;
      const { supervisor, recent } = followed;
      try {
        const status = statusOf(name, supervisor.snapshot, recent, this.#clock.now());
        const json = JSON.stringify(status);
        vms.set(name, { status, json, standing: standingOf(json) });
      } catch (error) {
        problems.push(`${name}: its state can not be read: ${messageOf(error)}`);
      }
      const lasted = this.#clock.now() - began;
      if (lasted < SLICE) continue;
      busy += lasted;
      await new Promise<void>((resolve) => this.#clock.atEndOfTurn(resolve));
      began = this.#clock.now();
    }
    const ended = this.#clock.now();
    busy += ended - began;
    const look: Look = { at, now, vms, problems };
    this.#look = { look, until: ended + Math.max(FRESH, busy * SHARE) };
    return look;
  }

  /** Brings those who are followed in line with those who are to be. */
  #follow(): void {
    if (this.#closed) return;
    const { wanted, problems } = this.#wanted();
    this.#problems = problems;
    if (wanted === undefined) return;
    for (const [name, { supervisor }] of this.#followed)
      if (wanted.get(name) !== supervisor) this.#leave(name);
    for (const [name, supervisor] of wanted) {
      if (this.#followed.has(name)) continue;
      const recent = new Recent();
      const stop = [
        this.#exporter.follow(supervisor),
        supervisor.on('record', (record) => recent.take(record)),
      ];
      this.#followed.set(name, { supervisor, recent, stop });
      this.#names = undefined;
    }
  }

  #leave(name: string): void {
    for (const stop of this.#followed.get(name)?.stop ?? []) stop();
    this.#followed.delete(name);
    this.#names = undefined;
  }

  #wanted(): { readonly wanted?: ReadonlyMap<string, Supervisor>; readonly problems: readonly string[] } {
    const wanted = new Map<string, Supervisor>();
    const problems: string[] = [];
    try {
      for (const supervisor of typeof this.#source === 'function' ? this.#source() : this.#source) {
        const problem = problemOf(supervisor, wanted);
        if (problem === undefined) wanted.set(supervisor.name ?? '', supervisor);
        else problems.push(problem);
      }
    } catch (error) {
      // Those who were there before are better than none.
      return { problems: [`who is supervised can not be told: ${messageOf(error)}`] };
    }
    return { wanted, problems };
  }
}

function problemOf(supervisor: Supervisor, before: ReadonlyMap<string, Supervisor>): string | undefined {
  if (!(supervisor instanceof Supervisor)) return 'what is no Supervisor can not be shown';
  const { name } = supervisor;
  if (name === undefined) return 'a supervisor without a `name` can not be shown';
  return before.has(name) ? `two supervisors have the name "${name}": one is not shown` : undefined;
}
