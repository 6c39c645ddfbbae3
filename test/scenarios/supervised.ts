// A fake QEMU, a watchdog over its heartbeats and a supervisor, all in virtual time.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as root from 'qmp-watchdog';
import {
  type AnyWatchdog,
  act,
  type JournalRecord,
  on,
  type Page,
  type Policy,
  type QmpClient,
  type RunEnd,
  type Supervisor,
  type SupervisorOptions,
  type Vm,
  type VmProcess,
  type Watchdog,
  type WatchdogOptions,
} from 'qmp-watchdog';
import * as testing from 'qmp-watchdog/testing';
import type { FakeQemu, FakeQemuOptions, VirtualClock } from 'qmp-watchdog/testing';
// Loaded beforehand: virtual time does not wait for the test runner's way of importing.
import 'p-retry';
import 'qmp-watchdog/failover';
import 'qmp-watchdog/schemas';

export interface SettingOptions {
  readonly qemu?: Omit<FakeQemuOptions, 'clock'>;
  /** `false`: there is no watchdog. */
  readonly dog?: Partial<WatchdogOptions> | false;
  readonly policies?: (dog: Watchdog) => readonly Policy[];
  readonly supervisor?: Partial<
    Omit<SupervisorOptions, 'mode' | 'journal' | 'vm' | 'watchdogs' | 'policies'>
  >;
  readonly moreDogs?: (clock: VirtualClock, qemu: FakeQemu, vm: QmpClient | Vm) => readonly AnyWatchdog[];
  /** Default `enforce`, with a journal in a file. */
  readonly mode?: 'observe' | 'enforce';
  /** Default: a file of its own. */
  readonly journal?: string;
  /** `false`: it does not run yet. */
  readonly run?: boolean;
  /** Over all sessions, by a `Vm`. Default: one session, by a `QmpClient`. */
  readonly overSessions?: boolean;
  /** The process behind it, where it is followed over its sessions. */
  readonly process?: VmProcess;
  /** Default: a clock of its own. */
  readonly clock?: VirtualClock;
  /** Which build of the package it is made of; its policies are to be of the same. Default: the sources. */
  readonly library?: { readonly root: typeof root; readonly testing: typeof testing };
}

/** The usual way: an NMI, and 1 s later a reset, which has 10 s. */
export const escalation = (dog: Watchdog | string): readonly Policy[] => [
  {
    name: 'hung guest',
    on: on.expired(dog),
    do: act.escalate(
      { action: act.injectNmi(), timeout: 1_000 },
      { action: act.systemReset(), timeout: 10_000 },
    ),
  },
];

/** No NMI first. */
export const reset = (dog: Watchdog | string): readonly Policy[] => [
  { name: 'hung guest', on: on.expired(dog), do: act.systemReset() },
];

