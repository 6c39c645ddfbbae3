import { type Unsubscribe, unsubscribe } from '../../core/index.js';
import type { JournalRecord } from '../../journal/index.js';
import type { Policy } from '../../policy/index.js';
import { Fleet, type Page, type RunEnd, Supervisor } from '../../supervisor/index.js';
import type { Vm } from '../../vm/index.js';
import { Watchdog } from '../../watchdog/index.js';
import type { FakeGuest } from '../fake-qemu/fake-guest.js';
import type { FakeQemu } from '../fake-qemu/fake-qemu.js';
import type { FakeVm } from '../fake-qemu/fake-vm.js';
import type { VirtualClock } from '../virtual-clock.js';
import { Heartbeats } from './heartbeats.js';
import type { CheckedSimulateOptions } from './options.js';
import { OtherVms } from './other-vms.js';
import { SimulatedHost, type SimulatedHostError } from './simulated-host.js';

/** A command that changed something, and when, by the clock's `now()`. */
export interface SimulatedCommand {
  readonly command: string;
  readonly at: number;
}

/** What only asks, and what every session begins with. */
const ASKS = /^(?:query-|qmp_capabilities$)/;

/** A simulation under way. Dispose of it, or call `end`. */
export class Simulation implements AsyncDisposable {
  /** Time; `advance` moves it. */
  readonly clock: VirtualClock;
  readonly qemu: FakeQemu;
  /** The machine, and what happens to it. */
  readonly vm: FakeVm;
  /** What runs in it. */
  readonly guest: FakeGuest;
  /** How its heartbeats are heard. */
  readonly heartbeats: Heartbeats;
  /** The fleet that the VM is one of. */
  readonly fleet: Fleet;
  /** The other VMs of the fleet, of which nothing is simulated but that they fall silent. */
  readonly others: OtherVms;
  /** Everything that was recorded. */
  readonly records: readonly JournalRecord[];
  /** Everything that somebody was told to look at. */
  readonly pages: readonly Page[];
  readonly #host: SimulatedHost;
  readonly #options: CheckedSimulateOptions;
  readonly #followed: Vm;
  readonly #listeners = new Set<(record: JournalRecord) => void>();
  readonly #record: (record: JournalRecord) => void;
  readonly #page: (page: Page) => void;
  #policies: readonly Policy[];
  #supervisor: Supervisor;
  #stop = new AbortController();
  #running: Promise<RunEnd>;

  /** @internal */
  constructor(
    clock: VirtualClock,
    qemu: FakeQemu,
    followed: Vm,
    policies: readonly Policy[],
    options: CheckedSimulateOptions,
  ) {
    this.clock = clock;
    this.qemu = qemu;
    this.vm = qemu.vm;
    this.guest = qemu.guest;
    this.heartbeats = new Heartbeats(qemu, clock);
    this.fleet = new Fleet({ clock });
    this.others = new OtherVms(this.fleet, options.others);
    this.#host = new SimulatedHost(options.hostErrors);
    this.#followed = followed;
    this.#policies = policies;
    this.#options = options;
    const records: JournalRecord[] = [];
    const pages: Page[] = [];
    this.records = records;
    this.pages = pages;
    this.#record = (record) => {
      records.push(record);
      for (const listener of this.#listeners) listener(record);
    };
    this.#page = (page) => pages.push(page);
    this.#supervisor = this.#supervise();
    this.#running = this.#run();
  }

  /** The one that runs. */
  get supervisor(): Supervisor {
    return this.#supervisor;
  }

  /** The policies at work. */
  get policies(): readonly Policy[] {
    return this.#policies;
  }

  /** The commands that changed something, in order. */
  get actions(): readonly SimulatedCommand[] {
    return this.qemu.received
      .filter(({ name }) => !ASKS.test(name))
      .map(({ name, at }) => ({ command: name, at }));
  }

  /** Calls `listener` with each record, whichever supervisor it is of. It must not throw. */
  onRecord(listener: (record: JournalRecord) => void): Unsubscribe {
    this.#listeners.add(listener);
    return unsubscribe(() => this.#listeners.delete(listener));
  }

  /** Lets so many milliseconds pass. */
  async advance(milliseconds: number): Promise<void> {
    await this.clock.advance(milliseconds);
  }

  /**
   * The host has an error, which the source of this id finds: `serious`, and one, unless it says otherwise.
   * @throws OptionError there is no such source.
   */
  hostError(error: SimulatedHostError, source = 'host'): void {
    this.#host.error(source, error);
  }

  /**
   * The source of this id can not tell anything any more, and why; with undefined, it can again.
   * @throws OptionError there is no such source.
   */
  hostUnknown(reason: string | undefined, source = 'host'): void {
    this.#host.unknown(source, reason);
  }

  /** Other policies from now on: see `Supervisor.reload`. @throws OptionError */
  reload(policies: readonly Policy[]): void {
    this.#supervisor.reload(policies);
    this.#policies = policies;
  }

  /**
   * The supervisor ends, and another one takes its place, with what its journal remembers of it.
   * @throws what the run that ends rejected with, or the one that begins.
   */
  async restart(): Promise<void> {
    await this.#ended('the supervisor is restarted');
    this.#stop = new AbortController();
    this.#supervisor = this.#supervise();
    this.#running = this.#run();
    // Virtual time does not know how long a file takes.
    const begun = new Promise<void>((resolve) => {
      const unsubscribe = this.#supervisor.on('record', () => {
        unsubscribe();
        resolve();
      });
    });
    await Promise.race([begun, this.#running]);
  }

  /** Ends it; resolves with how the supervisor's run ended. Idempotent. @throws what the run rejected with */
  async end(): Promise<RunEnd> {
    const end = await this.#ended('the simulation ended');
    await this.clock.runUntil(this.#followed.close());
    await this.qemu[Symbol.asyncDispose]();
    return end;
  }

  /** The same as `end`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  #supervise(): Supervisor {
    const { watchdogs, mode, journal, bootGrace, unknownAfter } = this.#options;
    const { clock } = this;
    return new Supervisor({
      vm: this.#followed,
      watchdogs: watchdogs.map((dog) => new Watchdog({ ...dog, clock, pets: this.heartbeats.source() })),
      hostErrors: this.#host.sources,
      policies: this.#policies,
      clock,
      mode,
      journal,
      claim: 'none',
      fleet: this.fleet,
      bootGrace,
      unknownAfter,
    });
  }

  #run(): Promise<RunEnd> {
    this.#supervisor.on('record', this.#record);
    this.#supervisor.on('page', this.#page);
    const running = this.#supervisor.run({ signal: this.#stop.signal });
    // Whoever ends it hears of it.
    running.catch(() => {});
    return running;
  }

  async #ended(why: string): Promise<RunEnd> {
    this.#stop.abort(new Error(why));
    return await this.clock.runUntil(this.#running);
  }
}
