import type { PetSink } from '../pet-source.js';

/** Many sinks as one. */
export class Audience implements PetSink {
  readonly #sinks = new Set<PetSink>();

  add(sink: PetSink): void {
    this.#sinks.add(sink);
  }

  delete(sink: PetSink): void {
    this.#sinks.delete(sink);
  }

  pet(): void {
    for (const sink of this.#sinks) sink.pet();
  }

  failed(reason: string): void {
    for (const sink of this.#sinks) sink.failed(reason);
  }

  triggered(): void {
    for (const sink of this.#sinks) sink.triggered();
  }

  opened(): void {
    for (const sink of this.#sinks) sink.opened();
  }

  closed(reason: string): void {
    for (const sink of this.#sinks) sink.closed(reason);
  }

  heard(): void {
    for (const sink of this.#sinks) sink.heard();
  }

  refused(reason: string): void {
    for (const sink of this.#sinks) sink.refused(reason);
  }

  paused(reason: string, max: number): void {
    for (const sink of this.#sinks) sink.paused(reason, max);
  }

  resumed(reason: string): void {
    for (const sink of this.#sinks) sink.resumed(reason);
  }

  asked(timeout: number): void {
    for (const sink of this.#sinks) sink.asked(timeout);
  }
}
