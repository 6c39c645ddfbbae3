import { Allowance } from '../../core/index.js';
import { type GuestRequest, LONGEST_LINE, type Misfit, PROTOCOL_VERSION } from './request.js';
import { type GuestTimer, type TimerEffects, TimerSlots } from './timer-slots.js';

/** What one connection is answered: a flood of requests is not to become a flood of answers. */
const ANSWERS = { aSecond: 10, atOnce: 20 };

/** What one connection may be answered, from now on: what comes over another takes nothing from it. */
export function newAnswers(now: number): Allowance {
  return new Allowance(ANSWERS.aSecond, ANSWERS.atOnce, now);
}

/** What the guest may do, checked. Times are milliseconds, and whole seconds all. */
export interface GuestTerms {
  readonly timers: number;
  readonly minTimeout: number;
  readonly maxTimeout: number;
  readonly byeGrace: number;
  readonly nowayout: boolean;
}

/** What a {@link Dialogue} does besides answering. */
export interface DialogueEffects extends TimerEffects {
  /** Something came in that was no request, or can not be granted; nothing has changed. */
  refused(reason: string): void;
}

/**
 * The host's side of the talk with one guest, without a port and without a clock: lines and moments go in, answers and
 * effects come out. Nothing that comes in, and nothing that does not fit, disarms anything but a `DISARM` does.
 */
export class Dialogue {
  readonly #terms: GuestTerms;
  readonly #effects: DialogueEffects;
  readonly #slots: TimerSlots;
  #epoch = 1;
  #moved = false;

  constructor(terms: GuestTerms, effects: DialogueEffects) {
    this.#terms = terms;
    this.#effects = effects;
    this.#slots = new TimerSlots(terms.timers, effects);
  }

  /** Counts the guest's boots, as far as anybody knows of them, from 1. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Whether its timers are elsewhere: until the next epoch nothing can be armed here. */
  get moved(): boolean {
    return this.#moved;
  }

  get timers(): readonly GuestTimer[] {
    return this.#slots.all;
  }

  /**
   * Takes a line that came in at `now` (milliseconds), and returns the answer. Undefined when there is none: it was an
   * echo of one of ours, or more came than are answered; what pets has petted all the same.
   */
  take(request: GuestRequest | Misfit, answers: Allowance, now: number): string | undefined {
    if (request.verb === 'misfit') return this.#misfit(request, answers, now);
    const answered = answers.take(now);
    // A sign of life counts, whatever noise there is around it. What does more must be answered.
    if (answered || this.#isPet(request)) {
      const answer = this.#answer(request);
      if (answer.startsWith('ERR')) this.#effects.refused(`${request.verb}: ${answer}`);
      return answered ? answer : undefined;
    }
    this.#effects.refused(`${request.verb}: more requests than are answered`);
    return undefined;
  }

  /** A line has grown longer than any request is; the rest of it is dropped. */
  tooLong(answers: Allowance, now: number): string | undefined {
    const limit = `a line of more than ${LONGEST_LINE} bytes`;
    this.#effects.refused(limit);
    return answers.take(now) ? `ERR TOOLONG ${limit}` : undefined;
  }

  /** The guest boots, or is off: what it had armed is gone, and what was moved away may be armed anew. */
  newEpoch(): void {
    this.#epoch += 1;
    this.#moved = false;
    this.#slots.clear();
  }

  /** For a while nobody would have heard of a reset. */
  doubt(): void {
    this.#slots.doubt();
  }

