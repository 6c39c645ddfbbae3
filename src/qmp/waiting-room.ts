import { type Deadline, Deadlines, type Clock } from '../core/index.js';
import type { QmpCaller } from './caller.js';

/** Who is waited for: what is undefined does not matter. */
export interface Wanted {
  readonly uuid: string | undefined;
  readonly name: string | undefined;
}

/** Whoever comes. */
export const ANYONE: Wanted = { uuid: undefined, name: undefined };

interface Acceptor {
  readonly wanted: Wanted;
  readonly take: (caller: QmpCaller) => void;
}

/** Brings callers and those who wait for them together. Callers wait bounded in number and time. */
export class WaitingRoom {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #timeout: number;
  readonly #expired: (caller: QmpCaller) => void;
  readonly #callers = new Map<QmpCaller, Deadline>();
  readonly #acceptors = new Set<Acceptor>();

  constructor(
    clock: Clock,
    limits: { readonly capacity: number; readonly timeout: number },
    expired: (caller: QmpCaller) => void,
  ) {
    this.#clock = clock;
    this.#capacity = limits.capacity;
    this.#timeout = limits.timeout;
    this.#expired = expired;
  }

  get callers(): readonly QmpCaller[] {
    return [...this.#callers.keys()];
  }

  /** Hands it over to who waits for it, or lets it wait; tells whether there was room. */
  enter(caller: QmpCaller): boolean {
    const acceptors = [...this.#acceptors].filter(({ wanted }) => fits(wanted, caller));
    // Who waits for this very one comes before who takes anyone.
    const acceptor = acceptors.find(({ wanted }) => !anyone(wanted)) ?? acceptors[0];
    if (acceptor !== undefined) {
      this.#acceptors.delete(acceptor);
      acceptor.take(caller);
      return true;
    }
    if (this.#callers.size >= this.#capacity) return false;
    const deadline = Deadlines.of(this.#clock).create(() => {
      if (this.leave(caller)) this.#expired(caller);
    });
    deadline.set(this.#clock.now() + this.#timeout);
    this.#callers.set(caller, deadline);
    return true;
  }

  /** It waits no longer; tells whether it did. */
  leave(caller: QmpCaller): boolean {
    this.#callers.get(caller)?.clear();
    return this.#callers.delete(caller);
  }

  /** Calls `take` once with the caller that is wanted, at once when it waits already. Returns a function that forgets it. */
  accept(wanted: Wanted, take: (caller: QmpCaller) => void): () => void {
    for (const caller of this.#callers.keys()) {
      if (!fits(wanted, caller)) continue;
      this.leave(caller);
      take(caller);
      return () => {};
    }
    const acceptor = { wanted, take };
    this.#acceptors.add(acceptor);
    return () => this.#acceptors.delete(acceptor);
  }
}

function anyone({ uuid, name }: Wanted): boolean {
  return uuid === undefined && name === undefined;
}

function fits(wanted: Wanted, caller: QmpCaller): boolean {
  return (
    (wanted.uuid === undefined || wanted.uuid === caller.uuid) &&
    (wanted.name === undefined || wanted.name === caller.name)
  );
}
