import type { PetSink } from '../pet-source.js';

/** What one of several callers tells: with the first thing that makes sense it asks to be the one that is heard. */
export class CallerTold implements PetSink {
  readonly #told: PetSink;
  readonly #hear: () => void;

  constructor(told: PetSink, hear: () => void) {
    this.#told = told;
    this.#hear = hear;
  }

  pet(): void {
    this.#hear();
    this.#told.pet();
  }

  failed(reason: string): void {
    this.#hear();
    this.#told.failed(reason);
  }

  triggered(): void {
    this.#hear();
    this.#told.triggered();
  }

  paused(reason: string, max: number): void {
    this.#hear();
    this.#told.paused(reason, max);
  }

  resumed(reason: string): void {
    this.#hear();
    this.#told.resumed(reason);
  }

  asked(timeout: number): void {
    this.#hear();
    this.#told.asked(timeout);
  }

  heard(): void {
    this.#hear();
    this.#told.heard();
  }

  /** What makes no sense is counted, and takes nobody's place. */
  refused(reason: string): void {
    this.#told.refused(reason);
  }

  opened(): void {
    this.#told.opened();
  }

  closed(reason: string): void {
    this.#told.closed(reason);
  }
}
