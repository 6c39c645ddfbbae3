import { type HeartbeatRefusalCause, noRefusals } from './refusal.js';
import type { HeartbeatPathState } from './snapshot.js';

/** What is known of one path. */
export class PathRecord {
  readonly name: string;
  readonly #refused = noRefusals();
  #downBecause: string | undefined = 'it has not been tried yet';
  #lines = 0;

  constructor(name: string) {
    this.name = name;
  }

  get state(): HeartbeatPathState {
    return {
      name: this.name,
      ...(this.#downBecause !== undefined && { downBecause: this.#downBecause }),
      lines: this.#lines,
      refused: { ...this.#refused },
    };
  }

  up(): void {
    this.#downBecause = undefined;
  }

  down(reason: string): void {
    this.#downBecause = reason;
  }

  refuse(cause: HeartbeatRefusalCause): void {
    this.#refused[cause] += 1;
  }

  lineOpened(): void {
    this.#lines += 1;
  }

  lineEnded(): void {
    this.#lines -= 1;
  }
}
