import { type Deadline, Deadlines, messageOf, onAbort, type Unsubscribe } from '../core/index.js';
import { FAULT_EVENTS } from '../faults/index.js';
import type { JournalError } from '../journal/index.js';
import {
  type Cause,
  type Effect,
  type EngineInput,
  type EngineState,
  eventsOf,
  looksForFaults,
  type Policy,
  step,
} from '../policy/index.js';
import type { AnyEvent } from '../qmp/index.js';
import { FlightRecorder } from '../replay/index.js';
import { Vm, type VmChange } from '../vm/index.js';
import type { AnyWatchdog, WatchdogTransition } from '../watchdog/index.js';
import { Absences } from './absences.js';
import { Attendance } from './attendance.js';
import { beginBootGrace } from './boot.js';
import { carryOn } from './carry-on.js';
import { type FailoverSafeEvent, ProofTeller } from './failover-safe.js';
import type { FleetMember } from './fleet.js';
import { HostErrors } from './host-errors.js';
import { type Gathering, gatherFacts, sessionOf } from './gather.js';
import { causeOf, isByGuest, recordOf } from './heard.js';
import { lastWords } from './last-words.js';
import { flightSettings } from './flight-settings.js';
import type { CheckedSupervisorOptions } from './options.js';
import { Performer } from './performer.js';
import type { Recorder } from './recorder.js';
import { describeRunEnd, howItEnded, type RunEnd } from './run-end.js';
import { SilenceExcuse } from './silence-excuse.js';
import { MaintenanceWindows } from './maintenance-windows.js';

/** What a run tells its supervisor. */
export interface RunListener {
  page(page: Page): void;
  failoverSafe(event: FailoverSafeEvent): void;
  /** The journal has failed, and the run goes on without it. */
  unrecorded(error: JournalError): void;
}

/** Somebody must look. */
export interface Page {
  readonly reason: string;
  readonly incident?: string;
  readonly policy?: string;
}

/** What the VM does that a supervisor follows, besides the events of its policies. */
const FOLLOWED = ['STOP', 'RESUME', 'RESET', 'POWERDOWN', 'SHUTDOWN', 'SUSPEND', 'WAKEUP'] as const;

