import type { PetContext, PetSink, PetSource } from '../pet-source.js';

/** Begins with the first that joins, and is called when the last has left. */
export type PortUse = () => () => void;

/**
 * One port for several watchdogs: it is followed while at least one of them runs, and each is told what becomes of it.
 * What is a sign of life of which of them is said elsewhere.
 */
export class SharedPort {
  readonly #source: PetSource;
  readonly #used: PortUse;
  readonly #sinks = new Set<PetSink>();
  #running: AsyncDisposable | undefined;
  #unused: (() => void) | undefined;
  /** What a sink that joins now has missed. */
  #latest: ((sink: PetSink) => void) | undefined;

  constructor(source: PetSource, used: PortUse) {
    this.#source = source;
    this.#used = used;
  }

  get name(): string {
    return this.#source.name;
  }

  /** Tells all that something came in. */
  heard(): void {
    for (const sink of this.#sinks) sink.heard();
  }

  /** Tells all that something came in that is nothing. */
  refused(reason: string): void {
    for (const sink of this.#sinks) sink.refused(reason);
  }

  /** From here on `sink` is told, until what is returned is disposed of. */
  join(sink: PetSink, context: PetContext): AsyncDisposable {
    this.#sinks.add(sink);
    if (this.#sinks.size === 1) this.#begin(context);
    else
      queueMicrotask(() => {
        if (this.#sinks.has(sink)) this.#latest?.(sink);
      });
    return {
      [Symbol.asyncDispose]: async () => {
        if (!this.#sinks.delete(sink) || this.#sinks.size > 0) return;
        await this.#end();
      },
    };
  }

  #begin(context: PetContext): void {
    this.#unused = this.#used();
    this.#running = this.#source.start(
      {
        opened: () => this.#became((sink) => sink.opened()),
        closed: (reason) => this.#became((sink) => sink.closed(reason)),
        refused: (reason) => this.refused(reason),
        heard: () => this.heard(),
        pet: none,
        failed: none,
        triggered: none,
        paused: none,
        resumed: none,
        asked: none,
      },
      context,
    );
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#latest = undefined;
    this.#unused?.();
    await running?.[Symbol.asyncDispose]();
  }

  #became(tell: (sink: PetSink) => void): void {
    this.#latest = tell;
    for (const sink of this.#sinks) tell(sink);
  }
}

function none(): void {
  // The port itself says nothing of a guest's life: its lines do.
}
