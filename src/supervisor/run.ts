import { type Deadline, Deadlines, messageOf, type Unsubscribe } from '../core/index.js';
import type { IncidentEnd, RecordBody } from '../journal/index.js';
import {
  type Cause,
  type Effect,
  type EngineInput,
  type EngineState,
  INITIAL_STATE,
  step,
} from '../policy/index.js';
import { type AnyEvent, type ClosedReason, describeClosedReason } from '../qmp/index.js';
import type { Watchdog, WatchdogTransition } from '../watchdog/index.js';
import { gatherFacts } from './gather.js';
import type { CheckedSupervisorOptions } from './options.js';
import type { Recorder } from './recorder.js';
import { runAction } from './run-action.js';

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

/** One run of a supervisor: feeds the engine, and carries out what it wants, in order. */
export class Run {
  readonly #options: CheckedSupervisorOptions;
  readonly #recorder: Recorder;
  readonly #listener: RunListener;
  readonly #ended = new AbortController();
  readonly #wake: Deadline;
  readonly #unknownFor = new Map<Watchdog, Deadline>();
  readonly #subscriptions: Unsubscribe[] = [];
  #state: EngineState = INITIAL_STATE;
  #effects: Promise<void> = Promise.resolve();
  #action: Promise<void> = Promise.resolve();
  #statusAsked = 0;
  #fail: (error: unknown) => void = () => {};

