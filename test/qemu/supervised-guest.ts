// A real guest, with a supervisor over it and a monitor of its own for an operator.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import {
  act,
  type JournalRecord,
  on,
  type Page,
  type Policy,
  pets,
  QmpClient,
  type RunEnd,
  readJournal,
  Supervisor,
  Vm,
  type VmOptions,
  Watchdog,
} from 'qmp-watchdog';
import { type Guest, type Heartbeat, parseHeartbeat, type StartOptions } from '../guest/index.js';
import { IMPATIENT } from './followed-vm.js';
import { startGuest } from './qemu-under-test.js';

export interface SupervisedOptions {
  readonly start?: StartOptions;
  /** Milliseconds; the guest beats ten times a second. Default 1,000. */
  readonly timeout?: number;
  readonly mode?: 'observe' | 'enforce';
  readonly policies?: (dog: Watchdog) => readonly Policy[];
  /** Besides the one over its heartbeats. */
  readonly moreDogs?: (guest: Guest, vm: QmpClient | Vm) => readonly Watchdog[];
  /** Over all sessions, by a `Vm`. Default: one session, by a `QmpClient`. */
  readonly overSessions?: boolean;
  /** Where the supervisor's monitor is. Default: where the guest's is. */
  readonly monitor?: (guest: Guest) => Promise<string>;
  /** Default: five minutes. */
  readonly bootGrace?: number;
}

const escalation = (dog: Watchdog): readonly Policy[] => [
  {
    name: 'hung guest',
    on: on.expired(dog),
    do: act.escalate(
      { action: act.injectNmi(), timeout: 1_000 },
      { action: act.systemReset(), timeout: 20_000 },
    ),
  },
];

