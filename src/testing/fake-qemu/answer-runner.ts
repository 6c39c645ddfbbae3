import { type Clock, messageOf, type Timer } from '../../core/index.js';
import { Refusal, type Step, stepOf } from './answer.js';

/** The content of a reply. */
export type ReplyContent =
  | { readonly return: unknown }
  | { readonly error: { readonly class: string; readonly desc: string } };

/** Carries out what a script answered, step by step, until there is a reply. */
export class AnswerRunner {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Does `work` and follows its answer. `builtIn` is what the fake itself does, `onThread` runs a later step where the
   * command belongs, and `reply` is called once, if ever.
   */
  carryOut(
    work: () => unknown,
    builtIn: () => unknown,
    onThread: (task: () => void) => void,
    reply: (content: ReplyContent) => void,
  ): void {
    const step = attempt(work);
    const goOn = (next: () => unknown): void => onThread(() => this.carryOut(next, builtIn, onThread, reply));
    switch (step.kind) {
      case 'never':
        return;
      case 'built-in':
        this.carryOut(builtIn, builtIn, onThread, reply);
        return;
      case 'after':
        this.#after(step.delay, () => goOn(() => step.answer));
        return;
      case 'late-reply': {
        const told = contentOf(attempt(builtIn));
        this.#after(step.delay, () => onThread(() => reply(told)));
        return;
      }
      case 'late-effect':
        this.#after(step.delay, () => onThread(() => void attempt(builtIn)));
        reply({ return: {} });
        return;
      case 'promise':
        step.promise.then(
          (value) => goOn(() => value),
          (error) => goOn(() => refusalOf(error)),
        );
        return;
      default:
        reply(contentOf(step));
    }
  }

  /** Forgets the replies that are due later. */
  end(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #after(delay: number, callback: () => void): void {
    const timer = this.#clock.setTimer(delay, () => {
      this.#timers.delete(timer);
      callback();
    });
    this.#timers.add(timer);
  }
}

/** What a command says that has been carried out. */
function contentOf(step: Step): ReplyContent {
  if (step.kind === 'error') return { error: { class: step.refusal.errorClass, desc: step.refusal.message } };
  return { return: step.kind === 'return' ? step.value : {} };
}

function attempt(work: () => unknown): Step {
  try {
    return stepOf(work());
  } catch (error) {
    return { kind: 'error', refusal: refusalOf(error) };
  }
}

/** A script that fails answers with what it threw: then the test sees it. */
function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(messageOf(error));
}
