import type { WatchdogSnapshot } from '../watchdog-options.js';

/** What becomes of the watchdogs behind the guest's timers. `id` counts from 1; times are milliseconds. */
export interface TimerEffects {
  /** Its guest was heard: it is armed, if it is not yet, and petted, and has `timeout` left from now. */
  feed(id: number, timeout: number): void;
  /** It is armed without its guest having been heard here, and has `left` left from now. */
  arm(id: number, left: number): void;
  /** Its guest was heard, and wants it no more. */
  disarm(id: number): void;
  /** What armed it is gone. */
  release(id: number): void;
  /** It may have been armed by a boot that is over: silence is excused for as long as a boot may take. */
  doubt(id: number): void;
  /** The watchdog behind it, at this moment. */
  watchdog(id: number): Pick<WatchdogSnapshot, 'awaitingRecovery' | 'timeLeft'>;
}

/** One of the guest's timers. */
export interface GuestTimer {
  /** From 1. */
  readonly id: number;
  readonly armed: boolean;
  /** By which the guest finds it again without its id. */
  readonly name: string | undefined;
  /** What was granted last, in milliseconds; 0 while it is not armed. */
  readonly timeout: number;
}

type Slot = { -readonly [K in keyof GuestTimer]: GuestTimer[K] } & {
  /** Whether the boot that armed it may be over. */
  doubted: boolean;
};

/** Which timers the guest has armed. How long each has been silent is its watchdog's business. */
export class TimerSlots {
  readonly #slots: readonly Slot[];
  readonly #effects: TimerEffects;

  constructor(count: number, effects: TimerEffects) {
    this.#slots = Array.from({ length: count }, (_, index) => emptySlot(index + 1));
    this.#effects = effects;
  }

  get all(): readonly GuestTimer[] {
    return this.#slots.map(({ id, armed, name, timeout }) => ({ id, armed, name, timeout }));
  }

  get armed(): readonly GuestTimer[] {
    return this.all.filter(({ armed }) => armed);
  }

  /** What a timer has left, in milliseconds; undefined while nobody counts, as while the VM stands still. */
  left(id: number): number | undefined {
    const { awaitingRecovery, timeLeft } = this.#effects.watchdog(id);
    return awaitingRecovery ? 0 : timeLeft;
  }

  /** The armed timer with this id. */
  byId(id: number): GuestTimer | undefined {
    return this.#slots.find((slot) => slot.armed && slot.id === id);
  }

  /** The armed timer of this name. */
  byName(name: string | undefined): GuestTimer | undefined {
    return this.#slots.find((slot) => slot.armed && name !== undefined && slot.name === name);
  }

  /** One that may be armed: where all are, one of which nobody knows whether the boot that armed it is over. */
  free(): GuestTimer | undefined {
    return this.#slots.find(({ armed }) => !armed) ?? this.#slots.find(({ doubted }) => doubted);
  }

  /** The guest arms it, or pets it. */
  feed(id: number, timeout: number, name: string | undefined): void {
    this.#take(id, timeout, name);
    this.#effects.feed(id, timeout);
  }

  /** It was armed elsewhere. */
  admit(id: number, timeout: number, name: string | undefined, left: number): void {
    this.#take(id, timeout, name);
    this.#effects.arm(id, left);
  }

  /** The guest has booted, and speaks: whatever had expired in an earlier boot waited for just that. */
  guestIsUp(): void {
    for (const { id, armed } of this.#slots)
      if (!armed && this.#effects.watchdog(id).awaitingRecovery) this.#effects.disarm(id);
  }

  /** The guest disarms it. */
  disarm(id: number): void {
    Object.assign(this.#slot(id), emptySlot(id));
    this.#effects.disarm(id);
  }

  /** Whatever armed them is gone. */
  clear(): void {
    for (const { id } of this.armed) {
      Object.assign(this.#slot(id), emptySlot(id));
      this.#effects.release(id);
    }
  }

  /** Nobody would have heard of a reset. */
  doubt(): void {
    for (const { id } of this.armed) {
      this.#slot(id).doubted = true;
      this.#effects.doubt(id);
    }
  }

  #take(id: number, timeout: number, name: string | undefined): void {
    Object.assign(this.#slot(id), { armed: true, timeout, name, doubted: false });
  }

  #slot(id: number): Slot {
    const slot = this.#slots[id - 1];
    if (slot === undefined) throw new RangeError(`there is no timer ${id}`);
    return slot;
  }
}

function emptySlot(id: number): Slot {
  return { id, armed: false, name: undefined, timeout: 0, doubted: false };
}