export class SupervisedGuest implements AsyncDisposable {
  readonly guest: Guest;
  readonly vm: QmpClient | Vm;
  /** On a monitor of his own. */
  readonly operator: QmpClient;
  readonly dog: Watchdog;
  readonly supervisor: Supervisor;
  readonly records: JournalRecord[] = [];
  readonly pages: Page[] = [];
  /** All that were heard. */
  readonly heartbeats: Heartbeat[] = [];
  readonly journal: string;
  readonly end: Promise<RunEnd>;
  readonly #stop = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor(guest: Guest, vm: QmpClient | Vm, operator: QmpClient, options: SupervisedOptions) {
    this.guest = guest;
    this.vm = vm;
    this.operator = operator;
    this.journal = join(guest.directory, 'journal.jsonl');
    this.dog = new Watchdog({
      id: 'guest',
      timeout: options.timeout ?? 1_000,
      pets: pets.lines({ path: guest.serialPath }, { line: (line) => this.#isHeartbeat(line) }),
    });
    this.supervisor = new Supervisor({
      vm,
      name: 'vm1',
      watchdogs: [this.dog, ...(options.moreDogs?.(guest, vm) ?? [])],
      policies: (options.policies ?? escalation)(this.dog),
      mode: options.mode ?? 'enforce',
      journal: this.journal,
      unknownAfter: 2_000,
      bootGrace: options.bootGrace,
    });
    this.supervisor.on('record', (record) => {
      this.records.push(record);
      for (const look of [...this.#waiting]) look();
    });
    this.supervisor.on('page', (page) => this.pages.push(page));
    this.end = this.supervisor.run({ signal: this.#stop.signal });
    this.end.catch(() => {});
  }

  /** The first record of this kind, past or to come, that is as said. */
  async record<K extends JournalRecord['kind']>(
    kind: K,
    like: Partial<Extract<JournalRecord, { kind: K }>> = {},
    timeout = 25_000,
  ): Promise<Extract<JournalRecord, { kind: K }>> {
    const find = (): Extract<JournalRecord, { kind: K }> | undefined =>
      this.records.find(
        (record): record is Extract<JournalRecord, { kind: K }> =>
          record.kind === kind &&
          Object.entries(like).every(([name, value]) => Reflect.get(record, name) === value),
      );
    const late = new AbortController();
    return await new Promise((resolve, reject) => {
      const done = (): void => {
        this.#waiting.delete(look);
        late.abort();
      };
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        done();
        resolve(found);
      };
      this.#waiting.add(look);
      look();
      sleep(timeout, undefined, { signal: late.signal }).then(
        () => {
          done();
          reject(
            new Error(
              `no ${kind} like ${JSON.stringify(like)} within ${timeout} ms: ${this.story.join('; ')}`,
            ),
          );
        },
        () => {},
      );
    });
  }

  #isHeartbeat(line: string): boolean {
    const heartbeat = parseHeartbeat(line);
    if (heartbeat !== undefined) this.heartbeats.push(heartbeat);
    return heartbeat !== undefined;
  }

  /** So many more heartbeats have come. */
  async beats(count: number): Promise<void> {
    const enough = this.dog.snapshot.petCount + count;
    await vi.waitFor(() => expect(this.dog.snapshot.petCount).toBeGreaterThanOrEqual(enough), {
      timeout: 20_000,
      interval: 20,
    });
  }

  /** The VM over all its sessions, if that is what is supervised. */
  get followed(): Vm {
    if (!(this.vm instanceof Vm)) throw new Error('one session only is supervised');
    return this.vm;
  }

  /** The events of this name that were followed so far. */
  vmEvents(name: string): Extract<JournalRecord, { kind: 'vm' }>[] {
    return this.of('vm').filter(({ event }) => event === name);
  }

  /** There have been so many of them in all. */
  async vmEvent(name: string, count: number): Promise<void> {
    await vi.waitFor(() => expect(this.vmEvents(name).length).toBeGreaterThanOrEqual(count), {
      timeout: 20_000,
      interval: 5,
    });
  }

  /** What happened to incidents, one short line each. */
  get story(): string[] {
    return this.records.flatMap((record) => {
      switch (record.kind) {
        case 'trigger':
          return ['trigger'];
        case 'intent':
        case 'would':
          return [`${record.kind} ${record.action}`];
        case 'evidence':
          return [`evidence ${record.verdict}`];
        case 'result':
          return [`result ${record.outcome}: ${record.reason}`];
        case 'ended':
          return [`ended ${record.how}`];
        case 'ignored':
        case 'halted':
        case 'page':
          return [record.kind];
        default:
          return [];
      }
    });
  }

  of<K extends JournalRecord['kind']>(kind: K): Extract<JournalRecord, { kind: K }>[] {
    return this.records.filter(
      (record): record is Extract<JournalRecord, { kind: K }> => record.kind === kind,
    );
  }

  /** Ends the run, and compares the journal with what was told. */
  async finish(): Promise<RunEnd> {
    this.#stop.abort(new Error('enough'));
    const end = await this.end;
    const written: JournalRecord[] = [];
    for await (const record of readJournal(this.journal)) written.push(record);
    expect(written).toEqual(this.records);
    expect(await readFile(this.journal, 'utf8')).toMatch(/\n$/);
    return end;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.end.catch(() => {});
    await this.vm.close();
    await this.operator.close();
    this.guest.process.kill('SIGCONT');
    await this.guest[Symbol.asyncDispose]();
  }
}

/** The supervisor runs, and the guest has been heard. */
export async function superviseGuest(options: SupervisedOptions = {}): Promise<SupervisedGuest> {
  const guest = await startGuest({ monitors: 2, ...options.start });
  try {
    const path = (await options.monitor?.(guest)) ?? guest.qmpPath;
    const vm = options.overSessions
      ? await Vm.connect({ path }, { ...IMPATIENT, process: { pid: guest.pid } } satisfies VmOptions)
      : await QmpClient.connect({ path });
    const operator = await QmpClient.connect({ path: guest.qmpPaths[1]! });
    const supervised = new SupervisedGuest(guest, vm, operator, options);
    await supervised.beats(3);
    return supervised;
  } catch (error) {
    await guest[Symbol.asyncDispose]();
    throw error;
  }
}
