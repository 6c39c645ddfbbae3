import { warnOfListenerError } from '../../core/index.js';
import type { PetSink } from '../pet-source.js';

/**
 * What a sink is told in one run of a source: nothing after the end, a reason only when it is news, and never so that
 * an error of the sink's hurts the source.
 */
export class Told implements PetSink {
  readonly #name: string;
  readonly #sink: PetSink;
  #over = false;
  /** Why the channel is closed; undefined while it is open, and before anything was told. */
  #reason: string | undefined;

  constructor(name: string, sink: PetSink) {
    this.#name = name;
    this.#sink = sink;
  }

  pet(): void {
    this.#tell((sink) => sink.pet());
  }

  failed(reason: string): void {
    this.#tell((sink) => sink.failed(reason));
  }

  triggered(): void {
    this.#tell((sink) => sink.triggered());
  }

  paused(reason: string, max: number): void {
    this.#tell((sink) => sink.paused(reason, max));
  }

  resumed(reason: string): void {
    this.#tell((sink) => sink.resumed(reason));
  }

  asked(timeout: number): void {
    this.#tell((sink) => sink.asked(timeout));
  }

  heard(): void {
    this.#tell((sink) => sink.heard());
  }

  refused(reason: string): void {
    this.#tell((sink) => sink.refused(reason));
  }

  opened(): void {
    this.#reason = undefined;
    this.#tell((sink) => sink.opened());
  }

  /** The same reason twice in a row, as from one attempt after the other, is told once. */
  closed(reason: string): void {
    if (reason === this.#reason) return;
    this.#reason = reason;
    this.#tell((sink) => sink.closed(reason));
  }

  /** Nothing is told from here on. */
  end(): void {
    this.#over = true;
  }

  #tell(what: (sink: PetSink) => void): void {
    if (this.#over) return;
    try {
      what(this.#sink);
    } catch (error) {
      warnOfListenerError(error, this.#name);
    }
  }
}
