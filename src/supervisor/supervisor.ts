import {
  AbortError,
  GuardedEmitter,
  knownOptions,
  milliseconds,
  nonEmpty,
  OptionError,
  QmpWatchdogError,
  TimeoutError,
  type Unsubscribe,
  type WaitOptions,
  waitFor,
} from '../core/index.js';
import { standingProof } from '../proof/index.js';
import { JournalError } from '../journal/index.js';
import { checkPolicies, INITIAL_STATE, type Policy } from '../policy/index.js';
import { Vm } from '../vm/index.js';
import { takeClaim } from './claimed.js';
import { DecisionLog } from './decision-log.js';
import { publishPage, publishRecord, recordsAreHeard } from './diagnostics.js';
import { type CheckedSupervisorOptions, checkSupervisorOptions, type SupervisorOptions } from './options.js';
import { Recorder } from './recorder.js';
import { Run } from './run.js';
import type { RunEnd } from './run-end.js';
import { SharedClaim } from './shared-claim.js';
import type { SupervisorEvents, SupervisorSnapshot } from './supervisor-snapshot.js';

/**
 * One VM's policies at work: it follows the VM and its watchdogs, asks for evidence before it acts, does one thing at a
 * time, records the intent before and the result after, verifies, and limits itself. It observes unless `mode` says
 * `enforce`.
 *
 * ```ts
 * import { act, on, pets, Supervisor, Vm, Watchdog } from 'qmp-watchdog';
 *
 * const vm = await Vm.connect({ path: '/run/vm1.qmp' });
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
  readonly #log: DecisionLog;
  #policies: readonly Policy[];
  #running = false;
  #run: Run | undefined;
  readonly #claim: SharedClaim;
  /** Lets go of the claim by which it acts. */
  #held: AsyncDisposable | undefined;
  /** How often it was told to observe: an order to enforce that takes its time must not overtake a later one. */
  #toldToObserve = 0;
  #journalFailure: JournalError | undefined;

  /** @throws {@link OptionError} */
  constructor(options: SupervisorOptions) {
    this.#options = checkSupervisorOptions(options);
    this.#policies = this.#options.policies;
    this.#emitter = new GuardedEmitter(this.#options.onListenerError);
    this.#log = new DecisionLog(this.#options.name);
    this.#claim = new SharedClaim(() => takeClaim(this.#options));
  }

  /** What it was told that its VM is called. */
  get name(): string | undefined {
    return this.#options.name;
  }

  /** What it does and holds at this moment. */
  get snapshot(): SupervisorSnapshot {
    const { incident, halted, mode, maintenance, suspicion } = this.#run?.state ?? INITIAL_STATE;
    const { vm, watchdogs } = this.#options;
    return {
      mode: mode ?? this.#options.mode,
      maintenance,
      suspicion,
      running: this.#running,
      incident,
      policies: this.#policies.map(({ name }) => name),
      halted,
      journalFailure: this.#journalFailure?.message,
      vm: vm instanceof Vm ? vm.state : undefined,
      failoverSafe: vm instanceof Vm ? standingProof(vm.state.latch) : undefined,
      watchdogs: watchdogs.map(({ snapshot }) => snapshot),
    };
  }

  /**
   * Starts the watchdogs and works until the signal aborts or the VM is closed, or its only session ends, then stops them
   * and resolves with which it was. Nothing is left behind: no timer, no listener, no open file.
   * @throws {@link JournalError} the journal can not be opened, is damaged, or can not be written and `onJournalFailure` is
   * not `observe`: then nothing more is done.
   * @throws {@link ClaimedError} it is to enforce, and another supervisor acts on this VM.
   * @throws {@link QmpWatchdogError} `ERR_RUNNING`: it runs already.
   */
  async run(options: { readonly signal?: AbortSignal | undefined } = {}): Promise<RunEnd> {
    knownOptions('run', options, ['signal']);
    if (this.#running) throw new QmpWatchdogError('ERR_RUNNING', 'this supervisor runs already');
    this.#running = true;
    try {
      return await this.#runJournalled(options.signal);
    } catch (error) {
      if (error instanceof JournalError) this.#journalFailure = error;
      throw error;
    } finally {
      await this.#letGo();
      this.#running = false;
    }
  }

  /**
   * Acts from now on, in the run that is under way. What stands is looked at anew. `timeout`: default 10,000.
   * @throws {@link ClaimedError} another supervisor acts on this VM.
   * @throws {@link OptionError} it was not said where to record.
   * @throws {@link TimeoutError} or {@link AbortError}: it does not act, the latter also when it was told to observe since.
   * @throws {@link QmpWatchdogError} `ERR_NOT_RUNNING`: it does not run, or not any more.
   */
  async enforce(reason: string, options: WaitOptions = {}): Promise<void> {
    nonEmpty('enforce.reason', reason);
    knownOptions('enforce', options, ['signal', 'timeout']);
    const run = this.#runUnderWay('enforce');
    const told = this.#toldToObserve;
    if (!this.#options.journalled)
      throw new OptionError(
        'supervisor.journal',
        undefined,
        "the path of a file, or 'none' written out: nothing is enforced without saying where it is recorded",
      );
    const held = await this.#hold(options);
    if (this.#run !== run || told !== this.#toldToObserve) {
      await held[Symbol.asyncDispose]();
      if (this.#run !== run) throw notRunning('enforce');
      throw new AbortError('enforce', new Error('it was told to observe meanwhile'));
    }
    const before = this.#held;
    this.#held = held;
    run.input({ type: 'mode', mode: 'enforce', reason });
    await before?.[Symbol.asyncDispose]();
  }

  /**
   * Only observes from now on, in the run that is under way and, where there is a journal, in those after it, until
   * `enforce` is called. Resolves when the action that runs, if one does, has said how it went, and the claim is given
   * back; both happen, too, when nobody waits any longer. `timeout`: default 60,000.
   * @throws {@link TimeoutError} or {@link AbortError}: it observes, and an action still runs.
   */
  async observe(reason: string, options: WaitOptions = {}): Promise<void> {
    nonEmpty('observe.reason', reason);
    knownOptions('observe', options, ['signal', 'timeout']);
    const run = this.#runUnderWay('observe');
    this.#toldToObserve += 1;
    run.input({ type: 'mode', mode: 'observe', reason });
    await this.#inTime('observe', options, 60_000, this.#giveBackWhenDone(run));
  }

  /**
   * For `ttl` milliseconds nothing begins; then, or with a `ttl` of 0 at once, what stands is looked at anew. What waits
   * ends; an action that runs says how it went. Its fleet's maintenance is another one: the one that ends later counts.
   * @throws {@link OptionError}
   */
  maintenance(reason: string, { ttl }: { readonly ttl: number }): void {
    nonEmpty('maintenance.reason', reason);
    milliseconds('maintenance.ttl', ttl ?? Number.NaN, 0, { min: 0 });
    this.#runUnderWay('maintenance').maintain('own', reason, ttl);
  }

  /**
   * Other policies from now on, or as soon as no action runs. Counts and halts stay with the names.
   * @throws {@link OptionError}
   */
  reload(policies: readonly Policy[]): void {
    const { watchdogs, hostErrors, vm } = this.#options;
    const ids = watchdogs.map(({ id }) => id);
    checkPolicies(policies, ids, {
      hasVm: vm instanceof Vm,
      hostErrors: hostErrors.map(({ id }) => id),
    });
    this.#policies = policies;
    this.#run?.reload(policies);
  }

  /** Lifts the halt of a policy that reached its limit; its count starts anew. @throws {@link OptionError} */
  resume(policy: string): void {
    nonEmpty('resume.policy', policy);
    if (!this.#policies.some(({ name }) => name === policy))
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

  #runUnderWay(what: string): Run {
    if (this.#run === undefined) throw notRunning(what);
    return this.#run;
  }

  /** A claim that comes too late is given back. */
  async #hold(options: WaitOptions): Promise<AsyncDisposable> {
    const holding = this.#claim.hold();
    try {
      return await this.#inTime('enforce', options, 10_000, holding);
    } catch (error) {
      holding.then((held) => held[Symbol.asyncDispose]()).catch(() => {});
      throw error;
    }
  }

  /** Unless somebody enforces again meanwhile. */
  async #giveBackWhenDone(run: Run): Promise<void> {
    await run.actionDone();
    if (this.#run === run && this.snapshot.mode === 'observe') await this.#letGo();
  }

  #inTime<T>(what: string, options: WaitOptions, usual: number, promise: Promise<T>): Promise<T> {
    const timeout = milliseconds(`${what}.timeout`, options.timeout, usual, { min: 1, infinity: true });
    return waitFor(
      {
        clock: this.#options.clock,
        signal: options.signal,
        timeout,
        timedOut: () => new TimeoutError('ERR_TIMEOUT', `${what} took longer than ${timeout} ms`, timeout),
        aborted: (reason) => new AbortError(what, reason),
      },
      promise,
    );
  }

  async #letGo(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await held?.[Symbol.asyncDispose]();
  }

  async #runJournalled(signal: AbortSignal | undefined): Promise<RunEnd> {
    const recorder = await Recorder.open(this.#options, {
      hears: () => this.#log.enabled || this.#emitter.listenerCount('record') > 0 || recordsAreHeard(),
      told: (record) => {
        this.#log.tell(record);
        this.#emitter.emit('record', record);
        publishRecord(this, record);
      },
    });
    this.#journalFailure = undefined;
    let end: RunEnd;
    try {
      // Told to observe before a restart, it acts on nothing, and bars nobody.
      const acts = this.#options.mode === 'enforce' && recorder.recalled().observing === undefined;
      if (acts) this.#held = await this.#claim.hold();
      this.#run = this.#newRun(recorder);
      end = await this.#run.untilEnd(signal);
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

  #newRun(recorder: Recorder): Run {
    return new Run({ ...this.#options, policies: this.#policies }, recorder, {
      page: (page) => {
        this.#emitter.emit('page', page);
        publishPage(this, page);
      },
      failoverSafe: (event) => this.#emitter.emit('failover-safe', event),
      unrecorded: (error) => {
        this.#journalFailure = error;
      },
    });
  }
}

function notRunning(what: string): QmpWatchdogError {
  return new QmpWatchdogError('ERR_NOT_RUNNING', `${what}: this supervisor does not run`);
}
