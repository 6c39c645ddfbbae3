import { own } from '../core/index.js';
import type { RecordBody } from '../journal/index.js';
import {
  type EngineInput,
  type EngineSettings,
  type EngineState,
  eventsOf,
  type Facts,
  nextWake,
  type Policy,
  step,
} from '../policy/index.js';
import type { ProbeAnswer } from '../watchdog/index.js';
import { type Assumed, Assumptions } from './assumptions.js';
import { asRecorded } from './encoding.js';
import type { Flight, RecordedStep } from './flight.js';
import { type Wanted, wantedOf } from './flight-step.js';
import { RecordedAnswers } from './recorded-answers.js';
import { actionsOf, assumedOfWatchdogs, parted, standing } from './standing.js';

/** What an engine decided, and in which of the flight's steps: the one that had come last. */
export interface Decided {
  readonly step: number;
  readonly now: number;
  readonly record: RecordBody;
}

/** Why nothing can be said of what would have followed, and when that was. */
export interface Parted {
  readonly now: number;
  /** The last step that was gone through. */
  readonly step: number;
  readonly reason: string;
  /** What it would have been doing in words, where something was done then that it would not have done. */
  readonly standing: string | undefined;
}

/** So many steps are enough: guards that ask for ever must not hang whoever replays them. */
const MOST_STEPS = 100_000;

type Answers = Readonly<Record<string, ProbeAnswer>>;

/**
 * An engine that goes through a flight again. It is given what was recorded, at its time; its questions get the answers
 * that were recorded, and where it asks something else, what was known. It goes on for as long as it does what was done.
 */
export class ReplayedEngine {
  readonly decided: Decided[] = [];
  parted: Parted | undefined;
  readonly #flight: Flight;
  readonly #settings: EngineSettings;
  readonly #recorded: RecordedAnswers;
  readonly #assumptions: Assumptions;
  /** When the incident began. */
  readonly #since: number;
  #state: EngineState;
  #now: number;
  #index = 0;
  #steps = 0;
  /** When the engine of the flight wanted to be woken. */
  #due: number | undefined;
  /** Which of its orders was given together with which of the flight's. */
  readonly #orders = new Map<number, number>();
  readonly #actions = new Map<number, number>();
  #gather: { readonly order: number; readonly watchdog: string | undefined } | undefined;
  #ask: { readonly order: number; readonly probes: readonly string[] } | undefined;
  /** What it has wanted since the flight was last looked at. */
  #wanted: Wanted[] = [];

  constructor(flight: Flight, policies: readonly Policy[], said: Answers, since: number) {
    const { mode, bootGrace, unknownAfter, events } = flight.settings;
    this.#flight = flight;
    this.#settings = { mode, policies, bootGrace, unknownAfter };
    this.#recorded = new RecordedAnswers(flight.steps);
    this.#assumptions = new Assumptions(this.#recorded, said, since);
    this.#since = since;
    this.#state = flight.state;
    this.#due = nextWake(flight.state);
    this.#now = flight.steps[0]?.now ?? since;
    for (const event of new Set(policies.flatMap(({ on }) => eventsOf(on))))
      if (!events.includes(event))
        this.#assumptions.assume(this.#now, `${event} was not listened to: it is taken not to have come`);
  }

  /** What had to be taken for true. */
  get assumed(): readonly Assumed[] {
    return this.#assumptions.all;
  }