/** What a test holds. Dispose of it with `await using`. */
export class Setting implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly records: JournalRecord[] = [];
  readonly pages: Page[] = [];
  readonly directory: string;
  readonly journal: string;
  qemu!: FakeQemu;
  vm!: QmpClient | Vm;
  dog!: Watchdog;
  supervisor!: Supervisor;
  #stop = new AbortController();
  #run: Promise<RunEnd> | undefined;
  end: RunEnd | undefined;
  failure: unknown;

  constructor(clock: VirtualClock, directory: string, journal: string) {
    this.clock = clock;
    this.directory = directory;
    this.journal = journal;
  }

  /** Starts the supervisor. */
  run(): void {
    this.#stop = new AbortController();
    const running = this.supervisor.run({ signal: this.#stop.signal });
    this.#run = running;
    running.then(
      (end) => {
        this.end = end;
      },
      (error: unknown) => {
        this.failure = error;
      },
    );
  }

  /** The end of the run, in virtual time. */
  async ended(): Promise<RunEnd> {
    if (this.#run === undefined) throw new Error('it does not run');
    return await this.clock.runUntil(this.#run);
  }

  abort(reason: unknown = new Error('enough')): void {
    this.#stop.abort(reason);
  }

  /** The records of these kinds. */
  of<K extends JournalRecord['kind']>(...kinds: readonly K[]): Extract<JournalRecord, { kind: K }>[] {
    const wanted: readonly string[] = kinds;
    return this.records.filter((record): record is Extract<JournalRecord, { kind: K }> =>
      wanted.includes(record.kind),
    );
  }

  /** What happened to incidents, one short line each, in order. */
  get story(): string[] {
    return this.records.flatMap(tell);
  }

  /** Commands that change something, as QEMU received them. */
  get sent(): string[] {
    return this.qemu.received.map(({ name }) => name).filter((name) => !/^query-|^qmp_/.test(name));
  }

  /** What is on disk now. */
  async onDisk(): Promise<{ readonly kind: string }[]> {
    const text = await readFile(this.journal, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { kind: string });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.abort();
    if (this.#run !== undefined) await this.clock.runUntil(this.#run.catch(() => {}));
    await this.vm.close();
    await this.qemu[Symbol.asyncDispose]();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function tell(record: JournalRecord): string[] {
  switch (record.kind) {
    case 'trigger':
      return [`trigger ${record.policy}`];
    case 'evidence':
      return [`evidence ${record.action}: ${record.verdict}, ${record.reason}`];
    case 'intent':
    case 'would':
      return [`${record.kind} ${record.action}`];
    case 'result':
      return [`result ${record.action}: ${record.outcome}, ${record.reason}`];
    case 'ended':
      return [`ended ${record.how}`];
    case 'ignored':
      return [`ignored ${record.policy}: ${record.reason}`];
    case 'halted':
      return [`halted ${record.policy}`];
    case 'resumed':
      return [`resumed ${record.policy}`];
    case 'page':
      return ['page'];
    case 'mode':
      return [`mode ${record.mode}: ${record.reason}`];
    case 'maintenance':
      return [record.ttl > 0 ? `maintenance: ${record.reason}` : 'maintenance over'];
    case 'reloaded':
      return [`reloaded ${record.policies.join()}`];
    case 'unnotified':
      return [`unnotified ${record.notifier}: ${record.reason}`];
    case 'failover-safe':
      return [`failover-safe ${record.stage}${record.level === undefined ? '' : ` ${record.level}`}`];
    case 'started':
    case 'carried':
    case 'watchdog':
    case 'vm':
    case 'host':
    case 'flight':
    case 'input':
    case 'repeated':
    case 'stopped':
      return [];
  }
}

/** By default: heartbeats every 100 ms, a watchdog of 500 ms, one policy ({@link escalation}), enforced and journalled. */
export async function supervised(options: SettingOptions = {}): Promise<Setting> {
  const { QmpClient, Supervisor, Vm, Watchdog, pets } = (options.library ?? { root }).root;
  const { FakeQemu, VirtualClock } = (options.library ?? { testing }).testing;
  const clock = options.clock ?? new VirtualClock();
  const directory = await mkdtemp(join(tmpdir(), 'supervised-'));
  const setting = new Setting(clock, directory, options.journal ?? join(directory, 'journal.jsonl'));
  setting.qemu = new FakeQemu({ clock, ...options.qemu });
  const address = () => ({ transport: setting.qemu.transport() });
  const vm: Promise<QmpClient | Vm> = options.overSessions
    ? Vm.connect(address, {
        clock,
        interlocks: 'none',
        reconnect: { min: 100, random: () => 0 },
        process: options.process,
      })
    : QmpClient.connect(address(), { clock });
  setting.vm = await clock.runUntil(vm);
  if (options.dog !== false)
    setting.dog = new Watchdog({
      id: 'guest',
      timeout: 500,
      pets: pets.bytes({ stream: setting.qemu.heartbeatStream() }),
      clock,
      ...options.dog,
    });
  const moreDogs = options.moreDogs?.(clock, setting.qemu, setting.vm) ?? [];
  setting.supervisor = new Supervisor({
    vm: setting.vm,
    watchdogs: [...(options.dog === false ? [] : [setting.dog]), ...moreDogs],
    policies: (options.policies ?? escalation)(setting.dog),
    clock,
    mode: options.mode ?? 'enforce',
    journal: setting.journal,
    ...options.supervisor,
  });
  setting.supervisor.on('record', (record) => setting.records.push(record));
  setting.supervisor.on('page', (page) => setting.pages.push(page));
  if (options.run !== false) {
    setting.run();
    await clock.advance(0);
  }
  return setting;
}
