import { knownOptions } from '../core/index.js';
import type { JournalRecord } from '../journal/index.js';
import type { Mode, Policy } from '../policy/index.js';
import { type Page, type RunEnd, Supervisor } from '../supervisor/index.js';
import { Vm } from '../vm/index.js';
import { pets, Watchdog, type WatchdogOptions } from '../watchdog/index.js';
import type { FakeGuest } from './fake-qemu/fake-guest.js';
import { FakeQemu } from './fake-qemu/fake-qemu.js';
import type { FakeVm } from './fake-qemu/fake-vm.js';
import type { FakeQemuOptions } from './fake-qemu/options.js';
import { VirtualClock } from './virtual-clock.js';

/** What is simulated besides the policies. */
export interface SimulateOptions {
  /** The QEMU that the VM runs in. */
  readonly qemu?: Omit<FakeQemuOptions, 'clock'> | undefined;
  /** The watchdogs over its guest's heartbeats, which come every 100 ms. Default: one, `guest`, of 5,000 ms. */
  readonly watchdogs?: readonly Omit<WatchdogOptions, 'clock' | 'pets'>[] | undefined;
  /** Default `enforce`: nothing is done to anything real. */
  readonly mode?: Mode | undefined;
  /** How long a guest may take from a reset to its first heartbeat, in milliseconds. Default 300,000. */
  readonly bootGrace?: number | undefined;
  /** How long something may be unknown before somebody is paged, in milliseconds. Default 60,000. */
  readonly unknownAfter?: number | undefined;
}

/** A command that changed something, and when, by the clock's `now()`. */
export interface SimulatedCommand {
  readonly command: string;
  readonly at: number;
}

const KNOWN = ['qemu', 'watchdogs', 'mode', 'bootGrace', 'unknownAfter'];
/** What only asks, and what every session begins with. */
const ASKS = /^(?:query-|qmp_capabilities$)/;

/**
 * Policies at work on a VM that there is not, in virtual time: a fake QEMU whose guest beats, watchdogs, and a
 * supervisor. It begins when the guest has been heard.
 *
 * ```ts
 * import { act, on } from 'qmp-watchdog';
 * import { simulate } from 'qmp-watchdog/testing';
 *
 * const policies = [{ name: 'hung guest', on: on.expired('guest'), do: act.systemReset() }];
 * const sim = await simulate(policies, { watchdogs: [{ id: 'guest', timeout: 5_000 }] });
 * sim.guest.hang();
 * await sim.advance(6_000);
 * console.log(sim.actions); // [{ command: 'system_reset', at: … }]
 * await sim.end();
 * ```
 *
 * @throws OptionError a policy or an option can not be used.
 */
export async function simulate(
  policies: readonly Policy[],
  options: SimulateOptions = {},
): Promise<Simulation> {
  knownOptions('simulate', options, KNOWN);
  // Virtual time does not wait for what is loaded from disk.
  await import('p-retry');
  const clock = new VirtualClock();
  const qemu = new FakeQemu({ clock, ...options.qemu });
  const connecting = Vm.connect(() => ({ transport: qemu.transport() }), { clock, interlocks: 'none' });
  const vm = await clock.runUntil(connecting);
  const dogs = options.watchdogs ?? [{ id: 'guest', timeout: 5_000 }];
  const watchdogs = dogs.map(
    (dog) => new Watchdog({ ...dog, clock, pets: pets.bytes({ stream: qemu.heartbeatStream() }) }),
  );
  const supervisor = new Supervisor({
    vm,
    watchdogs,
    policies,
    clock,
    mode: options.mode ?? 'enforce',
    journal: 'none',
    claim: 'none',
    bootGrace: options.bootGrace,
    unknownAfter: options.unknownAfter,
  });
  const simulation = new Simulation(clock, qemu, vm, supervisor);
  await simulation.advance(200);
  return simulation;
}

/** A simulation under way. Dispose of it, or call `end`. */
export class Simulation implements AsyncDisposable {
  /** Time; `advance` moves it. */
  readonly clock: VirtualClock;
  readonly qemu: FakeQemu;
  readonly supervisor: Supervisor;
  /** The machine, and what happens to it. */
  readonly vm: FakeVm;
  /** What runs in it. */
  readonly guest: FakeGuest;
  /** Everything that was recorded. */
  readonly records: readonly JournalRecord[];
  /** Everything that somebody was told to look at. */
  readonly pages: readonly Page[];
  readonly #followed: Vm;
  readonly #stop = new AbortController();
  readonly #running: Promise<RunEnd>;

  /** @internal */
  constructor(clock: VirtualClock, qemu: FakeQemu, followed: Vm, supervisor: Supervisor) {
    this.clock = clock;
    this.qemu = qemu;
    this.supervisor = supervisor;
    this.vm = qemu.vm;
    this.guest = qemu.guest;
    this.#followed = followed;
    const records: JournalRecord[] = [];
    const pages: Page[] = [];
    supervisor.on('record', (record) => records.push(record));
    supervisor.on('page', (page) => pages.push(page));
    this.records = records;
    this.pages = pages;
    this.#running = supervisor.run({ signal: this.#stop.signal });
    // Whoever ends it hears of it.
    this.#running.catch(() => {});
  }

  /** The commands that changed something, in order. */
  get actions(): readonly SimulatedCommand[] {
    return this.qemu.received
      .filter(({ name }) => !ASKS.test(name))
      .map(({ name, at }) => ({ command: name, at }));
  }

  /** Lets so many milliseconds pass. */
  async advance(milliseconds: number): Promise<void> {
    await this.clock.advance(milliseconds);
  }

  /** Ends it; resolves with how the supervisor's run ended. Idempotent. @throws what the run rejected with */
  async end(): Promise<RunEnd> {
    this.#stop.abort(new Error('the simulation ended'));
    const end = await this.clock.runUntil(this.#running);
    await this.clock.runUntil(this.#followed.close());
    await this.qemu[Symbol.asyncDispose]();
    return end;
  }

  /** The same as `end`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}
