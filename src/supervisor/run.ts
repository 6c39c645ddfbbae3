import { type Deadline, Deadlines, messageOf, onAbort } from '../core/index.js';
import type { IncidentEnd, RecordBody } from '../journal/index.js';
import {
  type Cause,
  type Effect,
  type EngineInput,
  type EngineState,
  type Facts,
  type Grounds,
  INITIAL_STATE,
  judgeEvidence,
  type SingleAction,
  step,
  type EvidenceVerdict,
} from '../policy/index.js';
import { type AnyEvent, type ClosedReason, describeClosedReason } from '../qmp/index.js';
import type { Watchdog, WatchdogTransition } from '../watchdog/index.js';
import { Attendance } from './attendance.js';
import { type Gathering, gatherFacts } from './gather.js';
import type { CheckedSupervisorOptions } from './options.js';
import type { Recorder } from './recorder.js';
import { runAction } from './run-action.js';
import { VmState } from './vm-state.js';

/** How a run ended: the machine's session did, or its signal aborted. */
export type RunEnd =
  | { readonly kind: 'closed'; readonly reason: ClosedReason }
  | { readonly kind: 'aborted'; readonly reason: unknown };

/** What a run tells its supervisor. */
export interface RunListener {
  page(page: Page): void;
}

/** Somebody must look. */
export interface Page {
  readonly reason: string;
  readonly incident?: string;
  readonly policy?: string;
}

/** What the VM does that a supervisor follows, besides the events of its policies. */
const FOLLOWED = ['STOP', 'RESUME', 'RESET', 'SHUTDOWN', 'SUSPEND', 'WAKEUP'] as const;

/** How long an action that was told to end may take to do so: milliseconds. */
const LAST_WORDS = 1_000;
/** How old evidence may be when the action begins, its intent having been written in between: milliseconds. */
const FRESH = 1_000;

type ActEffect = Extract<Effect, { do: 'act' }>;

/** One run of a supervisor: feeds the engine, and carries out what it wants, in order. */
export class Run {
  readonly #options: CheckedSupervisorOptions;
  readonly #recorder: Recorder;
  readonly #listener: RunListener;
  /** Tells what is under way to end. */
  readonly #ending = new AbortController();
  /** Nothing is waited for any more. */
  readonly #over = new AbortController();
  readonly #wake: Deadline;
  readonly #vmState: VmState;
  readonly #gathering: Gathering;
  readonly #unknownFor = new Map<Watchdog, Deadline>();
  readonly #subscriptions: (() => void)[] = [];
  #state: EngineState = INITIAL_STATE;
  #effects: Promise<void> = Promise.resolve();
  #action: Promise<void> = Promise.resolve();
  #acting: SingleAction | undefined;
  /** The end has begun: nothing new is. */
  #closing = false;
  #fail: (error: unknown) => void = () => {};

