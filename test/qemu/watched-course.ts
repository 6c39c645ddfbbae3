// The questions of a course on their way, so that something can happen at each of them.
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import type { Answer } from '../../src/failover/quiesce/ask.js';
import { Ground } from '../../src/failover/quiesce/ground.js';
import { Progress } from '../../src/failover/quiesce/progress.js';
import type { At, InterruptedMonitor, Strike } from './interrupted-monitor.js';

/** A question of a course. */
export interface Point {
  /** The step that asks it, and what it asks: `look status`. */
  readonly question: string;
  /** Which of those it is. Default: the first. */
  readonly nth?: number;
  /** The command by which QEMU is asked; undefined where somebody else is. */
  readonly command?: string;
}

/** What happens at a point. */
export interface Happening {
  readonly point: Point;
  readonly at: At;
  readonly strike: Strike;
  /** The step is over, or the course is. */
  readonly over: () => void;
}

/** What a course is told that goes on when its process is dead: so it ends, and nothing of what it does has an effect. */
const DEAD = 'this process is dead';
/** Later than every deadline of a course. */
const TOO_LATE = Number.MAX_SAFE_INTEGER / 2;

const courses = new AsyncLocalStorage<WatchedCourse>();

/** A course in which something happens at one point. {@link watchCourses} must be in force. */
export class WatchedCourse {
  /** Everything that was asked, as a {@link Point} names it. */
  readonly asked: string[] = [];
  readonly #happening: Happening;
  readonly #monitor: InterruptedMonitor;
  #isDead = false;
  #step = '';
  #struck: 'not yet' | 'in this step' | 'before' = 'not yet';

  constructor(happening: Happening, monitor: InterruptedMonitor) {
    this.#happening = happening;
    this.#monitor = monitor;
  }

  /** Whether it has come to its point. */
  get struck(): boolean {
    return this.#struck !== 'not yet';
  }

  async run<T>(quiet: () => Promise<T>): Promise<T> {
    try {
      return await courses.run(this, quiet);
    } finally {
      this.begins('');
    }
  }

  /** Whether the process that runs it has died. */
  get isDead(): boolean {
    return this.#isDead;
  }

  /** The process that runs it: whatever it would do from now on has no effect. */
  die(): void {
    this.#isDead = true;
    this.#monitor.cut();
  }

  /** A step. */
  begins(step: string): void {
    this.#step = step;
    if (this.#struck !== 'in this step') return;
    this.#struck = 'before';
    this.#happening.over();
  }

  async asks(ask: string, answer: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.around(`${this.#step} ${ask}`, answer);
    } catch {
      return { ok: false, at: TOO_LATE, session: undefined, how: 'refused', message: DEAD };
    }
  }

  /** Does what is asked with `question`. */
  async around<T>(question: string, act: () => Promise<T>): Promise<T> {
    this.#unlessDead();
    this.asked.push(question);
    const { point, at } = this.#happening;
    const nth = this.asked.filter((one) => one === question).length;
    if (question !== point.question || nth !== (point.nth ?? 1)) return await act();
    if (point.command !== undefined) this.#monitor.interrupt(point.command, at, () => this.#strike());
    else if (at === 'before') await this.#strike();
    this.#unlessDead();
    const value = await act();
    if (at === 'after' && point.command === undefined) await this.#strike();
    this.#unlessDead();
    return value;
  }

  async #strike(): Promise<void> {
    this.#struck = 'in this step';
    await this.#happening.strike();
  }

  #unlessDead(): void {
    if (this.#isDead) throw new Error(DEAD);
  }
}

/** Lets every {@link WatchedCourse} see what is asked, until it is disposed of. */
export function watchCourses(): Disposable {
  const { answer } = Ground.prototype;
  const { begin } = Progress.prototype;
  const spies = [
    vi.spyOn(Ground.prototype, 'answer').mockImplementation(function (this: Ground, ask) {
      const course = courses.getStore();
      const given = (): Promise<Answer> => answer.call(this, ask);
      return course === undefined ? given() : course.asks(ask.ask, given);
    }),
    vi.spyOn(Progress.prototype, 'begin').mockImplementation(function (this: Progress, step, options) {
      courses.getStore()?.begins(step);
      begin.call(this, step, options);
    }),
  ];
  return {
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