  constructor(options: CheckedSupervisorOptions, recorder: Recorder, listener: RunListener) {
    this.#options = options;
    this.#recorder = recorder;
    this.#listener = listener;
    this.#wake = Deadlines.of(options.clock).create(() => this.input({ type: 'wake' }));
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
      await this.#finish(end);
      await Promise.race([this.#effects, failed]);
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
      if (signal === undefined) return;
      const listener = (): void => resolve({ kind: 'aborted', reason: signal.reason });
      if (signal.aborted) listener();
      signal.addEventListener('abort', listener, { once: true });
      this.#subscriptions.push(
        Object.assign(() => signal.removeEventListener('abort', listener), { [Symbol.dispose]: () => {} }),
      );
    });
  }

  #follow(): void {
    const { vm, watchdogs, policies } = this.#options;
    for (const watchdog of watchdogs) {
      this.#subscriptions.push(
        watchdog.on('transition', (transition) => this.#watchdogChanged(watchdog, transition)),
      );
    }
    for (const event of FOLLOWED)
      this.#subscriptions.push(vm.on(event, (happened) => this.#vmChanged(happened)));
    const events = new Set(policies.flatMap(({ on }) => (on.on === 'event' ? [on.event] : [])));
    for (const event of events)
      this.#subscriptions.push(
        vm.on(event, (happened: AnyEvent) => this.#caused({ on: 'event', event: happened, at: happened.at })),
      );
    for (const watchdog of watchdogs) watchdog.start();
    this.#askStatus();
  }

  #watchdogChanged(watchdog: Watchdog, transition: WatchdogTransition): void {
    const { type, ...detail } = transition;
    this.#record({ kind: 'watchdog', watchdog: watchdog.id, transition: type, detail });
    if (type === 'expired') {
      const { cause: expiry, silentFor, at } = transition;
      this.#caused({ on: 'expired', watchdog: watchdog.id, expiry, silentFor, at });
    } else if (type === 'recovered') this.input({ type: 'recovered', watchdog: watchdog.id });
    else if (type === 'unknown') this.#unknownSince(watchdog, transition.at, transition.reason);
    else if (type === 'known') this.#unknownFor.get(watchdog)?.clear();
  }

  /** A source that stays away is not silence, but it must not stay unnoticed either. */
  #unknownSince(watchdog: Watchdog, at: number, reason: string): void {
    const { clock, unknownAfter } = this.#options;
    this.#unknownFor.get(watchdog)?.clear();
    const deadline = Deadlines.of(clock).create(() =>
      this.#page({ reason: `nothing is known of "${watchdog.id}" since ${unknownAfter} ms: ${reason}` }),
    );
    deadline.set(at + unknownAfter);
    this.#unknownFor.set(watchdog, deadline);
  }

  #vmChanged(event: AnyEvent): void {
    this.#record({ kind: 'vm', event: event.event, detail: { data: event.data, at: event.at } });
    if (event.event === 'RESET')
      for (const watchdog of this.#options.watchdogs) watchdog.startGrace(this.#options.bootGrace);
    else this.#askStatus();
  }

  /** The event is the hint, the answer decides; only the last answer counts. */
  #askStatus(): void {
    const { vm, watchdogs, pauseLimit } = this.#options;
    this.#statusAsked += 1;
    const asked = this.#statusAsked;
    vm.execute('query-status', {}, { signal: this.#ended.signal }).then(
      ({ running, status }) => {
        if (asked !== this.#statusAsked) return;
        for (const watchdog of watchdogs) {
          if (running) watchdog.resume();
          else watchdog.pause(status, pauseLimit);
        }
      },
      // Not knowing changes nothing: silence is judged on fresh evidence anyway.
      (error: unknown) =>
        this.#record({ kind: 'vm', event: 'query-status', detail: { error: messageOf(error) } }),
    );
  }

  #caused(cause: Cause): void {
    try {
      this.input({ type: 'cause', cause });
    } catch (error) {
      this.#page({ reason: `a trigger threw, so its policy can not be relied on: ${messageOf(error)}` });
    }
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
    if (effect.do === 'wake') {
      this.#wake.set(effect.at ?? Number.POSITIVE_INFINITY);
      return;
    }
    if (effect.do === 'record') {
      // Stamped now: the time of a record is when it happened, not when it was written.
      const record = this.#recorder.stamp(effect.body);
      this.#then(() => this.#recorder.write(record, effect.sync === true));
    } else this.#then(() => this.#carryOut(effect));
  }

  #then(next: () => Promise<void> | void): void {
    this.#effects = this.#effects.then(next);
    this.#effects.catch((error: unknown) => this.#fail(error));
  }

  #carryOut(effect: Exclude<Effect, { do: 'record' | 'wake' }>): void {
    const { vm, clock, watchdogs, pauseLimit } = this.#options;
    const { signal } = this.#ended;
    switch (effect.do) {
      case 'page':
        this.#listener.page({
          reason: effect.reason,
          ...(effect.incident !== undefined && { incident: effect.incident }),
          ...(effect.policy !== undefined && { policy: effect.policy }),
        });
        return;
      case 'suspend':
        watchdogs.find(({ id }) => id === effect.watchdog)?.pause(effect.reason, pauseLimit);
        return;
      case 'gather': {
        if (signal.aborted) return;
        const watchdog = watchdogs.find(({ id }) => id === effect.watchdog);
        void gatherFacts(vm, watchdog, clock, signal).then((facts) =>
          this.input({ type: 'facts', order: effect.order, facts }),
        );
        return;
      }
      case 'act':
        if (signal.aborted) return;
        this.#action = runAction({ ...effect, vm, clock, signal }).then((result) =>
          this.input({ type: 'result', order: effect.order, result }),
        );
    }
  }

  async #finish(end: RunEnd): Promise<void> {
    const { clock } = this.#options;
    this.#ended.abort(end.kind === 'aborted' ? end.reason : new Error('the session ended'));
    // An action that ends now still says how; one that does not is recorded as stopped.
    const { incident } = this.#state;
    if (incident?.phase === 'acting') await Promise.race([this.#action, clock.sleep(LAST_WORDS)]);
    this.input({ type: 'end', how: howItEnded(end) });
    this.#record({
      kind: 'stopped',
      reason:
        end.kind === 'aborted'
          ? `aborted: ${messageOf(end.reason)}`
          : `the QMP session ${describeClosedReason(end.reason)}`,
    });
  }

  #release(): void {
    this.#ended.abort();
    this.#wake.clear();
    for (const deadline of this.#unknownFor.values()) deadline.clear();
    for (const unsubscribe of this.#subscriptions.splice(0)) unsubscribe();
  }
}

function howItEnded(end: RunEnd): IncidentEnd {
  return end.kind === 'closed' && end.reason.shutdown !== undefined ? 'exited' : 'stopped';
}
