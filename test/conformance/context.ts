import { QmpClient, type RuntimeSchema } from 'qmp-watchdog';
import { type Guest, type StartOptions, startGuest } from '../guest/index.js';
import { Monitor } from './monitor.js';
import type { ExaminedQemu } from './qemu.js';

/** A guest and its first monitor, negotiated with out-of-band execution. */
export interface Machine {
  readonly guest: Guest;
  readonly monitor: Monitor;
}

/** What an experiment works with. All that it opens is closed when it is over, or has taken too long. */
export class Context implements AsyncDisposable {
  readonly qemu: ExaminedQemu;
  readonly #opened: (Disposable | AsyncDisposable)[] = [];
  #over = false;

  constructor(qemu: ExaminedQemu) {
    this.qemu = qemu;
  }

  /** Whether it is of this version or a later one: only for the ways to ask, which differ too. */
  since(major: number, minor: number): boolean {
    const [its = 0, itsMinor = 0] = this.qemu.version.split('.').map(Number);
    return its > major || (its === major && itsMinor >= minor);
  }

  /** Starts it with the guest of the tests. */
  async start(options: StartOptions = {}): Promise<Guest> {
    return this.use(await startGuest({ qemu: this.qemu.system, timeout: 20_000, ...options }));
  }

  async machine(options: StartOptions = {}): Promise<Machine> {
    const guest = await this.start(options);
    return { guest, monitor: await this.monitor(guest.qmpPath) };
  }

  /** One whose guest does not run yet: for all that is about the monitor alone. */
  async paused(...args: readonly string[]): Promise<Machine> {
    return await this.machine({ args: ['-S', ...args] });
  }

  async monitor(path: string): Promise<Monitor> {
    return this.use(await Monitor.negotiated(path));
  }

  async greeted(path: string): Promise<Monitor> {
    return this.use(await Monitor.greeted(path));
  }

  /** What QEMU says about itself, as our client reads it. */
  async schema(): Promise<RuntimeSchema> {
    let schema = schemas.get(this.qemu);
    if (schema === undefined) schemas.set(this.qemu, (schema = this.#readSchema()));
    try {
      return await schema;
    } catch (error) {
      // The next experiment may have more luck.
      schemas.delete(this.qemu);
      throw error;
    }
  }

  /** Closes it when the experiment is over. */
  use<T extends Disposable | AsyncDisposable>(resource: T): T {
    this.#opened.push(resource);
    if (this.#over) void this[Symbol.asyncDispose]();
    return resource;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    for (let last = this.#opened.pop(); last !== undefined; last = this.#opened.pop())
      if (Symbol.asyncDispose in last) await last[Symbol.asyncDispose]();
      else last[Symbol.dispose]();
  }

  async #readSchema(): Promise<RuntimeSchema> {
    const guest = await this.start({ args: ['-S'] });
    await using client = await QmpClient.connect({ path: guest.qmpPath });
    return await client.schema({ timeout: 20_000 });
  }
}

const schemas = new WeakMap<ExaminedQemu, Promise<RuntimeSchema>>();
