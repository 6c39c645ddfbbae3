// A QEMU with disks, a host with a page cache, and us: everything that a course can meet, moved by chance.
import type { Answer, Ask, Failure, NodeActivity, Resume } from '../../src/failover/quiesce/ask.js';
import type { JobInfo, MigrationInfo, StatusInfo } from '../../src/qmp/index.js';
import { controlOf, evidenceOf, surveyOf } from './quiesce-storage.js';

/** Draws from one sequence, so that a run is its seed's alone. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
}

/** A write of the guest's on its way: QEMU has it, the kernel has it, the disk has it. */
interface Write {
  readonly number: number;
  place: 'qemu' | 'cache' | 'disk' | 'lost';
  /** Whether the guest was told that it is done, and that it was flushed. */
  acknowledged: boolean;
  flushed: boolean;
}

export interface ModelDisk {
  readonly name: string;
  readonly format: 'raw' | 'qcow2';
  readonly kind: 'local' | 'network';
  readonly locking: boolean;
  /** How it fails: writes, or the flush of what is written. */
  readonly fails: 'not' | 'writes' | 'flushes';
  readonly writes: Write[];
  active: boolean;
  /** Whether somebody has put another file in its place. */
  replaced: boolean;
}

interface ModelJob {
  readonly id: string;
  readonly disk: ModelDisk;
  readonly deaf: boolean;
  endsIn: number;
  cancelled: boolean;
}

/** All that chance decides. */
export class Model {
  readonly dice: Dice;
  readonly disks: readonly ModelDisk[];
  readonly setActive: boolean;
  readonly yankable: boolean;
  /** How likely a command meets a fault. */
  readonly trouble: number;
  now = 0;
  alive = true;
  /** When a process that was killed is really gone: the kernel may hold one of its threads. */
  gone = Number.POSITIVE_INFINITY;
  running: boolean;
  status: StatusInfo['status'];
  jobs: ModelJob[] = [];
  migration: MigrationInfo['status'] = 'none';
  session = 1;
  connectedAt = 0;
  /** Until when the main loop hangs, on the network's disks. */
  hangsUntil = 0;
  /** Who froze the guest. */
  frozen: 'us' | 'others' | undefined;
  /** On our disk. */
  kept: { readonly resume: Resume } | undefined;
  latched = false;
  readonly killable: boolean;
  /** Whether it stands by for another QEMU, which holds the disks. */
  readonly standby: boolean;
  /** Whether there are other clients. */
  readonly meddlers: boolean;
  #looking = false;
  /** Others may continue the VM until then. */
  meddled = 0;
  #late: { readonly at: number; readonly effect: () => void }[] = [];
  #count = 0;

  constructor(seed: number) {
    this.dice = new Dice(seed);
    const { dice } = this;
    this.setActive = dice.chance(0.5);
    this.yankable = dice.chance(0.8);
    this.killable = dice.chance(0.5);
    this.meddlers = dice.chance(0.3);
    this.trouble = dice.chance(0.4) ? 0 : dice.next() * 0.3;
    this.disks = Array.from({ length: 1 + dice.below(3) }, (_, index) => ({
      name: `disk${index}`,
      format: dice.chance(0.5) ? 'raw' : 'qcow2',
      kind: dice.chance(0.15) ? 'network' : 'local',
      locking: !dice.chance(0.15),
      fails: dice.chance(0.6) ? 'not' : dice.chance(0.5) ? 'writes' : 'flushes',
      writes: [],
      active: true,
      replaced: false,
    }));
    this.running = dice.chance(0.6);
    this.status = this.running ? 'running' : dice.chance(0.7) ? 'io-error' : 'paused';
    if (dice.chance(0.3)) {
      const disk = this.disks[dice.below(this.disks.length)]!;
      this.jobs.push({ id: 'job0', disk, deaf: dice.chance(0.3), endsIn: 100_000, cancelled: false });
    }
    if (dice.chance(0.1)) this.migration = dice.chance(0.5) ? 'active' : 'failed';
    if (dice.chance(0.15)) this.hangsUntil = dice.next() * 30_000;
    this.standby = this.setActive && dice.chance(0.05);
    if (this.standby) {
      this.running = false;
      this.status = 'prelaunch';
      this.jobs = [];
      for (const disk of this.disks) disk.active = false;
    }
    // It has run for a while.
    else this.#write(20);
    this.frozen = dice.chance(0.1) ? 'others' : undefined;
  }

