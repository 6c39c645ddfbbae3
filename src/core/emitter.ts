import { types } from 'node:util';
import { EventEmitter } from 'eventemitter3';
import { describe } from './errors.js';

/** Ends a subscription. Calling it is the same as disposing it; both are idempotent. */
export interface Unsubscribe extends Disposable {
  (): void;
}

/** Makes a function an {@link Unsubscribe}. */
export function unsubscribe(stop: () => void): Unsubscribe {
  return Object.assign(stop, { [Symbol.dispose]: stop });
}

/** Told of an error that a listener threw, or that a promise it returned rejected with. */
export type ListenerErrorHandler = (error: unknown, event: string) => void;

/** What happens when nothing else was asked for: a process warning, which is visible and does not end the process. */
export const warnOfListenerError: ListenerErrorHandler = (error, event) => {
  const detail = error instanceof Error ? (error.stack ?? error.message) : describe(error);
  process.emitWarning(`a listener of "${event}" threw: ${detail}`, { type: 'QmpWatchdogListenerWarning' });
};

/**
 * A typed emitter whose listeners can not hurt each other or the emitting side: each runs guarded, in the order of
 * subscription, and no failure depends on anybody listening.
 */
export class GuardedEmitter<Events extends { [Name in keyof Events]: unknown }> {
  // Untyped inside: eventemitter3's generics do not carry a map over a type parameter.
  #emitter: EventEmitter | undefined;
  readonly #onListenerError: ListenerErrorHandler;

  constructor(onListenerError: ListenerErrorHandler = warnOfListenerError) {
    this.#onListenerError = onListenerError;
  }

  on<Name extends keyof Events & string>(
    name: Name,
    listener: (value: Events[Name]) => unknown,
  ): Unsubscribe {
    let subscribed = true;
    const guarded = (value: Events[Name]): void => {
      // eventemitter3 goes on with the round that is under way when one listener unsubscribes another.
      if (!subscribed) return;
      try {
        const result = listener(value);
        if (typeof result === 'object' && types.isPromise(result))
          result.catch((error: unknown) => this.#report(error, name));
      } catch (error) {
        this.#report(error, name);
      }
    };
    // Most of what can be listened to never is.
    this.#emitter ??= new EventEmitter();
    const emitter = this.#emitter.on(name, guarded);
    return unsubscribe(() => {
      subscribed = false;
      emitter.off(name, guarded);
    });
  }

  emit<Name extends keyof Events & string>(name: Name, value: Events[Name]): void {
    this.#emitter?.emit(name, value);
  }

  /** How many listen to `name`; it decides whether an event is worth parsing. */
  listenerCount(name: string): number {
    return this.#emitter?.listenerCount(name) ?? 0;
  }

  /** Forgets every listener. */
  clear(): void {
    this.#emitter?.removeAllListeners();
  }

  #report(error: unknown, event: string): void {
    try {
      this.#onListenerError(error, event);
    } catch (handlerError) {
      // The handler is the user's as well, and must hurt the emitting side no more than a listener.
      warnOfListenerError(handlerError, event);
      warnOfListenerError(error, event);
    }
  }
}