  /** What it would be doing at the end, in words; undefined when nothing is left to do. */
  get standing(): string | undefined {
    const { incident, pending } = this.#state;
    const isIdle = incident === undefined && Object.keys(pending).length === 0;
    return isIdle ? undefined : standing(this.#state, this.#since);
  }

  /** Goes through all of it, or until something else is done than was done then. */
  run(): void {
    for (const [index, recorded] of this.#flight.steps.entries()) {
      this.#wakeBefore(recorded.now);
      if (this.parted !== undefined) return;
      this.#index = index;
      this.#give(recorded);
      if (this.parted !== undefined) return;
    }
  }

  /**
   * It wakes when it wants to, unless it was to be woken then: timers come a little late, and what comes before them may
   * make them needless.
   */
  #wakeBefore(now: number): void {
    for (;;) {
      const due = nextWake(this.#state);
      if (due === undefined || due >= now || due === this.#due) return;
      this.#now = Math.max(due, this.#now);
      this.#take({ type: 'wake' });
      this.#answer();
      this.#compare([]);
      if (this.parted !== undefined) return;
    }
  }

  #give(recorded: RecordedStep): void {
    this.#now = recorded.now;
    const input = this.#translated(recorded.input);
    this.#recorded.pass(recorded);
    if (input !== undefined) this.#pair(recorded.wanted, this.#take(input));
    const wake = recorded.wanted.find((one) => one.do === 'wake');
    if (wake !== undefined) this.#due = wake.at;
    this.#answer();
    this.#compare(recorded.wanted);
  }

  /** What was recorded, for the order that waits for it; undefined when none does. */
  #translated(input: EngineInput): EngineInput | undefined {
    switch (input.type) {
      case 'wake': {
        const due = nextWake(this.#state);
        return due === this.#due || (due !== undefined && due <= this.#now) ? input : undefined;
      }
      case 'facts': {
        const same = this.#orders.get(input.order);
        if (same !== undefined) return { ...input, order: same };
        const order = this.#waitingForFacts();
        return order === undefined ? undefined : { type: 'facts', order, facts: this.#fitting(input.facts) };
      }
      case 'answers': {
        const order = this.#orders.get(input.order);
        if (order === undefined || this.#ask?.order !== order) return undefined;
        return { type: 'answers', order, answers: this.#answersTo(this.#ask.probes, input.answers) };
      }
      case 'result':
      case 'not-begun': {
        const order = this.#actions.get(input.order);
        return order === undefined ? undefined : { ...input, order };
      }
      default:
        return input;
    }
  }

  /** Takes one step; answers with what it wants of the world. */
  #take(input: EngineInput): readonly Wanted[] {
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) this.#part(`it took more than ${MOST_STEPS} steps`, undefined);
    const { state, effects } = step(this.#settings, this.#state, input, this.#now);
    this.#state = state;
    for (const effect of effects) {
      if (effect.do === 'record')
        this.decided.push({ step: this.#index, now: this.#now, record: asRecorded(effect.body) });
      else if (effect.do === 'gather') this.#gather = effect;
      else if (effect.do === 'ask')
        this.#ask = { order: effect.order, probes: effect.probes.map(({ name }) => name) };
    }
    const wanted = wantedOf(effects);
    this.#wanted.push(...wanted);
    return wanted;
  }

  /** Questions that the same input has led to are the same, whatever their numbers. */
  #pair(did: readonly Wanted[], would: readonly Wanted[]): void {
    const own = would.filter((one) => one.do === 'gather');
    for (const [index, { order, watchdog }] of did.filter((one) => one.do === 'gather').entries()) {
      const paired = own[index];
      if (order !== undefined && paired?.order !== undefined && paired.watchdog === watchdog)
        this.#orders.set(order, paired.order);
    }
  }

  /** The order whose facts nobody gathered then. */
  #waitingForFacts(): number | undefined {
    const { incident } = this.#state;
    const waits = incident?.phase === 'gathering' && incident.wakeAt === undefined;
    if (!waits || this.#gather?.order !== incident.order || this.#ask?.order === incident.order)
      return undefined;
    return [...this.#orders.values()].includes(incident.order) ? undefined : incident.order;
  }

  #waitingForAnswers(): readonly string[] | undefined {
    const { incident } = this.#state;
    if (incident?.phase !== 'gathering' || this.#ask?.order !== incident.order) return undefined;
    const recorded = [...this.#orders].find(([, order]) => order === incident.order)?.[0];
    // Then the answer comes when it came, or never, as it was.
    return recorded !== undefined && this.#recorded.wasAsked(recorded) ? undefined : this.#ask.probes;
  }

  /** Answers at once what was not asked then, unless a like question was under way. */
  #answer(): void {
    while (this.parted === undefined) {
      const probes = this.#waitingForAnswers();
      const order = this.#waitingForFacts();
      if (probes !== undefined && this.#ask !== undefined)
        this.#take({ type: 'answers', order: this.#ask.order, answers: this.#answersTo(probes, {}) });
      else if (
        order !== undefined &&
        this.#recorded.openAt(this.#index).every((open) => this.#orders.has(open))
      )
        this.#take({
          type: 'facts',
          order,
          facts: this.#assumptions.facts(this.#now, this.#dog(this.#gather?.watchdog)),
        });
      else return;
    }
  }

  /** The facts are of another watchdog when another policy acts. */
  #fitting(facts: Facts): Facts {
    const id = this.#gather?.watchdog;
    if (facts.watchdog?.id === id) return facts;
    return { ...facts, watchdog: this.#dog(id) };
  }

  #dog(id: string | undefined): Facts['watchdog'] {
    if (id === undefined) return undefined;
    return this.#recorded.watchdog(id) ?? own(this.#state.watchdogs, id);
  }

  #answersTo(probes: readonly string[], recorded: Answers): Answers {
    return Object.fromEntries(
      probes.map((name) => [name, own(recorded, name) ?? this.#assumptions.answer(this.#now, name)] as const),
    );
  }

  /** Looks whether it has done what was done; if not, what was recorded further on is not what it would have met. */
  #compare(did: readonly Wanted[]): void {
    const would = this.#wanted;
    this.#wanted = [];
    for (const what of assumedOfWatchdogs(did, would)) this.#assumptions.assume(this.#now, what);
    const [done, own] = [actionsOf(did), actionsOf(would)];
    if (done.join('\n') !== own.join('\n')) {
      this.#part(parted(done, own), own.length === 0 ? standing(this.#state, this.#since) : undefined);
      return;
    }
    const orders = ({ do: what, order }: Wanted): number[] =>
      what === 'act' && order !== undefined ? [order] : [];
    const mine = would.flatMap(orders);
    for (const [index, order] of did.flatMap(orders).entries())
      this.#actions.set(order, mine[index] ?? Number.NaN);
  }

  #part(reason: string, doing: string | undefined): void {
    this.parted ??= { now: this.#now, step: this.#index, reason, standing: doing };
  }
}
