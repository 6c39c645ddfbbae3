import {
  type Clock,
  count,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  systemClock,
} from '../core/index.js';

/** Options of a {@link Fleet}. */
export interface FleetOptions {
  /** Which share of its VMs may fall silent together, more than 0 and at most 1. Default 0.2. */
  readonly share?: number | undefined;
  /** Within how many milliseconds that counts as together. Default 60,000. */
  readonly within?: number | undefined;
  /** How many VMs must have fallen silent at least, so that a small fleet is not halted by one. Default 3. */
  readonly least?: number | undefined;
  /** Time. Default: the host's. */
  readonly clock?: Clock | undefined;
}

/** What a fleet tells each of its supervisors. */
export interface FleetMember {
  /** Too many have fallen silent: why nothing destructive may be done; undefined when that is over. */
  suspect(reason: string | undefined): void;
  /** Maintenance begins for so many milliseconds, or with 0 ends. */
  maintenance(reason: string, ttl: number): void;
}

/**
 * The supervisors of many VMs, looked at together. When more than a share of them falls silent at once, that accuses
 * what they have in common, this host's path to them first of all, and not each of their guests: nothing destructive is
 * done to any of them, and somebody is paged, until `resume`.
 *
 * ```ts
 * import { Fleet } from 'qmp-watchdog';
 *
 * const fleet = new Fleet();
 * fleet.maintenance('switch replaced', { ttl: 1_800_000 });
 * ```
 */
export class Fleet {
  readonly #share: number;
  readonly #within: number;
  readonly #least: number;
  readonly #clock: Clock;
  /** When each fell silent last; undefined when it is not known to. */
  readonly #members = new Map<FleetMember, number | undefined>();
  #suspicion: string | undefined;
  #maintenance: { readonly reason: string; readonly until: number } | undefined;

  /** @throws {@link OptionError} */
  constructor(options: FleetOptions = {}) {
    knownOptions('fleet', options, ['share', 'within', 'least', 'clock']);
    const { share = 0.2 } = options;
    if (typeof share !== 'number' || !(share > 0 && share <= 1))
      throw new OptionError('fleet.share', share, 'a number above 0 and up to 1');
    this.#share = share;
    this.#within = milliseconds('fleet.within', options.within, 60_000, { min: 1 });
    this.#least = count('fleet.least', options.least, 3, { min: 1 });
    this.#clock = options.clock ?? systemClock;
  }

  /** Why nothing destructive is done to any of them; undefined when nothing bars it. */
  get suspicion(): string | undefined {
    return this.#suspicion;
  }

  /** How many supervisors run. */
  get size(): number {
    return this.#members.size;
  }

  /**
   * Maintenance for all that run, and for those that begin to while it lasts: see `Supervisor.maintenance`. It ends none
   * that a VM has of its own, with a `ttl` of 0 neither.
   * @throws {@link OptionError}
   */
  maintenance(reason: string, { ttl }: { readonly ttl: number }): void {
    nonEmpty('maintenance.reason', reason);
    milliseconds('maintenance.ttl', ttl ?? Number.NaN, 0, { min: 0 });
    this.#maintenance = ttl > 0 ? { reason, until: this.#clock.now() + ttl } : undefined;
    for (const member of this.#members.keys()) member.maintenance(reason, ttl);
  }

  /** What was suspected is cleared up: each silence counts by itself again. */
  resume(): void {
    if (this.#suspicion === undefined) return;
    this.#suspicion = undefined;
    for (const member of this.#members.keys()) {
      this.#members.set(member, undefined);
      member.suspect(undefined);
    }
  }

  /** @internal A supervisor runs; returns what ends that. */
  join(member: FleetMember): () => void {
    this.#members.set(member, undefined);
    if (this.#suspicion !== undefined) member.suspect(this.#suspicion);
    const { reason, until } = this.#maintenance ?? {};
    const left = (until ?? 0) - this.#clock.now();
    if (reason !== undefined && left > 0) member.maintenance(reason, left);
    return () => this.#members.delete(member);
  }

  /** @internal Its VM fell silent. */
  silent(member: FleetMember): void {
    const now = this.#clock.now();
    this.#members.set(member, now);
    if (this.#suspicion !== undefined) return;
    const since = now - this.#within;
    const silent = [...this.#members.values()].filter((at) => at !== undefined && at > since).length;
    if (silent < this.#least || silent <= this.#share * this.#members.size) return;
    this.#suspicion = `${silent} of ${this.#members.size} VMs fell silent within ${this.#within} ms`;
    for (const one of this.#members.keys()) one.suspect(this.#suspicion);
  }
}
