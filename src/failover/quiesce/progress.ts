import type { Answer, Ask, BroughtBy, Course, Question } from './ask.js';
import type { QuiesceBudgets } from './options.js';

/** A step of the course. */
export type QuiesceStep = keyof QuiesceBudgets;

/** How one step went. */
export interface StepReport {
  readonly step: QuiesceStep;
  /** Milliseconds. */
  readonly took: number;
  readonly outcome: 'done' | 'failed';
  /** What was found, or why it failed. */
  readonly detail?: string;
}

/** What the course must know of its orders. */
export interface Plan {
  readonly timeout: number;
  readonly budgets: QuiesceBudgets;
  readonly freeze: boolean;
  readonly doubtfulStorage: boolean;
  /** Whether a migration is to save the guest's state, so that it is the way to release the disks. */
  readonly save: boolean;
  /** Whether the process may be killed. */
  readonly kill: boolean;
  /** Whether a proof stands that somebody may rely on: it is looked at, and nothing is done. */
  readonly onlyLook: boolean;
}

type Asked<Q extends Question> = { [N in Q]: Omit<Ask<N>, 'timeout'> }[Q];

/** Between two questions that wait for something, in milliseconds: at first, and at most. */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 250;

/** Whoever wanted it does not any more. */
export class Aborted {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Whoever gave the order says, before anything that can not be taken back, that it does not stand. */
export class Withdrawn {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Where the course is: the time, the step and its end, and what has been reported. */
export class Progress {
  readonly plan: Plan;
  readonly reports: StepReport[] = [];
  /** What could not be established, and keeps the level down. */
  readonly doubts: string[] = [];
  now: number;
  /** Whether there is no way back: the VM is being stopped, or was. */
  committed = false;
  readonly #deadline: number;
  #step: { readonly name: QuiesceStep; readonly begun: number; end: number };
  #yanked = false;

  constructor(plan: Plan, began: number) {
    this.plan = plan;
    this.now = began;
    this.#deadline = began + plan.timeout;
    this.#step = { name: 'look', begun: began, end: began };
  }

  /** Whether a connection of its storage was cut off. */
  get yanked(): boolean {
    return this.#yanked;
  }

  /** What is left of the step, in milliseconds. */
  get left(): number {
    return Math.max(0, this.#step.end - this.now);
  }

  /** `reserve`: so much of the whole is to be left after it, but not more than half. `beyond`: it may last longer than the whole. */
  begin(
    name: QuiesceStep,
    { reserve = 0, beyond = false }: { readonly reserve?: number; readonly beyond?: boolean } = {},
  ): void {
    const { budgets } = this.plan;
    const own = this.now + budgets[name];
    const left = Math.max(0, this.#deadline - this.now);
    const end = beyond ? own : Math.min(own, this.now + left - Math.min(reserve, left / 2));
    this.#step = { name, begun: this.now, end };
  }

  done(detail?: string): void {
    this.#report('done', detail);
  }

  failed(detail: string): void {
    this.#report('failed', detail);
  }

  /** Asks once. With `share`, it has this part of what is left. Not at all when nothing is left. */
  ask<Q extends Question>(asked: Asked<Q> & { readonly ask: Q }, share = 1): Course<Answer<BroughtBy<Q>>> {
    return this.#put<Q>(asked, share);
  }

  *#put<Q extends Question>(asked: { readonly ask: Q }, share: number): Course<Answer<BroughtBy<Q>>> {
    const timeout = this.left * share;
    const late: Answer<BroughtBy<Q>> = {
      ok: false,
      at: this.now,
      session: undefined,
      how: 'not-sent',
      message: `no time was left for it in "${this.#step.name}"`,
    };
    if (timeout <= 0) return late;
    // The compiler can not tell that a question with its time is one of them. Whoever answers brings what it brings.
    const answer = (yield { ...asked, timeout } as unknown as Ask) as Answer<BroughtBy<Q>>;
    this.now = answer.at;
    if (!answer.ok && answer.how === 'aborted') throw new Aborted(answer.message);
    return answer;
  }

  /**
   * Asks until there is an answer, a refusal, or no time: over a lost session, and, once, over a main loop that hangs on
   * the network. Only for what may be asked twice.
   */
  *insist<Q extends Question>(asked: Asked<Q> & { readonly ask: Q }): Course<Answer<BroughtBy<Q>>> {
    // Each that is not answered stands in QEMU's queue: the first has half of the time, and the second the rest.
    let share = this.#yanked ? 1 : 0.5;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const answer = yield* this.#put<Q>(asked, share);
      if (answer.ok || answer.how === 'refused' || this.left <= 0) return answer;
      if (answer.how === 'unknown') {
        share = 1;
        if (yield* this.yank()) continue;
      }
      yield* this.pause(pause);
    }
  }

  /** Until `look` brings something, or there is no time. `between`, in milliseconds, grows. */
  *until<T>(look: () => Course<T | undefined>): Course<T | undefined> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      const found = yield* look();
      if (found !== undefined || this.left <= 0) return found;
      yield* this.pause(pause);
    }
  }

  *pause(milliseconds: number): Course<void> {
    const timeout = Math.min(milliseconds, this.left);
    if (timeout <= 0) return;
    const answer = yield { ask: 'pause', timeout };
    this.now = answer.at;
    if (!answer.ok && answer.how === 'aborted') throw new Aborted(answer.message);
  }

  /**
   * Right before what can not be taken back. False when there is no time for it. Throws {@link Withdrawn}. Once the VM is
   * being stopped it is not asked again: it would be our own doing that it speaks of.
   */
  *consent(): Course<boolean> {
    if (this.committed) return true;
    if (this.left <= 0) return false;
    const consent = yield* this.ask({ ask: 'consent' });
    if (!consent.ok) throw new Withdrawn(consent.message);
    return true;
  }

  /** Cuts the network's block nodes off, once. Whether there was anything to cut. */
  *yank(): Course<boolean> {
    if (this.#yanked) return false;
    if (!(yield* this.consent())) return false;
    const answer = yield* this.ask({ ask: 'yank', what: 'block-node' }, 0.5);
    if (!answer.ok || answer.value.length === 0) return false;
    this.#yanked = true;
    this.doubts.push(`what was under way on ${answer.value.join(', ')} was cut off`);
    return true;
  }

  #report(outcome: StepReport['outcome'], detail: string | undefined): void {
    const { name, begun } = this.#step;
    const took = this.now - begun;
    this.reports.push({ step: name, took, outcome, ...(detail !== undefined && { detail }) });
  }
}
