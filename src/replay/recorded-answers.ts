import type { Facts } from '../policy/index.js';
import type { ProbeAnswer, WatchdogSnapshot } from '../watchdog/index.js';
import type { RecordedStep } from './flight.js';

/** What was asked under one order. */
interface RecordedOrder {
  /** The index of the step that gave it. */
  given?: number;
  /** The index of the step that brought its facts. */
  facts?: number;
  /** Whether guards asked for something besides. */
  asked?: boolean;
}

/** What was found, and when. */
export interface FoundFacts {
  readonly now: number;
  readonly facts: Facts;
}

/** What was asked in a flight, when it was answered, and what was known at which step. */
export class RecordedAnswers {
  readonly #orders = new Map<number, RecordedOrder>();
  /** The facts that were found first, until some are passed. */
  #facts: FoundFacts | undefined;
  readonly #dogs = new Map<string, WatchdogSnapshot>();
  readonly #probes = new Map<string, ProbeAnswer>();

  constructor(steps: readonly RecordedStep[]) {
    for (const [index, { input, wanted, now }] of steps.entries()) {
      for (const { do: what, order } of wanted) {
        if (what === 'gather' && order !== undefined) this.#order(order).given = index;
        if (what === 'ask' && order !== undefined) this.#order(order).asked = true;
      }
      if (input.type === 'facts') {
        this.#order(input.order).facts = index;
        this.#facts ??= { now, facts: input.facts };
      }
    }
  }

  /** A step has been taken: what it told is the latest of its kind. */
  pass({ input, now }: RecordedStep): void {
    if (input.type === 'watchdog') this.#dogs.set(input.watchdog.id, input.watchdog);
    else if (input.type === 'facts') {
      this.#facts = { now, facts: input.facts };
      const { watchdog } = input.facts;
      if (watchdog !== undefined) this.#dogs.set(watchdog.id, watchdog);
    } else if (input.type === 'answers')
      for (const [name, answer] of Object.entries(input.answers)) this.#probes.set(name, answer);
  }

  /** Whether guards asked for something under this order. */
  wasAsked(order: number): boolean {
    return this.#orders.get(order)?.asked === true;
  }

  /** Orders that have been given by the step of this index, and are answered with facts after it. */
  openAt(index: number): readonly number[] {
    return [...this.#orders].flatMap(([order, { given, facts }]) =>
      given !== undefined && given <= index && facts !== undefined && facts > index ? [order] : [],
    );
  }

  /** The facts that were found last, before that those found first. */
  get facts(): FoundFacts | undefined {
    return this.#facts;
  }

  /** The watchdog as it was told of last. */
  watchdog(id: string): WatchdogSnapshot | undefined {
    return this.#dogs.get(id);
  }

  /** What a probe has answered last. */
  probe(name: string): ProbeAnswer | undefined {
    return this.#probes.get(name);
  }

  #order(order: number): RecordedOrder {
    const known = this.#orders.get(order) ?? {};
    this.#orders.set(order, known);
    return known;
  }
}
