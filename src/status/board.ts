import { type Clock, messageOf, OptionError, type Unsubscribe } from '../core/index.js';
import { PrometheusExporter } from '../metrics/index.js';
import { Supervisor } from '../supervisor/index.js';
import { standingOf } from './difference.js';
import type { VmStatus } from './document.js';
import { Recent } from './recent.js';
import { Slices } from './slices.js';
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

/** As Prometheus is told. */
export interface Metrics {
  /** The `content-type`. */
  readonly type: string;
  readonly text: Buffer;
}

/** One VM as it is at a moment. */
export interface LookAt {
  /** ISO 8601. */
  readonly at: string;
  /** Or why it can not be read. */
  readonly status: VmStatus | { readonly unreadable: string };
}

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
  #gathering: Promise<Metrics> | undefined;
  #metrics: { readonly metrics: Metrics; readonly until: number } | undefined;
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
  async lookAt(name: string): Promise<LookAt | undefined> {
    // Whoever is new among them is found by this.
    await this.look();
    const followed = this.#followed.get(name);
    if (followed === undefined) return undefined;
    return { at: new Date(this.#clock.wall()).toISOString(), status: this.#statusOf(name, followed) };
  }

  /** As {@link PrometheusExporter} shows them, each VM as it is or was a moment ago. */
  async metrics(): Promise<Metrics> {
    if (this.#metrics !== undefined && this.#clock.now() < this.#metrics.until) return this.#metrics.metrics;
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = undefined;
    });
    return await this.#gathering;
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
    const slices = new Slices(this.#clock);
    this.#names ??= [...this.#followed.keys()].sort();
    for (const name of this.#names) {
      const followed = this.#followed.get(name);
      // It may have been let go of while others had their turn.
      if (followed === undefined) continue;
      const status = this.#statusOf(name, followed);
      if ('unreadable' in status) problems.push(status.unreadable);
      else {
        const json = JSON.stringify(status);
        vms.set(name, { status, json, standing: standingOf(json) });
      }
      if (slices.over) await slices.rest();
    }
    const look: Look = { at, now, vms, problems };
    this.#look = { look, until: this.#clock.now() + Math.max(FRESH, slices.busy * SHARE) };
    return look;
  }

  async #gather(): Promise<Metrics> {
    this.#follow();
    const slices = new Slices(this.#clock);
    const pieces: Buffer[] = [];
    for (const piece of this.#exporter.inPieces()) {
      pieces.push(Buffer.from(piece));
      if (slices.over) await slices.rest();
    }
    const metrics: Metrics = { type: this.#exporter.contentType, text: Buffer.concat(pieces) };
    this.#metrics = { metrics, until: this.#clock.now() + Math.max(METRICS_FRESH, slices.busy * SHARE) };
    return metrics;
  }

  /** One that can not be read shall not take the others away from whoever reads them all. */
  #statusOf(name: string, { supervisor, recent }: Followed): LookAt['status'] {
    try {
      return statusOf(name, supervisor.snapshot, recent, this.#clock.now());
    } catch (error) {
      return { unreadable: `${name}: its state can not be read: ${messageOf(error)}` };
    }
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