  /** Whether its process, or one of its threads, is there: the locks go with the last. */
  get holds(): boolean {
    return this.alive || this.now < this.gone;
  }

  /** What the guest was told is flushed and is not on its disk. */
  get broken(): readonly string[] {
    return this.disks.flatMap(({ name, writes }) =>
      writes
        .filter(({ flushed, place }) => flushed && place !== 'disk')
        .map(({ number }) => `${name}/${number}`),
    );
  }

  /** How often anything has come to a disk. */
  get landed(): number {
    return this.disks.reduce(
      (sum, { writes }) => sum + writes.filter(({ place }) => place === 'disk').length,
      0,
    );
  }

  /** Time passes: the guest writes, jobs write, the kernel writes back. */
  pass(milliseconds: number): void {
    this.now += milliseconds;
    const due = this.#late.filter(({ at }) => at <= this.now);
    this.#late = this.#late.filter(({ at }) => at > this.now);
    for (const { effect } of due) effect();
    if (this.#lives()) {
      if (this.running) this.#write(Math.min(5, Math.ceil(milliseconds)));
      for (const job of this.jobs) {
        job.endsIn -= milliseconds;
        if (job.disk.active && this.dice.chance(0.5)) this.#issue(job.disk);
      }
      this.jobs = this.jobs.filter(({ endsIn }) => endsIn > 0);
    }
    for (const disk of this.disks)
      for (const write of disk.writes) {
        // A request that the kernel has taken is finished, whatever becomes of the process.
        if (write.place === 'qemu' && this.#mayMove(disk) && this.dice.chance(0.5)) this.#arrive(disk, write);
        if (write.place === 'cache' && this.dice.chance(0.2)) write.place = 'disk';
      }
  }

  /**
   * Another client continues it, behind our back. Not once its images are being looked at: from then on only their locks
   * could keep it from that, and a proof would be of a moment.
   */
  meddle(before: string): void {
    if (before === 'prove') this.#looking = true;
    else if (before !== 'status') this.#looking = false;
    if (this.#looking || !this.#lives() || this.running || !this.dice.chance(0.02)) return;
    if (this.dice.chance(0.3)) this.disks[0]!.replaced = true;
    this.meddled += 1;
    // It takes its images again, or aborts at its first write.
    if (this.disks.some(({ active }) => !active) && this.dice.chance(0.5)) {
      this.alive = false;
      this.gone = this.now;
      return;
    }
    for (const disk of this.disks) disk.active = true;
    this.running = true;
    this.status = 'running';
  }

  /** We are killed, and started anew: what was kept is in force. */
  restart(): Resume | undefined {
    this.session += 1;
    this.pass(500);
    this.latched = this.kept !== undefined;
    return this.kept?.resume;
  }

  /** What happens when nobody does anything any more. */
  settle(): void {
    for (let n = 0; n < 60; n += 1) this.pass(1_000);
  }

  /** Carries out what is asked, or does not, or does it late. */
  answer(ask: Ask): Answer {
    const { dice } = this;
    this.pass(dice.next() * 3);
    if (ask.ask === 'pause') {
      this.pass(ask.timeout);
      return { ok: true, at: this.now, session: undefined, value: undefined };
    }
    if (this.meddlers && ask.ask !== 'kill') this.meddle(ask.ask);
    const local = [
      ...['latch', 'unlatch', 'consent', 'prove', 'kill', 'control', 'frozen', 'freeze', 'thaw'],
    ].includes(ask.ask);
    if (!local) {
      if (!this.#lives() || this.now < this.connectedAt) return this.#no('not-sent', 'there is no session');
      const hangs = ask.ask !== 'yank' && this.now < this.hangsUntil;
      if (hangs) {
        this.pass(ask.timeout);
        if (dice.chance(0.5)) this.#later(Math.max(0, this.hangsUntil - this.now), ask);
        return this.#no('unknown', 'no answer in time');
      }
    }
    // In force, or lifted, at once. It is keeping that on disk which may fail.
    if (ask.ask === 'latch') this.latched = true;
    if (ask.ask === 'unlatch') this.latched = false;
    if (dice.chance(this.trouble)) return this.#fault(ask, local);
    const { session } = this;
    const done = this.#do(ask);
    return 'how' in done
      ? this.#no(done.how, done.message)
      : { ok: true, at: this.now, session: local ? undefined : session, value: done.value };
  }

  #fault(ask: Ask, local: boolean): Answer {
    const { dice } = this;
    const kind = dice.below(local ? 2 : 5);
    if (kind === 0) return this.#no('refused', 'no');
    if (kind === 1) {
      this.pass(ask.timeout);
      return this.#no('unknown', 'no answer in time');
    }
    if (kind === 2) {
      // It comes to QEMU, and its effect is late; the answer is later than anybody waits.
      this.#later(dice.next() * 2 * ask.timeout, ask);
      this.pass(ask.timeout);
      return this.#no('unknown', 'no answer in time');
    }
    // The connection dies, before QEMU has read it, or after.
    if (kind === 3) this.#do(ask);
    this.session += 1;
    this.#late = this.#late.filter(() => dice.chance(0.3));
    this.connectedAt = this.now + dice.next() * 2_000;
    if (dice.chance(0.1)) {
      this.alive = false;
      this.gone = this.now;
    }
    return this.#no('unknown', 'the session is over');
  }

  #later(delay: number, ask: Ask): void {
    // The session answers in order: whatever is asked next in it waits for this.
    this.hangsUntil = Math.max(this.hangsUntil, this.now + delay);
    this.#late.push({
      at: this.now + delay,
      effect: () => {
        if (this.#lives()) this.#do(ask);
      },
    });
  }

