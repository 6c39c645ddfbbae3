import { GuardedEmitter, type ListenerErrorHandler, type Unsubscribe, unsubscribe } from '../core/index.js';
import type { AnyEvent, QmpClient } from '../qmp/index.js';

/**
 * Listeners that outlive sessions. A session is asked only for the events that somebody listens to: what nobody hears is
 * not even parsed.
 */
export class Relay {
  readonly #emitter: GuardedEmitter<Record<string, AnyEvent>>;
  readonly #wanted = new Map<string, { listeners: number; subscription: Unsubscribe | undefined }>();
  #client: QmpClient | undefined;

  constructor(onListenerError: ListenerErrorHandler) {
    this.#emitter = new GuardedEmitter(onListenerError);
  }

  on(event: string, listener: (event: AnyEvent) => unknown): Unsubscribe {
    const stop = this.#emitter.on(event, listener);
    const wanted = this.#wanted.get(event) ?? { listeners: 0, subscription: undefined };
    this.#wanted.set(event, wanted);
    wanted.listeners += 1;
    wanted.subscription ??= this.#subscribe(event);
    let listening = true;
    return unsubscribe(() => {
      if (!listening) return;
      listening = false;
      stop();
      wanted.listeners -= 1;
      if (wanted.listeners > 0) return;
      wanted.subscription?.();
      if (this.#wanted.get(event) === wanted) this.#wanted.delete(event);
    });
  }

  /** A session has begun. */
  attach(client: QmpClient): void {
    this.#client = client;
    for (const [event, wanted] of this.#wanted) wanted.subscription = this.#subscribe(event);
  }

  /** It has ended. */
  detach(): void {
    this.#client = undefined;
    for (const wanted of this.#wanted.values()) {
      wanted.subscription?.();
      wanted.subscription = undefined;
    }
  }

  /** Forgets every listener. */
  clear(): void {
    this.detach();
    this.#wanted.clear();
    this.#emitter.clear();
  }

  #subscribe(event: string): Unsubscribe | undefined {
    return this.#client?.on(event, (happened: AnyEvent) => this.#emitter.emit(event, happened));
  }
}
