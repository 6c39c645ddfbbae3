import { own } from '../core/index.js';
import type { Facts } from '../policy/index.js';
import type { ProbeAnswer } from '../watchdog/index.js';
import type { RecordedAnswers } from './recorded-answers.js';
import { sinceThen } from './standing.js';

/** What was taken for true, and when. */
export interface Assumed {
  readonly now: number;
  readonly what: string;
}

/** Answers to what nobody asked then: out of what was known. Each is told as an assumption, once. */
export class Assumptions {
  readonly all: Assumed[] = [];
  readonly #recorded: RecordedAnswers;
  /** What probes say that were not run then. */
  readonly #said: Readonly<Record<string, ProbeAnswer>>;
  /** When the incident began. */
  readonly #since: number;

  constructor(recorded: RecordedAnswers, said: Readonly<Record<string, ProbeAnswer>>, since: number) {
    this.#recorded = recorded;
    this.#said = said;
    this.#since = since;
  }

  assume(now: number, what: string): void {
    if (!this.all.some((one) => one.what === what)) this.all.push({ now, what });
  }

  /** What QEMU is taken to say now. */
  facts(now: number, watchdog: Facts['watchdog']): Facts {
    const { facts: found } = this.#recorded;
    if (found !== undefined) {
      const when = sinceThen(found.now - this.#since);
      this.assume(now, `QEMU was not asked here: it is taken to say what it said at ${when}`);
      return { ...found.facts, at: now, watchdog };
    }
    this.assume(now, 'QEMU was not asked at all: what it would have said is not known');
    const status = { error: 'nobody asked it then' };
    return { status, monitor: 'unknown', answeredAfter: 0, attended: false, at: now, watchdog, stalled: 0 };
  }

  /** What the probe of this name is taken to say now. */
  answer(now: number, name: string): ProbeAnswer {
    const said = own(this.#said, name);
    const taken = said ?? this.#recorded.probe(name);
    if (taken === undefined) {
      this.assume(now, `probe "${name}" was not run: what it would have said is not known`);
      return { verdict: 'unknown', reason: 'nobody asked then' };
    }
    const why = said === undefined ? 'what it said before' : 'what it was told to';
    const { verdict, reason } = taken;
    this.assume(now, `probe "${name}" was not run here: it is taken to say ${why}, ${verdict} (${reason})`);
    return taken;
  }
}
