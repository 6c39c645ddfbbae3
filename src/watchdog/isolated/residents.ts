import type { Clock } from '../../core/index.js';
import { Watchdog } from '../watchdog.js';
import type { Answer, Call, Look, Order, Report } from './messages.js';
import { watchdogOptions } from './options.js';
import { Telling } from './telling.js';

/** What the watchdogs of a thread work with. */
export interface Surroundings {
  readonly clock: Clock;
  /** What is added to a moment of `clock` to make it one of whoever is told. */
  readonly shift: number;
  /** Tells what happened. */
  report(report: Report): void;
  /** Answers a question. */
  answer(answer: Answer): void;
}

/** The watchdogs that live in a thread, as its messages see them. */
export class Residents {
  readonly #with: Surroundings;
  readonly #watchdogs = new Map<number, Watchdog>();
  readonly #tellings = new Map<number, Telling>();

  constructor(surroundings: Surroundings) {
    this.#with = surroundings;
  }

  take(order: Order): void {
    switch (order.do) {
      case 'create':
        this.#create(order);
        return;
      case 'call':
        call(this.#watchdogs.get(order.watchdog), order.call);
        return;
      case 'look':
        void this.#look(order);
        return;
      case 'end':
        void this.#end(order.watchdog);
    }
  }

  #create({ watchdog: number, settings }: Extract<Order, { do: 'create' }>): void {
    const { clock, shift, report } = this.#with;
    const watchdog = new Watchdog({ ...watchdogOptions(settings), clock });
    this.#watchdogs.set(number, watchdog);
    const telling = new Telling(clock, (transition) =>
      report({
        watchdog: number,
        told: 'transition',
        transition: { ...transition, at: transition.at + shift },
      }),
    );
    this.#tellings.set(number, telling);
    watchdog.on('transition', (transition) => telling.transition(transition));
    watchdog.on('quiet', (quiet) =>
      report({ watchdog: number, told: 'quiet', quiet: { ...quiet, at: quiet.at + shift } }),
    );
    watchdog.on('refused', ({ reason }) => {
      if (telling.refusal) report({ watchdog: number, told: 'refused', reason });
    });
  }

  /** A pet that has arrived here by now counts, although it was not read yet. */
  async #look({ watchdog: number, question }: Extract<Order, { do: 'look' }>): Promise<void> {
    await this.#with.clock.drain();
    const watchdog = this.#watchdogs.get(number);
    this.#with.answer({ question, look: watchdog && lookAt(watchdog) });
  }

  async #end(number: number): Promise<void> {
    const watchdog = this.#watchdogs.get(number);
    if (watchdog === undefined) return;
    await watchdog.stop();

    this.#tellings.get(number)?.flush();
    this.#tellings.delete(number);
    this.#watchdogs.delete(number);
    this.#with.report({ watchdog: number, told: 'ended', look: lookAt(watchdog) });
  }
}

function lookAt({ snapshot, timeout }: Watchdog): Look {
  return { snapshot, timeout };
}

function call(watchdog: Watchdog | undefined, [method, ...args]: Call): void {
  // That the arguments are the method's own is in the type of Call, which does not outlive taking it apart.
  const perform = watchdog?.[method] as ((...args: readonly unknown[]) => void) | undefined;
  perform?.apply(watchdog, args);
}
