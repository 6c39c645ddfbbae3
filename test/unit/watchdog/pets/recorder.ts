import type { PetSink } from '../../../../src/watchdog/pet-source.js';

/** Writes down what a source tells: `opened`, `pet`, `closed: why`, `refused: why`, and so on. */
export class Recorder implements PetSink {
  readonly told: string[] = [];
  readonly #waiting = new Set<(what: string) => void>();

  pet(): void {
    this.#add('pet');
  }

  failed(reason: string): void {
    this.#add(`failed: ${reason}`);
  }

  triggered(): void {
    this.#add('triggered');
  }

  paused(reason: string, max: number): void {
    this.#add(`paused: ${reason} for ${max}`);
  }

  resumed(reason: string): void {
    this.#add(`resumed: ${reason}`);
  }

  asked(timeout: number): void {
    this.#add(`asked: ${timeout}`);
  }

  opened(): void {
    this.#add('opened');
  }

  closed(reason: string): void {
    this.#add(`closed: ${reason}`);
  }

  heard(): void {
    this.#add('heard');
  }

  refused(reason: string): void {
    this.#add(`refused: ${reason}`);
  }

  /** How often something like this was told. */
  count(like: RegExp): number {
    return this.told.filter((what) => like.test(what)).length;
  }

  /** Waits until something like this was told so many times in all. */
  until(like: RegExp, times = 1): Promise<void> {
    let missing = times - this.count(like);
    if (missing <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      // Only what is new is looked at: there may be ten thousand.
      const look = (what: string): void => {
        if (!like.test(what)) return;
        missing -= 1;
        if (missing > 0) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
    });
  }

  #add(what: string): void {
    this.told.push(what);
    for (const look of [...this.#waiting]) look(what);
  }
}