  constructor(options: CheckedSupervisorOptions, recorder: Recorder, listener: RunListener) {
    this.#options = options;
    this.#recorder = recorder;
    this.#listener = listener;
    this.#wake = Deadlines.of(options.clock).create(() => this.input({ type: 'wake' }));
    this.#gathering = {
      vm: options.vm,
      clock: options.clock,
      signal: this.#ending.signal,
      attendance: new Attendance(options.clock),
    };
    this.#vmState = new VmState(options, this.#ending.signal, (error) =>
      this.#record({ kind: 'vm', event: 'query-status', detail: { error: messageOf(error) } }),
    );
  }

  get state(): EngineState {
    return this.#state;
  }

  /** @throws {@link JournalError} */
  async untilEnd(signal: AbortSignal | undefined): Promise<RunEnd> {
    const { vm, watchdogs, policies, mode } = this.#options;
    const failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#record({
      kind: 'started',
      mode,
      policies: policies.map(({ name }) => name),
      watchdogs: watchdogs.map(({ id }) => id),
    });
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
      await Promise.all(watchdogs.map((watchdog) => watchdog.stop()));
    }
  }

  /** Gives the engine an input and queues what it wants. */
  input(input: EngineInput): void {
    const { clock, mode, policies, bootGrace, unknownAfter } = this.#options;
    const { state, effects } = step(
      { mode, policies, bootGrace, unknownAfter },
      this.#state,
      input,
      clock.now(),
    );
    this.#state = state;
    for (const effect of effects) this.#queue(effect);
  }

  #aborted(signal: AbortSignal | undefined): Promise<RunEnd> {
    return new Promise((resolve) => {
      this.#subscriptions.push(onAbort(signal, (reason) => resolve({ kind: 'aborted', reason })));
    });
  }

  #follow(): void {
    const { vm, watchdogs, policies } = this.#options;
    for (const watchdog of watchdogs) {
      this.#subscriptions.push(
        watchdog.on('transition', (transition) => this.#watchdogChanged(watchdog, transition)),
        // So that it is known in the end whether QEMU was there all the time.
        watchdog.on('quiet', () => gatherFacts(this.#gathering, watchdog)),
      );
    }
    for (const event of FOLLOWED)
      this.#subscriptions.push(vm.on(event, (happened) => this.#vmChanged(happened)));
    const events = new Set(policies.flatMap(({ on }) => (on.on === 'event' ? [on.event] : [])));
    for (const event of events)
      this.#subscriptions.push(
        vm.on(event, (happened: AnyEvent) => this.#caused({ on: 'event', event: happened, at: happened.at })),
      );
    for (const watchdog of watchdogs) this.#begin(watchdog);
    this.#vmState.ask();
  }

  /** What it did before nobody was told of: from here on its state counts, not its history. */
  #begin(watchdog: Watchdog): void {
    watchdog.start();
    const { unknownBecause } = watchdog.snapshot;
    if (unknownBecause !== undefined && !this.#unknownFor.has(watchdog))
      this.#unknownSince(watchdog, this.#options.clock.now());
    rearm(watchdog);
  }

  #watchdogChanged(watchdog: Watchdog, transition: WatchdogTransition): void {
    const { type, ...detail } = transition;
    this.#record({ kind: 'watchdog', watchdog: watchdog.id, transition: type, detail });
    if (type === 'expired') {
      const { cause: expiry, silentFor, at } = transition;
      this.#caused({ on: 'expired', watchdog: watchdog.id, expiry, silentFor, at });
    } else if (type === 'recovered') this.input({ type: 'recovered', watchdog: watchdog.id });
    else if (type === 'unknown') this.#unknownSince(watchdog, transition.at);
    else if (type === 'known') this.#unknownFor.get(watchdog)?.clear();
  }

  /** A source that stays away is not silence, but it must not stay unnoticed either. */
  #unknownSince(watchdog: Watchdog, at: number): void {
    const { clock, unknownAfter } = this.#options;
    this.#unknownFor.get(watchdog)?.clear();
    const deadline = Deadlines.of(clock).create(() =>
      this.#page({
        reason: `nothing is known of "${watchdog.id}" since ${unknownAfter} ms: ${watchdog.snapshot.unknownBecause}`,
      }),
    );
    deadline.set(at + unknownAfter);
    this.#unknownFor.set(watchdog, deadline);
  }

  #vmChanged(event: AnyEvent): void {
    this.#record({ kind: 'vm', event: event.event, detail: { data: event.data, at: event.at } });
    if (event.event === 'RESET') void this.#booting();
    else this.#vmState.ask();
    if ((event.event === 'RESET' || event.event === 'RESUME') && this.#acting === undefined)
      this.input({ type: 'changed', at: event.at });
  }

  /**
   * Any reset begins a boot grace. Only our own arms a watchdog that was not armed: somebody disarmed it, or its guest
   * has never petted yet.
   */
  async #booting(): Promise<void> {
    const { clock, watchdogs, bootGrace } = this.#options;
    const ours = this.#acting?.boots === true;
    const booting = watchdogs.filter(({ state }) => ours || state !== 'disarmed');
    for (const watchdog of booting) watchdog.startGrace(bootGrace);
    // A pet from before the reset, read after it, is no sign that the guest is up.
    await clock.drain();
    if (this.#closing) return;
    for (const watchdog of booting)
      if (watchdog.state !== 'disarmed' && !watchdog.snapshot.inGrace) watchdog.startGrace(bootGrace);
  }

  #caused(cause: Cause): void {
    this.input({ type: 'cause', cause });
  }

  #page(page: Page): void {
    this.#record({ kind: 'page', ...page });
    this.#queue({ do: 'page', ...page });
  }

  #record(body: RecordBody): void {
    this.#queue({ do: 'record', body });
  }

  /** Effects are carried out one after the other, so that an intent is on disk before its action begins. */
  #queue(effect: Effect): void {
    switch (effect.do) {
      case 'record': {
        // Stamped now: the time of a record is when it happened, not when it was written.
        const record = this.#recorder.stamp(effect.body);
        this.#then(() => this.#recorder.write(record, effect.sync === true));
        return;
      }
      // These change nothing but what we listen to, and must not come late.
      case 'wake':
        this.#wake.set(effect.at ?? Number.POSITIVE_INFINITY);
        return;
      case 'suspend':
        this.#vmState.standsIn(effect.status);
        // It may be history by now.
        this.#vmState.ask();
        return;
      case 'listen':
        this.#watchdog(effect.watchdog)?.listenAnew();
        return;
      case 'rearm':
        rearm(this.#watchdog(effect.watchdog));
        return;
      case 'page':
      case 'gather':
      case 'act':
        this.#then(() => this.#carryOut(effect));
    }
  }

  #then(next: () => Promise<void> | void): void {
    this.#effects = this.#effects.then(next);
    this.#effects.catch((error: unknown) => this.#fail(error));
  }

  #carryOut(effect: Extract<Effect, { do: 'page' | 'gather' | 'act' }>): void {
    switch (effect.do) {
      case 'page':
        this.#listener.page({
          reason: effect.reason,
          ...(effect.incident !== undefined && { incident: effect.incident }),
          ...(effect.policy !== undefined && { policy: effect.policy }),
        });
        return;
      case 'gather': {
        if (this.#closing) return;
        void gatherFacts(this.#gathering, this.#watchdog(effect.watchdog)).then((facts) =>
          this.input({ type: 'facts', order: effect.order, facts }),
        );
        return;
      }
      case 'act':
        this.#action = this.#act(effect);
    }
  }

  async #act(effect: ActEffect): Promise<void> {
    const { vm, clock } = this.#options;
    const { order } = effect;
    // Writing the intent took its time, and so may the action's own looking: what has arrived meanwhile counts.
    const before = await this.#lookAgain(effect);
    if (before.verdict.verdict !== 'holds') {
      this.input({ type: 'not-begun', order, ...before });
      return;
    }
    let withdrawn: { readonly verdict: EvidenceVerdict; readonly facts: Facts } | undefined;
    this.#acting = effect.action;
    const result = await runAction({
      ...effect,
      vm,
      clock,
      stillStands: async () => {
        const now = await this.#lookAgain(effect);
        if (now.verdict.verdict === 'holds') return undefined;
        withdrawn = now;
        return `not-begun: ${now.verdict.reason}`;
      },
      signal: this.#ending.signal,
      abandoned: this.#over.signal,
    });
    this.#acting = undefined;
    if (withdrawn !== undefined && result.outcome === 'failed')
      this.input({ type: 'not-begun', order, ...withdrawn });
    else this.input({ type: 'result', order, result });
  }

  async #lookAgain({
    cause,
    rests,
  }: ActEffect): Promise<{ readonly verdict: EvidenceVerdict; readonly facts: Facts }> {
    const watchdog = cause.on === 'expired' ? this.#watchdog(cause.watchdog) : undefined;
    if (watchdog !== undefined) await this.#options.clock.drain();
    const facts: Facts = { ...rests.facts, watchdog: watchdog?.snapshot };
    return { verdict: this.#standing({ ...rests, facts }), facts };
  }

  #standing(rests: Grounds): EvidenceVerdict {
    const age = this.#options.clock.now() - rests.facts.at;
    if (this.#closing) return { verdict: 'unknown', reason: 'the run ends' };
    if (this.#state.incident?.recovered === true) return { verdict: 'refused', reason: 'petted-again' };
    if (age > FRESH) return { verdict: 'unknown', reason: `evidence-too-old: ${Math.round(age)} ms` };
    return judgeEvidence(rests);
  }

  #watchdog(id: string | undefined): Watchdog | undefined {
    return this.#options.watchdogs.find((watchdog) => watchdog.id === id);
  }

  async #finish(end: RunEnd): Promise<void> {
    this.#closing = true;
    this.#unfollow();
    // With its session an action ends by itself, and knows why.
    if (end.kind === 'aborted') this.#ending.abort(end.reason);
    await this.#lastWords();
    this.#ending.abort(new Error('the session ended'));
    this.#over.abort();
    await this.#action;
    this.input({ type: 'end', how: howItEnded(end) });
    this.#record({
      kind: 'stopped',
      reason:
        end.kind === 'aborted'
          ? `aborted: ${messageOf(end.reason)}`
          : `the QMP session ${describeClosedReason(end.reason)}`,
    });
    await this.#effects;
  }

  /** An action that ends now still says how. */
  async #lastWords(): Promise<void> {
    const enough = new AbortController();
    const said = this.#effects.then(() => this.#action);
    const waited = this.#options.clock.sleep(LAST_WORDS, { signal: enough.signal });
    await Promise.race([said, waited]).catch(() => {});
    enough.abort();
    await waited.catch(() => {});
  }

  #unfollow(): void {
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
    for (const deadline of this.#unknownFor.values()) deadline.clear();
  }

  #release(): void {
    this.#closing = true;
    this.#unfollow();
    this.#ending.abort();
    this.#over.abort();
    this.#wake.clear();
  }
}

/** It has expired, and nobody looks after it: after another whole timeout of silence it expires again. */
function rearm(watchdog: Watchdog | undefined): void {
  if (watchdog?.state === 'expired') watchdog.arm();
}

function howItEnded(end: RunEnd): IncidentEnd {
  return end.kind === 'closed' && end.reason.shutdown !== undefined ? 'exited' : 'stopped';
}