  /** Disarms all, and lets nothing be armed until the next epoch. Returns what was armed, with what each had left. */
  moveAway(): readonly (GuestTimer & { readonly left: number })[] {
    // Where nobody counts the timeout would start anew: the whole of it is left.
    const moving = this.#slots.armed.map((timer) => ({
      ...timer,
      left: this.#slots.left(timer.id) ?? timer.timeout,
    }));
    this.#moved = true;
    this.#slots.clear();
    return moving;
  }

  /** Arms what comes from elsewhere; what the guest has armed here by itself stays as it is. A new epoch. */
  moveIn(timers: readonly Omit<GuestTimer & { readonly left: number }, 'armed'>[]): void {
    this.#epoch += 1;
    this.#moved = false;
    for (const { id, name, timeout, left } of timers)
      if (this.#slots.byId(id) === undefined && this.#slots.byName(name) === undefined)
        this.#slots.admit(id, this.#granted(timeout), name, left);
  }

  #misfit({ echo, reason, usage }: Misfit, answers: Allowance, now: number): string | undefined {
    this.#effects.refused(reason);
    return echo || !answers.take(now) ? undefined : `ERR SYNTAX ${usage}`;
  }

  #answer(request: GuestRequest): string {
    this.#slots.guestIsUp();
    switch (request.verb) {
      case 'HELLO':
        return request.version === PROTOCOL_VERSION
          ? this.#hello()
          : `ERR VERSION ${PROTOCOL_VERSION} is spoken here`;
      case 'STATUS':
        return `OK STATUS ${this.#slots.all.map((timer) => this.#status(timer)).join(' ')}`;
      default:
        return this.#moved
          ? 'ERR MOVED the timers of this guest are watched elsewhere'
          : this.#change(request);
    }
  }

  #change(request: Exclude<GuestRequest, { verb: 'HELLO' | 'STATUS' }>): string {
    if (request.verb === 'BYE') return this.#bye();
    if (request.verb === 'DISARM') return this.#disarm(request.id);
    const armed = this.#armedBy(request);
    if (armed !== undefined) return this.#feed(armed.id, request.seconds, armed.name);
    if (request.id > 0 || request.verb === 'PET') return unarmed(request.id);
    const free = this.#slots.free();
    if (free === undefined) return `ERR NOSPACE all of the ${this.#terms.timers} timers are armed`;
    return this.#feed(free.id, request.seconds, request.name);
  }

  /** The armed timer that this request arms again, or pets. */
  #armedBy(request: Extract<GuestRequest, { verb: 'ARM' | 'PET' }>): GuestTimer | undefined {
    return (
      this.#slots.byId(request.id) ?? (request.verb === 'ARM' ? this.#slots.byName(request.name) : undefined)
    );
  }

  #isPet(request: GuestRequest): boolean {
    return (request.verb === 'ARM' || request.verb === 'PET') && this.#armedBy(request) !== undefined;
  }

  #feed(id: number, seconds: number, name: string | undefined): string {
    const timeout = this.#granted(seconds * 1_000);
    this.#slots.feed(id, timeout, name);
    return ok(id, timeout);
  }

  #disarm(id: number): string {
    if (this.#slots.byId(id) === undefined) return unarmed(id);
    if (this.#terms.nowayout) return 'ERR NOWAYOUT an armed timer stays armed';
    this.#slots.disarm(id);
    return ok(id, 0);
  }

  /** The grace is never less than what a timer has anyway: saying goodbye shortens nothing. */
  #bye(): string {
    const { armed } = this.#slots;
    for (const { id, name, timeout } of armed)
      this.#slots.feed(id, Math.max(this.#terms.byeGrace, timeout), name);
    return ok(0, armed.length === 0 ? 0 : this.#terms.byeGrace);
  }

  #hello(): string {
    const { timers, minTimeout, maxTimeout, byeGrace, nowayout } = this.#terms;
    const times = `min=${minTimeout / 1_000} max=${maxTimeout / 1_000} grace=${byeGrace / 1_000}`;
    return `OK HELLO ${PROTOCOL_VERSION} timers=${timers} ${times} nowayout=${nowayout ? 1 : 0}`;
  }

  #status({ id, armed, timeout }: GuestTimer): string {
    if (!armed) return `${id}=0`;
    const left = this.#slots.left(id);
    return `${id}=${timeout / 1_000}/${left === undefined ? '-' : Math.ceil(left / 1_000)}`;
  }

  #granted(timeout: number): number {
    const { minTimeout, maxTimeout } = this.#terms;
    // Another host may have granted a part of a second; the guest is told of whole ones.
    return Math.min(Math.max(Math.ceil(timeout / 1_000) * 1_000, minTimeout), maxTimeout);
  }
}

/** `id` 0: all that are armed. */
function ok(id: number, timeout: number): string {
  return `OK ${id} ${timeout / 1_000}`;
}

function unarmed(id: number): string {
  return `ERR UNARMED ${id} is not armed`;
}