  #do(ask: Ask): { readonly value: unknown } | Failure {
    switch (ask.ask) {
      case 'status':
        return { value: { running: this.running, status: this.status } };
      case 'ways':
        return { value: { setActive: this.setActive } };
      case 'jobs':
        return {
          value: this.jobs.map(
            ({ id }): JobInfo => ({
              id,
              type: 'backup',
              status: 'running',
              'current-progress': 0,
              'total-progress': 1,
            }),
          ),
        };
      case 'cancel-job': {
        const job = this.jobs.find(({ id }) => id === ask.id);
        if (job !== undefined && !job.deaf) job.endsIn = Math.min(job.endsIn, this.dice.next() * 300);
        return { value: undefined };
      }
      case 'migration':
        return {
          value: {
            ...(this.migration !== 'none' && { status: this.migration }),
            ...(this.migration === 'completed' && { ram: { total: 1 }, 'total-time': 5 }),
          } as MigrationInfo, // The rest is of no interest here.
        };
      case 'cancel-migration':
        if (this.migration === 'active') this.migration = this.dice.chance(0.8) ? 'cancelled' : 'active';
        return { value: undefined };
      case 'here':
        return { value: false };
      case 'survey':
        return { value: surveyOf(this) };
      case 'control':
        return { value: controlOf(this) };
      case 'latch':
        this.kept = { resume: structuredClone(ask.resume) };
        return { value: undefined };
      case 'unlatch':
        this.kept = undefined;
        return { value: undefined };
      case 'consent':
      case 'pause':
        return { value: undefined };
      case 'frozen':
        if (!this.running) return { how: 'unknown', message: 'the guest does not run' };
        return { value: this.frozen !== undefined };
      case 'freeze':
        if (!this.running) return { how: 'unknown', message: 'the guest does not run' };
        this.frozen ??= 'us';
        return { value: 1 };
      case 'thaw':
        if (!this.running) return { how: 'unknown', message: 'the guest does not run' };
        this.frozen = undefined;
        return { value: undefined };
      case 'stop':
        this.#stop();
        return { value: undefined };
      case 'set-inactive':
        return this.#setInactive(ask.node);
      case 'nodes':
        return {
          value: this.disks.map(
            ({ name, active }): NodeActivity => ({
              name,
              driver: 'raw',
              active: this.setActive ? active : undefined,
            }),
          ),
        };
      case 'migrate':
        return this.#migrate();
      case 'yank': {
        const network = this.disks.filter(({ kind }) => kind === 'network');
        if (!this.yankable) return { how: 'refused', message: 'no such command' };
        if (ask.what === 'block-node' && network.length > 0) this.hangsUntil = this.now;
        return { value: ask.what === 'block-node' ? network.map(({ name }) => name) : [] };
      }
      case 'prove':
        return this.#prove(ask);
      case 'kill':
        return this.#kill(ask.timeout);
    }
  }

  #stop(): void {
    if (!this.running) return;
    this.running = false;
    this.status = 'paused';
    this.#drain();
  }

  /** What can be finished is; a request that failed is kept, for a `cont`. */
  #drain(): void {
    for (const disk of this.disks)
      for (const write of disk.writes) if (write.place === 'qemu') this.#arrive(disk, write);
  }

  #setInactive(node: string | undefined): { readonly value: undefined } | Failure {
    // The shell asks right before, in the same session.
    if (this.running) return { how: 'refused', message: 'the VM runs' };
    const wanted = this.disks.filter(({ name }) => node === undefined || name === node);
    if (node === undefined && this.jobs.length > 0)
      return { how: 'refused', message: 'block device is in use' };
    if (wanted.some(({ fails, format }) => format === 'qcow2' && fails !== 'not'))
      return { how: 'refused', message: 'Failed to inactivate node' };
    for (const disk of wanted) disk.active = false;
    return { value: undefined };
  }

  #migrate(): { readonly value: undefined } | Failure {
    if (this.migration === 'completed' || this.migration === 'active')
      return { how: 'refused', message: "there's a migration" };
    this.migration = 'active';
    const failing = this.disks.some(({ fails }) => fails === 'flushes');
    this.#late.push({
      at: this.now + this.dice.next() * 200,
      effect: () => {
        if (!this.#lives() || this.migration !== 'active') return;
        this.#stop();
        // The run state that lies.
        this.status = 'postmigrate';
        this.migration = failing ? 'failed' : 'completed';
        if (!failing) for (const disk of this.disks) disk.active = false;
      },
    });
    return { value: undefined };
  }

  #prove(ask: Ask): { readonly value: unknown } | Failure {
    const flushed = new Map<ModelDisk, boolean>();
    for (const disk of this.disks) {
      this.pass(this.dice.next() * 2);
      const fails = disk.fails === 'flushes' || disk.kind === 'network';
      if (!fails) for (const write of disk.writes) if (write.place === 'cache') write.place = 'disk';
      flushed.set(disk, !fails);
    }
    return ask.ask === 'prove' ? { value: evidenceOf(this, ask.control, flushed) } : { value: undefined };
  }

  #kill(timeout: number): { readonly value: unknown } | Failure {
    if (!this.killable) return { how: 'refused', message: 'which process it is was not told' };
    this.running = false;
    if (this.alive) {
      this.alive = false;
      this.gone = this.now + (this.dice.chance(0.7) ? 5 : this.dice.next() * 30_000);
    }
    const wait = this.gone - this.now;
    if (wait > timeout) {
      this.pass(timeout);
      return { how: 'unknown', message: 'the kernel holds it' };
    }
    this.pass(Math.max(0, wait));
    // What its threads had given to the kernel is there by now; the rest has gone with it.
    for (const disk of this.disks) {
      for (const write of disk.writes) if (write.place === 'qemu') write.place = 'lost';
      disk.active = false;
    }
    return { value: { pid: 1 } };
  }

  /** Whether a request on its way can still arrive. */
  #mayMove(disk: ModelDisk): boolean {
    if (disk.fails === 'writes') return false;
    return this.#lives() ? disk.active : this.now < this.gone;
  }

  #arrive(disk: ModelDisk, write: Write): void {
    if (disk.fails === 'writes') {
      if (this.running) {
        this.running = false;
        this.status = 'io-error';
      }
      return;
    }
    write.place = 'cache';
    write.acknowledged = true;
  }

  #write(howMany: number): void {
    for (const disk of this.disks)
      for (let n = 0; n < howMany; n += 1) {
        this.#issue(disk);
        if (this.dice.chance(0.2) && disk.fails === 'not')
          for (const write of disk.writes)
            if (write.acknowledged) {
              write.place = 'disk';
              write.flushed = true;
            }
      }
  }

  #issue(disk: ModelDisk): void {
    this.#count += 1;
    disk.writes.push({ number: this.#count, place: 'qemu', acknowledged: false, flushed: false });
    // No more than matter.
    if (disk.writes.length > 200)
      disk.writes.splice(0, disk.writes.findIndex(({ place }) => place !== 'disk') + 1 || 100);
  }

  #lives(): boolean {
    return this.alive;
  }

  #no(how: Failure['how'], message: string): Answer {
    return { ok: false, at: this.now, session: undefined, how, message };
  }
}
