import { type Clock, type Deadline, Deadlines } from '../core/index.js';
import type { AnyEvent, QmpClient } from '../qmp/index.js';
import { ask } from './ask.js';
import { FOLLOWED_EVENTS } from './events.js';
import { isUnderWay } from './migration-status.js';
import { isOpen, openTopics, type Topic, type VmModel } from './model.js';
import { Prober } from './prober.js';
import type { VmInput } from './reduce.js';
import type { CheckedVmOptions } from './vm-options.js';

/** What a session needs of its VM. */
export interface VmSessionHost {
  readonly model: VmModel;
  input(input: VmInput): void;
}

/** Follows a VM through one session: hears its events, asks what they hint at, and whether QEMU answers. */
export class VmSession implements Disposable {
  readonly #client: QmpClient;
  readonly #clock: Clock;
  readonly #options: CheckedVmOptions;
  readonly #host: VmSessionHost;
  readonly #subscriptions: readonly Disposable[];
  readonly #reconcile: Deadline;
  #prober: Prober | undefined;
  #over = false;

  /** Hears events from here on. */
  constructor(client: QmpClient, options: CheckedVmOptions, host: VmSessionHost) {
    this.#client = client;
    this.#clock = options.clock;
    this.#options = options;
    this.#host = host;
    const heard = (event: AnyEvent): void => {
      host.input({ type: 'event', event });
      this.askOpen();
    };
    this.#subscriptions = FOLLOWED_EVENTS.map((name) => client.on(name, heard));
    this.#reconcile = Deadlines.of(options.clock).create(() => this.#reconcileAll());
  }

  /** The VM is the one that was expected: begins to ask. */
  begin(): void {
    const { probeInterval: interval, probeTimeout: timeout, probeFailures: failures } = this.#options;
    this.#prober = new Prober(
      this.#client,
      this.#clock,
      { interval, timeout, failures },
      {
        verdict: (verdict) => {
          this.#input({ type: 'health', verdict, at: this.#clock.now() });
          if (this.#isLost()) {
            void this.#client.close();
            return;
          }
          if (this.#isMigrating()) this.lookAtMigration();
          this.askOpen();
        },
        hints: () => this.#host.model.topics.status.hints,
        status: (value, hints) => {
          const at = this.#clock.now();
          this.#input({ type: 'answered', answer: { topic: 'status', value }, hints, at });
          this.askOpen();
        },
      },
    );
    this.#scheduleReconcile();
    this.askOpen();
  }

  /** Whether nothing can be hoped for from this connection any more. */
  #isLost(): boolean {
    const { verdict, since } = this.#host.model.state.health;
    return verdict === 'unresponsive' && this.#clock.now() - since >= this.#options.dropAfter;
  }

  /** Asks whatever is open. */
  askOpen(): void {
    for (const topic of openTopics(this.#host.model)) void this.ask(topic);
  }

  /** Asks one question, and what its answer opens. Never rejects; resolves with whether it was answered. */
  async ask(topic: Topic): Promise<boolean> {
    const { hints } = this.#host.model.topics[topic];
    this.#input({ type: 'asked', topic, at: this.#clock.now() });
    const asked = await ask(this.#client, topic);
    const at = this.#clock.now();
    if (asked.kind === 'answered') this.#input({ type: 'answered', answer: asked.answer, hints, at });
    else if (asked.kind !== 'lost')
      this.#input({ type: 'unanswered', topic, unsupported: asked.kind === 'unsupported', at });
    if (!this.#over) this.askOpen();
    return asked.kind === 'answered' || asked.kind === 'unsupported';
  }

  /** Asks until the answer holds at the moment it comes; resolves with whether it came. */
  async learn(topic: Topic): Promise<boolean> {
    while (await this.ask(topic)) if (!isOpen(this.#host.model.topics[topic])) return true;
    return false;
  }

  /** A command that is being sent may begin a migration: whoever asked before asks again. */
  mayMigrate(): void {
    this.#input({ type: 'hinted', topic: 'migrate', at: this.#clock.now() });
  }

  /** A migration may have begun, gone on or ended, and nothing else tells. */
  lookAtMigration(): void {
    this.#input({ type: 'reconcile', topics: ['migrate'], at: this.#clock.now() });
    if (!this.#over) this.askOpen();
  }

  [Symbol.dispose](): void {
    this.#over = true;
    this.#prober?.[Symbol.dispose]();
    this.#reconcile.clear();
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
  }

  /** An answer that comes after the end is of no use to the next session. */
  #input(input: VmInput): void {
    if (!this.#over) this.#host.input(input);
  }

  #isMigrating(): boolean {
    const { migration, run } = this.#host.model.state;
    return isUnderWay(migration.status) || run?.status === 'inmigrate' || run?.status === 'finish-migrate';
  }

  #reconcileAll(): void {
    this.#input({ type: 'reconcile', at: this.#clock.now() });
    this.#scheduleReconcile();
    // One question that is never asked twice, however long QEMU is silent.
    if (this.#host.model.silent) void this.#prober?.ask();
    else this.askOpen();
  }

  #scheduleReconcile(): void {
    this.#reconcile.set(this.#clock.now() + this.#options.reconcileInterval);
  }
}
