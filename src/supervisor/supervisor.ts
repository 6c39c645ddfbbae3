import {
  GuardedEmitter,
  knownOptions,
  nonEmpty,
  OptionError,
  QmpWatchdogError,
  type Unsubscribe,
} from '../core/index.js';
import type { JournalRecord } from '../journal/index.js';
import { INITIAL_STATE, type Incident, type Mode } from '../policy/index.js';
import type { WatchdogSnapshot } from '../watchdog/index.js';
import { type CheckedSupervisorOptions, checkSupervisorOptions, type SupervisorOptions } from './options.js';
import { Recorder } from './recorder.js';
import { type Page, Run, type RunEnd } from './run.js';

/** What a supervisor tells. */
export interface SupervisorEvents {
  /** A record, after it was written to the journal. */
  readonly record: JournalRecord;
  /** Somebody must look: the supervisor can not or will not go on by itself. */
  readonly page: Page;
}

/** A supervisor at one moment. */
export interface SupervisorSnapshot {
  readonly mode: Mode;
  readonly running: boolean;
  /** What it is busy with. */
  readonly incident: Incident | undefined;
  /** Policies that do nothing until they are resumed, and why. */
  readonly halted: Readonly<Record<string, string>>;
  readonly watchdogs: readonly WatchdogSnapshot[];
}

/**
 * One VM's policies at work: it follows the VM and its watchdogs, asks for evidence before it acts, does one thing at a
 * time, records the intent before and the result after, verifies, and limits itself. It observes unless `mode` says
 * `enforce`.
 *
 * ```ts
 * import { act, on, pets, QmpClient, Supervisor, Watchdog } from 'qmp-watchdog';
 *
 * const vm = await QmpClient.connect({ path: '/run/vm1.qmp' });
 * const dog = new Watchdog({ id: 'guest', timeout: 5_000, pets: pets.bytes({ path: '/run/vm1.heartbeat' }) });
 * const supervisor = new Supervisor({
 *   vm,
 *   watchdogs: [dog],
 *   policies: [{ name: 'hung guest', on: on.expired(dog), do: act.systemReset() }],
 * });
 * const end = await supervisor.run();
 * ```
 */
export class Supervisor {
  readonly #options: CheckedSupervisorOptions;
  readonly #emitter: GuardedEmitter<SupervisorEvents>;
  #running = false;
  #run: Run | undefined;

  /** @throws {@link OptionError} */
  constructor(options: SupervisorOptions) {
    this.#options = checkSupervisorOptions(options);
    this.#emitter = new GuardedEmitter(this.#options.onListenerError);
  }

  /** What it does and holds at this moment. */
  get snapshot(): SupervisorSnapshot {
    const { incident, halted } = this.#run?.state ?? INITIAL_STATE;
    const { mode, watchdogs } = this.#options;
    return {
      mode,
      running: this.#running,
      incident,
      halted,
      watchdogs: watchdogs.map(({ snapshot }) => snapshot),
    };
  }

  /**
   * Starts the watchdogs and works until the signal aborts or the VM's session ends, then stops them and resolves with
   * which it was. Nothing is left behind: no timer, no listener, no open file.
   * @throws {@link JournalError} the journal can not be opened or written: then nothing more is done.
   * @throws {@link QmpWatchdogError} `ERR_RUNNING`: it runs already.
   */
  async run(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<RunEnd> {
    knownOptions('run', options, ['signal']);
    if (this.#running) throw new QmpWatchdogError('ERR_RUNNING', 'this supervisor runs already');
    this.#running = true;
    try {
      return await this.#runJournalled(options.signal);
    } finally {
      this.#running = false;
    }
  }

  /** Lifts the halt of a policy that reached its limit; its count starts anew. @throws {@link OptionError} */
  resume(policy: string): void {
    nonEmpty('resume.policy', policy);
    if (!this.#options.policies.some(({ name }) => name === policy))
      throw new OptionError('resume.policy', policy, 'the name of one of the policies');
    this.#run?.input({ type: 'resume', policy });
  }

  /** Calls `listener` with each record or page. */
  on<Name extends keyof SupervisorEvents & string>(
    name: Name,
    listener: (event: SupervisorEvents[Name]) => unknown,
  ): Unsubscribe {
    return this.#emitter.on(name, listener);
  }

  async #runJournalled(signal: AbortSignal | undefined): Promise<RunEnd> {
    const { journal, clock, journalTimeout, name } = this.#options;
    const recorder = await Recorder.open(journal, clock, journalTimeout, name, (record) =>
      this.#emitter.emit('record', record),
    );
    const run = new Run(this.#options, recorder, { page: (page) => this.#emitter.emit('page', page) });
    this.#run = run;
    let end: RunEnd;
    try {
      end = await run.untilEnd(signal);
    } catch (error) {
      // What ended it is worth more than a file that can not be closed.
      await recorder[Symbol.asyncDispose]().catch(() => {});
      throw error;
    } finally {
      this.#run = undefined;
    }
    await recorder[Symbol.asyncDispose]();
    return end;
  }
}