/** One run of a supervisor: feeds the engine, and carries out what it wants, in order. */
export class Run {
  readonly #options: CheckedSupervisorOptions;
  readonly #proofs: ProofTeller;
  readonly #performer: Performer;
  readonly #flights: FlightRecorder;
  /** Tells what is under way to end. */
  readonly #ending = new AbortController();
  /** Nothing is waited for any more. */
  readonly #over = new AbortController();
  readonly #wake: Deadline;
  readonly #windows: MaintenanceWindows;
  readonly #excuse: SilenceExcuse;
  readonly #gathering: Gathering;
  readonly #absences: Absences;
  readonly #hostErrors: HostErrors;
  readonly #subscriptions: (() => void)[] = [];
  readonly #eventSubscriptions: Unsubscribe[] = [];
  readonly #member: FleetMember = {
    suspect: (reason) => this.input({ type: 'suspect', reason }),
    maintenance: (reason, ttl) => this.maintain('fleet', reason, ttl),
  };
  #policies: readonly Policy[];
  /** What is to replace them when no action runs. */
  #reloading: readonly Policy[] | undefined;
  #state: EngineState;
  /** What is to be recorded and said of what earlier runs left. */
  readonly #carried: readonly Effect[];
  /** Whether an action of ours was making the guest boot when the last session ended: that does not recur for ever. */
  #bootsUnseen = false;
  /** The end has begun: nothing new is. */
  #closing = false;
  #fail: (error: unknown) => void = () => {};

  constructor(options: CheckedSupervisorOptions, recorder: Recorder, listener: RunListener) {
    this.#options = options;
    this.#policies = options.policies;
    const { state, effects } = carryOn(recorder.recalled(), options, options.clock.now());
    this.#state = state;
    this.#carried = effects;
    this.#windows = new MaintenanceWindows(state.maintenance);
    this.#wake = Deadlines.of(options.clock).create(() => this.input({ type: 'wake' }));
    this.#gathering = {
      vm: options.vm,
      clock: options.clock,
      signal: this.#ending.signal,
      attendance: new Attendance(options.clock),
    };
    this.#performer = new Performer({
      options,
      recorder,
      gathering: this.#gathering,
      over: this.#over.signal,
      policies: () => this.#policies,
      state: () => this.#state,
      input: (input) => this.input(input),
      page: (page) => listener.page(page),
      failed: (error) => this.#fail(error),
      unrecorded: (error) => {
        listener.unrecorded(error);
        this.#unrecorded(error);
      },
    });
    this.#flights = new FlightRecorder({
      settings: () => flightSettings(options, this.#policies),
      record: (body) => this.#performer.recordLater(body),
    });
    this.#absences = new Absences(options, (reason) => this.#page({ reason }));
    this.#hostErrors = new HostErrors({
      sources: options.hostErrors,
      clock: options.clock,
      absences: this.#absences,
      record: (body) => this.#performer.record(body),
      caused: (cause) => this.#caused(cause),
    });
    this.#proofs = new ProofTeller({
      vm: options.name,
      incident: () => this.#state.incident,
      record: (body) => this.#performer.record(body),
      page: (reason) => this.#page({ reason }),
      notify: (proof, incident) => this.#performer.failoverSafe(proof, incident),
      tell: (event) => listener.failoverSafe(event),
    });
    this.#excuse = new SilenceExcuse(options, this.#ending.signal, (error) =>
      this.#performer.record({ kind: 'vm', event: 'query-status', detail: { error: messageOf(error) } }),
    );
  }

  get state(): EngineState {
    return this.#state;
  }

  /** @throws {@link JournalError} */
  async untilEnd(signal: AbortSignal | undefined): Promise<RunEnd> {
    const { vm, clock, watchdogs, policies, mode } = this.#options;
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#performer.record({
      kind: 'started',
      boot: clock.boot(),
      mode: this.#state.mode ?? mode,
      policies: policies.map(({ name }) => name),
      watchdogs: watchdogs.map(({ id }) => id),
    });
    for (const effect of this.#carried) this.#take(effect);
    try {
      this.#follow();
      const end = await Promise.race([
        this.#aborted(signal),
        vm.closed.then((reason): RunEnd => ({ kind: 'closed', reason })),
        failed,
      ]);
      await Promise.race([this.#finish(end), failed]);
      return end;
    } finally {
      this.#release();
      await this.#hostErrors.stop();
      await Promise.all(watchdogs.map((watchdog) => watchdog.stop()));
    }
  }

  /** Resolves when the action that runs, if one does, has said how it went. */
  async actionDone(): Promise<void> {
    await this.#performer.actionDone();
  }

  /** Gives the engine an input and queues what it wants. */
  input(input: EngineInput): void {
    const { clock, mode, bootGrace, unknownAfter } = this.#options;
    const now = clock.now();
    const before = this.#state;
    const settings = { mode, policies: this.#policies, bootGrace, unknownAfter };
    const { state, effects } = step(settings, before, input, now);
    this.#state = state;
    this.#flights.took({ before, input, now, after: state, effects }, () => {
      for (const effect of effects) this.#take(effect);
    });
    if (this.#reloading !== undefined && state.incident?.phase !== 'acting') this.#reload(this.#reloading);
  }

  /** Maintenance of the VM's own or of its fleet's begins for `ttl` milliseconds, or with 0 ends. */
  maintain(whose: 'own' | 'fleet', reason: string, ttl: number): void {
    const changed = this.#windows.change(whose, reason, ttl, this.#options.clock.now());
    if (changed !== undefined) this.input({ type: 'maintenance', ...changed });
  }

  /** Nothing is done any more that can not be recorded. */
  #unrecorded(error: JournalError): void {
    this.input({ type: 'mode', mode: 'observe', reason: error.message });
    this.#page({ reason: `${error.message}; until it is started again, the supervisor only observes` });
  }

  /** Other policies from now on, or as soon as no action runs; counts and halts stay with their names. */
  reload(policies: readonly Policy[]): void {
    if (this.#state.incident?.phase === 'acting') this.#reloading = policies;
    else this.#reload(policies);
  }

  #reload(policies: readonly Policy[]): void {
    this.#reloading = undefined;
    // An incident of a policy that is gone ends under the old ones.
    const { incident } = this.#state;
    const gone = incident !== undefined && !policies.some(({ name }) => name === incident.policy);
    if (gone) this.input({ type: 'abandon', how: 'reloaded' });
    this.#policies = policies;
    this.#followEvents();
    this.#performer.record({ kind: 'reloaded', policies: policies.map(({ name }) => name) });
    this.input({ type: 'reloaded' });
  }

  #aborted(signal: AbortSignal | undefined): Promise<RunEnd> {
    return new Promise((resolve) => {
      this.#subscriptions.push(onAbort(signal, (reason) => resolve({ kind: 'aborted', reason })));
    });
  }

  #follow(): void {
    const { vm, watchdogs } = this.#options;
    for (const watchdog of watchdogs) {
      this.#subscriptions.push(
        watchdog.on('transition', (transition) => this.#watchdogChanged(watchdog, transition)),
        // So that it is known in the end whether QEMU was there all the time.
        watchdog.on('quiet', () => gatherFacts(this.#gathering, watchdog)),
      );
    }
    if (this.#options.fleet !== undefined) this.#subscriptions.push(this.#options.fleet.join(this.#member));
    for (const event of FOLLOWED)
      this.#subscriptions.push(vm.on(event, (happened) => this.#vmChanged(happened)));
    if (vm instanceof Vm) this.#subscriptions.push(vm.onChange((change) => this.#sessionChanged(change)));
    this.#followEvents();
    for (const watchdog of watchdogs) this.#begin(watchdog);
    this.#hostErrors.start();
    this.#excuse.ask();
    if (vm instanceof Vm) this.input({ type: 'vm', vm: vm.state });
    if (vm instanceof Vm) this.#proofs.stands(vm.state);
  }

  #followEvents(): void {
    for (const unsubscribe of this.#eventSubscriptions.splice(0)) unsubscribe();
    for (const event of new Set(this.#policies.flatMap(({ on }) => eventsOf(on))))
      this.#eventSubscriptions.push(
        this.#options.vm.on(event, (happened: AnyEvent) => this.#happened(happened)),
      );
  }

  /** A fault that is not bad enough for anybody is on record all the same: it may be the first of many. */
  #happened(event: AnyEvent): void {
    const { at } = event;
    if (FAULT_EVENTS.includes(event.event) && this.#policies.some(({ on }) => looksForFaults(on)))
      this.#recordEvent(event);
    this.#caused({ on: 'event', event, at, session: sessionOf(this.#options.vm) });
  }

  #recordEvent({ event, data, at }: AnyEvent): void {
    this.#performer.record({ kind: 'vm', event, detail: { data, at } });
  }

  /** What it did before nobody was told of: from here on its state counts, not its history. */
  #begin(watchdog: AnyWatchdog): void {
    watchdog.start();
    const { unknownBecause } = watchdog.snapshot;
    if (unknownBecause !== undefined && !this.#absences.has(watchdog))
      this.#absent(watchdog, this.#options.clock.now());
    rearm(watchdog);
  }

  #absent(watchdog: AnyWatchdog, at: number): void {
    const { petCount: life, state, pausedBy } = watchdog.snapshot;
    const unjudged = pausedBy === undefined && (state === 'armed' || state === 'pretimeout');
    this.#absences.began(watchdog, at, () => watchdog.snapshot.unknownBecause, { life, unjudged });
  }

  #watchdogChanged(watchdog: AnyWatchdog, transition: WatchdogTransition): void {
    const { type, ...detail } = transition;
    this.#performer.record({ kind: 'watchdog', watchdog: watchdog.id, transition: type, detail });
    const cause = causeOf(watchdog.id, transition);
    if (cause !== undefined) this.#caused(cause);
    else if (type === 'recovered') this.input({ type: 'recovered', watchdog: watchdog.id });
    else if (type === 'unknown') this.#absent(watchdog, transition.at);
    else if (type === 'known') this.#absences.ended(watchdog);
    this.input({ type: 'watchdog', watchdog: watchdog.snapshot });
  }

  #vmChanged(event: AnyEvent): void {
    this.#recordEvent(event);
    const { acting } = this.#performer;
    if (event.event === 'RESET') {
      this.#excuse.boots();
      this.#booting(isByGuest(event));
    } else if (event.event !== 'POWERDOWN') this.#excuse.ask();
    // What we press ourselves has a step's time.
    else if (acting === undefined) this.#excuse.shutsDown();
    // What the action that runs may have done itself is no news.
    const isNews =
      event.event === 'RESET' ? acting?.boots !== true : event.event === 'RESUME' && acting === undefined;
    if (isNews) this.input({ type: 'changed', at: event.at });
  }

  /** Over a gap nobody can tell whether the guest was reset, nor heard whether it was stopped. */
  #sessionChanged(change: VmChange): void {
    if (this.#options.vm instanceof Vm) this.input({ type: 'vm', vm: this.#options.vm.state });
    const record = recordOf(change);
    if (record !== undefined) this.#performer.record(record);
    this.#proofs.changed(change);
    // The event that should have told it was lost, and a pause must not go on excusing silence.
    if (change.type === 'run' && change.source !== 'event') this.#excuse.ask();
    // Another process runs it from the start: that is no guess, and the rest of an earlier grace may be too short for it.
    if (change.type === 'restarted') this.#booting(false);
    if (change.type === 'disconnected') this.#bootsUnseen = this.#performer.acting?.boots === true;
    if (change.type !== 'gap') return;
    this.#booting(!this.#bootsUnseen);
    this.#excuse.ask();
  }

  #booting(mayRecur: boolean): void {
    const ours = this.#performer.acting?.boots === true;
    void beginBootGrace(this.#options, { ours, mayRecur, closing: () => this.#closing });
  }

  #caused(cause: Cause): void {
    if (cause.on === 'expired') this.#options.fleet?.silent(this.#member);
    this.input({ type: 'cause', cause });
  }

  #page(page: Page): void {
    this.#performer.record({ kind: 'page', ...page });
    this.#performer.perform({ do: 'page', ...page });
  }

  #take(effect: Effect): void {
    switch (effect.do) {
      // These change nothing but what we listen to, and must not come late.
      case 'wake':
        this.#wake.set(effect.at ?? Number.POSITIVE_INFINITY);
        return;
      case 'suspend':
        this.#excuse.standsIn(effect.status);
        // It may be history by now.
        this.#excuse.ask();
        return;
      case 'listen':
        this.#watchdog(effect.watchdog)?.listenAnew();
        return;
      case 'rearm':
        rearm(this.#watchdog(effect.watchdog));
        return;
      default:
        this.#performer.perform(effect);
    }
  }

  #watchdog(id: string | undefined): AnyWatchdog | undefined {
    return this.#options.watchdogs.find((watchdog) => watchdog.id === id);
  }

  async #finish(end: RunEnd): Promise<void> {
    this.#closing = true;
    this.#performer.close();
    this.#unfollow();
    // With its session an action ends by itself, and knows why.
    if (end.kind === 'aborted') this.#ending.abort(end.reason);
    await lastWords(this.#options.clock, this.#said());
    this.#ending.abort(new Error('the session ended'));
    this.#over.abort();
    await this.#performer.actionDone();
    this.input({ type: 'end', how: howItEnded(end) });
    this.#performer.record({ kind: 'stopped', reason: describeRunEnd(end) });
    await this.#performer.done();
  }

  async #said(): Promise<void> {
    await this.#performer.done();
    await this.#performer.actionDone();
  }

  #unfollow(): void {
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
    for (const unsubscribe of this.#eventSubscriptions.splice(0)) unsubscribe();
    this.#absences.clear();
    this.#hostErrors.leave();
  }

  #release(): void {
    this.#closing = true;
    this.#performer.close();
    this.#unfollow();
    this.#ending.abort();
    this.#over.abort();
    this.#wake.clear();
  }
}

/** It has expired, and nobody looks after it: after another whole timeout of silence it expires again. */
function rearm(watchdog: AnyWatchdog | undefined): void {
  if (watchdog?.state === 'expired') watchdog.arm();
}
